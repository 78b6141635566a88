import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProblemBody } from '../../server/contract/errors.ts'
import type { MemberListView, MemberUploadReport } from '../../server/contract/members.ts'
import type { RegistrationForm } from '../../server/contract/registration-form.ts'
import { hmacsToFind } from '../../server/features/contestants/identity-hmacs.ts'
import { usualForm } from '../../server/features/contestants/registration-form.ts'
import { createMembersStore } from '../../server/features/members/members-store.ts'
import { renewMemberKeys } from '../../server/features/members/renew-member-keys.ts'
import { createSecrets } from '../../server/secrets.ts'
import { afterFile } from '../helpers/after-file.ts'
import { makeXlsx } from '../helpers/make-xlsx.ts'
import { aRegistration, call } from '../helpers/participant.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { startTestApp, type TestApp, testSecret } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let running: TestApp
let contest: TestContest
let owner: Staff
let administrator: Staff
let contests = 0

beforeAll(async () => {
  running = await startTestApp({}, closing)
  const first = await seedContest(running)
  owner = await logInAs(running, 'owner')
  administrator = await logInAs(running, 'unit-administrator', first.unitIds.X1)
})
beforeEach(async () => {
  contests += 1
  contest = await seedContest(running, { slug: `danh-sach-${contests}` })
  await setForm({ ...usualForm, isForMembers: true })
})

async function setForm(form: RegistrationForm): Promise<void> {
  const { sql } = running.database
  await sql`update contests set registration_form = ${sql.json(form as never)} where id = ${contest.contestId}`
  running.app.features.contests.forget(contest.slug)
}

async function upload(
  staff: Staff,
  content: string | Uint8Array,
  { list = 'entitled', query = '' } = {},
): Promise<{ status: number; body: MemberUploadReport; problem: ProblemBody }> {
  const form = new FormData()
  form.append('file', new Blob([content as BlobPart]), typeof content === 'string' ? 'danh-sach.csv' : 'danh-sach.xlsx')
  const response = await fetch(`${running.origin}/api/v1/staff/contests/${contest.slug}/members/${list}${query}`, {
    method: 'POST',
    headers: staff.headers,
    body: form,
  })
  const body = await response.json()
  return { status: response.status, body, problem: body }
}
const view = async (staff: Staff) => (await staff.ask<MemberListView>('GET', `/contests/${contest.slug}/members/entitled`)).body
const register = (changes: object) =>
  call(running.origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, {
    body: aRegistration(contest.unitIds.C1 as number, { ...changes }),
  })
const aPhone = () => `09${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`

describe('a contest for members', () => {
  test('takes who is on the list, however the number is written, and nobody else', async () => {
    const [an, binh, stranger] = [aPhone(), aPhone(), aPhone()]
    const report = await upload(owner, `STT,Họ và tên,Số điện thoại,Mã đơn vị\n1,An,+84${an.slice(1)},C1\n2,Bình,${binh.slice(1)},C2\n`)
    expect([report.status, report.body]).toEqual([200, { isPreview: false, added: 2, kept: 0, removed: 0, faultCount: 0, faults: [] }])
    expect([(await register({ phone: an })).status, (await register({ phone: binh })).status]).toEqual([201, 201])
    expect((await register({ phone: stranger })).problem.code).toBe('NOT_A_MEMBER')
    expect(await view(owner)).toMatchObject({
      total: 2,
      registered: 2,
      units: [
        { unitName: 'Chi đoàn Trường học', total: 1, registered: 1 },
        { total: 1, registered: 1 },
      ],
    })
  })

  test('a workbook that took numbers for numbers is read as it was meant', async () => {
    const phone = aPhone()
    const workbook = makeXlsx([
      ['DANH SÁCH ĐOÀN VIÊN', ''],
      ['Họ tên', 'SĐT'],
      ['An', Number(phone)],
    ])
    expect((await upload(owner, workbook)).body).toMatchObject({ added: 1, faultCount: 0 })
    expect((await register({ phone })).status).toBe(201)
  })

  test('what is wrong with a line is said with its number, and the other lines are taken', async () => {
    const phone = aPhone()
    const lines = [`SĐT,Mã đơn vị`, `${phone},C1`, `,C1`, `12,C1`, `${phone},C1`, `${aPhone()},KHONG-CO`]
    const { body } = await upload(owner, lines.join('\n'))
    expect(body).toMatchObject({ added: 1, faultCount: 4 })
    expect(body.faults.map(({ line, code }) => [line, code])).toEqual([
      [3, 'IDENTITY_EMPTY'],
      [4, 'IDENTITY_UNREADABLE'],
      [5, 'DOUBLED'],
      [6, 'UNIT_NOT_FOUND'],
    ])
  })

  test('a preview says what would happen and changes nothing; a replacement takes those away who are not named', async () => {
    const [an, binh] = [aPhone(), aPhone()]
    await upload(owner, `SĐT\n${an}\n`)
    const preview = await upload(owner, `SĐT\n${binh}\n`, { query: '?mode=replace&preview=yes' })
    expect(preview.body).toMatchObject({ isPreview: true, added: 1, kept: 0, removed: 1 })
    expect((await view(owner)).total).toBe(1)
    expect((await register({ phone: an })).status).toBe(201)
    expect((await upload(owner, `SĐT\n${binh}\n`, { query: '?mode=replace' })).body).toMatchObject({ added: 1, removed: 1 })
    expect((await register({ phone: aPhone() })).problem.code).toBe('NOT_A_MEMBER')
    expect((await register({ phone: binh })).status).toBe(201)
  })

  test('a file without the column that tells people apart is refused with a sentence', async () => {
    await setForm({ ...usualForm, identity: 'email', fields: [{ name: 'email', isRequired: true }], isForMembers: true })
    const refused = await upload(owner, `Họ tên,SĐT\nAn,${aPhone()}\n`)
    expect([refused.problem.code, refused.problem.errors?.[0]?.reason]).toEqual(['FILE_NOT_READABLE', expect.stringContaining('cột định danh')])
  })
})

