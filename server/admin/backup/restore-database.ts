import type { Writable } from 'node:stream'
import type { Sql, TransactionSql } from 'postgres'
import { migrateWithin } from '../../database/migrate.ts'
import { type Act, type ActBy, recordActs } from '../../features/audit/act.ts'
import type { BackupManifest } from './backup-format.ts'
import { quoted } from './described-database.ts'
import { readBackup } from './read-backup.ts'

type Options = {
  sql: Sql
  file: string
  passphrase: string | undefined
  manifest: BackupManifest
  /** Whether what is there now goes. */
  isReplacing: boolean
  /** The role that the service works as. */
  serverRole: string | undefined
  by: ActBy
  /** Asked for at the end: it tells what was done. */
  act(): Act
  /** What has to happen to the data before anybody sees it: people who were erased since are erased again. */
  afterwards(transaction: TransactionSql): Promise<void>
}

/** All of the backup or nothing of it, in one transaction: schema, rows, keys between them, sequences, rights. */
export async function restoreDatabase({ sql, file, passphrase, manifest, isReplacing, serverRole, by, act, afterwards }: Options): Promise<void> {
  await spendTransactions(sql, manifest.transactions)
  await sql.begin(async (transaction) => {
    if (isReplacing) {
      await transaction.unsafe('drop schema public cascade')
      await transaction.unsafe('drop schema if exists drizzle, pgboss cascade')
      await transaction.unsafe('create schema public')
    }
    await migrateWithin(transaction, manifest.migrations.at(-1)?.createdAt ?? 0)
    await makePartitions(transaction, manifest.partitions)
    const putBack = await setRulesAside(transaction)
    await readBackup(file, passphrase, ({ table, columns }) => copyInto(transaction, table, columns))
    for (const { name, lastValue } of manifest.sequences) await transaction`select setval(${`public.${quoted(name)}`}::text::regclass, ${lastValue})`
    await putBack()
    // another database than the one that was backed up: live state made from that one is not believed
    await transaction`update service_state set database_id = gen_random_uuid()`
    await migrateWithin(transaction, Number.POSITIVE_INFINITY)
    await afterwards(transaction)
    if (serverRole !== undefined) await transaction`select let_serve(${serverRole}), let_work(${serverRole})`
    await recordActs(transaction, by, [act()])
  })
  await sql`analyze`
}

/** Rows that jobs follow by transaction carry small numbers: those must be over in this cluster too. */
async function spendTransactions(sql: Sql, count: number): Promise<void> {
  const [row] = await sql<{ now: string }[]>`select pg_current_xact_id()::text as now`
  const missing = count + 1 - Number(row?.now ?? 0)
  if (missing <= 0) return
  await sql.unsafe(`do $$ begin for one in 1..${Math.ceil(missing)} loop perform pg_current_xact_id(); commit; end loop; end $$`)
}

const boundForm = /^(DEFAULT|FOR VALUES IN \(('[^']*'|-?\d+|NULL)(, ('[^']*'|-?\d+|NULL))*\))$/

async function makePartitions(transaction: TransactionSql, partitions: BackupManifest['partitions']): Promise<void> {
  for (const { name, parent, bound } of partitions) {
    if (!boundForm.test(bound)) throw new Error(`the partition ${name} has a bound that is not understood`)
    const [known] = await transaction`select 1 from pg_class where relname = ${name} and relnamespace = 'public'::regnamespace`
    if (!known) await transaction.unsafe(`create table ${quoted(name)} partition of ${quoted(parent)} ${bound}`)
  }
}

type ForeignKey = { table: string; name: string; definition: string }

/** Empties every table; triggers and keys between tables wait until all rows are there, and then hold for all of them. */
async function setRulesAside(transaction: TransactionSql): Promise<() => Promise<void>> {
  const tables = await transaction<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')`
  const foreignKeys = await transaction<ForeignKey[]>`
    select r.relname as table, c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join pg_class r on r.oid = c.conrelid
    where c.contype = 'f' and c.conparentid = 0 and r.relnamespace = 'public'::regnamespace order by c.oid`
  for (const { name } of tables) await transaction.unsafe(`alter table ${quoted(name)} disable trigger user`)
  for (const { table, name } of foreignKeys) await transaction.unsafe(`alter table ${quoted(table)} drop constraint ${quoted(name)}`)
  await transaction.unsafe(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`)
  return async () => {
    for (const { table, name, definition } of foreignKeys)
      await transaction.unsafe(`alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`)
    for (const { name } of tables) await transaction.unsafe(`alter table ${quoted(name)} enable trigger user`)
  }
}

function copyInto(transaction: TransactionSql, table: string, columns: readonly string[]): Promise<Writable> {
  return transaction.unsafe(`copy ${quoted(table)} (${columns.map(quoted).join(', ')}) from stdin`).writable()
}
