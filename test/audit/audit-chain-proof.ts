import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase } from '../../server/database/client.ts'
import { startEmbeddedPostgres } from '../../server/database/embedded/embedded-postgres.ts'
import { migrateDatabase } from '../../server/database/migrate.ts'
import type { DrillOptions, DrillReport } from '../drills/drill-report.ts'

const entryCount = 1_000_000
const atOnce = 10_000
const mostMegabytes = 300
const secret = 'a-secret-of-at-least-thirty-two-characters'

/** A million entries, verified by the command in a process of its own; then one of them is changed. */
export async function auditChainProof({ seed, say }: DrillOptions): Promise<DrillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-chain-'))
  // the database user must be able to enter
  chmodSync(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir: folder })
  const database = connectDatabase(postgres.url, { poolSize: 2, name: 'audit chain' })
  const failures: string[] = []
  /** GNU time would have to be installed: the process tells its own peak. */
  const verify = () => {
    const script = `import('./server/admin/run-command.ts').then(async ({ runCommand }) => {
      await runCommand(['verify-audit', '--json'], process.env, { say: (line) => console.log(line), complain: (line) => console.error(line) })
      console.log(process.resourceUsage().maxRSS)
    })`
    const { stdout, stderr } = spawnSync(process.execPath, ['--eval', script], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DATABASE_URL: postgres.url, DATA_DIR: folder, SECRET_KEY: secret },
    })
    const [verdict = '', peak = ''] = stdout.split('\n')
    if (verdict === '') throw new Error(stderr)
    return {
      ...(JSON.parse(verdict) as { entries: number; faultCount: number; seconds: number; faults: { from: number }[] }),
      peakMb: Number(peak) / 1024,
    }
  }
  try {
    await migrateDatabase(postgres.url)
    for (let first = 0; first < entryCount; first += atOnce) {
      await database.sql`
        select append_to_audit(array_agg(jsonb_build_object('at', to_char(timestamptz '2026-01-01Z' + n * interval '30 s', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'by', jsonb_build_object('kind', 'staff', 'id', (n % 90)::text, 'name', 'can-bo-' || n % 90, 'from', '203.0.113.9', 'requestId', 'R' || n),
          'act', 'question.revise', 'subject', jsonb_build_object('questionId', gen_random_uuid()), 'reason', 'Sửa lỗi chính tả ở phương án B')::text order by n),
          array_agg(''::text)) from generate_series(${first + 1}::integer, ${first + atOnce}::integer) n`
      if ((first + atOnce) % 200_000 === 0) say(`${first + atOnce} entries written`)
    }
    const whole = verify()
    say(`verified in ${whole.seconds.toFixed(1)} s`)
    if (whole.faultCount !== 0 || whole.entries !== entryCount) failures.push(`a whole chain is found broken: ${JSON.stringify(whole.faults)}`)
    if (whole.peakMb > mostMegabytes) failures.push(`${Math.round(whole.peakMb)} MB of memory`)
    await database.sql.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`
      await transaction`update audit_log set entry = replace(entry, 'chính tả', 'chính tà') where seq = 765432`
    })
    const changed = verify()
    if (changed.faults[0]?.from !== 765_432 || changed.faultCount !== 1)
      failures.push(`the changed entry is not named: ${JSON.stringify(changed.faults)}`)
    return {
      seed,
      figures: {
        entries: whole.entries,
        seconds: whole.seconds.toFixed(1),
        entriesPerSecond: Math.round(whole.entries / whole.seconds),
        peakMemoryMb: Math.round(whole.peakMb),
      },
      failures,
    }
  } finally {
    await database.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
