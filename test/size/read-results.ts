import type { Sql } from 'postgres'
import { inTurns } from '../../loadtest/light/in-turns.ts'
import { lightRequest } from '../../loadtest/light/light-connection.ts'
import type { ResultView } from '../../server/contract/attempts.ts'
import { arrayOf } from '../../server/database/array-literal.ts'
import { type MeasuredContest, somePeople } from './measured-contest.ts'

export type Reading = { path: string; token: string }

/** What people ask who want to know their place: their result, with the neighbours. */
export async function readingsOf(sql: Sql, contest: MeasuredContest, count: number): Promise<Reading[]> {
  const people = await somePeople(sql, contest, count)
  const tokens = new Map(people.map(({ id, token }) => [id, token]))
  const rows = await sql<{ id: string; contestantId: string }[]>`
    select attempt_id as id, contestant_id as "contestantId" from standings
    where contest_id = ${contest.contestId} and round_id = ${contest.roundId} and projection = 'official'
      and contestant_id = any(${arrayOf(people, ({ id }) => id)}::text::uuid[])`
  return rows.map(({ id, contestantId }) => ({ path: `/api/v1/attempts/${id}/result`, token: tokens.get(contestantId) ?? '' }))
}

/** How long each reading takes, a few people at a time; a result without a place is said by `onMissing`. */
export async function readTimes(port: number, readings: readonly Reading[], onMissing: (reading: Reading, body: string) => void): Promise<number[]> {
  const times: number[] = []
  await inTurns(port, 4, readings, async (line, reading) => {
    const { status, body, tookMs } = await line.ask(lightRequest({ method: 'GET', ...reading }))
    times.push(tookMs)
    const text = body.toString('utf8')
    const result = status === 200 ? (JSON.parse(text) as ResultView) : undefined
    if (!result || result.place === null || !result.neighbours.some((row) => row.isMe)) onMissing(reading, text)
  })
  return times
}
