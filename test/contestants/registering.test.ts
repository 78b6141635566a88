import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ContestantSession, Me, RegistrationReply, TicketReply } from '../../server/contract/contestants.ts'
import type { ContestPage } from '../../server/contract/contests.ts'
import type { PortalView } from '../../server/contract/portals.ts'
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
const common = () => ({ actionId: randomUUID(), device: aDevice(), consents: [{ id: 'registration', version: 1 }] })
const register = (answers: object) =>
  call<RegistrationReply>(running.origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, { body: { ...common(), ...answers } })
const rejoin = (body: object) => call<ContestantSession>(running.origin, 'POST', `/api/v1/contests/${contest.slug}/rejoin`, { body })
const meOf = (token: string) => call<Me>(running.origin, 'GET', `/api/v1/contests/${contest.slug}/me`, { token })
const aMail = () => `${randomUUID()}@example.vn`

describe('a contest whose form asks for an e-mail address and little else', () => {
  const form: RegistrationForm = { ...usualForm, identity: 'email', fields: [field('fullName'), field('email'), field('occupation', false)] }

  test('takes people by that, and shows its form to everybody', async () => {
    await setForm(form)
    const page = await call<ContestPage>(running.origin, 'GET', `/api/v1/contests/${contest.slug}`)
    expect(page.body.registrationForm).toEqual(form)
    const email = aMail()
    const first = await register({ fullName: 'Lê Thị Hoa', email, occupation: 'Giáo viên' })
    expect(first.status).toBe(201)
    expect((await meOf(first.body.contestantToken)).body.contestant.displayName).toBe('Lê Thị Hoa')
    expect((await register({ fullName: 'Người khác', email: ` ${email.toUpperCase()} ` })).problem.code).toBe('REGISTRATION_REFUSED')
    expect((await rejoin({ identity: email, rejoinCode: first.body.rejoinCode })).status).toBe(200)
    expect((await rejoin({ identity: aMail(), rejoinCode: first.body.rejoinCode })).problem.code).toBe('REJOIN_REFUSED')
  })

  test('takes nothing that it does not ask for', async () => {
    await setForm(form)
    const refused = await register({ fullName: 'Lê Thị Hoa', email: aMail(), idNumber: '001201012345' })
    expect([refused.problem.code, refused.problem.errors]).toEqual(['FIELD_INVALID', [{ at: 'idNumber', reason: 'is not asked for' }]])
  })
})

describe('the organizer', () => {
  test('chooses the form, is told what is wrong with it, and cannot change what tells people apart once somebody is registered', async () => {
    const own = await seedContest(running, { slug: 'bieu-mau' })
    const organizer = await logInAs(running, 'organizer')
    const save = (form: object) => organizer.ask<RegistrationForm>('PUT', `/contests/${own.slug}/registration-form`, form)
    const byMail: RegistrationForm = { identity: 'email', fields: [field('email'), field('fullName')], custom: [], verification: 'none' }
    expect((await save({ ...byMail, fields: [field('fullName')] })).problem.errors).toEqual([
      { at: 'email', reason: 'the identity must be asked for' },
    ])
    expect((await save({ ...byMail, identity: 'phone', fields: [field('phone')], verification: 'gateway' })).problem.code).toBe('CODES_NOT_AVAILABLE')
    expect((await save(byMail)).body).toEqual(byMail)
    const registered = await call(running.origin, 'POST', `/api/v1/contests/${own.slug}/registrations`, {
      body: { ...common(), email: aMail(), fullName: 'Lê Thị Hoa' },
    })
    expect(registered.status).toBe(201)
    expect((await save(usualForm)).problem.code).toBe('IDENTITY_IN_USE')
    expect((await save({ ...byMail, fields: [...byMail.fields, field('gender', false)] })).status).toBe(200)
    const acts = await running.database.sql`select 1 from audit_log where act = 'contest.form' and contest_id = ${own.contestId}`
    expect(acts).toHaveLength(2)
  })
})

