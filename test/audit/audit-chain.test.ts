import { createHash, randomUUID } from 'node:crypto'
import { expect, inject, onTestFinished, test } from 'vitest'
import { connectDatabase, type Database } from '../../server/database/client.ts'
import { asServer } from '../../server/database/server-role.ts'
import { type ActBy, recordActs } from '../../server/features/audit/act.ts'
import { freshDatabase } from '../helpers/databases.ts'

const by: ActBy = { kind: 'staff', id: '1', name: 'binh', from: '203.0.113.9', requestId: 'R1', atMs: Date.UTC(2026, 10, 21) }

type Row = { seq: string; hash: Buffer; entry: string; act: string }

async function open(): Promise<{ owner: Database; server: Database }> {
  const url = await freshDatabase()
  const owner = connectDatabase(url, { poolSize: 8, name: `owner ${randomUUID()}` })
  const server = connectDatabase(asServer(url, inject('serverPassword')), { poolSize: 8, name: `server ${randomUUID()}` })
  onTestFinished(async () => {
    await owner.close()
    await server.close()
  })
  return { owner, server }
}

test('acts of many transactions at once make one chain without a gap, and each hash covers the one before', async () => {
  const { server } = await open()
  await Promise.all(
    Array.from({ length: 40 }, (_, turn) =>
      server.sql
        .begin(async (transaction) => {
          await recordActs(transaction, by, [
            { act: 'topic.create', subject: { turn, says: 'có "ngoặc", \\ và {dấu}' } },
            { act: 'topic.change', subject: { turn }, before: { name: 'Cũ' }, after: { name: 'Mới' }, reason: 'đổi tên' },
          ])
          if (turn % 5 === 0) throw new Error('the act did not happen')
        })
        .catch(() => {}),
    ),
  )
  const rows = await server.sql<Row[]>`select seq, hash, entry, act from audit_log order by seq`
  expect(rows).toHaveLength(64)
  let before = Buffer.alloc(32)
  for (const [index, row] of rows.entries()) {
    const number = Buffer.alloc(8)
    number.writeBigInt64BE(BigInt(index + 1))
    before = createHash('sha256').update(before).update(number).update(row.entry, 'utf8').digest()
    expect([Number(row.seq), row.hash.equals(before)]).toEqual([index + 1, true])
  }
  expect(JSON.parse(rows[1]?.entry ?? '')).toMatchObject({
    at: '2026-11-21T00:00:00.000Z',
    by: { kind: 'staff', id: '1', name: 'binh', from: '203.0.113.9', requestId: 'R1' },
    act: 'topic.change',
    before: { name: 'Cũ' },
    after: { name: 'Mới' },
    reason: 'đổi tên',
  })
})

test.each([
  ['an entry', "update audit_log set entry = '{}'"],
  ['an entry, by taking it out', 'delete from audit_log'],
  ['all entries', 'truncate audit_log'],
  [
    'the chain, by writing beside the function',
    'insert into audit_log select 99, hash, entry, personal, at, act, actor_kind, actor_id, contest_id, unit_id, subject from audit_log',
  ],
  ['the head', 'update audit_head set seq = 0'],
  ['a signed head', 'update audit_heads set seq = 2'],
  ['an answer', "update answer_log set answer = '1'"],
  ['answers, by taking them out', 'delete from answer_log'],
  ['all answers', 'truncate answer_log'],
])('the server cannot change %s: PostgreSQL itself refuses', async (_what, statement) => {
  const { server } = await open()
  await server.sql.begin((transaction) => recordActs(transaction, by, [{ act: 'topic.create', subject: {} }]))
  await expect(server.sql.unsafe(statement)).rejects.toThrow(/permission denied/)
})

test('even the owner of the tables is stopped by the code before the chain has to tell', async () => {
  const { owner } = await open()
  await owner.sql.begin((transaction) => recordActs(transaction, by, [{ act: 'topic.create', subject: {} }]))
  await expect(owner.sql`update audit_log set entry = '{}'`).rejects.toThrow(/never changed/)
  await expect(owner.sql`delete from audit_log`).rejects.toThrow(/never changed/)
})