describe('the administrator of a branch', () => {
  test('keeps the list of the own branch, and neither touches nor counts another', async () => {
    const [mine, theirs] = [aPhone(), aPhone()]
    await upload(owner, `SĐT,Mã đơn vị\n${theirs},C3\n`)
    const { body } = await upload(administrator, `SĐT,Mã đơn vị\n${mine},C1\n${aPhone()},C3\n${aPhone()},\n`, { query: '?mode=replace' })
    expect(body).toMatchObject({ added: 1, removed: 0, faultCount: 2 })
    expect(body.faults.map(({ code }) => code)).toEqual(['UNIT_OUTSIDE', 'UNIT_OUTSIDE'])
    expect((await register({ phone: theirs })).status).toBe(201)
    expect(await view(administrator)).toMatchObject({ total: 1, units: [{ unitName: 'Chi đoàn Trường học' }] })
  })

  test('a person whom two branches name is on both lists: neither changes, takes away or learns of what the other wrote', async () => {
    const beside = await logInAs(running, 'unit-administrator', contest.unitIds.X2)
    const [shared, fresh] = [aPhone(), aPhone()]
    expect((await upload(beside, `SĐT,Mã đơn vị\n${shared},C3\n`)).body).toMatchObject({ added: 1, kept: 0 })
    expect((await register({ phone: shared, unitId: contest.unitIds.C3 })).status).toBe(201)
    const file = `SĐT,Mã đơn vị\n${shared},C1\n${fresh},C1\n`
    // what another branch has named looks like what nobody has
    expect((await upload(administrator, file, { query: '?preview=yes' })).body).toMatchObject({ added: 2, kept: 0, removed: 0 })
    expect((await upload(administrator, file)).body).toMatchObject({ added: 2, kept: 0, removed: 0 })
    expect(await view(administrator)).toMatchObject({ total: 2, registered: 0, units: [{ total: 2, registered: 0 }] })
    expect(await view(beside)).toMatchObject({ total: 1, registered: 1, units: [{ total: 1 }] })
    // one person, whoever names them
    expect(await view(owner)).toMatchObject({ total: 2, registered: 1 })
    expect((await upload(administrator, `SĐT,Mã đơn vị\n${fresh},C1\n`, { query: '?mode=replace' })).body).toMatchObject({ kept: 1, removed: 1 })
    expect([(await view(administrator)).total, (await view(beside)).total]).toEqual([1, 1])
  })

  test('a line moves within the own branch; whoever keeps the whole list moves lines of all', async () => {
    const beside = await logInAs(running, 'unit-administrator', contest.unitIds.X2)
    const phone = aPhone()
    const place = async () => (await view(owner)).units.map(({ unitName, total, registered }) => [unitName, total, registered])
    await upload(administrator, `SĐT,Mã đơn vị\n${phone},C1\n`)
    expect((await register({ phone })).status).toBe(201)
    expect((await upload(administrator, `SĐT,Mã đơn vị\n${phone},C2\n`)).body).toMatchObject({ added: 0, kept: 1 })
    expect(await place()).toEqual([['Chi đoàn Công an', 1, 1]])
    await upload(beside, `SĐT,Mã đơn vị\n${phone},C3\n`)
    expect(await place()).toHaveLength(2)
    expect((await upload(owner, `SĐT\n${phone}\n`)).body).toMatchObject({ added: 0, kept: 1 })
    expect(await place()).toHaveLength(2)
    expect((await upload(owner, `SĐT,Mã đơn vị\n${phone},C1\n`)).body).toMatchObject({ added: 0, kept: 1 })
    expect(await place()).toEqual([['Chi đoàn Trường học', 1, 1]])
  })

  test('has no say over who cannot win', async () => {
    expect((await upload(administrator, `SĐT,Mã đơn vị\n${aPhone()},C1\n`, { list: 'organizers' })).problem.code).toBe('FORBIDDEN')
  })
})

