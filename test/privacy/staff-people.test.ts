import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { FoundPeople, PersonFile } from '../../server/contract/privacy.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aParticipant, aRegistration, call } from '../helpers/participant.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let running: TestApp
let contest: TestContest
let support: Staff
beforeAll(async () => {
  running = await startTestApp({}, closing)
  contest = await seedContest(running)
  support = await logInAs(running, 'support')
})

const people = () => `/contests/${contest.slug}/people`
const found = async (query: string, staff = support) => (await staff.ask<FoundPeople>('GET', `${people()}?${query}`)).body.people
const join = async (changes: Record<string, unknown>) => {
  const person = await aParticipant(running.origin, contest, changes)
  const [row] = await running.database.sql<{ id: string }[]>`select id from contestants where device = ${person.device}`
  return { ...person, id: row?.id ?? '' }
}
const acts = (act: string) => running.database.sql<{ entry: string }[]>`select entry from audit_log where act = ${act} order by seq desc`

test('a person is found by words of the name in any order, with diacritics exactly, without them roughly, and by the whole phone number', async () => {
  const wanted = await join({ fullName: 'Lưu Thị Hồng Hạnh', phone: '0912000501' })
  await join({ fullName: 'Lưu Thị Hồng Hành', phone: '0912000502' })
  const names = async (query: string) => (await found(`name=${encodeURIComponent(query)}`)).map(({ fullName }) => fullName).sort()
  expect(await names('hanh hong')).toEqual(['Lưu Thị Hồng Hành', 'Lưu Thị Hồng Hạnh'])
  expect(await names('Hạnh LƯU')).toEqual(['Lưu Thị Hồng Hạnh'])
  expect(await names('hon')).toEqual([])
  expect(await found('phone=%2B84912000501')).toMatchObject([{ contestantId: wanted.id }])
  expect(await found('phone=0912000509')).toEqual([])
  expect((await support.ask('GET', people())).status).toBe(400)
  expect((await support.ask('GET', `${people()}?name=a&phone=0912000501`)).status).toBe(400)
})

test('every look is in the log before it is answered: who looked at whom, not what was seen', async () => {
  const person = await join({ fullName: 'Mạc Thị Kín', phone: '0912000510' })
  await found('name=m%E1%BA%A1c')
  await support.ask('GET', `${people()}/${person.id}`)
  const [search, look] = [(await acts('person.search'))[0]?.entry ?? '', (await acts('person.look'))[0]?.entry ?? '']
  expect(JSON.parse(search)).toMatchObject({ by: { name: support.username }, subject: { searchedBy: 'name', contestantIds: [person.id] } })
  expect(JSON.parse(look)).toMatchObject({ by: { name: support.username }, subject: { contestantId: person.id } })
  expect(search + look).not.toMatch(/Mạc|mạc|mac|0912000510/)
})

test('whoever works for one commune finds and sees its people and nobody else', async () => {
  const [an, xa] = [
    await join({ fullName: 'Tô Ở Trong', unitId: contest.unitIds.C1 }),
    await join({ fullName: 'Tô Ở Ngoài', unitId: contest.unitIds.C3 }),
  ]
  const local = await logInAs(running, 'unit-administrator', contest.unitIds.X1)
  expect((await found('name=to', local)).map(({ contestantId }) => contestantId)).toEqual([an.id])
  expect((await local.ask('GET', `${people()}/${an.id}`)).status).toBe(200)
  const [outside, nowhere] = [
    await local.ask('GET', `${people()}/${xa.id}`),
    await local.ask('GET', `${people()}/00000000-0000-4000-8000-000000000000`),
  ]
  expect([outside.problem.code, nowhere.problem.code]).toEqual(['PERSON_NOT_FOUND', 'PERSON_NOT_FOUND'])
  expect((await local.ask('PATCH', `${people()}/${an.id}`, { fullName: 'Tô Khác', reason: 'thử xem sao' })).problem.code).toBe('FORBIDDEN')
})

test('support corrects with a reason, and the timeline tells of it', async () => {
  const person = await join({ fullName: 'Vu Thi Sai' })
  await person.start()
  expect((await support.ask('PATCH', `${people()}/${person.id}`, { fullName: 'Vũ Thị Đúng' })).status).toBe(400)
  const { body } = await support.ask<PersonFile>('PATCH', `${people()}/${person.id}`, { fullName: 'Vũ Thị Đúng', reason: 'đọc nhầm giấy tờ' })
  expect(body.person?.fullName).toBe('Vũ Thị Đúng')
  expect(body.timeline.map(({ what, by }) => [what, by].filter(Boolean).join(' '))).toEqual(['registered', 'started', 'corrected staff'])
  expect(JSON.parse((await acts('person.correct'))[0]?.entry ?? '')).toMatchObject({ reason: 'đọc nhầm giấy tờ', subject: { fields: ['fullName'] } })
  expect((await found('name=V%C5%A9')).map(({ fullName }) => fullName)).toEqual(['Vũ Thị Đúng'])
})

