import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AuditPage } from '../../server/contract/audit.ts'
import type { BoardSnapshot } from '../../server/contract/boards.ts'
import type { MyData, MyExport } from '../../server/contract/privacy.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, aRegistration, call } from '../helpers/participant.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let running: TestApp
let contest: TestContest
beforeAll(async () => {
  running = await startTestApp({}, closing)
  contest = await seedContest(running)
})

type Person = Awaited<ReturnType<typeof aParticipant>>
const path = () => `/api/v1/contests/${contest.slug}/me/data`
const mine = (person: Person) => call<MyData>(running.origin, 'GET', path(), { token: person.token })
const correct = (person: Person, body: unknown) => call<MyData>(running.origin, 'PATCH', path(), { token: person.token, body })
const erase = (person: Person) => call(running.origin, 'POST', `${path()}/erasure`, { token: person.token, body: { isUnderstood: true } })
const register = (changes: Record<string, unknown>) =>
  call(running.origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, { body: aRegistration(contest.unitIds.C1 as number, changes) })
const idOf = async (person: Person) => {
  const [row] = await running.database.sql<{ id: string }[]>`select id from contestants where device = ${person.device}`
  return row?.id ?? ''
}
const storedBytes = async () => {
  const rows = await running.database.sql<{ row: string }[]>`
    select c.*::text as row from contestants c union all select k.*::text from person_keys k union all select i.*::text from contestant_identities i
    union all select p.*::text from person_changes p union all select a.*::text from audit_log a`
  return rows.map(({ row }) => row).join('\n')
}

describe('what is kept of a person', () => {
  test('lies sealed: neither name nor phone nor birth date can be read in the database', async () => {
    const person = await aParticipant(running.origin, contest, { fullName: 'Đặng Thùy Trâm', phone: '0912000111', birthDate: '1999-11-26' })
    await correct(person, { fullName: 'Đặng Thùy Trang' })
    const stored = await storedBytes()
    for (const secret of [
      'Thùy',
      'Trâm',
      'Trang',
      '0912000111',
      '1999-11-26',
      Buffer.from('Đặng Thùy Trâm').toString('hex'),
      Buffer.from('0912000111').toString('hex'),
    ])
      expect(stored).not.toContain(secret)
  })

  test('is shown to that person, with every consent as it was worded', async () => {
    const person = await aParticipant(running.origin, contest, { fullName: 'Lê Văn Tám', phone: '0912000112' })
    const { body } = await mine(person)
    expect(body).toMatchObject({
      person: { fullName: 'Lê Văn Tám', phone: '0912000112', birthDate: '2001-02-03', publicName: 'masked', unitName: 'Chi đoàn Trường học' },
      consents: [{ id: 'registration', version: 1, text: 'Tôi đồng ý.', by: 'self', withdrawnAt: null, required: true }],
      canCorrect: true,
      isRunning: true,
    })
  })

  test('opens to no other token: none, another person’s, an attempt’s, one of another contest', async () => {
    const [an, binh] = [await aParticipant(running.origin, contest), await aParticipant(running.origin, contest, { fullName: 'Trần Bình' })]
    const started = await binh.start()
    const other = await seedContest(running, { slug: 'cuoc-thi-khac' })
    const stranger = await aParticipant(running.origin, other)
    const codes = await Promise.all(
      [undefined, 'AAAA', started.body.attemptToken, stranger.token].map(
        async (token) => (await call(running.origin, 'GET', path(), token ? { token } : {})).problem.code,
      ),
    )
    expect(codes).toEqual(['TOKEN_MISSING', 'TOKEN_INVALID', 'TOKEN_INVALID', 'TOKEN_INVALID'])
    expect((await mine(binh)).body.person.fullName).toBe('Trần Bình')
    expect((await mine(an)).body.person.fullName).toBe('Nguyễn Văn An')
  })
})

