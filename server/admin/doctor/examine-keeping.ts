import { existsSync } from 'node:fs'
import { createHeadsFile } from '../../boot/heads-file.ts'
import type { Database } from '../../database/client.ts'
import { createAuditChainStore } from '../../features/audit/audit-chain-store.ts'
import { createAuditKeys } from '../../features/audit/audit-keys.ts'
import { longestWaitDays } from '../../features/privacy/retention-clock.ts'
import { createSecrets, type Secrets } from '../../secrets.ts'
import { configuredSecret } from '../admin-keys.ts'
import { type Examined, type Finding, finding } from './finding.ts'

const dayMs = 86_400_000
const oldestBackupDays = 7
/** Heads are signed hourly; so long without one means that nobody signs. */
const longestUnsignedMs = 3 * 3_600_000

/** What somebody will be glad of one day: keys and backups elsewhere, a log that is signed. */
export async function examineKeeping({ config, opened, nowMs }: Examined): Promise<Finding[]> {
  if (!opened) return []
  const { sql } = opened.database
  const [known] = await sql`select to_regclass('audit_log') is not null as found`
  if (!known?.found) return []
  const secret = configuredSecret(config)
  const secrets = secret === undefined ? undefined : createSecrets({ present: secret, previous: config.SECRET_KEY_OLD })
  const keys = secrets && createAuditKeys(secrets)
  const [exported] = await sql`
    select 1 from audit_log where act = 'keys.export' and subject @> jsonb_build_object('keyId', ${keys?.present.keyId ?? ''}::text) limit 1`
  const [backup] = await sql<{ at: Date }[]>`select at from audit_log where act = 'backup.make' order by seq desc limit 1`
  const days = backup ? Math.floor((nowMs - backup.at.getTime()) / dayMs) : undefined
  return [
    ...(secrets && (await isUsedWithAnother(opened.database, secrets)) ? [finding('bad', 'otherSecret', {})] : []),
    exported ? finding('ok', 'keysExported', {}) : finding('warn', 'keysNotExported', {}),
    days === undefined
      ? finding('warn', 'noBackup', {})
      : finding(days > oldestBackupDays ? 'warn' : 'ok', days > oldestBackupDays ? 'backupOld' : 'backup', { days }),
    await signing({ config, opened, nowMs }),
    ...(await erasing({ opened, nowMs })),
  ]
}

/** The clock waits for whoever publishes the results. */
async function erasing({ opened, nowMs }: Pick<Examined, 'opened' | 'nowMs'>): Promise<Finding[]> {
  if (!opened) return []
  const [waiting] = await opened.database.sql<{ slugs: string | null }[]>`
    select string_agg(slug, ', ' order by slug) as slugs from contests c
    where (privacy #>> '{retention,eraseAt}')::timestamptz < ${new Date(nowMs)} and published_at is null
      and exists (select from contestants p where p.contest_id = c.id and p.erased_at is null)`
  return waiting?.slugs ? [finding('warn', 'erasureWaits', { contests: waiting.slugs, days: longestWaitDays })] : []
}

/** The schema may be one that knows no mark yet. */
async function isUsedWithAnother({ sql }: Database, { marks }: Secrets): Promise<boolean> {
  const [state] = await sql<{ mark: string | null }[]>`select to_jsonb(s)->>'secret_mark' as mark from service_state s`
  return typeof state?.mark === 'string' && !marks.some((mark) => state.mark === `\\x${mark.toString('hex')}`)
}

async function signing({ config, opened, nowMs }: Examined): Promise<Finding> {
  if (!opened) return finding('ok', 'signed', { seq: 0 })
  const { path } = createHeadsFile(config.DATA_DIR)
  const store = createAuditChainStore(opened.database)
  const [[last], { seq }] = await Promise.all([store.newestHeads(1), store.end()])
  const [unsigned] = await opened.database.sql<{ at: Date }[]>`select at from audit_log where seq > ${last?.seq ?? 0} order by seq limit 1`
  if (unsigned && nowMs - unsigned.at.getTime() > longestUnsignedMs) return finding('warn', 'notSigned', { since: unsigned.at.toISOString() })
  return last && !existsSync(path) ? finding('warn', 'noHeadsFile', { path }) : finding('ok', 'signed', { seq: Math.min(seq, last?.seq ?? 0) })
}
