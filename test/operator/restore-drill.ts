import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Sql } from 'postgres'
import { connectDatabase } from '../../server/database/client.ts'
import { startEmbeddedPostgres } from '../../server/database/embedded/embedded-postgres.ts'
import { erasePeople } from '../../server/features/privacy/erase-people.ts'
import { auditBoards } from '../drills/drill-audit.ts'
import { type DrillContest, questionCount, seedDrillContest } from '../drills/drill-contest.ts'
import { type DrillGround, prepareGround } from '../drills/drill-ground.ts'
import { createLedger, type DrillLedger } from '../drills/drill-ledger.ts'
import { runPeople } from '../drills/drill-people.ts'
import type { DrillOptions, DrillReport } from '../drills/drill-report.ts'
import { faultsOf } from '../drills/kill-drill.ts'
import { recount } from '../drills/recount.ts'
import { eventually } from '../helpers/eventually.ts'
import { serviceSecret, spawnService, whenReady } from '../helpers/service-process.ts'
import { type AdminEnding, adminProcess } from './admin-process.ts'

const writesPerPerson = questionCount * 1.2
const erasedCount = 3
/** A log of another contest, so large that it fits no memory. */
const bulkContest = 900_001

/**
 * A backup in the middle of a contest under load, restored by another process into another, empty cluster; people who were erased
 * meanwhile stay erased, and a service that starts there shows the same results and boards.
 */
export async function restoreDrill({ seed, writes, say, bulkRows }: DrillOptions & { bulkRows: number }): Promise<DrillReport> {
  const ground = await prepareGround()
  const away = mkdtempSync(join(tmpdir(), 'hoithi-away-'))
  // the database user must be able to enter
  chmodSync(away, 0o755)
  const file = join(away, 'backup.hoithi')
  const failures: string[] = []
  try {
    if (bulkRows > 0) await addBulk(ground.sql, bulkRows, say)
    const contest = await seedDrillContest(ground.sql, Math.ceil(writes / writesPerPerson))
    const service = await ground.startService()
    const source = { DATABASE_URL: ground.databaseUrl, DATA_DIR: ground.dataDir, SECRET_KEY: serviceSecret }
    let backup: Promise<AdminEnding> | undefined
    let promisedBefore: string[] = []
    const ledger: DrillLedger = createLedger((count) => {
      if (backup || count < writes / 3) return
      promisedBefore = [...ledger.taps.values()].flatMap(({ id, tap }) => (tap === undefined ? [] : [id]))
      backup = adminProcess(['backup', file], source)
    })
    await runPeople({
      contest,
      ledger,
      seed,
      origins: [service.origin],
      mishaps: { doubled: 2, lostReply: 1, lostRequest: 1 },
      concurrency: 24,
      tabs: 1,
    })
    const made = await backup
    if (made?.code !== 0) return { seed, figures: {}, failures: [`the backup failed: ${made?.err}`] }
    say(made.out.split('\n')[0] ?? '')

    const erased = await erase(ground, contest)
    await service.end('SIGTERM')
    const target = { DATA_DIR: join(away, 'data'), SECRET_KEY: serviceSecret }
    const restored = await adminProcess(['restore', file, '--erasures', join(ground.dataDir, 'erasures.jsonl')], target)
    if (restored.code !== 0) return { seed, figures: {}, failures: [`the restore failed: ${restored.err}`] }
    say(restored.out.trim().split('\n').at(-1) ?? '')

    const there = await whenReady(await spawnService({ environment: { ...target, REDIS_URL: ground.redisUrl, DEMO: 'no' } }))
    // the one that the service runs: taken over, not started a second time
    const cluster = await startEmbeddedPostgres({ dataDir: target.DATA_DIR })
    const elsewhere = connectDatabase(cluster.url, { poolSize: 2, name: 'restore drill' })
    try {
      const { sql } = elsewhere
      await eventually('every closed attempt is scored', async () => {
        const [row] = await sql`select count(*)::integer as n from attempts where state in ('submitted', 'expired') and key_number is null`
        return row?.n === 0
      })
      failures.push(...(await compareLogs(ground.sql, sql, contest, promisedBefore)), ...(await compareScores(ground.sql, sql, contest)))
      failures.push(...(await auditBoards(ground.redisUrl, contest, (await recount(sql, contest)).board)))
      failures.push(...(await leftOf(sql, erased)))
      const proven = await adminProcess(['verify-audit'], target)
      if (proven.code !== 0) failures.push(`the audit log is not whole there: ${proven.out}${proven.err}`)
      if (!there.isRunning() || !(await fetch(`${there.origin}/readyz`)).ok) failures.push('the service there does not survive a command beside it')
      failures.push(...faultsOf(there), ...ledger.failures)
      const [log] = await sql<{ n: number }[]>`select count(*)::integer as n from answer_log where contest_id = ${contest.contestId}`
      return {
        seed,
        failures,
        figures: {
          acknowledged: ledger.acknowledged,
          promisedBeforeTheBackup: promisedBefore.length,
          tapsRestored: log?.n ?? 0,
          rowsOfTheLargeLog: bulkRows,
          fileMb: Math.round(statSync(file).size / 2 ** 20),
          backupSeconds: made.seconds.toFixed(1),
          backupPeakMb: made.peakMb,
          restoreSeconds: restored.seconds.toFixed(1),
          restorePeakMb: restored.peakMb,
          erasedAgain: erased.length,
        },
      }
    } finally {
      await elsewhere.close()
      await there.end('SIGTERM')
    }
  } finally {
    await ground.close()
    rmSync(away, { recursive: true, force: true })
  }
}