test('a consent gets its next version: who registers is asked for that one, and of two editors the second is told', async () => {
  const own = await seedContest(running, { slug: 'dong-y-moi' })
  const organizer = await logInAs(running, 'organizer')
  const publish = (basedOn: number, text: string) =>
    organizer.ask('PUT', `/contests/${own.slug}/consents/registration`, { basedOn, purpose: 'participation', text, required: true })
  expect((await publish(1, 'Tôi đồng ý cho dùng dữ liệu để tổ chức hội thi này.')).status).toBe(200)
  expect((await publish(1, 'Tôi đồng ý với nội dung của người sửa sau.')).problem.code).toBe('CONSENT_CHANGED')
  const answers = { fullName: 'Lê Thị Hoa', birthDate: '2001-02-03', phone: `09${String(Date.now()).slice(-8)}`, unitId: own.unitIds.C1 }
  const registerWith = (version: number) =>
    call(running.origin, 'POST', `/api/v1/contests/${own.slug}/registrations`, {
      body: { ...common(), ...answers, consents: [{ id: 'registration', version }] },
    })
  expect((await registerWith(1)).problem.code).toBe('CONSENT_REQUIRED')
  expect((await registerWith(2)).status).toBe(201)
})

test('support sends a new rejoin code to the address of the person, and never sees it', async () => {
  await setForm({ ...usualForm, identity: 'email', fields: [field('email'), field('fullName')] })
  const email = aMail()
  const { body } = await register({ fullName: 'Lê Thị Hoa', email })
  const support = await logInAs(running, 'support')
  const [row] = await running.database.sql<{ id: string }[]>`select id from contestants order by registered_at desc limit 1`
  const send = (channel: string) =>
    support.ask('POST', `/contests/${contest.slug}/people/${row?.id}/rejoin-code`, { reason: 'mất giấy ghi mã', send: channel })
  expect((await send('gateway')).problem.code).toBe('NO_ADDRESS')
  expect((await send('email')).body).toEqual({ isSent: true })
  const mail = await eventually('the code is there', () => mails.sentTo(email).at(-1))
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(mail.text)?.[0] ?? ''
  expect((await rejoin({ identity: email, rejoinCode: code })).status).toBe(200)
  expect((await rejoin({ identity: email, rejoinCode: body.rejoinCode })).problem.code).toBe('REJOIN_REFUSED')
})

test('an ID number as identity is kept as an HMAC alone', async () => {
  await setForm({ ...usualForm, identity: 'idNumber', fields: [field('fullName'), field('idNumber'), field('unit')] })
  const idNumber = `0012${String(Date.now()).slice(-8)}`
  const registered = await register({ fullName: 'Phạm Văn Đức', idNumber, unitId: contest.unitIds.C1 })
  expect(registered.status).toBe(201)
  expect(
    (await register({ fullName: 'Phạm Văn Đức', idNumber: `${idNumber.slice(0, 6)} ${idNumber.slice(6)}`, unitId: contest.unitIds.C1 })).problem.code,
  ).toBe('REGISTRATION_REFUSED')
  const names = await running.app.features.contestants.namesOf(contest.contestId, [
    (await running.database.sql<{ id: string }[]>`select id from contestants order by registered_at desc limit 1`)[0]?.id ?? '',
  ])
  expect(names[0]?.fullName).toBe('Phạm Văn Đức')
  const [row] = await running.database.sql<{ sealed: Buffer | null; kind: string }[]>`
    select i.sealed, i.kind from contestant_identities i join contestants c on c.id = i.contestant_id order by c.registered_at desc limit 1`
  expect(row).toEqual({ sealed: null, kind: 'id-number' })
})

describe('a contest that sends a code first', () => {
  const form: RegistrationForm = { ...usualForm, identity: 'email', fields: [field('fullName'), field('email')], verification: 'email' }
  async function codeFor(address: string) {
    const { body } = await call<CodeSent>(running.origin, 'POST', `/api/v1/contests/${contest.slug}/codes`, {
      body: { actionId: randomUUID(), address },
    })
    const mail = await eventually('the mail is there', () => mails.sentTo(address).at(-1))
    return { codeId: body.codeId, digits: /\d{6}/.exec(mail.text)?.[0] ?? '' }
  }

  test('takes nobody without it, nor with the code of another address', async () => {
    await setForm(form)
    const email = aMail()
    expect((await register({ fullName: 'Lê Thị Hoa', email })).problem.code).toBe('CODE_REQUIRED')
    const code = await codeFor(aMail())
    expect((await register({ fullName: 'Lê Thị Hoa', email, code })).problem.code).toBe('CODE_REFUSED')
  })

  test('a registration that lost its answer is asked for again and gets the same; a code is not used up by a refusal for something else', async () => {
    await setForm(form)
    const email = aMail()
    const code = await codeFor(email)
    expect((await register({ fullName: '12', email, code })).problem.code).toBe('NAME_INVALID')
    const body = { ...common(), fullName: 'Lê Thị Hoa', email, code }
    const answers = await Promise.all([register(body), register(body), register(body)])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map((answer) => answer.body.rejoinCode)).size).toBe(1)
    // the code has done its work: another registration needs another one
    expect((await register({ fullName: 'Người khác', email: aMail(), code })).problem.code).toBe('CODE_REFUSED')
  })
})

