import type { TransactionSql } from 'postgres'
import type { Database } from '../../database/client.ts'

export type NewCode = {
  contestId: number
  id: string
  actionId: string
  addressHmac: Buffer
  codeHmac: Buffer
  createdAt: Date
  expiresAt: Date
}
export type CodeRow = { id: string; addressHmac: Buffer; createdAt: Date; expiresAt: Date }
export type Limits = { pauseSeconds: number; perAddressAndHour: number; perContestAndHour: number }
type Added = 'added' | 'replayed' | 'TOO_MANY_CODES' | 'TOO_BUSY'

export type VerificationStore = ReturnType<typeof createVerificationStore>

export function createVerificationStore({ sql }: Database) {
  return {
    async byAction(contestId: number, actionId: string): Promise<CodeRow | undefined> {
      const [row] = await sql<CodeRow[]>`
        select id, address_hmac as "addressHmac", created_at as "createdAt", expires_at as "expiresAt"
        from one_time_codes where contest_id = ${contestId} and action_id = ${actionId}`
      return row
    },
    /** Counts and adds under one lock for the address, so that requests at once cannot slip past the limit together. */
    add: (code: NewCode, limits: Limits, post: (transaction: TransactionSql) => Promise<void>): Promise<Added> =>
      sql.begin(async (transaction) => {
        const { contestId, id, actionId, addressHmac, codeHmac, createdAt, expiresAt } = code
        await transaction`select pg_advisory_xact_lock(hashtextextended(encode(${addressHmac}, 'hex'), ${contestId}))`
        const [same] = await transaction`select 1 from one_time_codes where contest_id = ${contestId} and action_id = ${actionId}`
        if (same) return 'replayed'
        const [past] = await transaction<{ ofAddress: number; last: Date | null; ofContest: number }[]>`
          select count(*) filter (where address_hmac = ${addressHmac})::integer as "ofAddress", max(created_at) filter (where address_hmac = ${addressHmac}) as last,
            count(*)::integer as "ofContest"
          from one_time_codes where contest_id = ${contestId} and created_at > ${createdAt}::timestamptz - interval '1 hour'`
        const sinceLastMs = createdAt.getTime() - (past?.last?.getTime() ?? Number.NEGATIVE_INFINITY)
        if ((past?.ofAddress ?? 0) >= limits.perAddressAndHour || sinceLastMs < limits.pauseSeconds * 1_000) return 'TOO_MANY_CODES'
        if ((past?.ofContest ?? 0) >= limits.perContestAndHour) return 'TOO_BUSY'
        await transaction`
          insert into one_time_codes (contest_id, id, action_id, address_hmac, code_hmac, created_at, expires_at)
          values (${contestId}, ${id}, ${actionId}, ${addressHmac}, ${codeHmac}, ${createdAt}, ${expiresAt})`
        await post(transaction)
        return 'added'
      }),
    /**
     * One statement counts the try, decides and uses the code up. The action that used it may come again; every other try counts,
     * also a right one after too many wrong ones.
     */
    async use(input: {
      contestId: number
      id: string
      addressHmac: Buffer
      codeHmac: Buffer
      actionId: string
      now: Date
      mostTries: number
    }): Promise<boolean> {
      const { contestId, id, addressHmac, codeHmac, actionId, now, mostTries } = input
      const [row] = await sql<{ isUsed: boolean }[]>`
        update one_time_codes set
          tries = tries + case when used_by is null then 1 else 0 end,
          used_by = case when used_by is null and code_hmac = ${codeHmac} and tries < ${mostTries} then ${actionId}::uuid else used_by end
        where contest_id = ${contestId} and id = ${id} and address_hmac = ${addressHmac} and (expires_at > ${now} or used_by = ${actionId}::uuid) and tries <= ${mostTries}
        returning coalesce(used_by = ${actionId}::uuid and code_hmac = ${codeHmac}, false) as "isUsed"`
      return row?.isUsed ?? false
    },
    async giveBack(contestId: number, id: string, actionId: string): Promise<void> {
      await sql`update one_time_codes set used_by = null where contest_id = ${contestId} and id = ${id} and used_by = ${actionId}`
    },
    async forgetBefore(before: Date): Promise<void> {
      await sql`delete from one_time_codes where expires_at < ${before}`
    },
  }
}
