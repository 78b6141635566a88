import { bytesArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'

export type ServiceStateStore = ReturnType<typeof createServiceStateStore>

const outageSeconds = 30

export function createServiceStateStore({ sql }: Database) {
  return {
    /** Right after an outage the sweeper may come by before anybody has said "alive": then closing is held until somebody has. */
    async read(): Promise<{ holdUntil: Date | null }> {
      const [row] = await sql<{ holdUntil: Date | null }[]>`
        select case when last_alive_at < now() - make_interval(secs => ${outageSeconds}) then greatest(hold_until, now() + interval '1 minute') else hold_until end as "holdUntil"
        from service_state`
      return row ?? { holdUntil: null }
    },
    /** Says "alive". Whoever comes first after an outage holds the closing of attempts, so that officials may extend. */
    async beat(holdMinutes: number): Promise<void> {
      await sql`
        update service_state set last_alive_at = now(),
          hold_until = case when last_alive_at < now() - make_interval(secs => ${outageSeconds}) then now() + make_interval(mins => ${holdMinutes}) else hold_until end`
    },
    /**
     * Leaves the mark of the present secret, where there is none or one of a former secret that is still known. False: this database is used
     * with a secret that is not known here. Of processes that start at once with different secrets one comes first, and the others are told.
     */
    async holdSecret(marks: readonly [Buffer, ...Buffer[]]): Promise<boolean> {
      const [held] = await sql<{ isOurs: boolean }[]>`
        update service_state set secret_mark = case
          when secret_mark is null or secret_mark = any(${bytesArrayOf(marks, (mark) => mark)}::text::bytea[]) then ${marks[0]} else secret_mark end
        returning secret_mark = ${marks[0]} as "isOurs"`
      return held?.isOurs ?? false
    },
    async databaseNow(): Promise<number> {
      const [row] = await sql<{ now: number }[]>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`
      return row?.now ?? Number.NaN
    },
    /** What must be on for "acknowledged" to mean "durable". */
    async durability(): Promise<Record<'fsync' | 'full_page_writes' | 'synchronous_commit', string>> {
      const rows = await sql<{ name: 'fsync' | 'full_page_writes' | 'synchronous_commit'; setting: string }[]>`
        select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`
      return Object.fromEntries(rows.map((row) => [row.name, row.setting])) as Record<'fsync' | 'full_page_writes' | 'synchronous_commit', string>
    },
    /** A fresh database has had no outage, however long ago it was made. */
    async hasContests(): Promise<boolean> {
      const [row] = await sql<{ found: boolean }[]>`select exists (select from contests) as found`
      return row?.found ?? false
    },
  }
}
