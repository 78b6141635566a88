import type { Sql } from 'postgres'
import type { Cumulative } from '../../server/contract/contest-rules.ts'
import { fillPartition } from '../../test/size/fill-partition.ts'
import { measuredContest } from '../../test/size/measured-contest.ts'
import { makeContest, openAttempts } from '../made-contest.ts'

export type BenchContest = { contestId: number; slug: string; unitId: number; rounds: { start: number; save: number; submit: number } }

const questionCount = 20
const consents = [{ id: 'registration', version: 1, text: 'Tôi đồng ý.', required: true }]
const earlier = 10
const cumulative: Cumulative = { counts: 'sum', bestRounds: null, ranking: [{ key: 'score' }, { key: 'durationMs' }], places: 'shared' }

/** A contest with three rounds, one for each kind of write, filled by statements that run inside PostgreSQL. */
export async function seedBench(sql: Sql, people: number, saving: number): Promise<BenchContest> {
  const slug = 'bench'
  const { contestId, roundIds, unitId } = await sql.begin((transaction) =>
    makeContest(transaction, { slug, consents, questionCount, roundTitles: ['start', 'save', 'submit'] }),
  )
  const [start = 0, save = 0, submit = 0] = roundIds
  await sql`
    insert into contestants (contest_id, id, action_id, request_digest, seed, unit_id, device, consents, registered_at)
    select ${contestId}, uuidv7(), gen_random_uuid(), '\\x00', substring(sha256((n || 'seed')::bytea) for 16),
      (select id from units where code = 'C'), 'device-' || n, '[]', now() from generate_series(1, ${people}) n`
  for (const [round, count] of [
    [save, saving],
    [submit, people],
  ] as const) {
    await openAttempts(sql, { contestId, roundId: round, questionCount, count })
  }
  await sql`
    insert into answer_log (contest_id, attempt_id, tap, question, is_overtaken, seq, received_at, action_id, device, answer)
    select ${contestId}, a.id, n, n - 1, false, n, now(), gen_random_uuid(), a.device, (n % 4)::text
    from attempts a, generate_series(1, ${questionCount}) n where a.contest_id = ${contestId} and a.round_id = ${submit} order by n, a.id`
  await sql`vacuum analyze`
  await sql`checkpoint`
  return { contestId, slug, unitId, rounds: { start, save, submit } }
}

/** Unlimited attempts and a result over all rounds: everybody has sat ten times, and half of them sit again. */
export async function seedAgain(sql: Sql, people: number): Promise<{ contestId: number; roundId: number }> {
  const contest = await measuredContest(sql, 'bench-again', questionCount, { cumulative })
  await fillPartition(sql, { ...contest, cumulative }, { people, attemptsEach: earlier, answersEach: 1 }, () => {})
  await openAttempts(sql, { ...contest, questionCount, count: Math.floor(people / 2), attemptNo: earlier + 1 })
  await sql`vacuum analyze attempts`
  await sql`checkpoint`
  return contest
}
