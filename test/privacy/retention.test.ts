import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ContestDesk } from '../../server/contract/contest-desk.ts'
import type { MyData, PrivacyView } from '../../server/contract/privacy.ts'
import { hashOf } from '../../server/features/privacy/retention-service.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { aParticipant, aRegistration, call } from '../helpers/participant.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

const now = Date.now()
const [hour, day] = [3_600_000, 86_400_000]
const eraseAt = new Date(now + 10 * day).toISOString()
const retention = { eraseAt, rule: 'Thể lệ, điều 9: xóa sau khi trao giải' }

test('when the purpose of a contest ends everybody in it is erased, once, by however many processes, and a certificate says so', async () => {
  const [url, clock] = [await freshDatabase(), pinnedClock(now)]
  const running = await startTestApp({ databaseUrl: url, clock })
  const beside = await startTestApp({ databaseUrl: url, clock })
  const contest = await seedContest(running, { closesAt: new Date(now + hour) })
  const owner = await logInAs(running, 'owner')
  const support = await logInAs(running, 'support')
  const people = []
  for (let index = 0; index < 7; index += 1) people.push(await aParticipant(running.origin, contest, { fullName: 'Trịnh Văn Hết' }))
  const [first] = people
  await first?.attempt((await first.start()).body).submit()
  await call(running.origin, 'POST', `/api/v1/contests/${contest.slug}/me/data/erasure`, {
    token: people[1]?.token ?? '',
    body: { isUnderstood: true },
  })

  const path = `/contests/${contest.slug}/privacy`
  expect((await support.ask('PUT', path, { retention })).problem.code).toBe('FORBIDDEN')
  const early = { retention: { ...retention, eraseAt: new Date(now).toISOString() } }
  expect((await owner.ask('PUT', path, early)).problem.code).toBe('RETENTION_REFUSED')
  expect((await owner.ask('PUT', path, { retention })).status).toBe(200)
  const mine = await call<MyData>(running.origin, 'GET', `/api/v1/contests/${contest.slug}/me/data`, { token: first?.token ?? '' })
  // until the results are published nobody can say but the latest day
  const atLatest = new Date(now + 100 * day).toISOString()
  expect(mine.body.erasedBy).toBe(atLatest)

  await running.app.features.retention.run()
  expect((await owner.ask<PrivacyView>('GET', path)).body.certificates).toEqual([])
  clock.moveTo(now + 11 * day)
  const { sql } = running.database
  await running.app.features.retention.run()
  // whoever left by themselves is no seat for somebody else either, as long as nothing is published
  expect(await sql`select 1 from contestant_identities`).toHaveLength(7)
  expect(await sql`select 1 from person_keys`).toHaveLength(6)
  const waiting = (await (await logInAs(running, 'owner')).ask<PrivacyView>('GET', path)).body
  expect(waiting).toMatchObject({ erasure: { waitsForPublication: true, atLatest }, certificates: [] })
  await sql`update contests set sealed_at = ${new Date(now + 11 * day)}, published_at = ${new Date(now + 11 * day)}`
  await running.app.features.contests.checkVersions()
  running.app.features.contests.forget(contest.slug)
  beside.app.features.contests.forget(contest.slug)
  await beside.app.features.contests.checkVersions()
  await Promise.all([running, beside, running].map(({ app }) => app.features.retention.run()))
  await running.app.features.retention.run()

  // sessions do not last that long
  const { certificates } = (await (await logInAs(running, 'owner')).ask<PrivacyView>('GET', path)).body
  expect(certificates).toHaveLength(1)
  expect(certificates[0]?.content).toMatchObject({ people: 6, erasedBefore: 1, rule: retention.rule, dueAt: eraseAt })
  expect(hashOf(certificates[0]?.content ?? {}).toString('hex')).toBe(certificates[0]?.hash)
  const acts = await sql<{ entry: string }[]>`select entry from audit_log where act = 'people.erase' order by seq`
  expect(acts.at(-1)?.entry).toContain(certificates[0]?.hash)
  expect(acts.reduce((sum, { entry }) => sum + (JSON.parse(entry).subject.count ?? 0), 0)).toBe(6)
  expect(await sql`select 1 from person_keys`).toHaveLength(0)
  expect(await sql`select 1 from contestant_identities`).toHaveLength(0)
  expect(await sql`select 1 from attempts where state = 'submitted'`).toHaveLength(1)
  // the clock goes on for whoever came after the certificate, with another one
  clock.moveTo(now + 11 * day + 1)
  const [late] = await sql<{ id: string }[]>`
    update contestants set erased_at = null where id = (select id from contestants where contest_id = ${contest.contestId} limit 1) returning id`
  await beside.app.features.retention.run()
  await running.app.features.retention.run()
  const [again] = await sql<
    { personal: Buffer | null; erasedAt: Date | null }[]
  >`select personal, erased_at as "erasedAt" from contestants where id = ${late?.id ?? ''}`
  expect(again).toMatchObject({ personal: null, erasedAt: new Date(now + 11 * day + 1) })
  const issued = await sql<{ people: number }[]>`select (content->>'people')::integer as people from erasure_certificates order by number`
  expect(issued.map(({ people: count }) => count)).toEqual([6, 1])
  await expect(sql`update erasure_certificates set hash = '\\x00'`).rejects.toThrow(/never changed/)
})