test('a right code is good for another try where the identity turned out to be taken', async () => {
  await setForm({ ...usualForm, fields: [field('fullName'), field('phone'), field('email')], verification: 'email' })
  const codeTo = async (email: string) => {
    const { body } = await call<CodeSent>(running.origin, 'POST', `/api/v1/contests/${contest.slug}/codes`, {
      body: { actionId: randomUUID(), address: email },
    })
    const mail = await eventually('the mail is there', () => mails.sentTo(email).at(-1))
    return { codeId: body.codeId, digits: /\d{6}/.exec(mail.text)?.[0] ?? '' }
  }
  const phone = `09${String(Date.now()).slice(-8)}`
  const [first, second] = [aMail(), aMail()]
  expect((await register({ fullName: 'Lê Thị Hoa', phone, email: first, code: await codeTo(first) })).status).toBe(201)
  const code = await codeTo(second)
  expect((await register({ fullName: 'Lê Văn Nhầm', phone, email: second, code })).problem.code).toBe('REGISTRATION_REFUSED')
  expect((await register({ fullName: 'Lê Văn Nhầm', phone: `08${phone.slice(2)}`, email: second, code })).status).toBe(201)
  expect((await register({ fullName: 'Lê Văn Nhầm', phone: `07${phone.slice(2)}`, email: second, code })).problem.code).toBe('CODE_REFUSED')
})