describe('a correction', () => {
  test('changes what is shown, keeps what was there, and voids no result', async () => {
    const person = await aParticipant(running.origin, contest, { fullName: 'Nguyen Van Sai', phone: '0912000113' })
    const attempt = person.attempt((await person.start()).body)
    const receipt = await attempt.submit()
    const corrected = await correct(person, { fullName: 'Nguyễn Văn Đúng', birthDate: '2000-01-31', unitId: contest.unitIds.C2 })
    expect(corrected.body.person).toMatchObject({
      fullName: 'Nguyễn Văn Đúng',
      birthDate: '2000-01-31',
      phone: '0912000113',
      unitName: 'Chi đoàn Công an',
    })
    expect((await attempt.result()).body.receipt).toEqual(receipt.body)
    const exported = await call<MyExport>(running.origin, 'GET', `${path()}/export`, { token: person.token })
    expect(exported.body.corrections).toMatchObject([{ by: 'self', before: { fullName: 'Nguyen Van Sai', birthDate: '2001-02-03' } }])
    expect(exported.body.attempts).toHaveLength(1)
    const page = await fetch(`${running.origin}${path()}/page`, { headers: { authorization: `Bearer ${person.token}` } })
    expect(await page.text()).toContain('Nguyễn Văn Đúng')
    const [act] = await running.database.sql<
      { entry: string; personal: Buffer }[]
    >`select entry, personal from audit_log where act = 'person.correct' order by seq desc limit 1`
    expect(JSON.parse(act?.entry ?? '')).toMatchObject({
      by: { kind: 'contestant', from: null },
      subject: { fields: ['fullName', 'birthDate', 'unitId'] },
    })
    expect(act?.personal).toBeInstanceOf(Buffer)
  })

  test.each([
    ['the identity', { contestantId: randomUUID() }],
    ['the seed', { seed: 'AAAA' }],
    ['a consent', { consents: [] }],
    ['the time of registering', { registeredAt: '2020-01-01T00:00:00Z' }],
    ['what the form did not ask for', { email: 'an@example.vn' }],
  ])('cannot set %s', async (_what, body) => {
    const person = await aParticipant(running.origin, contest)
    expect((await correct(person, body)).status).toBe(400)
  })

  test('buys no new attempts: the phone that was left behind stays taken, and a taken one is refused with the neutral answer', async () => {
    const person = await aParticipant(running.origin, contest, { phone: '0912000120' })
    await aParticipant(running.origin, contest, { phone: '0912000121' })
    expect((await correct(person, { phone: '0912000122' })).status).toBe(200)
    expect((await correct(person, { phone: '0912000121' })).problem.code).toBe('REGISTRATION_REFUSED')
    for (const phone of ['0912000120', '0912000122']) expect((await register({ phone })).body).toMatchObject({ code: 'REGISTRATION_REFUSED' })
    // and back again: it was never anybody else's
    expect((await correct(person, { phone: '0912000120' })).status).toBe(200)
  })

  test('of many at once every one is kept', async () => {
    const person = await aParticipant(running.origin, contest)
    await Promise.all(['Ba', 'Tư', 'Năm', 'Sáu'].map((name) => correct(person, { fullName: `Nguyễn Văn ${name}` })))
    const exported = await call<MyExport>(running.origin, 'GET', `${path()}/export`, { token: person.token })
    expect(exported.body.corrections).toHaveLength(4)
  })
})

