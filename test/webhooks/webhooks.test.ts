import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { CreatedWebhook, WebhookDeliveries, WebhookView } from '../../server/contract/webhooks.ts'
import { connectDatabase } from '../../server/database/client.ts'
import { renewWebhookSeals } from '../../server/features/webhooks/webhook-seals.ts'
import { createSealer } from '../../server/sealing.ts'
import { createSecrets } from '../../server/secrets.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant } from '../helpers/participant.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp, type TestAppOptions, testSecret } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'
import { type Answering, isGenuine, openReceiver } from './receiver.ts'

type Event = 'registered' | 'submitted' | 'sealed' | 'published'

/** The service, a contest, and another system that is told of it. */
async function open(events: Event[] = ['registered', 'submitted'], answering?: Answering, options: TestAppOptions = {}) {
  const receiver = await openReceiver(answering)
  const running = await startTestApp({ ...options, environment: { OUTGOING_HOSTS: receiver.host } })
  const contest = await seedContest(running)
  const owner = await logInAs(running, 'owner')
  const create = async (path: string, url = receiver.url, heard = events) => {
    const { body } = await owner.ask<CreatedWebhook>('POST', path, { name: 'Cổng tỉnh', url, events: heard })
    return body
  }
  const { webhook, secret } = await create(`/contests/${contest.slug}/webhooks`)
  const path = `/webhooks/${webhook.id}`
  const deliveries = async (query = '') => (await owner.ask<WebhookDeliveries>('GET', `${path}/deliveries${query}`)).body.deliveries
  const all = () =>
    running.database.sql<
      { event: string; state: string; attempts: number }[]
    >`select event, state, attempts from webhook_deliveries order by happened_at, id`
  const hurry = () => running.database.sql`update webhook_deliveries set next_try_at = now() where state = 'waiting'`
  const settled = () => eventually('everything was told', async () => (await all()).every(({ state }) => state !== 'waiting'))
  return { receiver, running, contest, owner, create, webhook, secret, path, deliveries, all, hurry, settled }
}

async function takesPart(stage: Awaited<ReturnType<typeof open>>, changes = {}) {
  const person = await aParticipant(stage.running.origin, stage.contest, changes)
  const attempt = person.attempt((await person.start()).body)
  await attempt.save([person.aTap(1, 0)])
  const { body: receipt } = await attempt.submit()
  return { person, receipt }
}

test('a registration and a submission are told once each, signed, without a word about the person', async () => {
  const stage = await open()
  const { receiver, running, secret } = stage
  const { receipt } = await takesPart(stage, { fullName: 'Trần Thị Bưởi', phone: '0912345678' })
  await eventually('both are told', () => receiver.received.length >= 2)
  await stage.settled()
  const [registered, submitted] = ['registered', 'submitted'].map((type) => receiver.received.find(({ body }) => body.type === type))
  const [person] = await running.database.sql<{ id: string }[]>`select id from contestants`
  expect(registered?.body).toEqual({
    version: 1,
    type: 'registered',
    timestamp: expect.any(String),
    data: { contest: 'hoi-thi', contestantId: person?.id },
  })
  expect(submitted?.body.data).toEqual({
    contest: 'hoi-thi',
    contestantId: person?.id,
    attemptId: receipt.attemptId,
    roundId: stage.contest.roundId,
    attemptNo: 1,
    endedBy: 'submission',
    startedAt: expect.any(String),
    endedAt: expect.any(String),
    receiptCode: receipt.code,
  })
  for (const one of receiver.received) {
    expect(isGenuine(one, secret)).toBe(true)
    expect(isGenuine({ ...one, text: one.text.replace('hoi-thi', 'hoi-thy') }, secret)).toBe(false)
    expect(isGenuine({ ...one, headers: { ...one.headers, 'webhook-timestamp': '1700000000' } }, secret)).toBe(false)
    expect(one.text).not.toMatch(/Bưởi|0912345678|2001-02-03|score|thousandths/i)
  }
  // followed again from the first standing on, nothing is told a second time
  await running.database.sql`delete from job_cursors where name like 'webhook %'`
  await running.database.sql`update webhook_endpoints set follows_from = '0'`
  await running.app.features.webhooks.run()
  expect(await stage.all()).toHaveLength(2)
  expect(receiver.received).toHaveLength(2)
})