test('results that nobody publishes keep nobody’s data for ever; a round that ends after the erasure is refused', async () => {
  const clock = pinnedClock(now)
  const running = await startTestApp({ clock })
  const contest = await seedContest(running, { closesAt: new Date(now + hour) })
  await aParticipant(running.origin, contest)
  const owner = await logInAs(running, 'owner')
  const declare = (at: number) =>
    owner.ask('PUT', `/contests/${contest.slug}/privacy`, { retention: { ...retention, eraseAt: new Date(at).toISOString() } })
  // there are complaints to be heard, and a seal to be made
  expect((await declare(now + hour + 1_000)).problem.code).toBe('RETENTION_REFUSED')
  expect((await declare(now + 10 * day)).status).toBe(200)

  const settings = (await owner.ask<ContestDesk>('GET', `/contests/${contest.slug}/settings`)).body
  const rules = settings.rounds[0]?.rules
  const add = (closesAt: number, actionId = randomUUID()) => {
    const round = { title: 'Vòng thêm', opensAt: new Date(now + day), closesAt: new Date(closesAt), freezesAt: null, rules }
    return owner.ask('POST', `/contests/${contest.slug}/rounds`, { actionId, version: settings.version, rounds: [round] })
  }
  expect((await add(now + 10 * day + 1)).problem).toMatchObject({ status: 409, code: 'PEOPLE_ERASED_BY_THEN' })
  expect((await add(now + 9 * day)).status).toBe(200)

  clock.moveTo(now + 100 * day - 1)
  await running.app.features.retention.run()
  const { sql } = running.database
  expect(await sql`select 1 from person_keys`).toHaveLength(1)
  clock.moveTo(now + 100 * day)
  await running.app.features.retention.run()
  expect(await sql`select 1 from person_keys`).toHaveLength(0)
  const late = await logInAs(running, 'owner')
  const { body } = await late.ask<PrivacyView>('GET', `/contests/${contest.slug}/privacy`)
  expect(body.certificates).toMatchObject([{ content: { people: 1, erasedBefore: 0 } }])
})

test('a readable ID number is kept for its declared purpose alone, and goes by itself on the day', async () => {
  const clock = pinnedClock(now)
  const running = await startTestApp({ clock })
  const form = {
    identity: 'phone',
    fields: [
      { name: 'fullName', isRequired: true },
      { name: 'phone', isRequired: true },
      { name: 'idNumber', isRequired: true },
    ],
    custom: [],
    verification: 'none',
  }
  const asks = async (slug: string, privacy: object) => {
    const contest = await seedContest(running, { slug })
    await running.database
      .sql`update contests set registration_form = ${running.database.sql.json(form)}, privacy = ${running.database.sql.json(privacy as never)} where id = ${contest.contestId}`
    running.app.features.contests.forget(slug)
    return contest
  }
  const idNumber = { purpose: 'Làm thủ tục trao giải', until: new Date(now + day).toISOString() }
  const [declared, silent] = [await asks('co-khai-bao', { idNumber }), await asks('khong-khai-bao', {})]
  const join = async (contest: typeof declared, phone: string) => {
    const { birthDate: _birthDate, unitId: _unitId, ...asked } = aRegistration(0, { phone, idNumber: '001099012345' })
    const reply = await call<{ contestantToken: string }>(running.origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, { body: asked })
    expect(reply.status).toBe(201)
    const mine = () => call<MyData>(running.origin, 'GET', `/api/v1/contests/${contest.slug}/me/data`, { token: reply.body.contestantToken })
    return async () => (await mine()).body.person.idNumber
  }
  const [kept, forgotten] = [await join(declared, '0912000201'), await join(silent, '0912000202')]
  expect([await kept(), await forgotten()]).toEqual(['001099012345', undefined])
  clock.moveTo(now + 2 * day)
  await running.app.features.retention.run()
  expect(await kept()).toBeUndefined()
  // found by it all the same: the HMAC stays
  const owner = await logInAs(running, 'owner')
  const found = await owner.ask<{ people: unknown[] }>('GET', `/contests/${declared.slug}/people?idNumber=001099012345`)
  expect(found.body.people).toHaveLength(1)
})

test('what is declared later does not put an end to the clock; an end in the past is refused', async () => {
  const running = await startTestApp({ clock: pinnedClock(now) })
  const contest = await seedContest(running, { closesAt: new Date(now + hour) })
  const owner = await logInAs(running, 'owner')
  const declare = (change: object) => owner.ask<PrivacyView>('PUT', `/contests/${contest.slug}/privacy`, change)
  const idNumber = { purpose: 'Trao giải', until: new Date(now + 5 * day).toISOString() }
  await declare({ retention })
  expect((await declare({ idNumber, reason: 'thể lệ, điều 7' })).body.settings).toEqual({ retention, idNumber })
  expect((await declare({ idNumber: { ...idNumber, until: new Date(now - day).toISOString() } })).problem.code).toBe('RETENTION_REFUSED')
  expect((await declare({ idNumber: null })).body.settings).toEqual({ retention })
  const [act] = await running.database.sql<{ entry: string }[]>`select entry from audit_log where act = 'contest.privacy' and entry like '%reason%'`
  expect(JSON.parse(act?.entry ?? '{}')).toMatchObject({ before: { retention }, after: { retention, idNumber }, reason: 'thể lệ, điều 7' })
})

test('only a consent to take part may be a condition of taking part', async () => {
  const running = await startTestApp()
  const contest = await seedContest(running)
  const owner = await logInAs(running, 'owner')
  const publish = (purpose: string, required: boolean) =>
    owner.ask('PUT', `/contests/${contest.slug}/consents/${purpose}`, { basedOn: 0, purpose, text: 'Tôi đồng ý với điều này.', required })
  for (const purpose of ['public-name', 'contact', 'integrity', 'other'])
    expect((await publish(purpose, true)).problem).toMatchObject({ code: 'FIELD_INVALID', errors: [{ at: 'required' }] })
  expect((await publish('public-name', false)).status).toBe(200)
  expect((await publish('participation', true)).status).toBe(200)
})
