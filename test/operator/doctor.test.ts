import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { connectDatabase } from '../../server/database/client.ts'
import { startEmbeddedPostgres } from '../../server/database/embedded/embedded-postgres.ts'
import { asServer } from '../../server/database/server-role.ts'
import { emptyDatabase, freshDatabase } from '../helpers/databases.ts'
import { freePort } from '../helpers/free-port.ts'
import { aParticipant } from '../helpers/participant.ts'
import { startRedis } from '../helpers/redis-server.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'
import { runAdmin } from './run-admin.ts'

type Line = { level: 'ok' | 'warn' | 'bad'; code: string; text: string }

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-doctor-'))
  // the database user must be able to enter
  chmodSync(folder, 0o755)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What the doctor says of an installation, by the code of each line. */
async function examine(environment: Record<string, string>): Promise<{ code: number; lines: Map<string, Line>; bad: string[] }> {
  const { code, out, err } = await runAdmin(['doctor', '--json'], environment)
  if (out === '') throw new Error(err)
  const lines = JSON.parse(out) as Line[]
  return { code, lines: new Map(lines.map((line) => [line.code, line])), bad: lines.filter(({ level }) => level === 'bad').map((line) => line.code) }
}

async function aHealthyOne(): Promise<Record<string, string>> {
  const url = await freshDatabase()
  return {
    DATABASE_URL: asServer(url, inject('serverPassword')),
    DATABASE_OWNER_URL: url,
    REDIS_URL: inject('redisUrl'),
    PUBLIC_URL: 'https://hoithi.example.vn',
    TRUSTED_PROXIES: '10.0.0.1',
    DATA_DIR: aFolder(),
  }
}

test('a healthy installation has nothing bad, and its keys and backups are asked for until they are there', async () => {
  const environment = await aHealthyOne()
  const before = await examine(environment)
  expect([before.code, before.bad]).toEqual([0, []])
  for (const code of ['database', 'durable', 'clock', 'schema', 'appendsOnly', 'redis', 'disk', 'secret', 'address', 'proxies'])
    expect(before.lines.get(code)?.level, code).toBe('ok')
  for (const code of ['keysNotExported', 'noBackup', 'noMail']) expect(before.lines.get(code)?.level, code).toBe('warn')
  const folder = environment.DATA_DIR as string
  await runAdmin(['export-keys', join(folder, 'keys')], environment)
  await runAdmin(['backup', join(folder, 'backup')], environment)
  const after = await examine(environment)
  expect([...after.lines.keys()]).toEqual(expect.arrayContaining(['keysExported', 'backup']))
  // another secret was never exported
  const other = await examine({ ...environment, SECRET_KEY: 'another-secret-of-at-least-thirty-two-characters' })
  expect(other.lines.has('keysNotExported')).toBe(true)
})

test('a gateway that may not be called, or does not answer, is named', async () => {
  const environment = await aHealthyOne()
  const gateway = createServer((_request, reply) => reply.writeHead(405).end())
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(gateway.address() as AddressInfo).port}`
  const withGateway = { ...environment, GATEWAY_URL: `http://${host}/tin-nhan`, GATEWAY_SECRET: 'a-gateway-secret-1234' }
  // the host without its port is another place
  for (const hosts of [{}, { OUTGOING_HOSTS: '127.0.0.1' }]) expect((await examine({ ...withGateway, ...hosts })).bad).toEqual(['gatewayRefused'])
  expect((await examine({ ...withGateway, OUTGOING_HOSTS: host })).lines.get('gateway')?.level).toBe('ok')
  await new Promise<void>((resolve) => void gateway.close(() => resolve()).closeAllConnections())
  expect((await examine({ ...withGateway, OUTGOING_HOSTS: host })).bad).toEqual(['gatewayAway'])
})