async function addBulk(sql: Sql, rows: number, say: (line: string) => void): Promise<void> {
  await sql`select add_answer_log_of(${bulkContest})`
  await sql`
    insert into answer_log (contest_id, attempt_id, tap, question, is_overtaken, seq, received_at, action_id, device, answer)
    select ${bulkContest}, ('00000000-0000-4000-8000-' || lpad(to_hex(n / 20), 12, '0'))::uuid, n % 20, n % 20, false, n % 20, now(), gen_random_uuid(), 'device-' || n % 9999, (n % 4)::text
    from generate_series(1, ${rows}::integer) n`
  const [row] = await sql<{ size: string }[]>`select pg_size_pretty(pg_database_size(current_database())) as size`
  say(`the database is ${row?.size} large`)
}

/** As an organizer erases people who ask for it; the service writes it down outside the database. */
async function erase({ sql, dataDir }: DrillGround, { contestId, people }: DrillContest): Promise<string[]> {
  const ids = people.slice(0, erasedCount).map(({ id }) => id)
  await sql.begin((transaction) => erasePeople(transaction, contestId, ids, new Date()))
  await eventually('the erasures are written down', () => ids.every((id) => readFileSync(join(dataDir, 'erasures.jsonl'), 'utf8').includes(id)))
  return ids
}

/** Everything that was acknowledged before the backup began is there, and nothing that was never there. */
async function compareLogs(here: Sql, there: Sql, { contestId }: DrillContest, promised: readonly string[]): Promise<string[]> {
  const read = (sql: Sql) => sql<{ id: string }[]>`
    select action_id as id, attempt_id, tap, question, seq, device, answer, is_overtaken, received_at from answer_log where contest_id = ${contestId}`
  const [source, restored] = await Promise.all([read(here), read(there)])
  const [known, found] = [new Map(source.map((row) => [row.id, row])), new Set(restored.map(({ id }) => id))]
  return [
    ...promised.filter((id) => !found.has(id)).map((id) => `tap ${id} was acknowledged before the backup, but is not in it`),
    ...restored
      .filter((row) => !isDeepStrictEqual(withoutOvertaken(row), withoutOvertaken(known.get(row.id))))
      .map(({ id }) => `tap ${id} is another one than at the source`),
  ]
}

/** A later tap may have overtaken it since. */
const withoutOvertaken = (row: object | undefined) => ({ ...row, is_overtaken: null })

/** Who had a result has the same one. */
async function compareScores(here: Sql, there: Sql, { contestId }: DrillContest): Promise<string[]> {
  const read = (sql: Sql) => sql<{ id: string; digest: string }[]>`
    select id, concat_ws(' ', score_thousandths, correct_count, answered_count, duration_ms, encode(answer_digest, 'hex')) as digest
    from attempts where contest_id = ${contestId} and score_thousandths is not null`
  const [source, restored] = await Promise.all([read(here), read(there)])
  const known = new Map(source.map(({ id, digest }) => [id, digest]))
  return restored.filter(({ id, digest }) => known.get(id) !== digest).map(({ id }) => `attempt ${id} has another result than at the source`)
}

async function leftOf(sql: Sql, ids: readonly string[]): Promise<string[]> {
  const left = await sql<{ id: string }[]>`
    select c.id from contestants c where c.id = any(${`{${ids.join()}}`}::text::uuid[])
      and (c.personal is not null or c.erased_at is null or exists (select from person_keys k where k.contestant_id = c.id))`
  return left.map(({ id }) => `${id} was erased after the backup and is back`)
}