test('a contest without an endpoint writes and sends nothing, and an endpoint hears only of its own contest and its own events', async () => {
  const stage = await open(['submitted'])
  const other = await seedContest(stage.running, { slug: 'cuoc-thi-khac' })
  await aParticipant(stage.running.origin, other)
  await stage.create('/webhooks', stage.receiver.url, ['published'])
  const elsewhere = await takesPart({ ...stage, contest: other })
  expect(elsewhere.receipt.attemptId).toBeDefined()
  await takesPart(stage)
  await eventually('the one of its contest is told', () => stage.receiver.received.length > 0)
  await stage.running.app.features.webhooks.run()
  expect((await stage.all()).map(({ event }) => event)).toEqual(['submitted'])
})

test('an endpoint of the whole installation hears of every contest, but not of what was before it', async () => {
  const stage = await open(['sealed'])
  await takesPart(stage)
  await stage.create('/webhooks', stage.receiver.url, ['registered', 'submitted'])
  const other = await seedContest(stage.running, { slug: 'cuoc-thi-khac' })
  await takesPart({ ...stage, contest: other })
  await eventually('both facts of the other contest are told', () => stage.receiver.received.length === 2)
  expect(stage.receiver.received.map(({ body }) => body.data.contest)).toEqual(['cuoc-thi-khac', 'cuoc-thi-khac'])
})

test('what a transaction takes back is never told; what it commits is, with a name that makes it one fact', async () => {
  const stage = await open(['sealed'])
  const { sql } = stage.running.database
  const { webhooks } = stage.running.app.features
  const seal = (number: number) => (transaction: Parameters<typeof webhooks.tell>[0]) =>
    webhooks.tell(transaction, stage.contest.contestId, 'sealed', String(number), { seal: number })
  await expect(
    sql.begin(async (transaction) => {
      await seal(1)(transaction)
      throw new Error('taken back')
    }),
  ).rejects.toThrow('taken back')
  await sql.begin(seal(2))
  await sql.begin(seal(2))
  await eventually('the seal is told', () => stage.receiver.received.length > 0)
  await stage.settled()
  expect(stage.receiver.received.map(({ body }) => [body.type, body.data])).toEqual([['sealed', { contest: 'hoi-thi', seal: 2 }]])
})

test('after an error it is tried again with the same id and the same bytes, until it is taken', async () => {
  const stage = await open(['registered'], () => 500)
  await aParticipant(stage.running.origin, stage.contest)
  await eventually('it was tried', () => stage.receiver.received.length > 0)
  const [waiting] = await eventually('what became of it is shown', async () => {
    const found = await stage.deliveries()
    return found[0]?.lastStatus === 500 && found
  })
  expect(waiting).toMatchObject({ event: 'registered', state: 'waiting', attempts: 1, lastError: 'answered 500' })
  expect(Date.parse(waiting?.nextTryAt ?? '')).toBeGreaterThan(Date.parse(waiting?.lastTriedAt ?? ''))
  stage.receiver.answer(() => 200)
  await stage.hurry()
  await eventually('it is taken', async () => (await stage.deliveries())[0]?.state === 'delivered')
  const [first, second] = stage.receiver.received
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  expect(second?.text).toBe(first?.text)
})

