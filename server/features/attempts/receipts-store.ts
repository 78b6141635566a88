import type { Database } from '../../database/client.ts'

/** An ending and what its receipt was made of. `state` is how that ending came, `stateNow` what has become of the attempt. */
export type StoredReceipt = {
  contestId: number
  contest: string
  attemptId: string
  code: string
  state: 'submitted' | 'expired' | 'voided' | 'open'
  stateNow: 'submitted' | 'expired' | 'voided' | 'open'
  closedAt: Date | null
  answeredCount: number | null
  digest: Buffer | null
  /** The digest covers the taps up to this one. */
  lastTap: number
  isFormer: boolean
}
/** Which receipts are looked for: of one attempt, of those that began between two, or of all. */
export type Where = { attemptId: string } | { from: string; to: string } | 'everywhere'

export type ReceiptsStore = ReturnType<typeof createReceiptsStore>

const lastOfAll = 32_767

export function createReceiptsStore({ sql }: Pick<Database, 'sql'>) {
  const formerColumns = sql`f.attempt_id as "attemptId", f.code, f.state, f.closed_at as "closedAt", f.answered_count as "answeredCount", f.digest`
  return {
    async formerByAction(contestId: number, attemptId: string, actionId: string): Promise<StoredFormer | undefined> {
      const [row] = await sql<StoredFormer[]>`
        select ${formerColumns} from former_receipts f
        where f.contest_id = ${contestId} and f.attempt_id = ${attemptId} and f.submit_action_id = ${actionId} order by f.number limit 1`
      return row
    },

    /** The present ending of an attempt, or one that was taken back. */
    async find(code: string, where: Where): Promise<StoredReceipt | undefined> {
      const [former] = await sql<StoredReceipt[]>`
        select ${formerColumns}, f.contest_id as "contestId", c.title as contest, a.state as "stateNow", f.last_tap as "lastTap", true as "isFormer"
        from former_receipts f join contests c on c.id = f.contest_id join attempts a on a.contest_id = f.contest_id and a.id = f.attempt_id
        where f.code = ${code} limit 1`
      if (former) return former
      const among =
        where === 'everywhere'
          ? sql``
          : 'attemptId' in where
            ? sql`and a.id = ${where.attemptId}::uuid`
            : sql`and a.id >= ${where.from}::uuid and a.id < ${where.to}::uuid`
      // contest by contest, each by its key
      const [present] = await sql<StoredReceipt[]>`
        select a.*, c.id as "contestId", c.title as contest from contests c cross join lateral (
          select a.id as "attemptId", a.receipt_code as code, coalesce(a.ended_as, a.state) as state, a.state as "stateNow", a.closed_at as "closedAt",
            a.answered_count as "answeredCount", a.answer_digest as digest, ${lastOfAll}::integer as "lastTap", false as "isFormer"
          from attempts a where a.contest_id = c.id and a.receipt_code = ${code} ${among} limit 1
        ) a limit 1`
      return present
    },

    /** The log as it was when the receipt was made, in the form that the digest is of. */
    async logOf({ contestId, attemptId, lastTap }: StoredReceipt): Promise<string> {
      const [row] = await sql<{ taps: string | null }[]>`
        select string_agg(tap || e'\x1f' || question || e'\x1f' || answer, e'\x1e' order by tap) as taps
        from answer_log where contest_id = ${contestId} and attempt_id = ${attemptId} and not is_overtaken and tap <= ${lastTap}`
      return row?.taps ?? ''
    },
  }
}

export type StoredFormer = Pick<StoredReceipt, 'attemptId' | 'code' | 'closedAt' | 'answeredCount' | 'digest'> & { state: 'submitted' | 'expired' }
