import { beforeAll, expect, test } from 'vitest'
import { connectDatabase, type Database } from '../../server/database/client.ts'
import { afterFile } from '../helpers/after-file.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { eventually } from '../helpers/eventually.ts'

const poolSize = 4
const closing = afterFile()
let database: Database
let bystander: Database
beforeAll(async () => {
  const url = await freshDatabase(closing)
  database = connectDatabase(url, { poolSize, name: 'driver under test' })
  bystander = connectDatabase(url, { poolSize: 4, name: 'bystander' })
  closing(() => database.close())
  closing(() => bystander.close())
  await bystander.sql`create table marks (who text)`
})

const pidOf = async (sql: Pick<Database, 'sql'>['sql']) => (await sql<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid ?? 0

async function cutOff(pid: number): Promise<void> {
  await bystander.sql`select pg_terminate_backend(${pid})`
  await eventually('the connection is gone', async () => (await bystander.sql`select from pg_stat_activity where pid = ${pid}`).length === 0)
}

test.each([
  ['a statement with parameters', (sql: Database['sql']) => sql`insert into marks values (${'within'})`],
  ['a statement without', (sql: Database['sql']) => sql`insert into marks values ('within')`],
])('a transaction whose connection is gone goes on nowhere: %s is refused, the process lives, the pool stays whole', async (_what, next) => {
  const lost = await database.sql
    .begin(async (transaction) => {
      await cutOff(await pidOf(transaction as unknown as Database['sql']))
      // by now every connection of the pool may be in somebody else's hands
      await Promise.all(Array.from({ length: poolSize }, () => database.sql`select pg_sleep(0.01)`.catch(() => {})))
      await next(transaction as unknown as Database['sql'])
    })
    .catch((error: unknown) => error)
  expect(lost).toBeInstanceOf(Error)
  expect(await bystander.sql`select * from marks`).toHaveLength(0)
  // on a busy machine a connection may be free again before the next one is asked, so the question is repeated
  await eventually('every connection of the pool answers', async () => {
    const pids = await Promise.all(
      Array.from({ length: poolSize }, () =>
        database.sql<{ pid: number }[]>`select pg_backend_pid() as pid, pg_sleep(0.2)`.then((rows) => rows[0]?.pid),
      ),
    )
    return new Set(pids).size === poolSize
  })
})

test('an answer that broke off leaves nothing in the next one', async () => {
  for (let round = 0; round < 5; round += 1) {
    const pid = await pidOf(database.sql)
    const long = database.sql`select n, pg_sleep(case when n = 4000 then 5 else 0 end) from generate_series(1, 5000) n`.catch(
      (error: unknown) => error,
    )
    await eventually(
      'the long answer is under way',
      async () =>
        (
          await bystander.sql`select from pg_stat_activity where query like '%generate_series(1, 5000)%' and wait_event = 'PgSleep' and pid <> pg_backend_pid()`
        ).length > 0,
    )
    const [busy] = await bystander.sql<{ pid: number }[]>`select pid from pg_stat_activity where wait_event = 'PgSleep'`
    await cutOff(busy?.pid ?? pid)
    expect(await long).toBeInstanceOf(Error)
    const answers = await Promise.all(Array.from({ length: poolSize * 2 }, () => database.sql`select n from generate_series(1, 3) n`))
    for (const rows of answers) expect([...rows]).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  }
})
