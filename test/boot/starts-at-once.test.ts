import { randomUUID } from 'node:crypto'
import { expect, inject, onTestFinished, test } from 'vitest'
import { postgres } from '../../server/database/driver.ts'
import { databaseUrl } from '../helpers/databases.ts'
import { serviceSecret, whenReady } from '../helpers/service-process.ts'
import { aDataFolder, startAsNewcomer } from './boot-folders.ts'

test('four processes that start at once on an empty database migrate it once, seed it once and make one administrator', async () => {
  const name = `empty_${randomUUID().replaceAll('-', '')}`
  const owner = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} })
  await owner.unsafe(`create database ${name}`)
  onTestFinished(async () => {
    await owner.unsafe(`drop database ${name} with (force)`)
    await owner.end()
  })
  const DATABASE_URL = databaseUrl(inject('postgresUrl'), name)
  const environment = { DATABASE_URL, REDIS_URL: inject('redisUrl'), SECRET_KEY: serviceSecret, DEMO: 'yes' }
  const services = await Promise.all(Array.from({ length: 4 }, () => startAsNewcomer(aDataFolder(), { environment })))
  await Promise.all(services.map(whenReady))

  const sql = postgres(DATABASE_URL, { max: 1 })
  onTestFinished(() => sql.end())
  const [found] = await sql`
    select (select count(*)::integer from accounts) as accounts, (select count(*)::integer from contests) as contests,
      (select count(*) - count(distinct hash) from drizzle.__drizzle_migrations)::integer as migrated_twice`
  expect(found).toEqual({ accounts: 1, contests: 1, migrated_twice: 0 })
  const endings = await Promise.all(services.map((service) => service.end('SIGTERM')))
  expect(endings.map((ending) => ending.code)).toEqual([0, 0, 0, 0])
  expect(services.filter((service) => /password \w{16}/.test(service.stdout()))).toHaveLength(1)
})
