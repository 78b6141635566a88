import type { TransactionSql } from 'postgres'
import type { BackupManifest } from './backup-format.ts'

/** A table and how its rows are read: transaction numbers of this cluster mean nothing in another one. */
export type DescribedTable = { table: string; columns: string[]; select: string }

/** Rows that are worth nothing, or do harm, in a database that goes back in time. */
const leftEmpty: readonly string[] = [
  // whoever was logged out since would be logged in again
  'account_sessions',
  // what was sent since would be sent a second time
  'mail_outbox',
  // what became of jobs in the other database
  'job_reports',
]
/** Where jobs keep how far they have seen: after a restore they look at everything again, and find most of it done. */
const cursorTables: readonly string[] = ['job_cursors']
/** Followers read changes by transaction in pieces that must be larger than what one transaction wrote. */
export const rowsPerTransaction = 200

type Column = { table: string; column: string; type: string }

export async function describeTables(sql: TransactionSql): Promise<DescribedTable[]> {
  const columns = await sql<Column[]>`
    select c.relname as table, a.attname as column, a.atttypid::regtype::text as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
    order by c.relname, a.attnum`
  const tables = Map.groupBy(columns, ({ table }) => table)
  return [...tables].map(([table, ofTable]) => ({
    table,
    columns: ofTable.map(({ column }) => column),
    select: `select ${ofTable.map((column) => written(column)).join(', ')} from ${quoted(table)}${leftEmpty.includes(table) ? ' where false' : ''}`,
  }))
}

function written({ table, column, type }: Column): string {
  if (type !== 'xid8') return quoted(column)
  return cursorTables.includes(table) ? `'0'` : `(1 + (row_number() over () - 1) / ${rowsPerTransaction})::text`
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

export async function describePartitions(sql: TransactionSql): Promise<BackupManifest['partitions']> {
  return sql<BackupManifest['partitions']>`
    select c.relname as name, p.relname as parent, pg_get_expr(c.relpartbound, c.oid) as bound
    from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
    where c.relispartition and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by c.oid`
}

/** Their numbers are outside every snapshot: read after it, they are never below what the rows hold. */
export async function describeSequences(sql: TransactionSql): Promise<BackupManifest['sequences']> {
  return sql<BackupManifest['sequences']>`
    select sequencename as name, last_value::float8 as "lastValue" from pg_sequences
    where schemaname = 'public' and last_value is not null order by sequencename`
}