test('what was given up is shown and can be replayed, one or all since a time', async () => {
  const stage = await open(['registered'], () => 503)
  for (const _ of [1, 2]) await aParticipant(stage.running.origin, stage.contest)
  await eventually('both were tried', async () => (await stage.all()).every(({ attempts }) => attempts > 0))
  await stage.running.database.sql`update webhook_deliveries set attempts = 10`
  await stage.hurry()
  const given = await eventually('both were given up', async () => {
    const found = await stage.deliveries('?state=given-up')
    return found.length === 2 && found
  })
  expect((await stage.owner.ask<WebhookView>('GET', stage.path)).body.deliveries).toEqual({ waiting: 0, delivered: 0, givenUp: 2 })
  stage.receiver.answer(() => 200)
  const one = await stage.owner.ask('POST', `${stage.path}/replay`, { deliveryId: given[0]?.id })
  expect(one).toMatchObject({ status: 202, body: { replayed: 1 } })
  await stage.settled()
  const tooLate = new Date(Date.now() + 60_000).toISOString()
  expect((await stage.owner.ask('POST', `${stage.path}/replay`, { failedSince: tooLate })).body).toEqual({ replayed: 0 })
  expect((await stage.owner.ask('POST', `${stage.path}/replay`, { failedSince: given[1]?.happenedAt })).body).toEqual({ replayed: 1 })
  await stage.settled()
  expect((await stage.all()).map(({ state }) => state)).toEqual(['delivered', 'delivered'])
  expect(await stage.owner.ask('POST', `${stage.path}/replay`, { deliveryId: randomUUID() })).toMatchObject({ status: 404 })
  const acts = await stage.running.database.sql<{ act: string }[]>`select act from audit_log where act like 'webhook.%' order by seq`
  expect(acts.map(({ act }) => act)).toEqual(['webhook.create', 'webhook.replay', 'webhook.replay'])
})

test('an endpoint that never answers holds up nobody else, and has few calls open at once', async () => {
  const stage = await open(['registered'], ({ path }) => (path === '/cham' ? 'nothing' : 200))
  await stage.create('/webhooks', stage.receiver.url.replace('/nhan', '/cham'))
  for (let person = 0; person < 12; person += 1) await aParticipant(stage.running.origin, stage.contest)
  const toldTo = (path: string) => stage.receiver.received.filter((one) => one.path === path)
  await eventually('the quick one has heard of everybody', () => toldTo('/nhan').length === 12)
  await eventually('the slow one was called', () => toldTo('/cham').length > 0)
  expect(stage.receiver.mostOpen()).toBeLessThanOrEqual(5)
})

test('an endpoint that is gone is switched off with a note, and switched on again it hears of what comes', async () => {
  const stage = await open(['registered'], () => 410)
  await aParticipant(stage.running.origin, stage.contest)
  const off = await eventually('it is switched off', async () => {
    const { body } = await stage.owner.ask<WebhookView>('GET', stage.path)
    return !body.isEnabled && body
  })
  expect(off.offNote).toContain('410')
  await aParticipant(stage.running.origin, stage.contest)
  expect(await stage.all()).toEqual([{ event: 'registered', state: 'given-up', attempts: 1 }])
  stage.receiver.answer(() => 200)
  const changed = await stage.owner.ask<WebhookView>('PATCH', stage.path, { version: off.version, isEnabled: true })
  expect(changed.body).toMatchObject({ isEnabled: true, offNote: null })
  await aParticipant(stage.running.origin, stage.contest)
  await eventually('the third one is told', () => stage.receiver.received.length === 2)
  const acts = await stage.running.database.sql<{ by: string }[]>`select actor_kind as by from audit_log where act = 'webhook.change' order by seq`
  expect(acts.map(({ by }) => by)).toEqual(['service', 'staff'])
})

