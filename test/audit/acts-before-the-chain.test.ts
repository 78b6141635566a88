import { readMigrationFiles } from 'drizzle-orm/migrator'
import postgres from 'postgres'
import { expect, inject, onTestFinished, test } from 'vitest'
import { databaseUrl } from '../helpers/databases.ts'

test('what was done in the bank before there was a chain is told in it, in its order', async () => {
  const name = `before_the_chain_${process.pid}`
  const owner = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} })
  await owner.unsafe(`create database ${name}`)
  const sql = postgres(databaseUrl(inject('postgresUrl'), name), { max: 1, onnotice: () => {} })
  onTestFinished(async () => {
    await sql.end()
    await owner.unsafe(`drop database ${name} with (force)`)
    await owner.end()
  })
  const migrations = readMigrationFiles({ migrationsFolder: new URL('../../migrations', import.meta.url).pathname })
  const last = migrations.findIndex(({ sql: statements }) => statements.some((statement) => statement.includes('DROP TABLE "bank_acts"')))
  const apply = async (from: number, to: number) => {
    for (const { sql: statements } of migrations.slice(from, to)) for (const statement of statements) await sql.unsafe(statement)
  }
  await sql`create schema if not exists drizzle`
  await apply(0, last)
  await sql`insert into accounts (username, display_name, password_hash) values ('binh', 'Bình', 'x')`
  await sql`insert into bank_acts (actor_id, act, subject, at) values
    (1, 'topic.create', '{"topicId": 2}', '2026-10-01T02:03:04Z'), (null, 'import.undo', '{"importId": "x"}', '2026-10-02T00:00:00Z')`
  await apply(last, last + 1)
  const told = await sql`select seq::integer as seq, act, actor_kind as kind, actor_id as id, at, subject from audit_log order by seq`
  expect([...told]).toEqual([
    { seq: 1, act: 'topic.create', kind: 'staff', id: '1', at: new Date('2026-10-01T02:03:04Z'), subject: { topicId: 2 } },
    { seq: 2, act: 'import.undo', kind: 'service', id: null, at: new Date('2026-10-02T00:00:00Z'), subject: { importId: 'x' } },
  ])
})
