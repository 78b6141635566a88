import { expect, onTestFinished, test } from 'vitest'
import { holdSecret } from '../../server/boot/hold-secret.ts'
import { StartRefused } from '../../server/boot/start-refused.ts'
import { connectDatabase } from '../../server/database/client.ts'
import { createSecrets } from '../../server/secrets.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { serviceSecret } from '../helpers/service-process.ts'
import { runAdmin } from '../operator/run-admin.ts'
import { aDataFolder, expectRefused, startAsNewcomer } from './boot-folders.ts'

const secretOf = (name: string) => `the-secret-${name}-of-at-least-thirty-two-characters`

async function aDatabase() {
  const url = await freshDatabase()
  const database = connectDatabase(url, { poolSize: 4, name: 'secret test' })
  onTestFinished(() => database.close())
  /** Whether a start with these secrets goes on. */
  const start = (present: string, previous = ''): Promise<boolean> =>
    holdSecret(database, createSecrets({ present, previous })).then(
      () => true,
      (error: unknown) => {
        if (error instanceof StartRefused) return false
        throw error
      },
    )
  return { url, database, start }
}

test('the secret of the first start is the one of the database; another needs the former one beside it', async () => {
  const { start } = await aDatabase()
  const [first, second, third] = ['one', 'two', 'three'].map(secretOf) as [string, string, string]
  expect([await start(first), await start(first), await start(second)]).toEqual([true, true, false])
  expect(await start(third, second)).toBe(false)
  expect([await start(second, first), await start(second), await start(first)]).toEqual([true, true, false])
  // and back, as long as the present one is known
  expect(await start(first, second)).toBe(true)
})

test('of processes that start at once with different secrets one kind goes on', async () => {
  const { start } = await aDatabase()
  const names = ['one', 'two', 'one', 'two', 'one', 'two', 'one', 'two']
  const went = await Promise.all(names.map((name) => start(secretOf(name))))
  const allowed = new Set(names.filter((_, index) => went[index]))
  expect([allowed.size, went.filter(Boolean).length]).toEqual([1, 4])
})

test('what is kept tells nothing of the secret', async () => {
  const { database, start } = await aDatabase()
  await start(secretOf('one'))
  const [row] = await database.sql<{ text: string; bytes: number }[]>`select s::text as text, length(secret_mark) as bytes from service_state s`
  expect(row?.bytes).toBe(32)
  expect(row?.text).not.toContain(Buffer.from(secretOf('one')).toString('hex').slice(0, 20))
})

test('the doctor names a secret that this database is not used with', async () => {
  const { url, start } = await aDatabase()
  const examine = async (environment: Record<string, string>) => {
    const lines: { code: string; level: string }[] = JSON.parse((await runAdmin(['doctor', '--json'], { DATABASE_URL: url, ...environment })).out)
    return lines.find(({ code }) => code === 'otherSecret')?.level
  }
  const [SECRET_KEY, other] = [secretOf('one'), secretOf('two')]
  expect(await examine({ SECRET_KEY })).toBe(undefined)
  await start(SECRET_KEY)
  expect([await examine({ SECRET_KEY }), await examine({ SECRET_KEY: other })]).toEqual([undefined, 'bad'])
  expect(await examine({ SECRET_KEY: other, SECRET_KEY_OLD: SECRET_KEY })).toBe(undefined)
})

test('a start with another secret says in one sentence what to do', async () => {
  const { url, start } = await aDatabase()
  await start(secretOf('one'))
  const environment = { DATABASE_URL: url, SECRET_KEY: serviceSecret }
  const sentence = /^SECRET_KEY is not the one this database is used with.+set the former one again.+SECRET_KEY_OLD/
  await expectRefused(await startAsNewcomer(aDataFolder(), { environment }), sentence)
})
