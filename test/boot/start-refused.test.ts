import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { postgres } from '../../server/database/driver.ts'
import { logInAsOwner } from '../drills/drill-staff.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { freePort } from '../helpers/free-port.ts'
import { serviceSecret, whenReady } from '../helpers/service-process.ts'
import { aDataFolder, anOrdinaryUser, expectRefused, startAsNewcomer } from './boot-folders.ts'

async function aTakenPort(): Promise<string> {
  const port = await freePort()
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => other.close(() => resolve())))
  return String(port)
}

async function run(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  await sql.unsafe(statement)
  await sql.end()
}

test('a port that is taken; the log-in made by that first start is not lost', async () => {
  const folder = aDataFolder()
  const DATABASE_URL = await freshDatabase()
  const PORT = await aTakenPort()
  await expectRefused(await startAsNewcomer(folder, { environment: { DATABASE_URL, PORT } }), new RegExp(`^Port ${PORT} is taken`))
  const again = await whenReady(await startAsNewcomer(folder, { environment: { DATABASE_URL } }))
  expect(await logInAsOwner(again.origin, folder)).toMatch(/^hoithi_session=/)
})

test('the port of the demonstration portal is taken', async () => {
  const environment = { DATABASE_URL: await freshDatabase(), DEMO: 'yes', PORTAL_PORT: await aTakenPort() }
  await expectRefused(await startAsNewcomer(aDataFolder(), { environment }), new RegExp(`^Port ${environment.PORTAL_PORT} is taken.+PORTAL_PORT`))
})

test.each([
  ['PORT', 'eighty', /^PORT is "eighty", but should be: Port of the service \(a whole number from 0 to 65535\)\.$/],
  ['PUBLIC_URL', 'hoithi.example.vn', /^PUBLIC_URL is "hoithi.example.vn", but should be: /],
  ['DATABASE_URL', 'mysql://hoithi:secret@here', /^DATABASE_URL is not right, but should be: A real PostgreSQL (?!.*secret)/],
  ['TRUSTED_PROXIES', 'foo', /^TRUSTED_PROXIES is "foo", but should be: Addresses or networks/],
  ['HOST', '256.1.1.1', /^HOST is "256.1.1.1", but should be: Address to listen on/],
])('a bad variable: %s=%s', async (name, value, sentence) => {
  await expectRefused(await startAsNewcomer(aDataFolder(), { environment: { [name]: value } }), sentence)
})

test.each([
  ['a name that nobody knows', 'hoithi.invalid', /^Nobody knows an address for the name hoithi\.invalid: correct HOST\.$/],
  ['an address of another machine', '192.0.2.1', /^This machine has no address 192\.0\.2\.1: set HOST/],
])('an address to listen on: %s', async (_what, HOST, sentence) => {
  const environment = { DATABASE_URL: await freshDatabase(), HOST }
  await expectRefused(await startAsNewcomer(aDataFolder(), { environment }), sentence)
})

test('Redis without a secret that all processes share', async () => {
  const environment = { DATABASE_URL: await freshDatabase(), REDIS_URL: inject('redisUrl') }
  await expectRefused(await startAsNewcomer(aDataFolder(), { environment }), /^SECRET_KEY is not set: several processes must share one/)
})

test('no PostgreSQL at DATABASE_URL', async () => {
  const environment = { DATABASE_URL: `postgres://hoithi:secret@127.0.0.1:${await freePort()}/hoithi` }
  const service = await startAsNewcomer(aDataFolder(), { environment })
  await expectRefused(service, /^PostgreSQL does not answer at DATABASE_URL: .*ECONNREFUSED/)
  // an address holds a password: it is in no message
  expect(service.stderr() + service.stdout()).not.toContain('secret')
})

test('no PostgreSQL at DATABASE_DIRECT_URL', async () => {
  const DATABASE_DIRECT_URL = `postgres://hoithi:secret@127.0.0.1:${await freePort()}/hoithi`
  const service = await startAsNewcomer(aDataFolder(), { environment: { DATABASE_URL: await freshDatabase(), DATABASE_DIRECT_URL } })
  await expectRefused(service, /^PostgreSQL does not answer at DATABASE_DIRECT_URL: .*ECONNREFUSED/)
  expect(service.stderr() + service.stdout()).not.toContain('secret')
})