describe('somebody whom a portal has logged in', () => {
  let portal: PortalView
  let secret: { keyId: string; secret: string }
  beforeAll(async () => {
    const owner = await logInAs(running, 'owner')
    portal = (await owner.ask<PortalView>('POST', '/portals', { code: 'cong', name: 'Cổng', unitId: null, origins: ['https://cong.vn'] })).body
    secret = (await owner.ask<typeof secret>('POST', `/portals/${portal.id}/secrets`)).body
    await owner.ask('PUT', `/contests/${contest.slug}/portals`, { portalIds: [portal.id] })
  })
  const aTicket = (subject: string, claims: object = { name: 'Trần Thị Bình', unit: 'C1', birthDate: '2001-02-03' }) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256', kid: secret.keyId })
      .setIssuer('cong')
      .setAudience(running.origin)
      .setSubject(subject)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('2m')
      .sign(Buffer.from(secret.secret))
  const exchange = async (subject: string, claims?: object) =>
    call<TicketReply>(running.origin, 'POST', `/api/v1/contests/${contest.slug}/tickets`, {
      body: { actionId: randomUUID(), ticket: await aTicket(subject, claims) },
    })
  const admissionOf = (reply: TicketReply) => ('admission' in reply ? reply.admission : '')

  test('needs no form: the consents are all that is asked', async () => {
    const first = await exchange('bi-thu-1')
    expect(first.body).toMatchObject({ person: { fullName: 'Trần Thị Bình', unitName: 'Chi đoàn Trường học' } })
    const registered = await register({ admission: admissionOf(first.body) })
    expect(registered.status).toBe(201)
    expect((await meOf(registered.body.contestantToken)).body.contestant).toEqual({ displayName: 'Trần Thị Bình', unitName: 'Chi đoàn Trường học' })
    // the next visit, on whatever device, is one tap
    const second = await exchange('bi-thu-1')
    expect('session' in second.body && (await meOf(second.body.session.contestantToken)).status).toBe(200)
  })

  test('is asked for consent like everybody', async () => {
    const { body } = await exchange('bi-thu-2')
    expect((await register({ admission: admissionOf(body), consents: [] })).problem.code).toBe('CONSENT_REQUIRED')
  })

  test('takes part once, however often it is tried at once', async () => {
    const { body } = await exchange('bi-thu-3')
    const tries = await Promise.all(Array.from({ length: 10 }, () => register({ admission: admissionOf(body) })))
    expect(tries.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)])
  })

  test('cannot put another name or unit in the place of what the portal said', async () => {
    const { body } = await exchange('bi-thu-4')
    const registered = await register({ admission: admissionOf(body), fullName: 'Tên Khác', unitId: contest.unitIds.C3 })
    expect((await meOf(registered.body.contestantToken)).body.contestant).toEqual({ displayName: 'Trần Thị Bình', unitName: 'Chi đoàn Trường học' })
  })

  test('chooses what the portal does not say', async () => {
    const { body } = await exchange('bi-thu-5', { unit: 'KHONG-CO', birthDate: '2001-02-03' })
    expect(body).toMatchObject({ person: { fullName: null, unitId: null } })
    const registered = await register({ admission: admissionOf(body), fullName: 'Đỗ Văn Tự Chọn', unitId: contest.unitIds.C3 })
    expect((await meOf(registered.body.contestantToken)).body.contestant).toEqual({ displayName: 'Đỗ Văn Tự Chọn', unitName: 'Chi đoàn Thôn Đông' })
  })

  test('is asked for the day of birth where the form needs it and the portal did not tell; a child brings a guardian all the same', async () => {
    const { body } = await exchange('bi-thu-8', { name: 'Trần Thị Bình', unit: 'C1' })
    const admission = admissionOf(body)
    expect((await register({ admission })).problem).toMatchObject({ code: 'FIELD_REQUIRED', errors: [{ at: 'birthDate' }] })
    const childsBirth = `${new Date().getFullYear() - 10}-01-01`
    expect((await register({ admission, birthDate: childsBirth })).problem.code).toBe('GUARDIAN_REQUIRED')
    expect((await register({ admission, birthDate: '2001-02-03' })).status).toBe(201)
    const told = await exchange('bi-thu-9', { name: 'Trần Bé Nhỏ', unit: 'C1', birthDate: childsBirth })
    expect(told.body).toMatchObject({ person: { birthDate: childsBirth } })
    expect((await register({ admission: admissionOf(told.body) })).problem.code).toBe('GUARDIAN_REQUIRED')
    // a form that does not ask for it keeps nothing of it, and the law asks for a parent still
    await setForm({ ...usualForm, identity: 'portal', fields: [field('fullName'), field('unit')] })
    expect((await register({ admission: admissionOf(told.body) })).problem.code).toBe('GUARDIAN_REQUIRED')
    expect((await exchange('bi-thu-10', { birthDate: '2001-02-30' })).problem).toMatchObject({
      code: 'TICKET_INVALID',
      errors: [{ at: 'birthDate' }],
    })
  })

  test('and types a phone number has taken it, as everybody who types one', async () => {
    const phone = `09${String(Date.now()).slice(-8)}`
    const { body } = await exchange('bi-thu-11')
    expect((await register({ admission: admissionOf(body), phone })).status).toBe(201)
    const plain = { fullName: 'Trần Thị Khác', birthDate: '2001-02-03', phone, unitId: contest.unitIds.C1 }
    expect((await register(plain)).problem.code).toBe('REGISTRATION_REFUSED')
    const other = await exchange('bi-thu-12')
    expect((await register({ admission: admissionOf(other.body), phone })).problem.code).toBe('REGISTRATION_REFUSED')
  })

  test('and was erased does not come again', async () => {
    const { body } = await exchange('bi-thu-13')
    const registered = await register({ admission: admissionOf(body) })
    const erased = await call(running.origin, 'POST', `/api/v1/contests/${contest.slug}/me/data/erasure`, {
      token: registered.body.contestantToken,
      body: { isUnderstood: true },
    })
    expect(erased.status).toBe(204)
    expect((await exchange('bi-thu-13')).problem.code).toBe('REGISTRATION_REFUSED')
  })

  test('an admission of another contest, or one that was changed, is nothing', async () => {
    const { body } = await exchange('bi-thu-6')
    const admission = admissionOf(body)
    const other = await seedContest(running, { slug: 'cuoc-thi-khac' })
    const elsewhere = await call(running.origin, 'POST', `/api/v1/contests/${other.slug}/registrations`, { body: { ...common(), admission } })
    expect(elsewhere.problem.code).toBe('TICKET_INVALID')
    const changed = `${admission.slice(0, 60)}${admission[60] === 'A' ? 'B' : 'A'}${admission.slice(61)}`
    expect((await register({ admission: changed })).problem.code).toBe('TICKET_INVALID')
  })

  test('a contest for such people alone takes nobody else', async () => {
    await setForm({ ...usualForm, identity: 'portal', fields: [field('fullName'), field('unit')] })
    expect((await register({ fullName: 'Lê Thị Hoa', unitId: contest.unitIds.C1 })).problem.code).toBe('ADMISSION_REQUIRED')
    const { body } = await exchange('bi-thu-7')
    expect((await register({ admission: admissionOf(body) })).status).toBe(201)
  })
})
