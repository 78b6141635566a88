import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { connectDatabase } from '../../server/database/client.ts'
import { freshDatabase } from '../helpers/databases.ts'

test('a statement that has to be prepared anew stores the same bytes and the same JSON', async () => {
  const url = await freshDatabase()
  const database = connectDatabase(url, { poolSize: 1, name: 'client' })
  const { sql } = database
  await sql`create table kept (number integer, bytes bytea, json jsonb)`
  const keep = (number: number) =>
    sql<
      { bytes: Buffer; json: unknown }[]
    >`insert into kept values (${number}, ${Buffer.from([0, 1, 255])}, ${sql.json({ list: [1, 'hai'] })}) returning *`
  await keep(1)
  // the prepared statement now returns another type: the server refuses it once and the client repeats it
  await sql`alter table kept add column more text`
  await keep(2)
  const rows = await sql<{ bytes: Buffer; json: unknown }[]>`select bytes, json from kept order by number`
  expect(rows.map((row) => ({ ...row }))).toEqual([1, 2].map(() => ({ bytes: Buffer.from([0, 1, 255]), json: { list: [1, 'hai'] } })))
  await database.close()
})

const bigCopy = "copy (select repeat('x', 4000) from generate_series(1, 2000)) to stdout"
const smallCopy = 'copy (select generate_series(1, 3)) to stdout'

test('a COPY whose reader is slow to the end leaves the connection free for the next statement', async () => {
  const database = connectDatabase(await freshDatabase(), { poolSize: 1, name: 'client' })
  const counts = await database.sql.begin(async (transaction) => {
    const seen: number[] = []
    for (let round = 0; round < 4; round += 1) {
      for (const statement of [bigCopy, smallCopy, smallCopy]) {
        const rows = await transaction.unsafe(statement).readable()
        // takes nothing until the buffers on the way are full: the end of the rows then meets a reader that has no room
        await new Promise((resolve) => setImmediate(resolve))
        let bytes = 0
        await pipeline(rows, async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of chunks) {
            bytes += chunk.length
            await new Promise((resolve) => setImmediate(resolve))
          }
        })
        seen.push(bytes)
      }
    }
    return seen
  })
  expect(counts).toEqual(Array.from({ length: 4 }, () => [2_000 * 4_001, 6, 6]).flat())
  await database.close()
})

test('a COPY whose reader fails ends the transaction with that failure and not in silence', async () => {
  const database = connectDatabase(await freshDatabase(), { poolSize: 1, name: 'client' })
  const full = () => new Writable({ write: (_chunk, _encoding, done) => done(new Error('the disk is full')) })
  const copying = database.sql.begin(async (transaction) => pipeline(await transaction.unsafe(bigCopy).readable(), full()))
  await expect(copying).rejects.toThrow('the disk is full')
  expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }])
  await database.close()
})

test('a transaction that begins behind a hundred statements has its connection for itself, and nobody else writes within it', async () => {
  const url = await freshDatabase()
  const database = connectDatabase(url, { poolSize: 2, name: 'client' })
  const { sql } = database
  await sql`create table kept (number integer)`
  // so many are sent on one connection without waiting for an answer
  const pipelined = 100
  for (const before of [pipelined - 1, pipelined, pipelined + 1]) {
    const work = [
      ...Array.from({ length: 2 * before }, () => sql`select 1`.execute()),
      ...[1, 2, 3].map((number) => sql.begin((transaction) => transaction`insert into kept values (${number})`)),
    ]
    expect((await Promise.allSettled(work)).filter(({ status }) => status === 'rejected')).toEqual([])
  }
  await Promise.all([4, 5, 6, 7].map((number) => sql`insert into kept values (${number})`))
  const another = connectDatabase(url, { poolSize: 1, name: 'another' })
  expect(await another.sql`select count(*)::integer as kept from kept`).toEqual([{ kept: 3 * 3 + 4 }])
  await another.close()
  await database.close()
})