test('what nobody foresaw is one sentence too, and where it happened is in the log of LOG_LEVEL=debug', async () => {
  const DATABASE_URL = await freshDatabase()
  await run(DATABASE_URL, 'alter table accounts rename to accounts_lost')
  await expectRefused(
    await startAsNewcomer(aDataFolder(), { environment: { DATABASE_URL, SECRET_KEY: serviceSecret } }),
    /^The start failed: relation "accounts" does not exist\. /,
  )
  const talkative = await startAsNewcomer(aDataFolder(), { environment: { DATABASE_URL, SECRET_KEY: serviceSecret, LOG_LEVEL: 'debug' } })
  await expectRefused(talkative, /^The start failed: relation "accounts" does not exist\. /)
  expect(talkative.stdout()).toMatch(/"stack":".*accounts-store\.ts/)
})

test('a database that forgets: synchronous_commit is off', async () => {
  const DATABASE_URL = await freshDatabase()
  await run(DATABASE_URL, `alter database ${new URL(DATABASE_URL).pathname.slice(1)} set synchronous_commit = off`)
  await expectRefused(
    await startAsNewcomer(aDataFolder(), { environment: { DATABASE_URL } }),
    /^PostgreSQL runs with synchronous_commit = off: answers .* could be lost/,
  )
})

test('a schema made by a newer version of the program', async () => {
  const DATABASE_URL = await freshDatabase()
  await run(
    DATABASE_URL,
    `insert into drizzle.__drizzle_migrations (hash, created_at) select 'from the future', max(created_at) + 1 from drizzle.__drizzle_migrations`,
  )
  await expectRefused(
    await startAsNewcomer(aDataFolder(), { environment: { DATABASE_URL } }),
    /^The database was migrated by a newer version of this program/,
  )
})

test('a second process on the same database, unless both have Redis', async () => {
  const DATABASE_URL = await freshDatabase()
  const alone = await whenReady(await startAsNewcomer(aDataFolder(), { environment: { DATABASE_URL, SECRET_KEY: serviceSecret } }))
  const withRedis = { DATABASE_URL, REDIS_URL: inject('redisUrl'), SECRET_KEY: serviceSecret }
  await expectRefused(
    await startAsNewcomer(aDataFolder(), { environment: { DATABASE_URL } }),
    /^Another process already works on this database, and without Redis live state/,
  )
  await expectRefused(
    await startAsNewcomer(aDataFolder(), { environment: withRedis }),
    /^A process that must be alone .+ already works on this database/,
  )
  expect((await fetch(`${alone.origin}/readyz`)).status).toBe(200)
  await alone.end('SIGTERM')
  const [one, two] = [
    await whenReady(await startAsNewcomer(aDataFolder(), { environment: withRedis })),
    await whenReady(await startAsNewcomer(aDataFolder(), { environment: withRedis })),
  ]
  await expectRefused(await startAsNewcomer(aDataFolder(), { environment: { DATABASE_URL } }), /^Another process already works on this database/)
  for (const service of [one, two]) expect((await fetch(`${service.origin}/readyz`)).status).toBe(200)
})

test('a data folder where the system lets nobody make one', async () => {
  await expectRefused(await startAsNewcomer('/proc/x/data'), /^The data folder .+ cannot be written \(ENOENT\)/)
})

test('a data folder that is a file', async () => {
  const file = join(aDataFolder(), 'data')
  writeFileSync(file, '')
  await expectRefused(await startAsNewcomer(file), /^The data folder .+ cannot be (written|used)/)
})

test('a data folder that this user may not write', async () => {
  const folder = aDataFolder({ own: 0o555 })
  const service = await startAsNewcomer(folder, { user: anOrdinaryUser() })
  await expectRefused(service, /^The data folder .+ cannot be written \(EACCES\): free some space, change its owner, or set DATA_DIR\.$/)
})
