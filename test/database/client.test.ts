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
