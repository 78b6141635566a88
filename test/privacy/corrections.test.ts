import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MyData, PersonFile } from '../../server/contract/privacy.ts'
import type { RegistrationForm } from '../../server/contract/registration-form.ts'
import type { CodeSent } from '../../server/contract/verification.ts'
import { usualForm } from '../../server/features/contestants/registration-form.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { aDevice, call } from '../helpers/participant.ts'
import { startSmtpServer } from '../helpers/smtp-server.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let running: TestApp
let contest: TestContest
let mails: Awaited<ReturnType<typeof startSmtpServer>>

beforeAll(async () => {
  mails = await startSmtpServer({}, closing)
  running = await startTestApp({ environment: { SMTP_URL: mails.url, MAIL_FROM: 'hoithi@example.vn' } }, closing)
  contest = await seedContest(running)
})
beforeEach(() => setForm(usualForm))

async function setForm(form: RegistrationForm): Promise<void> {
  const { sql } = running.database
  await sql`update contests set registration_form = ${sql.json(form as never)} where id = ${contest.contestId}`
  running.app.features.contests.forget(contest.slug)
}
const field = (name: RegistrationForm['fields'][number]['name'], isRequired = true) => ({ name, isRequired })
const at = (path: string) => `/api/v1/contests/${contest.slug}${path}`
const register = (answers: object) =>
  call<{ contestantToken: string }>(running.origin, 'POST', at('/registrations'), {
    body: { actionId: randomUUID(), device: aDevice(), consents: [{ id: 'registration', version: 1 }], ...answers },
  })
let phones = 912_700_000
const aPhone = () => {
  phones += 1
  return `0${phones}`
}
const aMail = () => `${randomUUID()}@example.vn`
const aPerson = async (answers: object) => {
  const { body, status } = await register({ fullName: 'Nguyễn Văn An', birthDate: '2001-02-03', unitId: contest.unitIds.C1, ...answers })
  expect(status).toBe(201)
  const [row] = await running.database.sql<{ id: string }[]>`select id from contestants order by registered_at desc limit 1`
  const token = body.contestantToken
  return { id: row?.id ?? '', correct: (change: object) => call<MyData>(running.origin, 'PATCH', at('/me/data'), { token, body: change }) }
}
async function codeFor(address: string) {
  const { body } = await call<CodeSent>(running.origin, 'POST', at('/codes'), { body: { actionId: randomUUID(), address } })
  const mail = await eventually('the mail is there', () => mails.sentTo(address).at(-1))
  return { codeId: body.codeId, digits: /\d{6}/.exec(mail.text)?.[0] ?? '' }
}
const staffAt = (id: string, rest = '') => `/contests/${contest.slug}/people/${id}${rest}`

describe('a new address where the contest verifies addresses', () => {
  const form: RegistrationForm = { ...usualForm, identity: 'email', fields: [field('fullName'), field('email')], verification: 'email' }
  const registered = async () => {
    await setForm(form)
    const email = aMail()
    const person = await aPerson({ birthDate: undefined, unitId: undefined, email, code: await codeFor(email) })
    return { ...person, email }
  }

  test('is taken only with the code that went to it', async () => {
    const person = await registered()
    const [wanted, other] = [aMail(), aMail()]
    expect((await person.correct({ email: wanted })).problem.code).toBe('CODE_REQUIRED')
    expect((await person.correct({ email: wanted, code: await codeFor(other) })).problem.code).toBe('CODE_REFUSED')
    // nothing of that keeps the owner of the address out
    const owner = await registered()
    expect((await owner.correct({ email: wanted, code: await codeFor(wanted) })).body.person.email).toBe(wanted)
    const mine = aMail()
    const code = await codeFor(mine)
    expect((await person.correct({ email: mine, code, fullName: '12' })).problem.code).toBe('NAME_INVALID')
    expect((await person.correct({ email: mine, code })).body.person.email).toBe(mine)
    expect((await person.correct({ fullName: 'Nguyễn Văn Đúng' })).status).toBe(200)
  })

  test('a code of support goes there and is shown to nobody', async () => {
    const person = await registered()
    const support = await logInAs(running, 'support')
    const { body } = await support.ask('POST', staffAt(person.id, '/rejoin-code'), { reason: 'mất giấy ghi mã' })
    expect(body).toEqual({ isSent: true })
    await eventually('it is sent', () => mails.sentTo(person.email).some(({ text }) => /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.test(text)))
  })
})