describe('an erasure', () => {
  test('destroys the key, keeps the result as a figure, and leaves nothing to open', async () => {
    const person = await aParticipant(running.origin, contest, { fullName: 'Phạm Thị Xóa', phone: '0912000130' })
    await person.attempt((await person.start()).body).submit()
    const id = await idOf(person)
    expect((await erase(person)).status).toBe(204)
    expect((await mine(person)).problem.code).toBe('TOKEN_INVALID')
    expect((await person.me()).problem.code).toBe('TOKEN_INVALID')
    expect((await person.start()).problem.code).toBe('TOKEN_INVALID')
    const { sql } = running.database
    expect(await sql`select 1 from person_keys where contestant_id = ${id}`).toHaveLength(0)
    const [row] = await sql`select personal, device, erased_at is not null as "isErased" from contestants where id = ${id}`
    expect(row).toEqual({ personal: null, device: 'erased', isErased: true })
    expect(await sql`select 1 from attempts where contestant_id = ${id} and state = 'submitted'`).toHaveLength(1)
    const board = { contestId: contest.contestId, roundId: contest.roundId, projection: 'official' } as const
    const official = await eventually('the official board names nobody there', async () => {
      await running.app.features.reconciler.run()
      const read = await running.app.features.boards.read(board, true)
      return read.rows.some(({ name }) => name === '') && read
    })
    expect(JSON.stringify(official)).not.toContain('Phạm Thị Xóa')
  })

  test('keeps the phone taken, so that it buys no new attempts', async () => {
    const person = await aParticipant(running.origin, contest, { phone: '0912000131' })
    await erase(person)
    expect((await register({ phone: '0912000131' })).body).toMatchObject({ code: 'REGISTRATION_REFUSED' })
    const rejoin = await call(running.origin, 'POST', `/api/v1/contests/${contest.slug}/rejoin`, {
      body: { phone: '0912000131', rejoinCode: person.registered?.rejoinCode },
    })
    expect(rejoin.problem.code).toBe('REJOIN_REFUSED')
  })

  test('asked for ten times at once is one act, and says nothing of a person', async () => {
    const person = await aParticipant(running.origin, contest, { fullName: 'Võ Mười Lần', phone: '0912000132' })
    const id = await idOf(person)
    const answers = await Promise.all(Array.from({ length: 10 }, () => erase(person)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 204))
    const acts = await running.database.sql<
      { entry: string }[]
    >`select entry from audit_log where act = 'person.erase' and subject @> ${running.database.sql.json({ contestantId: id })}`
    expect(acts).toHaveLength(1)
    expect(acts[0]?.entry).toContain('"isWithdrawal":true')
    expect(acts[0]?.entry).not.toMatch(/Võ|0912000132/)
  })

  test('and starts at once: no attempt is left open, whoever came first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const person = await aParticipant(running.origin, contest)
      const id = await idOf(person)
      await Promise.all([person.start(), erase(person), person.start(), erase(person)])
      const open = await running.database.sql`select 1 from attempts where contestant_id = ${id} and state = 'open'`
      expect(open).toHaveLength(0)
    }
  })

  test('and an answer or a submission at once: what was accepted before counts, nothing after', async () => {
    const person = await aParticipant(running.origin, contest)
    const started = await person.start()
    const attempt = person.attempt(started.body)
    const [saved, , submitted] = await Promise.all([attempt.save([person.aTap(0, 1)]), erase(person), attempt.submit()])
    expect([200, 409]).toContain(saved.status)
    const [row] = await running.database.sql<{ state: string }[]>`select state from attempts where id = ${started.body.attemptId}`
    expect(row?.state).toBe(submitted.status === 200 ? submitted.body.state : 'voided')
    expect((await attempt.save([person.aTap(1, 1)])).problem.code).toBe('ATTEMPT_CLOSED')
  })

  test('needs the word of the person', async () => {
    const person = await aParticipant(running.origin, contest)
    expect((await call(running.origin, 'POST', `${path()}/erasure`, { token: person.token, body: {} })).status).toBe(400)
    expect((await mine(person)).status).toBe(200)
  })

  test('leaves the chain of acts whole', async () => {
    const auditor = await logInAs(running, 'auditor')
    const page = await auditor.ask<AuditPage>('GET', '/audit?act=person.erase')
    expect(page.body.entries.length).toBeGreaterThan(0)
    const { done } = await running.app.features.audit.verify()
    await done
    const { verdict } = await running.app.features.audit.verification()
    expect(verdict?.faultCount).toBe(0)
  })
})

test('a board that everybody can read names people as they wish', async () => {
  const other = await seedContest(running, {
    slug: 'ten-cong-khai',
    consents: [
      { id: 'registration', version: 1, purpose: 'participation', text: 'Tôi đồng ý.', required: true },
      { id: 'full-name', version: 1, purpose: 'public-name', text: 'Hiện tên đầy đủ.', required: false },
    ],
  })
  const consents = [{ id: 'registration', version: 1 }]
  const people = [
    await aParticipant(running.origin, other, { fullName: 'Đỗ Thị Đầy Đủ', consents: [...consents, { id: 'full-name', version: 1 }] }),
    await aParticipant(running.origin, other, { fullName: 'Hồ Văn Che', consents }),
    await aParticipant(running.origin, other, { fullName: 'Ngô Thị Ẩn', consents, hidesName: true }),
  ]
  for (const person of people) await person.attempt((await person.start()).body).submit()
  const board = async () => {
    await running.app.features.reconciler.run()
    return (await call<BoardSnapshot>(running.origin, 'GET', `/api/v1/contests/${other.slug}/boards/${other.roundId}`)).body.rows
      .map(({ name }) => name)
      .sort()
  }
  expect(await eventually('the board shows all three', async () => (await board()).length === 3 && board())).toEqual([
    '',
    'H. V. Ch***',
    'Đỗ Thị Đầy Đủ',
  ])
  const token = people[0]?.token ?? ''
  const withdrawn = await call<MyData>(running.origin, 'POST', `/api/v1/contests/${other.slug}/me/data/withdrawals`, {
    token,
    body: { consentId: 'full-name' },
  })
  expect(withdrawn.body.person.publicName).toBe('masked')
  expect(withdrawn.body.consents.find(({ id }) => id === 'full-name')?.withdrawnAt).not.toBeNull()
  const refused = await call(running.origin, 'POST', `/api/v1/contests/${other.slug}/me/data/withdrawals`, {
    token,
    body: { consentId: 'registration' },
  })
  expect(refused.problem.code).toBe('CONSENT_NOT_FOUND')
  const full = await call(running.origin, 'PATCH', `/api/v1/contests/${other.slug}/me/data`, { token, body: { publicName: 'full' } })
  expect(full.problem.code).toBe('CONSENT_REQUIRED')
})
