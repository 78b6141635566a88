import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../server/contract/access.ts'
import type { AuditPage, AuditPersonal, AuditVerification } from '../../server/contract/audit.ts'
import { recordActs } from '../../server/features/audit/act.ts'
import { erasePeople } from '../../server/features/privacy/erase-people.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { type Answer, aParticipant, call } from '../helpers/participant.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
const password = 'một mật khẩu thật dài và lạ'
let running: TestApp
let contest: TestContest

type Desk = { get<Body>(path: string): Promise<Answer<Body>>; post<Body>(path: string, body?: unknown): Promise<Answer<Body>> }

async function aDesk(role: Role, unitId?: number): Promise<Desk> {
  const username = `${role}-${unitId ?? 'all'}`
  await running.app.features.accounts.create({ username, displayName: username, role, password, ...(unitId === undefined ? {} : { unitId }) })
  const session = await call(running.origin, 'POST', '/api/v1/staff/session', { body: { username, password }, headers: { 'x-hoithi': '1' } })
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
  const headers = { cookie, 'x-hoithi': '1' }
  return {
    get: (path) => call(running.origin, 'GET', `/api/v1/staff${path}`, { headers }),
    post: (path, body) => call(running.origin, 'POST', `/api/v1/staff${path}`, { headers, body }),
  }
}

let everything: Desk
let branch: Desk

beforeAll(async () => {
  running = await startTestApp({}, closing)
  contest = await seedContest(running)
  everything = await aDesk('auditor')
  branch = await aDesk('auditor', contest.unitIds.X1 as number)
  const by = { kind: 'staff', id: '77', name: 'binh', from: '203.0.113.9', requestId: null, atMs: Date.UTC(2026, 10, 1) } as const
  await running.database.sql.begin((transaction) =>
    recordActs(transaction, by, [
      { act: 'topic.create', subject: { topicId: 1 } },
      { act: 'topic.create', subject: { topicId: 2 }, unitId: contest.unitIds.C1 as number },
      { act: 'topic.create', subject: { topicId: 3 }, unitId: contest.unitIds.C3 as number },
      { act: 'topic.merge', subject: { topicIds: [2, 3] }, unitId: contest.unitIds.X1 as number, reason: 'trùng' },
    ]),
  )
})

const subjectsOf = ({ body }: Answer<AuditPage>) => body.entries.map(({ subject }) => subject)

describe('the log is read by subtree', () => {
  test('an auditor of a branch sees what was done in it, and nothing of the installation or of another branch', async () => {
    expect(subjectsOf(await branch.get('/audit?actorId=77'))).toEqual([{ topicIds: [2, 3] }, { topicId: 2 }])
    expect(subjectsOf(await everything.get('/audit?actorId=77'))).toEqual([{ topicIds: [2, 3] }, { topicId: 3 }, { topicId: 2 }, { topicId: 1 }])
    expect((await branch.get('/audit/verification')).status).toBe(403)
  })

  test('by act, by subject as number, text or in a list, by time, and page by page', async () => {
    expect(subjectsOf(await everything.get('/audit?act=topic.merge'))).toEqual([{ topicIds: [2, 3] }])
    expect(subjectsOf(await everything.get('/audit?subject=topicId:3'))).toEqual([{ topicId: 3 }])
    expect(subjectsOf(await everything.get('/audit?subject=topicIds:3'))).toEqual([{ topicIds: [2, 3] }])
    expect(subjectsOf(await everything.get('/audit?actorId=77&to=2026-10-31T00:00:00Z'))).toEqual([])
    expect(subjectsOf(await everything.get('/audit?actorId=77&from=2026-10-31T00:00:00Z&to=2026-11-02T00:00:00Z'))).toHaveLength(4)
    const first = await everything.get<AuditPage>('/audit?actorId=77&limit=3')
    const rest = await everything.get<AuditPage>(`/audit?actorId=77&limit=3&before=${first.body.next}`)
    expect([first.body.entries.length, rest.body.entries.length, rest.body.next]).toEqual([3, 1, null])
  })

  test('only who may read it', async () => {
    const organizer = await aDesk('organizer')
    expect((await organizer.get('/audit')).status).toBe(403)
  })
})

describe('what an entry says of a person', () => {
  test('is shown to who may read about people there, each look is an entry, and an erasure takes it away', async () => {
    const organizer = await aDesk('organizer', contest.unitIds.X1 as number)
    const person = await aParticipant(running.origin, contest)
    const [row] = await running.database.sql<{ id: string }[]>`select id from contestants order by id desc limit 1`
    const contestantId = row?.id ?? ''
    const corrected = await running.app.features.peopleDesk.correct(
      { slug: contest.slug, contestantId },
      { fullName: 'Nguyễn Thị Bình', reason: 'gõ nhầm' },
      { kind: 'staff', id: 5, name: 'ho-tro', grants: [{ role: 'support', path: null }] },
      { kind: 'staff', id: '5', name: 'ho-tro', from: null, requestId: null, atMs: Date.now() },
    )
    expect(corrected.person?.fullName).toBe('Nguyễn Thị Bình')
    const { body } = await everything.get<AuditPage>('/audit?act=person.correct')
    expect(JSON.stringify(body)).not.toContain('Nguyễn')
    const seq = body.entries[0]?.seq
    const look = () => branch.get<AuditPersonal>(`/audit/${seq}/personal`)
    expect((await look()).body.personal).toMatchObject({ before: { fullName: 'Nguyễn Văn An' }, after: { fullName: 'Nguyễn Thị Bình' } })
    expect((await everything.get<AuditPage>('/audit?act=audit.look')).body.entries[0]?.subject).toEqual({ seq, contestantId })
    expect((await organizer.get(`/audit/${seq}/personal`)).status).toBe(403)
    const elsewhere = await aDesk('auditor', contest.unitIds.X2 as number)
    expect((await elsewhere.get(`/audit/${seq}/personal`)).status).toBe(404)
    await running.database.sql.begin((transaction) => erasePeople(transaction, contest.contestId, [contestantId], new Date()))
    expect((await look()).body.personal).toBeNull()
    expect(person.token).not.toBe('')
  })
})

test('a verification runs in the background, and what it found is kept', async () => {
  expect((await everything.post<AuditVerification>('/audit/verification')).status).toBe(202)
  const done = await eventually('the verification is over', async () => {
    const { body } = await everything.get<AuditVerification>('/audit/verification')
    return body.finishedAt !== null && body
  })
  // the entries above are dated before those that stand before them, and it says so
  expect(done.verdict?.faults).toEqual([expect.objectContaining({ kind: 'time', what: '2026-11-01T00:00:00.000Z' })])
})
