import type { Sql } from 'postgres'
import { oldestMajor } from '../../boot/open-database.ts'
import { textArrayOf } from '../../database/array-literal.ts'
import { connectDatabase } from '../../database/client.ts'
import { pendingMigrations } from '../../database/migrate.ts'
import { createServiceStateStore } from '../../features/service/service-state-store.ts'
import { type Examined, type Finding, finding } from './finding.ts'

const logs = ['audit_log', 'audit_head', 'audit_heads', 'answer_log', 'key_amendments']
const forbidden = ['UPDATE', 'DELETE', 'TRUNCATE']
const mostSkewMs = 250

/** Version, durability, schema, and what the role of the service may do to the logs. */
export async function examineDatabase({ config, opened }: Examined): Promise<Finding[]> {
  if (!opened) return []
  const { sql } = opened.database
  const [about] = await sql<{ version: string; major: number; connections: number }[]>`
    select current_setting('server_version') as version, current_setting('server_version_num')::integer / 10000 as major,
      current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer as connections`
  const { version = '', major = 0, connections = 0 } = about ?? {}
  return [
    major < oldestMajor ? finding('bad', 'databaseOld', { version }) : finding('ok', 'database', { version }),
    ...(connections < config.DATABASE_POOL + 8 ? [finding('warn', 'fewConnections', { connections, pool: config.DATABASE_POOL })] : []),
    await durability(sql),
    await skew(sql),
    ...(await schema(opened.ownerUrl)),
    ...(await rights(config.DATABASE_URL, sql, opened.serverRole)),
  ]
}

async function durability(sql: Sql): Promise<Finding> {
  const settings = Object.entries(await createServiceStateStore({ sql, close: async () => {} }).durability())
  const off = settings.filter(([, setting]) => setting === 'off').map(([name]) => name)
  return off.length > 0 ? finding('bad', 'forgetful', { settings: off.join(', ') }) : finding('ok', 'durable', {})
}

async function skew(sql: Sql): Promise<Finding> {
  const before = Date.now()
  const [row] = await sql<{ now: number }[]>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`
  const after = Date.now()
  // the answer was made somewhere between: what the way took proves nothing
  const skewMs = Math.round(Math.max(0, Math.abs((row?.now ?? 0) - (before + after) / 2) - (after - before) / 2))
  return finding(skewMs > mostSkewMs ? 'bad' : 'ok', skewMs > mostSkewMs ? 'clockOff' : 'clock', { skewMs })
}

async function schema(ownerUrl: string): Promise<Finding[]> {
  const pending = await pendingMigrations(ownerUrl)
  if (pending < 0) return [finding('bad', 'schemaNewer', {})]
  return pending > 0 ? [finding('warn', 'schemaBehind', { pending })] : [finding('ok', 'schema', {})]
}

/** As the role of the service, not as the owner that this command works as. */
async function rights(url: string, ownerSql: Sql, serverRole: string | undefined): Promise<Finding[]> {
  const [known] = await ownerSql`select to_regclass('audit_log') is not null as found`
  if (!known?.found) return []
  if (serverRole !== undefined && url === '') return rightsOf(ownerSql, serverRole)
  const served = connectDatabase(url, { poolSize: 1, name: 'hoithi doctor' })
  try {
    const [who] = await served.sql<{ name: string }[]>`select current_user::text as name`
    return await rightsOf(served.sql, who?.name ?? '')
  } finally {
    await served.close()
  }
}

async function rightsOf(sql: Sql, role: string): Promise<Finding[]> {
  const may = await sql<{ table: string; right: string }[]>`
    select t as table, r as right from unnest(${textArrayOf(logs, String)}::text::text[]) t, unnest(${textArrayOf(forbidden, String)}::text::text[]) r
    where to_regclass(t) is not null and has_table_privilege(${role}, t, r)`
  if (may.length === 0) return [finding('ok', 'appendsOnly', { role })]
  const rightsFound = [...new Set(may.map(({ right }) => right))].join(', ')
  return [finding('warn', 'mayChangeLogs', { role, rights: rightsFound, tables: [...new Set(may.map(({ table }) => table))].join(', ') })]
}
