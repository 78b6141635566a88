import { expect, test } from 'vitest'
import type { Role } from '../../server/contract/access.ts'
import type { RecoveryCodes, RoleRules, SecondFactorOffer } from '../../server/contract/accounts.ts'
import { renewFactorSeals } from '../../server/features/accounts/factor-seals.ts'
import { createSealer } from '../../server/sealing.ts'
import { createSecrets } from '../../server/secrets.ts'
import { aCodeFrom } from '../helpers/authenticator.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { aBrowser, auditOf } from '../helpers/staff-browser.ts'
import { startTestApp, testSecret } from '../helpers/test-app.ts'

const password = 'ốc sên uống cà phê'
const start = Date.UTC(2026, 10, 21, 8)
const minute = 60_000

async function open(role: Role = 'organizer') {
  const clock = pinnedClock(start)
  const running = await startTestApp({ clock })
  await running.app.features.accounts.create({ username: 'binh', displayName: 'Bình', password, role })
  const browser = aBrowser(running.origin)
  await browser.logIn('binh', password)
  return { ...running, clock, browser, pass: (ms: number) => clock.moveTo(clock.now() + ms) }
}

async function withFactor(role: Role = 'organizer') {
  const opened = await open(role)
  const offered = await opened.browser.ask<SecondFactorOffer>('POST', '/account/second-factor', { password })
  const codeOf = (nowMs: number) => aCodeFrom(offered.body.secret, nowMs)
  const confirmed = await opened.browser.ask<RecoveryCodes>('POST', '/account/second-factor/confirmation', { code: codeOf(opened.clock.now()) })
  expect(confirmed.status).toBe(200)
  return { ...opened, codeOf, code: () => codeOf(opened.clock.now()), recoveryCodes: confirmed.body.recoveryCodes }
}

test('it asks for nothing until a first code has shown that the authenticator knows the secret', async () => {
  const { origin, browser, clock } = await open()
  expect((await browser.ask('POST', '/account/second-factor', { password: 'sai' })).problem.code).toBe('PASSWORD_WRONG')
  const offered = await browser.ask<SecondFactorOffer>('POST', '/account/second-factor', { password })
  expect(offered.body.uri).toContain(`secret=${offered.body.secret}`)
  expect(await aBrowser(origin).tryIn('binh', password)).toBe('in')
  const codeOf = (nowMs: number) => aCodeFrom(offered.body.secret, nowMs)
  const wrong = codeOf(clock.now() + 10 * minute)
  expect((await browser.ask('POST', '/account/second-factor/confirmation', { code: wrong })).problem.code).toBe('CODE_WRONG')
  expect((await browser.ask('POST', '/account/second-factor/confirmation', { code: codeOf(clock.now()) })).status).toBe(200)
  expect(await aBrowser(origin).tryIn('binh', password)).toBe('LOGIN_FAILED')
})

test('whether name, password or code was wrong or missing, the answer is one', async () => {
  const { origin, code, pass } = await withFactor()
  pass(minute)
  const answers = []
  for (const [name, tried, typed] of [
    ['khong-co', password, code()],
    ['binh', 'sai mật khẩu', code()],
    ['binh', password, undefined],
    ['binh', password, '000000'],
    ['binh', password, 'AAAA-AAAA-AAAA-AAAA'],
  ] as const)
    answers.push(await aBrowser(origin).logIn(name, tried, typed))
  for (const { status, problem } of answers) expect([status, { ...problem, requestId: '' }]).toEqual([401, { ...answers[0]?.problem, requestId: '' }])
  pass(minute)
  expect(await aBrowser(origin).tryIn('binh', password, code())).toBe('in')
})

test('a code opens once, also when it is sent by ten browsers at the same moment', async () => {
  const { origin, code, pass } = await withFactor()
  expect(await aBrowser(origin).tryIn('binh', password, code())).toBe('LOGIN_FAILED')
  pass(minute)
  const known = aBrowser(origin)
  expect(await known.tryIn('binh', password, code())).toBe('in')
  expect(await aBrowser(origin).tryIn('binh', password, code())).toBe('LOGIN_FAILED')
  pass(minute)
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => {
      const copy = aBrowser(origin)
      copy.cookies.set('hoithi_device', known.cookies.get('hoithi_device') ?? '')
      return copy.tryIn('binh', password, code())
    }),
  )
  expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(1)
})

test('a code that was sent with a wrong password is not used up by it', async () => {
  const { origin, code, pass } = await withFactor()
  pass(minute)
  expect(await aBrowser(origin).tryIn('binh', 'sai mật khẩu', code())).toBe('LOGIN_FAILED')
  expect(await aBrowser(origin).tryIn('binh', password, code())).toBe('in')
})

test('each of ten recovery codes opens once, as it is typed from paper, and new ones end the old', async () => {
  const { origin, browser, recoveryCodes, database } = await withFactor()
  expect(new Set(recoveryCodes).size).toBe(10)
  const [first = '', second = ''] = recoveryCodes
  expect(await aBrowser(origin).tryIn('binh', password, first.toLowerCase().replaceAll('-', ' '))).toBe('in')
  expect(await aBrowser(origin).tryIn('binh', password, first)).toBe('LOGIN_FAILED')
  const renewed = await browser.ask<RecoveryCodes>('POST', '/account/recovery-codes', { password })
  expect(await aBrowser(origin).tryIn('binh', password, second)).toBe('LOGIN_FAILED')
  expect(await aBrowser(origin).tryIn('binh', password, renewed.body.recoveryCodes[0])).toBe('in')
  const [row] = await database.sql<{ all: string }[]>`select string_agg(code_hash::text, ' ') as all from account_recovery_codes`
  for (const code of renewed.body.recoveryCodes) expect(row?.all).not.toContain(Buffer.from(code.replaceAll('-', '')).toString('hex'))
})

