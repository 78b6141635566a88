import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { Problem } from '../../server/contract/errors.ts'
import type { PortalView } from '../../server/contract/portals.ts'
import { afterFile } from '../helpers/after-file.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let running: TestApp
let contest: TestContest
let owner: Staff
let portal: PortalView
let secret: { keyId: string; secret: string }
let published: { list: { keys: JWK[] }; calls: number; isAway: boolean; address: string }
let privateKey: CryptoKey

const nowSeconds = () => Math.floor(Date.now() / 1_000)

beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true })
  privateKey = pair.privateKey
  published = { list: { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'cong-1', alg: 'ES256' }] }, calls: 0, isAway: false, address: '' }
  const server = createServer((_request, reply) => {
    published.calls += 1
    if (published.isAway) reply.writeHead(500).end()
    else reply.end(JSON.stringify(published.list))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing(() => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  published.address = `http://${host}/jwks.json`

  running = await startTestApp({ environment: { OUTGOING_HOSTS: host } }, closing)
  contest = await seedContest(running)
  owner = await logInAs(running, 'owner')
  const created = await owner.ask<PortalView>('POST', '/portals', {
    code: 'tinhdoan',
    name: 'Cổng Tỉnh đoàn',
    unitId: null,
    origins: ['https://tinhdoan.vn'],
    jwksUrl: published.address,
  })
  portal = created.body
  secret = (await owner.ask<{ keyId: string; secret: string }>('POST', `/portals/${portal.id}/secrets`)).body
  await owner.ask('PUT', `/contests/${contest.slug}/portals`, { portalIds: [portal.id] })
})

type Claims = Record<string, unknown>
const claimsWith = (changes: Claims = {}): Claims => ({
  iss: 'tinhdoan',
  aud: running.origin,
  sub: 'can-bo-17',
  jti: randomUUID(),
  iat: nowSeconds(),
  exp: nowSeconds() + 120,
  name: 'Trần Thị Bình',
  unit: 'C1',
  ...changes,
})
const withSecret = (claims: Claims, keyId: string | undefined = secret.keyId, key = secret.secret) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', ...(keyId === undefined ? {} : { kid: keyId }) }).sign(Buffer.from(key))
const withKey = (claims: Claims, key = privateKey, kid = 'cong-1') => new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(key)

const accept = (ticket: string, actionId: string = randomUUID()) =>
  running.app.features.tickets.accept({ id: contest.contestId, slug: contest.slug }, { actionId, ticket })
const refusalOf = async (ticket: string) => {
  const error = await accept(ticket).then(
    () => undefined,
    (caught: unknown) => caught,
  )
  if (!(error instanceof Problem)) return error
  const [first] = (error.details.errors ?? []) as { at: string }[]
  return [error.code, first?.at]
}

describe('a ticket is taken', () => {
  test('signed with the secret, or with a key that the portal publishes', async () => {
    const vouched = { portalId: portal.id, subject: 'can-bo-17', name: 'Trần Thị Bình', unitCode: 'C1' }
    expect(await accept(await withSecret(claimsWith()))).toEqual(vouched)
    expect(await accept(await withKey(claimsWith()))).toEqual(vouched)
  })
  test('when the clocks are half a minute apart', async () => {
    expect(await accept(await withSecret(claimsWith({ iat: nowSeconds() + 25, exp: nowSeconds() + 145 })))).toMatchObject({ subject: 'can-bo-17' })
    expect(await accept(await withSecret(claimsWith({ iat: nowSeconds() - 140, exp: nowSeconds() - 20 })))).toMatchObject({ subject: 'can-bo-17' })
  })
})

test('a ticket serves one action, however often and wherever that action arrives', async () => {
  const [ticket, actionId] = [await withSecret(claimsWith()), randomUUID()]
  const copies = await Promise.allSettled([
    ...Array.from({ length: 10 }, () => accept(ticket, actionId)),
    ...Array.from({ length: 10 }, () => accept(ticket, randomUUID())),
  ])
  // whichever action came first is served each time, all the others never
  const served = new Set(copies.flatMap(({ status }, index) => (status === 'fulfilled' ? [index < 10 ? 'the first' : `another, ${index}`] : [])))
  expect(served.size).toBe(1)
  const codes = copies.flatMap((copy) => (copy.status === 'rejected' ? [(copy.reason as Problem).code] : []))
  expect(new Set(codes)).toEqual(new Set(['TICKET_USED']))
})

describe('a ticket is refused', () => {
  test.each<[string, (claims: Claims) => Promise<string> | string, () => Claims, [string, string | undefined]]>([
    ['for another service', withSecret, () => ({ aud: 'https://example.org' }), ['TICKET_INVALID', 'aud']],
    ['for no service', withSecret, () => ({ aud: undefined }), ['TICKET_INVALID', 'aud']],
    ['for another contest', withSecret, () => ({ contest: 'cuoc-thi-khac' }), ['TICKET_INVALID', 'contest']],
    ['of an unknown portal', withSecret, () => ({ iss: 'cong-la' }), ['TICKET_INVALID', 'iss']],
    ['of nobody', withSecret, () => ({ sub: undefined }), ['TICKET_INVALID', 'sub']],
    ['without a number', withSecret, () => ({ jti: undefined }), ['TICKET_INVALID', 'jti']],
    ['without a time', withSecret, () => ({ iat: undefined }), ['TICKET_INVALID', 'iat']],
    ['without an end', withSecret, () => ({ exp: undefined }), ['TICKET_INVALID', 'exp']],
    ['that has ended', withSecret, () => ({ iat: nowSeconds() - 300, exp: nowSeconds() - 180 }), ['TICKET_EXPIRED', undefined]],
    ['of tomorrow', withSecret, () => ({ iat: nowSeconds() + 86_400, exp: nowSeconds() + 86_500 }), ['TICKET_INVALID', 'iat']],
    ['that would live for an hour', withSecret, () => ({ exp: nowSeconds() + 3_600 }), ['TICKET_INVALID', 'exp']],
    ['with a name that is no text', withSecret, () => ({ name: { $ne: 1 } }), ['TICKET_INVALID', 'name']],
    ['with an endless subject', withSecret, () => ({ sub: 'x'.repeat(201) }), ['TICKET_INVALID', 'sub']],
    ['with an unknown secret', (claims) => withSecret(claims, 'KHAC'), () => ({}), ['TICKET_INVALID', 'kid']],
    ['signed with another secret', (claims) => withSecret(claims, secret.keyId, 'x'.repeat(43)), () => ({}), ['TICKET_INVALID', 'signature']],
    ['signed by nobody', (claims) => new UnsecuredJWT(claims).encode(), () => ({}), ['TICKET_INVALID', 'alg']],
    ['that is none', () => 'khong-phai-la-ve-nao-ca', () => ({}), ['TICKET_INVALID', 'ticket']],
    [
      'signed with the published key taken for a secret',
      (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'cong-1' }).sign(Buffer.from(JSON.stringify(published.list.keys[0]))),
      () => ({}),
      ['TICKET_INVALID', 'kid'],
    ],
  ])('%s', async (_why, sign, changes, refusal) => {
    expect(await refusalOf(await sign(claimsWith(changes())))).toEqual(refusal)
  })

  test('signed with a key that is not published; many of them do not make many calls', async () => {
    const { privateKey: foreign } = await generateKeyPair('ES256')
    await accept(await withKey(claimsWith()))
    const before = published.calls
    const refusals = await Promise.all(Array.from({ length: 20 }, async () => refusalOf(await withKey(claimsWith(), foreign, `la-${randomUUID()}`))))
    expect(new Set(refusals.map(String))).toEqual(new Set(['TICKET_INVALID,signature']))
    expect(published.calls - before).toBeLessThanOrEqual(1)
  })

  test('with a secret that was revoked, and of a portal that was taken from the contest', async () => {
    const second = (await owner.ask<{ keyId: string; secret: string }>('POST', `/portals/${portal.id}/secrets`)).body
    const sign = () => withSecret(claimsWith(), second.keyId, second.secret)
    expect(await accept(await sign())).toMatchObject({ subject: 'can-bo-17' })
    await owner.ask('DELETE', `/portals/${portal.id}/secrets/${second.keyId}`)
    expect(await refusalOf(await sign())).toEqual(['TICKET_INVALID', 'kid'])

    onTestFinished(async () => void (await owner.ask('PUT', `/contests/${contest.slug}/portals`, { portalIds: [portal.id] })))
    await owner.ask('PUT', `/contests/${contest.slug}/portals`, { portalIds: [] })
    expect(await refusalOf(await withSecret(claimsWith()))).toEqual(['TICKET_INVALID', 'iss'])
  })
})

