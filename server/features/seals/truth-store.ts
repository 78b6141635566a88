import type { Sql, TransactionSql } from 'postgres'
import type { RankingRule } from '../../contract/ranking.ts'
import type { Database } from '../../database/client.ts'
import { type ActBy, recordActs } from '../audit/act.ts'
import { placeBySql } from '../standings/ranking.ts'
import type { Tally } from './prediction-truth.ts'

type Round = { contestId: number; roundId: number }
export type PreviewRow = { contestantId: string; place: number; placeNow: number; prediction: number | null; gap: number | null }
export type TruthStore = ReturnType<typeof createTruthStore>

export function createTruthStore({ sql }: Database) {
  return {
    tally: (round: Round, countsVoided: boolean) => tallyIn(sql, round, countsVoided),
    async truths({ contestId, roundId }: Round): Promise<{ inForce: number | null; entered: number | null }> {
      const [row] = await sql<{ inForce: number | null; entered: number | null }[]>`
        select prediction_truth::float8 as "inForce", (
          select thousandths::float8 from entered_truths e where e.contest_id = r.contest_id and e.round_id = r.id order by number desc limit 1) as entered
        from rounds r where contest_id = ${contestId} and id = ${roundId}`
      return row ?? { inForce: null, entered: null }
    },
    /** A number that follows an earlier one stands beside it: what was entered when is never lost. */
    async enter(by: ActBy, { contestId, roundId }: Round, thousandths: number, reason: string): Promise<void> {
      await sql.begin(async (transaction) => {
        await transaction`select 1 from rounds where contest_id = ${contestId} and id = ${roundId} for no key update`
        const [row] = await transaction<{ number: number; before: number | null }[]>`
          insert into entered_truths (contest_id, round_id, number, thousandths, entered_at)
          select ${contestId}, ${roundId}, coalesce(max(number), 0) + 1, ${thousandths}, ${new Date(by.atMs)} from entered_truths
          where contest_id = ${contestId} and round_id = ${roundId}
          returning number, (select thousandths::float8 from entered_truths e where e.contest_id = ${contestId} and e.round_id = ${roundId} order by number desc limit 1) as before`
        const subject = { roundId, number: row?.number }
        await recordActs(transaction, by, [{ act: 'truth.enter', subject, contestId, before: row?.before ?? null, after: thousandths, reason }])
      })
    },
    /** The first places as they would be with that truth, from the guesses that count at present. */
    async preview({ contestId, roundId }: Round, rules: readonly RankingRule[], truth: number, count: number): Promise<PreviewRow[]> {
      return sql.unsafe<PreviewRow[]>(
        `select k.contestant_id as "contestantId", (rank() over (order by ${placeBySql(rules, 'k')}))::integer as place,
           (rank() over (order by k.place_by))::integer as "placeNow", k.prediction::float8 as prediction, k.prediction_gap::float8 as gap
         from (
           select s.contestant_id, s.place_by, s.score_thousandths, s.prediction, abs(s.prediction - $3::bigint) as prediction_gap, s.duration_ms, s.duration_above_floor_ms,
             s.submitted_at_ms, s.first_entered_at_ms, s.attempts_used, s.full_mark_attempts,
             (extract(epoch from c.registered_at) * 1000)::bigint as registered_at_ms, c.born_on - date '1970-01-01' as born_day
           from standings s join contestants c on c.contest_id = s.contest_id and c.id = s.contestant_id
           where s.contest_id = $1 and s.round_id = $2 and s.projection = 'official' and s.place_by is not null
         ) k order by 2, 1 limit $4`,
        [contestId, roundId, truth, count],
      )
    },
  }
}

/** The same as `tallyOf`, by PostgreSQL; a test holds the two together. */
export async function tallyIn(sql: Sql | TransactionSql, { contestId, roundId }: Round, countsVoided: boolean): Promise<Tally> {
  const [row] = await sql<Tally[]>`
    select count(*)::integer as entries, count(distinct contestant_id)::integer as people,
      (count(*) filter (where is_full))::integer as "allCorrectEntries", (count(distinct contestant_id) filter (where is_full))::integer as "allCorrectPeople"
    from (
      select contestant_id, coalesce(score_thousandths = most_thousandths, false) as is_full from attempts
      where contest_id = ${contestId} and round_id = ${roundId} and (state in ('submitted', 'expired') or (${countsVoided}::boolean and state = 'voided'))
    ) a`
  return row ?? { people: 0, entries: 0, allCorrectPeople: 0, allCorrectEntries: 0 }
}
