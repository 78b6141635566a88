import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import type { MyData, PersonFile } from '../../server/contract/privacy.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
const clock = pinnedClock(Date.now())
let running: TestApp
let contest: TestContest
beforeAll(async () => {
  running = await startTestApp({ clock }, closing)
  contest = await seedContest(running, {
    consents: [
      { id: 'registration', version: 1, purpose: 'participation', text: 'Tôi đồng ý dự thi.', required: true },
      { id: 'full-name', version: 1, purpose: 'public-name', text: 'Hiện tên đầy đủ.', required: false },
    ],
  })
})

const guardian = { fullName: 'Nguyễn Thị Mẹ', relation: 'mẹ', phone: '0912000599' }
const birthDate = `${new Date().getFullYear() - 10}-01-01`
const own = [{ id: 'registration', version: 1 }]
const both = [...own, { id: 'registration', version: 1, by: 'guardian' }]
const name = { id: 'full-name', version: 1 }
const byGuardian = { ...name, by: 'guardian' }
const path = () => `/api/v1/contests/${contest.slug}/me/data`
type Person = { token: string }
const mine = ({ token }: Person) => call<MyData>(running.origin, 'GET', path(), { token })
const correct = ({ token }: Person, body: object) => call<MyData>(running.origin, 'PATCH', path(), { token, body })
const agree = ({ token }: Person, ...consents: object[]) => call<MyData>(running.origin, 'POST', `${path()}/consents`, { token, body: { consents } })
const withdraw = ({ token }: Person) => call<MyData>(running.origin, 'POST', `${path()}/withdrawals`, { token, body: { consentId: 'full-name' } })
const shown = async (person: Person) => (await mine(person)).body.person.publicName
const aChild = (consents: object[]) => aParticipant(running.origin, contest, { birthDate, guardian, consents })

test.each([
  ['the child alone', [name], 'masked'],
  ['the guardian alone', [byGuardian], 'masked'],
  ['both', [name, byGuardian], 'full'],
])('the full name of a child is shown when %s agrees: %j is %s', async (_who, ticks, publicName) => {
  expect(await shown(await aChild([...both, ...ticks]))).toBe(publicName)
})

test('a child cannot ask for the full name by a correction either, and either may take it back for both', async () => {
  const child = await aChild([...both, name])
  expect((await correct(child, { publicName: 'full' })).problem.code).toBe('CONSENT_REQUIRED')
  expect((await agree(child, byGuardian)).body.person.publicName).toBe('full')
  expect((await withdraw(child)).body.person.publicName).toBe('masked')
  expect((await agree(child, { ...name, by: 'self' })).body.person.publicName).toBe('masked')
  expect((await agree(child, byGuardian)).body.person.publicName).toBe('full')
})

test('children who were named in full by one tick are masked by the migration, those with both are not', async () => {
  const ticks = [[name], [byGuardian], [name, byGuardian], [name, byGuardian]]
  const children = await Promise.all(ticks.map((one) => aChild([...both, ...one])))
  const again = children[3] as Person
  await withdraw(again)
  await agree(again, { ...name, by: 'self' })
  const adult = await aParticipant(running.origin, contest, { consents: [...own, name] })
  await running.database.sql`update contestants set public_name = 'full' where contest_id = ${contest.contestId}`
  await running.database.sql.unsafe(readFileSync('migrations/0040_children-are-named-by-both.sql', 'utf8'))
  const seen = await Promise.all([...children, adult].map(shown))
  expect(seen).toEqual(['masked', 'masked', 'full', 'masked', 'full'])
})

test('whoever is found to be a child is masked at once, by whomever the birth date is corrected', async () => {
  const guardianConsents = [{ id: 'registration', version: 1 }]
  const [first, second, third] = [0, 1, 2].map(() => aParticipant(running.origin, contest, { consents: [...own, name] }))
  const [alone, together, byStaff] = [await first, await second, await third] as [Person, Person, Person & { device: string }]
  expect(await shown(alone)).toBe('full')
  expect((await correct(alone, { birthDate, guardian, guardianConsents })).body.person.publicName).toBe('masked')
  expect((await correct(together, { birthDate, guardian, guardianConsents: [...guardianConsents, name] })).body.person.publicName).toBe('full')
  const [row] = await running.database.sql<{ id: string }[]>`select id from contestants where device = ${byStaff.device}`
  const support = await logInAs(running, 'support')
  const change = { birthDate, guardian, guardianConsents, reason: 'gõ nhầm năm sinh' }
  const file = await support.ask<PersonFile>('PATCH', `/contests/${contest.slug}/people/${row?.id}`, change)
  expect(file.body.person?.publicName).toBe('masked')
})

test('what was left open can be agreed to later, once and in the words in force; it is in the log', async () => {
  const person = await aParticipant(running.origin, contest, { consents: own })
  const before = (await mine(person)).body
  expect(before.openConsents).toMatchObject([{ id: 'full-name', version: 1, by: 'self', required: false, text: 'Hiện tên đầy đủ.' }])
  for (const wrong of [{ ...name, version: 2, by: 'self' }, byGuardian, { id: 'khong-co', version: 1, by: 'self' }])
    expect((await agree(person, wrong)).problem.code).toBe('CONSENT_NOT_FOUND')
  const answers = await Promise.all([1, 2, 3].map(() => agree(person, { ...name, by: 'self' })))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  const after = (await mine(person)).body
  expect(after).toMatchObject({ person: { publicName: 'full' }, openConsents: [] })
  expect(after.consents.filter(({ id }) => id === 'full-name')).toHaveLength(1)
  const acts = await running.database.sql<{ entry: string }[]>`select entry from audit_log where act = 'person.consent' order by seq desc limit 1`
  expect(JSON.parse(acts[0]?.entry ?? '{}')).toMatchObject({
    by: { kind: 'contestant' },
    subject: { consentId: 'full-name', version: 1, by: 'self' },
  })
})

test('a required text in new words is offered anew, and counts once it is agreed to', async () => {
  const person = await aParticipant(running.origin, contest, { consents: [...own, name] })
  const owner = await logInAs(running, 'owner')
  const text = { basedOn: 1, purpose: 'participation', text: 'Tôi đồng ý dự thi theo thể lệ mới.', required: true }
  expect((await owner.ask('PUT', `/contests/${contest.slug}/consents/registration`, text)).status).toBe(200)
  expect((await mine(person)).body.openConsents).toMatchObject([{ id: 'registration', version: 2, required: true, text: text.text }])
  expect((await agree(person, { id: 'registration', version: 2, by: 'self' })).body.openConsents).toEqual([])
  expect((await mine(person)).body.consents.filter(({ id }) => id === 'registration').map(({ version }) => version)).toEqual([1, 2])
})

test('the token of somebody who was erased opens no places, nor does one of another contest', async () => {
  const other = await seedContest(running, { slug: 'cuoc-thi-ben-canh' })
  const [person, stranger] = [
    await aParticipant(running.origin, contest, { consents: [{ id: 'registration', version: 2 }] }),
    await aParticipant(running.origin, other),
  ]
  const places = ({ token }: Person) => call(running.origin, 'GET', `/api/v1/contests/${contest.slug}/me/places`, { token })
  expect((await places(person)).status).toBe(200)
  await call(running.origin, 'POST', `${path()}/erasure`, { token: person.token, body: { isUnderstood: true } })
  for (const one of [person, stranger]) expect((await places(one)).problem).toMatchObject({ status: 401, code: 'TOKEN_INVALID' })
})