test('a lost rejoin code is renewed: the one before is void', async () => {
  const person = await join({ phone: '0912000520' })
  const back = (rejoinCode: string | undefined) =>
    call(running.origin, 'POST', `/api/v1/contests/${contest.slug}/rejoin`, { body: { phone: '0912000520', rejoinCode } })
  expect((await back(person.registered?.rejoinCode)).status).toBe(200)
  const { body } = await support.ask<{ rejoinCode: string }>('POST', `${people()}/${person.id}/rejoin-code`, { reason: 'mất giấy ghi mã' })
  expect((await back(person.registered?.rejoinCode)).problem.code).toBe('REJOIN_REFUSED')
  expect((await back(body.rejoinCode)).status).toBe(200)
})

test('an identity that somebody else took is released with a reason, and its owner registers', async () => {
  const taker = await join({ phone: '0912000530' })
  const register = () =>
    call(running.origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, {
      body: aRegistration(contest.unitIds.C1 as number, { phone: '0912000530' }),
    })
  expect((await register()).problem.code).toBe('REGISTRATION_REFUSED')
  expect((await support.ask('POST', `${people()}/${taker.id}/release`, { reason: 'chủ số điện thoại báo' })).status).toBe(204)
  expect((await register()).status).toBe(201)
  expect((await acts('person.release'))[0]?.entry).toContain('chủ số điện thoại báo')
})

test('consents can be printed, and only an owner erases for somebody', async () => {
  const person = await join({ fullName: '<b>Đoàn</b>'.replace(/<\/?b>/g, ''), phone: '0912000540' })
  const page = await fetch(`${running.origin}/api/v1/staff${people()}/${person.id}/consents`, { headers: support.headers })
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  const html = await page.text()
  for (const words of ['Đoàn', 'Tôi đồng ý.', 'registration 1', '@media print']) expect(html).toContain(words)
  expect((await support.ask('POST', `${people()}/${person.id}/erasure`, { reason: 'yêu cầu bằng văn bản' })).problem.code).toBe('FORBIDDEN')
  const owner = await logInAs(running, 'owner')
  expect((await owner.ask('POST', `${people()}/${person.id}/erasure`, { reason: 'yêu cầu bằng văn bản' })).status).toBe(204)
  const { body } = await support.ask<PersonFile>('GET', `${people()}/${person.id}`)
  expect([body.person, body.timeline.at(-1)?.what]).toEqual([null, 'erased'])
})

test('below 16 a guardian agrees too; below 7 nobody takes part', async () => {
  const year = new Date().getFullYear()
  const register = (changes: Record<string, unknown>) =>
    call(running.origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, { body: aRegistration(contest.unitIds.C1 as number, changes) })
  const guardian = { fullName: 'Nguyễn Thị Mẹ', relation: 'mẹ', phone: '0912000599' }
  const consents = [
    { id: 'registration', version: 1 },
    { id: 'registration', version: 1, by: 'guardian' },
  ]
  const birthDate = `${year - 10}-01-01`
  const codes = [
    await register({ birthDate }),
    await register({ birthDate, guardian }),
    await register({ birthDate, guardian: { ...guardian, phone: '12345678' }, consents }),
    await register({ birthDate: `${year - 6}-12-31`, guardian, consents }),
  ].map(({ problem }) => problem.code)
  expect(codes).toEqual(['GUARDIAN_REQUIRED', 'GUARDIAN_REQUIRED', 'GUARDIAN_REQUIRED', 'BIRTH_DATE_REFUSED'])
  expect((await register({ birthDate, guardian, consents })).status).toBe(201)
})

// the last of the file: the merged unit takes nobody in
test('people of a unit that went into another are found and helped by whoever works for that one, and still by those of before', async () => {
  const { C1, C3, X1, X2 } = contest.unitIds
  const moved = await join({ fullName: 'Quách Sáp Nhập', unitId: C1 })
  const [before, after] = [await logInAs(running, 'unit-administrator', X1), await logInAs(running, 'unit-administrator', X2)]
  const seenBy = async (staff: Staff) => [(await found('name=quach', staff)).length, (await staff.ask('GET', `${people()}/${moved.id}`)).status]
  expect(await seenBy(after)).toEqual([0, 404])
  const owner = await logInAs(running, 'owner')
  const versions = await running.database.sql<
    { id: number; version: number }[]
  >`select id, version from units where id in ${running.database.sql([C1 as number, C3 as number])}`
  const seen = (id: number | undefined) => versions.find((unit) => unit.id === id)
  const merged = await owner.ask('POST', '/units/merges', { actionId: randomUUID(), units: [seen(C1)], into: seen(C3) })
  expect(merged.status).toBe(200)
  expect([await seenBy(after), await seenBy(before)]).toEqual([
    [1, 200],
    [1, 200],
  ])
  const elsewhere = await logInAs(running, 'unit-administrator', contest.unitIds.C2)
  expect(await seenBy(elsewhere)).toEqual([0, 404])
})