test('the secret is sealed for its account: in the table it is not to be read, and in another row it does not open', async () => {
  const { app, origin, database, code, pass, clock } = await withFactor()
  const [row] = await database.sql<{ secret: Buffer }[]>`select secret from account_second_factors`
  expect(row?.secret.length).toBe(1 + 12 + 20 + 16)
  await app.features.accounts.create({ username: 'cuc', displayName: 'Cúc', password, role: 'support' })
  await database.sql`insert into account_second_factors select a.id, f.secret, f.confirmed_at, 0 from accounts a, account_second_factors f where a.username = 'cuc'`
  pass(minute)
  clock.now()
  expect(await aBrowser(origin).tryIn('cuc', password, code())).not.toBe('in')
})

test('after a change of the secret key codes go on, and once they are sealed anew the former key can be forgotten', async () => {
  const { app, database, origin, code, pass } = await withFactor()
  const sealers = (present: string, previous: string) => createSealer(createSecrets({ present, previous }), 'second factors')
  const next = 'another-secret-of-at-least-thirty-two-characters'
  expect(await renewFactorSeals(database, sealers(next, ''))).toEqual({ renewed: 0, unreadable: 1 })
  expect(await renewFactorSeals(database, sealers(next, testSecret))).toEqual({ renewed: 1, unreadable: 0 })
  // and back, so that the service of this test can read it
  await renewFactorSeals(database, sealers(testSecret, next))
  await app.features.accounts.tidy()
  pass(minute)
  expect(await aBrowser(origin).tryIn('binh', password, code())).toBe('in')
})

test('a role that requires it leaves nothing but the own account until it is on', async () => {
  const { app, origin, browser, clock } = await open('owner')
  const { accounts } = app.features
  await accounts.create({ username: 'giam-sat', displayName: 'Giám sát', password, role: 'official' })
  const reason = 'quy chế an toàn'
  const rules = await browser.ask<RoleRules>('PUT', '/role-rules/official', { needsSecondFactor: true, reason })
  expect(rules.body.rules.filter((rule) => rule.needsSecondFactor).map(({ role }) => role)).toEqual(['official'])
  const official = aBrowser(origin)
  const entered = await official.logIn('giam-sat', password)
  expect(entered.body).toMatchObject({ needsSecondFactor: true, hasSecondFactor: false })
  expect((await official.ask('GET', '/overview')).problem.code).toBe('SECOND_FACTOR_REQUIRED')
  const offered = await official.ask<SecondFactorOffer>('POST', '/account/second-factor', { password })
  await official.ask('POST', '/account/second-factor/confirmation', { code: aCodeFrom(offered.body.secret, clock.now()) })
  expect((await official.ask('GET', '/overview')).status).toBe(200)
  expect((await official.ask('POST', '/account/second-factor/removal', { password })).problem.code).toBe('SECOND_FACTOR_REQUIRED')
  expect((await official.ask('PUT', '/role-rules/official', { needsSecondFactor: false, reason })).problem.code).toBe('FORBIDDEN')
  await browser.ask('PUT', '/role-rules/official', { needsSecondFactor: false, reason })
  expect((await official.ask('POST', '/account/second-factor/removal', { password })).status).toBe(204)
})

test('beside it a password of eight may be chosen, and then it cannot be turned off before the password is longer', async () => {
  const { origin, browser, code, pass } = await withFactor()
  expect((await browser.ask('POST', '/account/password', { currentPassword: password, newPassword: 'xk7#vq2z' })).status).toBe(204)
  expect((await browser.ask('POST', '/account/second-factor/removal', { password: 'xk7#vq2z' })).problem.code).toBe('PASSWORD_TOO_SHORT')
  pass(minute)
  expect(await aBrowser(origin).tryIn('binh', 'xk7#vq2z', code())).toBe('in')
  await browser.ask('POST', '/account/password', { currentPassword: 'xk7#vq2z', newPassword: password })
  expect((await browser.ask('POST', '/account/second-factor/removal', { password })).status).toBe(204)
  expect(await aBrowser(origin).tryIn('binh', password)).toBe('in')
})

test('turning it on and off stands in the audit log, without the secret', async () => {
  const running = await withFactor()
  await running.browser.ask('POST', '/account/second-factor/removal', { password })
  for (const act of ['second-factor.add', 'second-factor.remove'])
    expect(await auditOf(running, act)).toMatchObject([{ by: { kind: 'staff', name: 'binh' }, subject: { accountId: expect.any(Number) } }])
  const log = await running.database.sql<{ entry: string }[]>`select entry from audit_log`
  for (const code of running.recoveryCodes) expect(JSON.stringify(log)).not.toContain(code)
})

test('whoever finds an open browser guesses the password in it no faster than at the door', async () => {
  const { browser } = await open()
  const outcomes = []
  for (let count = 0; count < 20; count += 1) outcomes.push((await browser.ask('POST', '/account/second-factor', { password: 'đoán' })).problem.code)
  expect(outcomes.filter((code) => code === 'PASSWORD_WRONG')).toHaveLength(10)
  expect(outcomes.at(-1)).toBe('TOO_MANY_REQUESTS')
})
