import type { TransactionSql } from 'postgres'
import type { AgeGroups } from '../../contract/contest-rules.ts'
import { Problem } from '../../contract/errors.ts'
import type { Database } from '../../database/client.ts'
import { type Act, type ActBy, recordActs } from '../audit/act.ts'
import type { AwardStep } from './award-steps.ts'
import type { Candidate } from './propose-prizes.ts'

type At = { contestId: number; sealNumber: number }
export type NewStep = At & {
  kind: AwardStep['kind']
  prizeId?: string
  contestantId?: string
  unitId?: number
  body: object
  note: string
  actionId: string
  digest: string
}
export type AwardsStore = ReturnType<typeof createAwardsStore>

export function createAwardsStore({ sql }: Database) {
  return {
    async latestSeal(contestId: number): Promise<number | undefined> {
      const [row] = await sql<{ number: number }[]>`
        select number from result_seals where contest_id = ${contestId} and state = 'sealed' order by number desc limit 1`
      return row?.number
    },
    steps: (contestId: number) => sql<AwardStep[]>`
      select s.number, s.seal_number as "sealNumber", s.kind, s.prize_id as "prizeId", coalesce(s.contestant_id::text, s.unit_id::text) as "subjectId", s.body, s.note,
        a.display_name as by, s.at
      from award_steps s join accounts a on a.id = s.account_id where s.contest_id = ${contestId} order by s.number`,
    /** The beginning of a sealed board, ties whole; of an age group only who belongs to it. */
    async list({ contestId, sealNumber }: At, roundId: number, group: (AgeGroups['groups'][number] & { on: string }) | undefined, count: number) {
      return [
        ...(await sql<Candidate[]>`
          select p.contestant_id as id, p.place from sealed_places p join contestants c on c.contest_id = p.contest_id and c.id = p.contestant_id
          where p.contest_id = ${contestId} and p.seal_number = ${sealNumber} and p.round_id = ${roundId} and (${group === undefined}::boolean or (
            c.born_on is not null and extract(year from age(${group?.on ?? '2000-01-01'}::date, c.born_on)) between ${group?.from ?? 0} and ${group?.to ?? 999}))
          order by p.place fetch first ${count} rows with ties`),
      ]
    },
    async mostEntries({ contestId, sealNumber }: At, roundIds: readonly number[], count: number): Promise<{ id: string; entries: number }[]> {
      return [
        ...(await sql<{ id: string; entries: number }[]>`
          select contestant_id as id, sum(attempts_used)::integer as entries from sealed_places
          where contest_id = ${contestId} and seal_number = ${sealNumber} and round_id = any(${`{${roundIds.join()}}`}::text::integer[])
          group by contestant_id order by 2 desc fetch first ${count} rows with ties`),
      ]
    },
    /** One after the other in each contest; a repeat of the same act changes nothing. `then` belongs to the same transaction. */
    async add(by: ActBy, step: NewStep, act: Act, then: (transaction: TransactionSql) => Promise<void> = async () => {}): Promise<void> {
      const { contestId, actionId } = step
      await sql.begin(async (transaction) => {
        await transaction`select 1 from contests where id = ${contestId} for no key update`
        const [known] = await transaction<{ digest: string }[]>`
          select action_digest as digest from award_steps where contest_id = ${contestId} and action_id = ${actionId}`
        if (known && known.digest !== step.digest) throw new Problem('ACTION_ID_REUSED')
        if (known) return
        const [seal] = await transaction<{ number: number }[]>`
          select number from result_seals where contest_id = ${contestId} and state = 'sealed' order by number desc limit 1`
        if (seal?.number !== step.sealNumber) throw new Problem('AWARDS_CHANGED')
        await transaction`
          insert into award_steps (contest_id, number, seal_number, kind, prize_id, contestant_id, unit_id, body, note, account_id, at, action_id, action_digest)
          select ${contestId}, coalesce(max(number), 0) + 1, ${step.sealNumber}, ${step.kind}, ${step.prizeId ?? null}, ${step.contestantId ?? null}, ${step.unitId ?? null},
            ${transaction.json(step.body as never)}::jsonb, ${step.note}, ${Number(by.id)}, ${new Date(by.atMs)}, ${actionId}, ${step.digest}
          from award_steps where contest_id = ${contestId}`
        await then(transaction)
        await recordActs(transaction, by, [act])
      })
    },
    markPublished: async (transaction: TransactionSql, contestId: number, at: Date): Promise<void> => {
      await transaction`update contests set published_at = coalesce(published_at, ${at}) where id = ${contestId}`
    },
  }
}
