import { beforeAll, expect, test } from 'vitest'
import type { PortalView } from '../../server/contract/portals.ts'
import { afterFile } from '../helpers/after-file.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let running: TestApp
let contest: TestContest
let owner: Staff
let organizer: Staff

beforeAll(async () => {
  running = await startTestApp({}, closing)
  contest = await seedContest(running)
  owner = await logInAs(running, 'owner')
  organizer = await logInAs(running, 'organizer', contest.unitIds.X1)
})

const aPortal = (code: string, changes: object = {}) => ({ code, name: `Cổng ${code}`, unitId: null, origins: [`https://${code}.vn`], ...changes })
const actsOf = (portalId: number) =>
  running.database.sql<{ act: string }[]>`select act from audit_log where subject @> ${running.database.sql.json({ portalId })} order by seq`

test('a portal of the own branch is made, changed and told of; one of another branch is neither seen nor touched', async () => {
  const mine = await organizer.ask<PortalView>('POST', '/portals', aPortal('xa-an-binh', { unitId: contest.unitIds.C1 }))
  expect(mine.status).toBe(201)
  const above = await owner.ask<PortalView>('POST', '/portals', aPortal('cong-tinh'))
  expect((await organizer.ask('POST', '/portals', aPortal('xa-binh-minh', { unitId: contest.unitIds.X2 }))).problem.code).toBe('UNIT_NOT_FOUND')
  expect((await organizer.ask<{ portals: PortalView[] }>('GET', '/portals')).body.portals.map(({ code }) => code)).toEqual(['xa-an-binh'])
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['PATCH', '', { version: 1, name: 'Chiếm' }],
    ['POST', '/secrets', undefined],
    ['POST', '/keys-test', undefined],
  ] as const) {
    const there = await organizer.ask(method, `/portals/${above.body.id}${path}`, body)
    const nowhere = await organizer.ask(method, `/portals/999999${path}`, body)
    expect([there.status, there.problem.code]).toEqual([404, 'PORTAL_NOT_FOUND'])
    expect({ ...there.problem, requestId: '' }).toEqual({ ...nowhere.problem, requestId: '' })
  }
  const renamed = await organizer.ask<PortalView>('PATCH', `/portals/${mine.body.id}`, { version: 1, name: 'Cổng xã' })
  expect(renamed.body).toMatchObject({ name: 'Cổng xã', version: 2 })
  expect((await actsOf(mine.body.id)).map(({ act }) => act)).toEqual(['portal.create', 'portal.change'])
})

test('an organizer links portals that they may see; others are as if not there, and stay linked', async () => {
  const own = await seedContest(running, { slug: 'cuoc-thi-cua-xa' })
  await running.database.sql`update contests set unit_id = ${own.unitIds.X1 as number} where id = ${own.contestId}`
  running.app.features.contests.forget(own.slug)
  const idOf = async (portal: object) => (await owner.ask<PortalView>('POST', '/portals', portal)).body.id
  const mine = await idOf(aPortal('cong-nha', { unitId: own.unitIds.C1 }))
  const theirs = await idOf(aPortal('cong-nguoi', { unitId: own.unitIds.X2 }))
  const above = await idOf(aPortal('cong-tren'))
  const [link, address] = [(staff: Staff, portalIds: number[]) => staff.ask('PUT', address, { portalIds }), `/contests/${own.slug}/portals`]
  const refusals = await Promise.all([[theirs], [above], [mine, theirs], [999_999]].map((portalIds) => link(organizer, portalIds)))
  for (const { status, problem } of refusals) {
    expect([status, problem.code]).toEqual([404, 'PORTAL_NOT_FOUND'])
    expect({ ...problem, requestId: '' }).toEqual({ ...refusals[0]?.problem, requestId: '' })
  }
  expect((await owner.ask('GET', address)).body).toEqual({ portalIds: [] })
  await link(owner, [theirs, above])
  expect([(await link(organizer, [mine])).body, (await organizer.ask('GET', address)).body]).toEqual([{ portalIds: [mine] }, { portalIds: [mine] }])
  expect((await owner.ask('GET', address)).body).toEqual({ portalIds: [mine, theirs, above] })
  expect((await link(organizer, [])).body).toEqual({ portalIds: [] })
  expect((await owner.ask('GET', address)).body).toEqual({ portalIds: [theirs, above] })
})