test('organizers and their staff take part like everybody, and are known to those who give prizes', async () => {
  await setForm(usualForm)
  const [staffPhone, other] = [aPhone(), aPhone()]
  await register({ phone: other })
  await upload(owner, `SĐT\n${staffPhone}\n`, { list: 'organizers' })
  expect((await register({ phone: staffPhone })).status).toBe(201)
  const cannotWin = await running.app.features.members.whoCannotWin(contest.contestId)
  const [row] = await running.database.sql<
    { id: string }[]
  >`select id from contestants where contest_id = ${contest.contestId} order by registered_at desc limit 1`
  expect(cannotWin).toEqual([row?.id])
})

test('a list holds nobody’s number, and its upload is in the audit log', async () => {
  const phone = aPhone()
  await upload(owner, `SĐT\n${phone}\n`)
  const [row] = await running.database.sql<{ list: string; log: string }[]>`
    select (select string_agg(m::text, ' ') from contest_members m where contest_id = ${contest.contestId}) as list,
      (select string_agg(entry, ' ') from audit_log where act = 'members.upload' and contest_id = ${contest.contestId}) as log`
  for (const text of [row?.list, row?.log]) {
    expect(text).toBeTruthy()
    expect(text).not.toContain(phone)
    expect(text).not.toContain(Buffer.from(phone).toString('hex'))
  }
})

test('when the secret key changes, who is on a list stays on it, and who cannot win cannot win', async () => {
  await setForm({ ...usualForm, isForMembers: true })
  const [staffPhone, later, secret] = [aPhone(), aPhone(), 'another-secret-of-at-least-thirty-two-characters']
  await upload(owner, `SĐT\n${staffPhone}\n${later}\n`)
  await upload(owner, `SĐT\n${staffPhone}\n`, { list: 'organizers' })
  expect((await register({ phone: staffPhone })).status).toBe(201)
  const both = createSecrets({ present: secret, previous: testSecret })
  await renewMemberKeys(running.database, both)
  expect(await renewMemberKeys(running.database, both)).toBe(0)
  expect(await running.app.features.members.whoCannotWin(contest.contestId)).toHaveLength(1)
  const found = hmacsToFind(both, contest.contestId, { kind: 'phone', value: later })
  expect(await createMembersStore(running.database).has(contest.contestId, 'entitled', found)).toBe(true)
  expect((await view(owner)).registered).toBe(1)
})

test('two uploads at once end as one after the other would', async () => {
  const phones = Array.from({ length: 40 }, aPhone)
  const file = `SĐT\n${phones.join('\n')}\n`
  const reports = await Promise.all([upload(owner, file), upload(owner, file), upload(owner, file)])
  expect(reports.reduce((sum, { body }) => sum + body.added, 0)).toBe(40)
  expect((await view(owner)).total).toBe(40)
})

test('a contest that is not there looks like one of somebody else', async () => {
  const form = new FormData()
  form.append('file', new Blob(['SĐT\n0912345678\n']), 'a.csv')
  const response = await fetch(`${running.origin}/api/v1/staff/contests/khong-co-${randomUUID().slice(0, 8)}/members/entitled`, {
    method: 'POST',
    headers: administrator.headers,
    body: form,
  })
  expect(response.status).toBe(404)
})