test('while the portal does not answer, keys read before still serve; without any the person is asked to wait', async () => {
  published.isAway = true
  onTestFinished(async () => {
    published.isAway = false
    await owner.ask('PUT', `/contests/${contest.slug}/portals`, { portalIds: [portal.id] })
  })
  expect(await accept(await withKey(claimsWith()))).toMatchObject({ subject: 'can-bo-17' })
  const broken = { code: 'cong-hong', name: 'Cổng hỏng', unitId: null, origins: ['https://hong.vn'], jwksUrl: `${published.address}?hong` }
  const other = (await owner.ask<PortalView>('POST', '/portals', broken)).body
  await owner.ask('PUT', `/contests/${contest.slug}/portals`, { portalIds: [portal.id, other.id] })
  expect(await refusalOf(await withKey(claimsWith({ iss: 'cong-hong' })))).toEqual(['TICKET_KEYS_AWAY', undefined])
})

describe('an address of published keys', () => {
  test.each(['http://cong.vn/keys', 'https://127.0.0.1/keys', 'https://2130706433/keys', 'https://[::1]/keys', 'https://localhost/keys'])(
    '%s, which may never be called, is refused where it is entered',
    async (jwksUrl) => {
      const created = await owner.ask('POST', '/portals', { code: 'khac', name: 'Cổng', unitId: null, origins: ['https://khac.vn'], jwksUrl })
      expect(created.problem).toMatchObject({ code: 'FIELD_INVALID', errors: [{ at: 'jwksUrl' }] })
    },
  )
})
