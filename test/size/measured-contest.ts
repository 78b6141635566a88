import type { Sql } from 'postgres'
import { makeContest } from '../../loadtest/made-contest.ts'
import type { ContestRules } from '../../server/contract/contest-rules.ts'
import type { RoundSettings } from '../../server/features/contests/round-settings.ts'
import { createSecrets } from '../../server/secrets.ts'
import { createTokens } from '../../server/tokens.ts'
import { serviceSecret } from '../helpers/service-process.ts'

export type MeasuredContest = { slug: string; contestId: number; roundId: number; unitId: number; settings: RoundSettings }

/** A contest of one round with unlimited attempts, of which the best counts. */
export async function measuredContest(
  sql: Sql,
  slug: string,
  questionCount: number,
  contestSettings: Partial<ContestRules> = {},
): Promise<MeasuredContest> {
  const { contestId, roundIds, unitId } = await sql.begin((transaction) =>
    makeContest(transaction, { slug, questionCount, settings: contestSettings, rules: { attemptsAllowed: null }, roundTitles: ['Vòng 1'] }),
  )
  const [row] = await sql<{ settings: RoundSettings }[]>`select settings from round_versions where contest_id = ${contestId}`
  return { slug, contestId, roundId: roundIds[0] as number, unitId, settings: (row as { settings: RoundSettings }).settings }
}

/** So many registered people, spread over everybody, in no order. */
export async function somePeople(sql: Sql, { contestId }: MeasuredContest, count: number): Promise<{ id: string; token: string }[]> {
  const tokens = createTokens(createSecrets({ present: serviceSecret, previous: '' }))
  const rows = await sql<{ id: string }[]>`select id from contestants where contest_id = ${contestId} order by md5(id::text) limit ${count}`
  if (rows.length < count) throw new Error(`${count} people are needed, ${rows.length} are registered`)
  return rows.map(({ id }) => ({ id, token: tokens.sign({ kind: 'contestant', contestId, id }) }))
}