describe('what is broken is named, with what to do, and the command ends with 1', () => {
  test('a PostgreSQL that may forget what it committed', async () => {
    const postgres = await startEmbeddedPostgres({ dataDir: aFolder(), settings: { fsync: 'off', full_page_writes: 'off' } })
    onTestFinished(() => postgres.stop())
    const { code, bad, lines } = await examine({ DATABASE_URL: postgres.url, DATA_DIR: aFolder() })
    expect([code, bad]).toEqual([1, ['forgetful']])
    expect(lines.get('forgetful')?.text).toContain('fsync, full_page_writes')
  })

  test('a PostgreSQL that does not answer', async () => {
    const { code, bad } = await examine({ DATABASE_URL: `postgres://hoithi:secret-word@127.0.0.1:${await freePort()}/none`, DATA_DIR: aFolder() })
    expect([code, bad]).toEqual([1, ['databaseAway']])
  })

  test('a role that may change the logs, and a schema that is not there yet', async () => {
    const one = await examine({ DATABASE_URL: await freshDatabase(), DATA_DIR: aFolder() })
    expect(one.lines.get('mayChangeLogs')).toMatchObject({ level: 'warn', text: expect.stringContaining('UPDATE, DELETE, TRUNCATE on audit_log') })
    const empty = await examine({ DATABASE_URL: await emptyDatabase(), DATA_DIR: aFolder() })
    expect(empty.lines.get('schemaBehind')?.level).toBe('warn')
  })

  test('a schema of a newer version', async () => {
    const url = await freshDatabase()
    const database = connectDatabase(url, { poolSize: 1, name: 'doctor test' })
    await database.sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of the future', 9000000000000)`
    await database.close()
    expect((await examine({ DATABASE_URL: url, DATA_DIR: aFolder() })).bad).toEqual(['schemaNewer'])
  })

  test('a Redis that was stopped, and one that throws keys away', async () => {
    const environment = await aHealthyOne()
    const redis = await startRedis(aFolder(), ['--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru'])
    expect((await examine({ ...environment, REDIS_URL: redis.url })).bad).toEqual(['redisEvicts'])
    await redis.stop()
    const stopped = await examine({ ...environment, REDIS_URL: redis.url })
    expect([stopped.code, stopped.bad]).toEqual([1, ['redisAway']])
  })

  test('a mail server at the wrong port', async () => {
    const environment = await aHealthyOne()
    const { bad } = await examine({ ...environment, SMTP_URL: `smtp://127.0.0.1:${await freePort()}`, MAIL_FROM: 'hoithi@example.vn' })
    expect(bad).toEqual(['mailAway'])
  })

  test.each([
    ['everybody is trusted as a proxy', { TRUSTED_PROXIES: '0.0.0.0/0' }, 'everybodyIsAProxy', 'bad'],
    ['HTTPS before it, and no proxy trusted', { TRUSTED_PROXIES: '' }, 'proxyNotTrusted', 'warn'],
    ['an address in the clear', { PUBLIC_URL: 'http://hoithi.example.vn' }, 'addressInTheClear', 'warn'],
    ['no address', { PUBLIC_URL: '' }, 'addressMissing', 'warn'],
    ['a secret of few signs', { SECRET_KEY: 'a'.repeat(40) }, 'secretWeak', 'warn'],
    ['an old secret still there', { SECRET_KEY_OLD: 'an-old-secret-of-at-least-thirty-two-characters' }, 'oldSecret', 'warn'],
  ])('settings: %s', async (_what, changes, code, level) => {
    const { lines } = await examine({ ...(await aHealthyOne()), ...changes })
    expect(lines.get(code)?.level).toBe(level)
  })
})

test('it speaks both languages, and shows no password', async () => {
  const environment = { DATABASE_URL: `postgres://hoithi:secret-word@127.0.0.1:${await freePort()}/none`, DATA_DIR: aFolder() }
  expect((await runAdmin(['doctor'], environment)).out).toContain('bad   The database cannot be used')
  const { out } = await runAdmin(['doctor', '--lang', 'vi'], environment)
  expect(out).toContain('Không dùng được cơ sở dữ liệu')
  expect(out).not.toContain('secret-word')
})

test('data that are due to be erased and wait for results that nobody publishes are named', async () => {
  const environment = await aHealthyOne()
  const running = await startTestApp({ databaseUrl: environment.DATABASE_OWNER_URL as string })
  await aParticipant(running.origin, await seedContest(running, { slug: 'hoi-thi-bo-quen' }))
  const { sql } = running.database
  expect((await examine(environment)).lines.has('erasureWaits')).toBe(false)
  await sql`update contests set privacy = jsonb_build_object('retention', jsonb_build_object('rule', 'Thể lệ, điều 9', 'eraseAt', now() - interval '1 day'))`
  expect((await examine(environment)).lines.get('erasureWaits')).toMatchObject({ level: 'warn', text: expect.stringContaining('hoi-thi-bo-quen') })
  await sql`update contests set sealed_at = now(), published_at = now()`
  expect((await examine(environment)).lines.has('erasureWaits')).toBe(false)
})

test('jobs that fail again and again, were given up or wait for long are named', async () => {
  const environment = await aHealthyOne()
  expect((await examine(environment)).lines.get('jobs')?.level).toBe('ok')
  const database = connectDatabase(environment.DATABASE_OWNER_URL as string, { poolSize: 1, name: 'doctor' })
  onTestFinished(() => database.close())
  const { sql } = database
  await sql`insert into job_reports (kind, failures, failed_at, error) values ('rescore', 4, now(), 'TypeError at server/x.ts:1'), ('mails', 1, now(), 'ECONNREFUSED')`
  await sql`select pgboss.create_queue(name, '{"policy": "standard"}') from unnest('{seal,statistics}'::text[]) name`
  await sql`insert into pgboss.job (name, state) values ('seal', 'failed')`
  await sql`insert into pgboss.job (name, start_after) values ('statistics', now() - interval '20 minutes')`
  const { lines, code } = await examine(environment)
  expect(lines.get('jobFails')).toMatchObject({ level: 'warn', text: expect.stringContaining('rescore') })
  expect(lines.get('jobFails')?.text).toContain('TypeError')
  expect(lines.get('jobsGivenUp')).toMatchObject({ level: 'warn', text: expect.stringContaining('seal') })
  expect(lines.get('jobsWait')).toMatchObject({ level: 'warn', text: expect.stringContaining('20') })
  expect([code, lines.has('jobs')]).toEqual([0, false])
})