test('while a secret is replaced a delivery is signed with both, then with the new one alone', async () => {
  const stage = await open(['registered'])
  const { body: renewed } = await stage.owner.ask<{ secret: string }>('POST', `${stage.path}/secrets`, { keepFormerHours: 24 })
  await stage.owner.ask('POST', `${stage.path}/test`)
  const both = await eventually('the test arrives', () => stage.receiver.received[0])
  expect(both.body).toMatchObject({ type: 'test', data: { contest: 'hoi-thi' } })
  expect([stage.secret, renewed.secret].map((secret) => isGenuine(both, secret))).toEqual([true, true])
  const { body: last } = await stage.owner.ask<{ secret: string }>('POST', `${stage.path}/secrets`, { keepFormerHours: 0 })
  await stage.owner.ask('POST', `${stage.path}/test`)
  const alone = await eventually('the second test arrives', () => stage.receiver.received[1])
  expect([stage.secret, renewed.secret, last.secret].map((secret) => isGenuine(alone, secret))).toEqual([false, false, true])
  const kept = await stage.running.database.sql<{ sealed: Buffer }[]>`select sealed from webhook_secrets`
  for (const { sealed } of kept) expect(sealed.includes(Buffer.from(last.secret))).toBe(false)
  expect((await stage.owner.ask<WebhookView>('GET', stage.path)).body.secrets).toHaveLength(1)
})

test('addresses inside the house and redirects are not called, and that is told', async () => {
  const stage = await open(['published'], () => 302)
  await stage.owner.ask('POST', `${stage.path}/test`)
  const [redirected] = await eventually('the redirect is refused', async () => {
    const found = await stage.deliveries()
    return typeof found[0]?.lastError === 'string' && found
  })
  expect(redirected?.lastError).toContain('sends the message on')
  const { webhook } = await stage.create('/webhooks', 'https://nhan.invalid/nhan', ['published'])
  // a name that was somebody else's house when it was entered may be ours when it is called
  await stage.running.database.sql`update webhook_endpoints set url = 'https://127.0.0.1/nhan' where id = ${webhook.id}`
  await stage.owner.ask('POST', `/webhooks/${webhook.id}/test`)
  const refused = await eventually('the address is refused', async () => {
    const { body } = await stage.owner.ask<WebhookDeliveries>('GET', `/webhooks/${webhook.id}/deliveries`)
    return body.deliveries[0]?.lastError
  })
  expect(refused).toContain('not on the open internet')
})

test('secrets move to a new key of the installation, and still sign then', async () => {
  const databaseUrl = await freshDatabase()
  const stage = await open(['published'], undefined, { databaseUrl })
  await stage.running.close()
  const secret = 'a-newer-secret-of-at-least-thirty-two-characters'
  const database = connectDatabase(databaseUrl, { poolSize: 1, name: 'rotation' })
  const sealer = createSealer(createSecrets({ present: secret, previous: testSecret }), 'webhook secrets')
  expect(await renewWebhookSeals(database, sealer)).toEqual({ renewed: 1, unreadable: 0 })
  await database.close()
  const after = await startTestApp({ databaseUrl, secret, environment: { OUTGOING_HOSTS: stage.receiver.host } })
  await (await logInAs(after, 'owner')).ask('POST', `${stage.path}/test`)
  const told = await eventually('the test arrives', () => stage.receiver.received[0])
  expect(isGenuine(told, stage.secret)).toBe(true)
})

test('an address that may never be called is refused where it is entered, at making and at changing', async () => {
  const { owner, contest, path } = await open()
  for (const url of [
    'http://nhan.example.vn/',
    'https://127.0.0.1/nhan',
    'http://169.254.169.254/latest',
    'https://[::1]/nhan',
    'https://10.0.0.8/nhan',
  ]) {
    const made = await owner.ask('POST', `/contests/${contest.slug}/webhooks`, { name: 'Trong nhà', url, events: ['sealed'] })
    const changed = await owner.ask('PATCH', path, { version: 1, url })
    for (const { status, problem } of [made, changed]) {
      expect([url, status, problem.code, problem.errors?.[0]?.at]).toEqual([url, 422, 'FIELD_INVALID', 'url'])
    }
  }
  expect((await owner.ask<{ webhooks: WebhookView[] }>('GET', `/contests/${contest.slug}/webhooks`)).body.webhooks).toHaveLength(1)
  // a name that nobody answers to today may tomorrow
  expect((await owner.ask('PATCH', path, { version: 1, url: 'https://nhan.invalid/moi' })).status).toBe(200)
})