test('of two who change one portal at once the second is told', async () => {
  const { body } = await owner.ask<PortalView>('POST', '/portals', aPortal('hai-nguoi'))
  const answers = await Promise.all(['Một', 'Hai'].map((name) => owner.ask('PATCH', `/portals/${body.id}`, { version: 1, name })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('a secret is shown once and kept sealed', async () => {
  const { body } = await owner.ask<PortalView>('POST', '/portals', aPortal('co-khoa'))
  const { body: made } = await owner.ask<{ keyId: string; secret: string }>('POST', `/portals/${body.id}/secrets`)
  const shown = JSON.stringify((await owner.ask('GET', `/portals/${body.id}`)).body)
  expect(shown).toContain(made.keyId)
  expect(shown).not.toContain(made.secret)
  const [row] = await running.database.sql<{ text: string }[]>`
    select (select string_agg(s::text, '') from portal_secrets s) || (select string_agg(l::text, '') from audit_log l) as text`
  expect(row?.text).not.toContain(made.secret)
  expect(row?.text).not.toContain(Buffer.from(made.secret).toString('hex'))
})

test('the contest may be framed by the portals it was given, at once, and no longer when they are taken away', async () => {
  const { body } = await owner.ask<PortalView>('POST', '/portals', aPortal('dong-khung'))
  const ancestors = async () => {
    const page = await fetch(`${running.origin}/embed/v1/frame?contest=${contest.slug}`)
    return page.headers.get('content-security-policy')?.split('frame-ancestors ')[1]
  }
  expect(await ancestors()).toBe("'self'")
  await owner.ask('PUT', `/contests/${contest.slug}/portals`, { portalIds: [body.id] })
  expect(await ancestors()).toBe("'self' https://dong-khung.vn")
  await owner.ask('PATCH', `/portals/${body.id}`, { version: 1, origins: ['https://moi.dong-khung.vn'] })
  expect(await ancestors()).toBe("'self' https://moi.dong-khung.vn")
  await owner.ask('PATCH', `/portals/${body.id}`, { version: 2, isEnabled: false })
  expect(await ancestors()).toBe("'self'")
})

test.each([
  ['an origin with a path', { origins: ['https://tinh.vn/trang'] }],
  ['an origin that would end the policy', { origins: ["https://a.vn; script-src 'unsafe-inline'"] }],
  ['every origin', { origins: ['*'] }],
  ['an upper-case code', { code: 'TinhDoan' }],
  ['a field nobody may set', { id: 1 }],
])('%s is refused', async (_what, changes) => {
  expect((await owner.ask('POST', '/portals', { ...aPortal('sai'), ...changes })).problem.code).toBe('BAD_REQUEST')
})

test.each(['http://127.0.0.1:1/keys', 'https://169.254.169.254/keys', 'https://localhost/keys', 'https://[::1]/keys'])(
  'keys are not fetched from inside the house: %s',
  async (jwksUrl) => {
    const { body } = await owner.ask<PortalView>('POST', '/portals', aPortal(`ssrf-${jwksUrl.length}`))
    // from before addresses were looked at when they are entered, or a name that answers otherwise since
    await running.database.sql`update portals set jwks_url = ${jwksUrl} where id = ${body.id}`
    const answer = await owner.ask('POST', `/portals/${body.id}/keys-test`)
    expect([answer.problem.code, answer.problem.errors?.[0]?.at]).toEqual(['PORTAL_KEYS_NOT_READ', 'jwksUrl'])
  },
)
