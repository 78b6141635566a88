import { beforeAll, describe, expect, test } from 'vitest'
import type { ApiKeyList, ApiKeyView, CreatedApiKey } from '../../server/contract/accounts.ts'
import type { StaffOverview } from '../../server/contract/staff.ts'
import { afterFile } from '../helpers/after-file.ts'
import { call } from '../helpers/participant.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { auditOf } from '../helpers/staff-browser.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
const clock = pinnedClock(Date.now())
const reason = 'cổng ngừng dùng'
let running: TestApp
let owner: Staff
let [here, elsewhere]: TestContest[] = []

beforeAll(async () => {
  running = await startTestApp({ clock }, closing)
  here = await seedContest(running, { slug: 'xa-an-binh' })
  elsewhere = await seedContest(running, { slug: 'xa-binh-minh' })
  for (const [slug, unit] of [
    ['xa-an-binh', 'X1'],
    ['xa-binh-minh', 'X2'],
  ] as const)
    await running.database.sql`update contests set unit_id = ${here.unitIds[unit] as number} where slug = ${slug}`
  owner = await logInAs(running, 'owner')
})

const aKey = (changes: object = {}) => ({
  name: 'Cổng xã',
  actions: ['contest.read', 'board.read'],
  unitId: here?.unitIds.X1,
  expiresInDays: 30,
  ...changes,
})
const create = async (changes: object = {}) => (await owner.ask<CreatedApiKey>('POST', '/keys', aKey(changes))).body
const withKey = <Body>(secret: string, path: string, method = 'GET', body?: unknown) =>
  call<Body>(running.origin, method, `/api/v1/staff${path}`, { token: secret, ...(body === undefined ? {} : { body }) })

test('a key does what it names where it names it, without a cookie and without the header against forgery', async () => {
  const { secret } = await create()
  expect(secret).toMatch(/^hk_[\w-]{43}$/)
  const overview = await withKey<StaffOverview>(secret, '/overview')
  expect(overview.body.contests.map(({ slug }) => slug)).toEqual(['xa-an-binh'])
  expect((await withKey(secret, `/contests/xa-an-binh/rounds/${here?.roundId}/boards`)).status).toBe(200)
  const [there, nowhere] = [
    await withKey(secret, `/contests/xa-binh-minh/rounds/${elsewhere?.roundId}/boards`),
    await withKey(secret, `/contests/khong-co/rounds/${elsewhere?.roundId}/boards`),
  ]
  expect([there.status, { ...there.problem, requestId: '' }]).toEqual([404, { ...nowhere.problem, requestId: '' }])
  expect((await withKey(secret, '/contests/xa-an-binh/findings')).problem.code).toBe('FORBIDDEN')
})

describe('a key is no person', () => {
  test.each([
    ['GET', '/session', undefined],
    ['GET', '/account/sessions', undefined],
    ['GET', '/accounts', undefined],
    ['GET', '/keys', undefined],
    ['POST', '/keys', { name: 'x', actions: ['contest.read'], unitId: null, expiresInDays: 1 }],
    ['POST', '/accounts', { username: 'moi', displayName: 'Mới', grants: [{ role: 'owner', unitId: null }] }],
  ] as const)('%s %s is refused to it', async (method, path, body) => {
    const { secret } = await create({ unitId: null })
    expect((await withKey(secret, path, method, body)).problem.code).toBe('FORBIDDEN')
  })
})

test('nobody gives a key more than they have, nor what only a person answers for', async () => {
  for (const actions of [['integrity.decide'], ['grant.write'], ['people.correct'], ['contest.read', 'results.decide']])
    expect((await owner.ask('POST', '/keys', aKey({ actions }))).problem.code).toBe('FORBIDDEN')
  expect((await owner.ask('POST', '/keys', aKey({ unitId: 999_999 }))).problem.code).toBe('UNIT_NOT_FOUND')
  const organizer = await logInAs(running, 'organizer', here?.unitIds.X1)
  expect((await organizer.ask('POST', '/keys', aKey())).problem.code).toBe('FORBIDDEN')
})

test('it is shown once; the table has its hash, the list has neither', async () => {
  const { key, secret } = await create()
  const listed = await owner.ask<ApiKeyList>('GET', '/keys')
  expect(listed.body.keys.map(({ id }) => id)).toContain(key.id)
  expect(JSON.stringify(listed.body)).not.toContain(secret.slice(3))
  const [row] = await running.database.sql<
    { all: string }[]
  >`select concat((select json_agg(k) from api_keys k), (select json_agg(a) from audit_log a)) as all`
  expect(row?.all).not.toContain(secret.slice(3))
  expect(running.log.join('\n')).not.toContain(secret.slice(3))
})

test('it ends on its day and when it is revoked; a made-up one is answered like one that ended', async () => {
  const [ending, revoked] = [await create({ expiresInDays: 1 }), await create({ expiresInDays: 3 })]
  const start = clock.now()
  clock.moveTo(start + 86_400_000 - 1)
  expect((await withKey(ending.secret, '/overview')).status).toBe(200)
  clock.moveTo(start + 86_400_000)
  owner = await logInAs(running, 'owner')
  const view = await owner.ask<ApiKeyView>('POST', `/keys/${revoked.key.id}/revocation`, { reason })
  expect(view.body.revokedAt).not.toBeNull()
  const answers = [
    await withKey(ending.secret, '/overview'),
    await withKey(revoked.secret, '/overview'),
    await withKey(`hk_${'A'.repeat(43)}`, '/overview'),
  ]
  for (const { status, problem } of answers) expect([status, { ...problem, requestId: '' }]).toEqual([401, { ...answers[0]?.problem, requestId: '' }])
  expect((await auditOf(running, 'api-key.revoke')).at(-1)).toMatchObject({
    by: { name: owner.username },
    subject: { keyId: revoked.key.id },
    reason,
  })
  expect((await auditOf(running, 'api-key.create')).at(-1)).toMatchObject({
    after: { actions: ['contest.read', 'board.read'], unitId: here?.unitIds.X1 },
  })
})

test('its last use is told to the minute and not written at every request', async () => {
  const { key, secret } = await create()
  const lastUse = async () => (await owner.ask<ApiKeyList>('GET', '/keys')).body.keys.find(({ id }) => id === key.id)?.lastUsedAt
  expect(await lastUse()).toBeNull()
  const first = clock.now()
  await withKey(secret, '/overview')
  clock.moveTo(first + 59_000)
  await withKey(secret, '/overview')
  expect(await lastUse()).toBe(new Date(first).toISOString())
  clock.moveTo(first + 61_000)
  await withKey(secret, '/overview')
  expect(await lastUse()).toBe(new Date(first + 61_000).toISOString())
})

test('a key that asks too much is slowed down, another key is not', async () => {
  const [busy, quiet] = [await create(), await create()]
  const answers = await Promise.all(Array.from({ length: 140 }, () => withKey(busy.secret, '/overview')))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(120)
  expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBeTruthy()
  expect((await withKey(quiet.secret, '/overview')).status).toBe(200)
})

test('a key does not ride on a cookie, nor a cookie on a key', async () => {
  const { secret } = await create()
  const both = await call<StaffOverview>(running.origin, 'GET', '/api/v1/staff/overview', { token: secret, headers: owner.headers })
  expect(both.body.contests.map(({ slug }) => slug)).toEqual(['xa-an-binh'])
  const bad = await call(running.origin, 'GET', '/api/v1/staff/overview', { token: `hk_${'B'.repeat(43)}`, headers: owner.headers })
  expect(bad.status).toBe(401)
})
