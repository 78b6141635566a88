import type { Database } from '../../database/client.ts'

/** How a row of wrong tries is slowed: some for free, then pauses that double up to the longest; they are forgotten one by one. */
export type Patience = { free: number; firstPauseMs: number; longestPauseMs: number; forgottenEveryMs: number }

export type LoginFailuresStore = ReturnType<typeof createLoginFailuresStore>

export function createLoginFailuresStore({ sql }: Database) {
  return {
    /**
     * Counts a try before it is made, so that a hundred at once are no more than a hundred in a row. Refused while the pause lasts;
     * a refused try is not counted, so nobody prolongs a pause from outside.
     */
    async take(
      who: Buffer,
      { free, firstPauseMs, longestPauseMs, forgottenEveryMs }: Patience,
      now: Date,
    ): Promise<{ failures: number } | { nextAt: Date }> {
      const remembered = sql`(greatest(0, f.failures - floor(extract(epoch from ${now}::timestamptz - f.last_at) * 1000 / ${forgottenEveryMs}))::integer + 1)`
      const [taken] = await sql<{ failures: number }[]>`
        insert into login_failures as f (who, failures, last_at, next_at) values (${who}, 1, ${now}, ${now})
        on conflict (who) do update set failures = ${remembered}, last_at = ${now}, next_at = ${now}::timestamptz + make_interval(secs =>
          case when ${remembered} < ${free} then 0 else least(${longestPauseMs}, ${firstPauseMs} * 2 ^ least(${remembered} - ${free}, 20)) / 1000.0 end)
        where f.next_at <= ${now} returning failures`
      if (taken) return taken
      const [row] = await sql<{ nextAt: Date }[]>`select next_at as "nextAt" from login_failures where who = ${who}`
      return { nextAt: row?.nextAt ?? now }
    },
    /** The try was right: whoever it was may go on at once. Tells how many wrong ones went before. */
    async forgive(who: Buffer): Promise<number> {
      const [row] = await sql<{ failures: number }[]>`delete from login_failures where who = ${who} returning failures`
      return Math.max(0, (row?.failures ?? 1) - 1)
    },
    /** Of many who share it one was right; the others' wrong tries stay. */
    async takeBack(who: Buffer, now: Date): Promise<void> {
      await sql`update login_failures set failures = greatest(0, failures - 1), next_at = least(next_at, ${now}) where who = ${who}`
    },
    /** Names that were tried often and that nobody was told of since `quietSince`. */
    async takeUnnoticed(least: number, quietSince: Date, now: Date): Promise<{ who: Buffer; failures: number }[]> {
      return sql<{ who: Buffer; failures: number }[]>`
        update login_failures set noticed_at = ${now} where failures >= ${least} and last_at > ${quietSince} and (noticed_at is null or noticed_at < ${quietSince})
        returning who, failures`
    },
    async dropOld(before: Date): Promise<void> {
      await sql`delete from login_failures where last_at < ${before} and next_at < ${before}`
    },
  }
}
