import type { TransactionSql } from 'postgres'
import { Problem } from '../../contract/errors.ts'
import type { Database } from '../../database/client.ts'
import { type Act, type ActBy, recordActs } from '../audit/act.ts'
import type { SealedResultService } from '../seals/sealed-result-service.ts'
import type { AwardStep } from './award-steps.ts'

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

type Dependencies = Pick<Database, 'sql'> & { latestSealIn: SealedResultService['latestIn'] }

export function createAwardsStore({ sql, latestSealIn }: Dependencies) {
  return {
    steps: (contestId: number) => sql<AwardStep[]>`
      select s.number, s.seal_number as "sealNumber", s.kind, s.prize_id as "prizeId", coalesce(s.contestant_id::text, s.unit_id::text) as "subjectId", s.body, s.note,
        a.display_name as by, s.at
      from award_steps s join accounts a on a.id = s.account_id where s.contest_id = ${contestId} order by s.number`,
    /** One after the other in each contest; a repeat of the same act changes nothing. `then` belongs to the same transaction. */
    async add(by: ActBy, step: NewStep, act: Act, then: (transaction: TransactionSql) => Promise<void> = async () => {}): Promise<void> {
      const { contestId, actionId } = step
      await sql.begin(async (transaction) => {
        await transaction`select 1 from contests where id = ${contestId} for no key update`
        const [known] = await transaction<{ digest: string }[]>`
          select action_digest as digest from award_steps where contest_id = ${contestId} and action_id = ${actionId}`
        if (known && known.digest !== step.digest) throw new Problem('ACTION_ID_REUSED')
        if (known) return
        if ((await latestSealIn(transaction, contestId)) !== step.sealNumber) throw new Problem('AWARDS_CHANGED')
        await transaction`
          insert into award_steps (contest_id, number, seal_number, kind, prize_id, contestant_id, unit_id, body, note, account_id, at, action_id, action_digest)
          select ${contestId}, coalesce(max(number), 0) + 1, ${step.sealNumber}, ${step.kind}, ${step.prizeId ?? null}, ${step.contestantId ?? null}, ${step.unitId ?? null},
            ${transaction.json(step.body as never)}::jsonb, ${step.note}, ${Number(by.id)}, ${new Date(by.atMs)}, ${actionId}, ${step.digest}
          from award_steps where contest_id = ${contestId}`
        await then(transaction)
        await recordActs(transaction, by, [act])
      })
    },
  }
}