describe('without verification', () => {
  test('identities are passed through a few times only, until support helps', async () => {
    const person = await aPerson({ phone: aPhone() })
    const codes: string[] = []
    for (let tries = 0; tries < 4; tries += 1) codes.push((await person.correct({ phone: aPhone() })).problem?.code ?? 'corrected')
    expect(codes.map((code) => code ?? 'corrected')).toEqual(['corrected', 'corrected', 'corrected', 'TOO_MANY_CHANGES'])
    // a name is no identity
    expect((await person.correct({ fullName: 'Nguyễn Văn Khác' })).status).toBe(200)
    const support = await logInAs(running, 'support')
    expect((await support.ask('PATCH', staffAt(person.id), { phone: aPhone(), reason: 'gõ nhầm nhiều lần' })).status).toBe(200)
    expect((await person.correct({ phone: aPhone() })).status).toBe(200)
  })

  test('of many at once no more pass than one after the other', async () => {
    const person = await aPerson({ phone: aPhone() })
    const answers = await Promise.all(Array.from({ length: 10 }, () => person.correct({ phone: aPhone() })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
    const [row] = await running.database.sql<{ count: number }[]>`
      select count(*)::integer as count from contestant_identities where contestant_id = ${person.id} and is_reserved`
    expect(row?.count).toBe(4)
  })

  test('whoever took an identity that was released cannot take it again; staff can give it back', async () => {
    const phone = aPhone()
    const impostor = await aPerson({ phone })
    const support = await logInAs(running, 'support')
    await support.ask('POST', staffAt(impostor.id, '/release'), { reason: 'chủ số điện thoại báo' })
    expect((await impostor.correct({ phone: aPhone() })).status).toBe(200)
    expect((await impostor.correct({ phone })).problem.code).toBe('REGISTRATION_REFUSED')
    const owner = await aPerson({ phone })
    await support.ask('POST', staffAt(owner.id, '/release'), { reason: 'nhầm lẫn, trả lại cho người trước' })
    expect((await support.ask('PATCH', staffAt(impostor.id), { phone, reason: 'đúng là của người này' })).status).toBe(200)
    expect((await register({ fullName: 'Ai Đó', birthDate: '2001-02-03', unitId: contest.unitIds.C1, phone })).problem.code).toBe(
      'REGISTRATION_REFUSED',
    )
  })
})

describe('everything that the form asks for', () => {
  const form: RegistrationForm = {
    ...usualForm,
    fields: [
      ...usualForm.fields,
      field('gender', false),
      field('occupation', false),
      field('unitText', false),
      field('email', false),
      field('idNumber', false),
    ],
    custom: [
      { key: 'ao', label: 'Cỡ áo', kind: 'choice', options: ['S', 'M'], isRequired: true },
      { key: 'ghi_chu', label: 'Ghi chú', kind: 'text', maxLength: 20, isRequired: false },
    ],
  }

  test('can be corrected, and what was left empty can be filled in', async () => {
    await setForm(form)
    const person = await aPerson({ phone: aPhone(), custom: { ao: 'S', ghi_chu: 'nhầm' } })
    const idNumber = `0123${String(Date.now()).slice(-8)}`
    const email = aMail()
    const change = { gender: 'female', occupation: 'Giáo viên', unitText: 'Trường Mười', email, idNumber, custom: { ao: 'M', ghi_chu: '' } }
    const { body } = await person.correct(change)
    expect(body.person).toMatchObject({ email, fields: { gender: 'female', occupation: 'Giáo viên', unitText: 'Trường Mười', ao: 'M' } })
    expect(body.person.fields).not.toHaveProperty('ghi_chu')
    const support = await logInAs(running, 'support')
    const byStaff = await support.ask<PersonFile>('PATCH', staffAt(person.id), { occupation: 'Bác sĩ', custom: { ao: 'S' }, reason: 'đọc nhầm' })
    expect(byStaff.body.person?.fields).toMatchObject({ occupation: 'Bác sĩ', ao: 'S', gender: 'female' })
    const found = await support.ask<{ people: { contestantId: string }[] }>('GET', `/contests/${contest.slug}/people?idNumber=${idNumber}`)
    expect(found.body.people.map(({ contestantId }) => contestantId)).toEqual([person.id])
    // the number itself is nowhere, and the same one again is no change
    const stored = await running.database.sql<{ row: string }[]>`
      select c.*::text as row from contestants c union all select i.*::text from contestant_identities i union all select a.*::text from audit_log a`
    expect(stored.map(({ row }) => row).join()).not.toContain(idNumber)
    const before = await running.database.sql`select 1 from person_changes where contestant_id = ${person.id}`
    await person.correct({ idNumber })
    expect(await running.database.sql`select 1 from person_changes where contestant_id = ${person.id}`).toHaveLength(before.length)
  })

  test.each([
    ['a choice that is none', { custom: { ao: 'XXL' } }, 'FIELD_INVALID'],
    ['a required question left empty', { custom: { ao: '' } }, 'FIELD_REQUIRED'],
    ['a question that nobody asked', { custom: { la: 'gì' } }, 'BAD_REQUEST'],
    ['an ID number that is none', { idNumber: '123456789x' }, 'ID_NUMBER_INVALID'],
  ])('by the rules of the registration: %s', async (_what, change, code) => {
    await setForm(form)
    const person = await aPerson({ phone: aPhone(), custom: { ao: 'S' } })
    expect((await person.correct(change)).problem.code).toBe(code)
  })

  test('who turns out to be a child needs a guardian who agrees to the required texts', async () => {
    const person = await aPerson({ phone: aPhone() })
    const birthDate = `${new Date().getFullYear() - 10}-01-01`
    const guardian = { fullName: 'Nguyễn Thị Mẹ', relation: 'mẹ', phone: '0912000599' }
    const guardianConsents = [{ id: 'registration', version: 1 }]
    const refusals = [await person.correct({ birthDate }), await person.correct({ birthDate, guardian })]
    expect(refusals.map(({ problem }) => [problem.code, problem.errors?.[0]?.at])).toEqual(refusals.map(() => ['GUARDIAN_REQUIRED', '/guardian']))
    const { body } = await person.correct({ birthDate, guardian, guardianConsents })
    expect(body.person).toMatchObject({ birthDate, guardian: { fullName: 'Nguyễn Thị Mẹ' } })
    expect(body.consents).toMatchObject([
      { id: 'registration', by: 'self' },
      { id: 'registration', by: 'guardian' },
    ])
    // once agreed it holds
    expect((await person.correct({ fullName: 'Nguyễn Văn Bé' })).status).toBe(200)
  })
})

test('whoever was erased is found by nothing, and can be looked at by id alone', async () => {
  const phone = aPhone()
  const person = await aPerson({ phone })
  const owner = await logInAs(running, 'owner')
  const find = () => owner.ask<{ people: unknown[] }>('GET', `/contests/${contest.slug}/people?phone=${phone}`)
  expect((await find()).body.people).toHaveLength(1)
  await owner.ask('POST', staffAt(person.id, '/erasure'), { reason: 'yêu cầu bằng văn bản' })
  expect((await find()).body.people).toEqual([])
})

test('whoever works for one branch moves nobody out of it', async () => {
  const person = await aPerson({ phone: aPhone() })
  const branch = await logInAs(running, 'organizer', contest.unitIds.X1)
  const move = (unitId: number | undefined) => branch.ask('PATCH', staffAt(person.id), { unitId, reason: 'chuyển đơn vị' })
  expect((await move(contest.unitIds.C2)).status).toBe(200)
  expect((await move(contest.unitIds.C3)).problem.code).toBe('UNIT_NOT_FOUND')
})

test('a contest that a unit holds offers its own units, unless it takes all', async () => {
  const { sql } = running.database
  const held = await seedContest(running, { slug: 'cua-mot-xa' })
  await sql`update contests set unit_id = ${contest.unitIds.X1 as number} where id = ${held.contestId}`
  running.app.features.contests.forget(held.slug)
  type Units = { units: { id: number; name: string }[] }
  const units = async (query: string) =>
    (await call<Units>(running.origin, 'GET', `/api/v1/contests/${held.slug}/units${query}`)).body.units?.map(({ name }) => name)
  const join = (unitId: number | undefined) =>
    call(running.origin, 'POST', `/api/v1/contests/${held.slug}/registrations`, {
      body: {
        actionId: randomUUID(),
        device: aDevice(),
        consents: [{ id: 'registration', version: 1 }],
        fullName: 'Nguyễn Văn An',
        birthDate: '2001-02-03',
        phone: aPhone(),
        unitId,
      },
    })
  expect(await units('')).toEqual(['Xã An Bình'])
  expect(await units(`?parent=${contest.unitIds.X1}`)).toEqual(['Chi đoàn Công an', 'Chi đoàn Trường học'])
  expect(await units(`?parent=${contest.unitIds.X2}`)).toBeUndefined()
  expect((await units('?search=chi doan'))?.toSorted()).toEqual(['Chi đoàn Công an', 'Chi đoàn Trường học'])
  expect((await join(contest.unitIds.C3)).problem.code).toBe('UNIT_NOT_FOUND')
  expect((await join(contest.unitIds.X1)).problem.code).toBe('UNIT_NOT_SELECTABLE')
  expect((await join(contest.unitIds.C1)).status).toBe(201)
  await sql`update contests set registration_form = ${sql.json({ ...usualForm, takesAllUnits: true } as never)} where id = ${held.contestId}`
  running.app.features.contests.forget(held.slug)
  expect((await join(contest.unitIds.C3)).status).toBe(201)
})
