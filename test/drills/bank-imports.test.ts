import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { ImportStatus } from '../../server/contract/bank.ts'
import { aClerk, aQuestion, type Clerk, jsonFile } from '../bank/bank-stage.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import type { ServiceProcess } from '../helpers/service-process.ts'
import { type DrillGround, prepareGround } from './drill-ground.ts'
import { logInAsOwner } from './drill-staff.ts'

// kill -9 of the real server in the middle of what takes long in the bank: each is all there afterwards or not at all, and can be done again.

const closing = afterFile()
const questionCount = 6_000
let ground: DrillGround
let service: ServiceProcess
let clerk: Clerk
beforeAll(async () => {
  ground = await prepareGround()
  closing(() => ground.close())
  await start()
})

async function start(): Promise<void> {
  service = await ground.startService()
  clerk = aClerk(service.origin, 0, await logInAsOwner(service.origin, ground.dataDir))
}

/** What whoever was asking saw: an answer, or a connection that broke. */
async function killAndRestart(asked: Promise<unknown>): Promise<'answered' | 'broken'> {
  const seen = asked.then(
    () => 'answered' as const,
    () => 'broken' as const,
  )
  await service.end('SIGKILL')
  await eventually('PostgreSQL has noticed', async () => (await atWork('')).length === 0)
  await start()
  return seen
}

/** Transactions of the service that run such a statement, or ran it last. */
const atWork = (statement: string) => ground.sql`
  select pid from pg_stat_activity where pid <> pg_backend_pid() and xact_start is not null and backend_type = 'client backend' and query ilike ${`%${statement}%`}`

const aBank = () => jsonFile(Array.from({ length: questionCount }, () => aQuestion()))
const statusOf = async (importId: string) => (await clerk.get<ImportStatus>(`/imports/${importId}`)).body
async function countsOf(importId: string): Promise<{ questions: number; revisions: number }> {
  const [row] = await ground.sql<{ questions: number; revisions: number }[]>`
    select count(distinct q.id)::integer as questions, count(r.id)::integer as revisions
    from questions q left join question_revisions r on r.question_id = q.id where q.import_id = ${importId}`
  return row ?? { questions: -1, revisions: -1 }
}
const all = { questions: questionCount, revisions: questionCount }
const none = { questions: 0, revisions: 0 }

test('an upload that was being read says that it was interrupted, can be thrown away, and is read when it is sent again', async () => {
  const bytes = aBank()
  // one is read after the other: the last ones are announced while they wait
  const uploads = Promise.all(Array.from({ length: 6 }, (_, at) => clerk.upload(`bộ đề ${at}.json`, bytes)))
  const reading = () => ground.sql<{ id: string }[]>`select id from bank_imports where state = 'reading'`
  await eventually('several are being read or wait for it', async () => (await reading()).length >= 2)
  await killAndRestart(uploads)
  // as if the minute had passed in which a reader must say that it is alive
  await ground.sql`update bank_imports set touched_at = touched_at - interval '1 minute' where state = 'reading'`
  for (const { id } of await reading()) {
    expect(await statusOf(id)).toMatchObject({ state: 'refused', reason: expect.stringMatching(/bị gián đoạn.*tải tệp lên lần nữa/) })
    expect((await clerk.ask('DELETE', `/imports/${id}`)).status).toBe(204)
  }
  // each was read to its end before the kill, or is gone with all that belonged to it
  const whole = await ground.sql`
    select i.state, i.total_count as total, (select count(*)::integer from bank_import_items t where t.import_id = i.id) as items from bank_imports i`
  expect(whole.every(({ state, total, items }) => state === 'previewed' && total === questionCount && items === questionCount)).toBe(true)
  expect((await clerk.preview('lần nữa.json', bytes)).counts.good).toBe(questionCount)
})

test('a confirmation is all or nothing, and the same one can be said again', async () => {
  const { importId } = await clerk.preview('ngân hàng.json', aBank())
  const actionId = randomUUID()
  const asked = clerk.confirm(importId, actionId)
  await eventually('questions are being stored', async () => (await atWork('insert into questions')).length > 0)
  expect(await killAndRestart(asked)).toBe('broken')
  expect([await countsOf(importId), (await statusOf(importId)).state]).toEqual([none, 'previewed'])

  expect((await clerk.confirm(importId, actionId)).body.stored).toBe(questionCount)
  expect((await clerk.confirm(importId, actionId)).body.stored).toBe(questionCount)
  expect([await countsOf(importId), (await statusOf(importId)).state]).toEqual([all, 'confirmed'])
})

test('an undo is all or nothing, and can be said again', async () => {
  const { importId } = await clerk.preview('hoàn tác.json', aBank())
  expect((await clerk.confirm(importId)).body.stored).toBe(questionCount)
  const asked = clerk.post(`/imports/${importId}/undo`)
  await eventually('questions are being taken away', async () => (await atWork('delete from question')).length > 0)
  expect(await killAndRestart(asked)).toBe('broken')
  expect([await countsOf(importId), (await statusOf(importId)).state]).toEqual([all, 'confirmed'])

  for (let time = 0; time < 2; time += 1) expect((await clerk.post<ImportStatus>(`/imports/${importId}/undo`)).body.state).toBe('undone')
  expect(await countsOf(importId)).toEqual(none)
  const undone = await ground.sql`select 1 from audit_log where act = 'import.undo' and subject->>'importId' = ${importId}`
  expect(undone).toHaveLength(1)
})
