import { randomUUID } from 'node:crypto'
import { expect, inject, onTestFinished, test } from 'vitest'
import { connectDatabase } from '../../server/database/client.ts'
import { asServer } from '../../server/database/server-role.ts'
import { createAccounts } from '../../server/features/accounts/create-accounts.ts'
import { createSessionCookies } from '../../server/features/accounts/session-cookies.ts'
import { createIds } from '../../server/ids.ts'
import { createSecrets } from '../../server/secrets.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { recordingDatabase } from '../helpers/recorded-statements.ts'
import { aBrowser } from '../helpers/staff-browser.ts'
import { startTestApp, type TestApp, testSecret } from '../helpers/test-app.ts'

const password = 'ốc sên uống cà phê'
const start = Date.UTC(2026, 10, 21, 8)
const [second, minute, hour] = [1_000, 60_000, 3_600_000]

async function open(environment: Record<string, string> = { TRUSTED_PROXIES: 'loopback' }) {
  const clock = pinnedClock(start)
  const running = await startTestApp({ clock, environment })
  const { accounts } = running.app.features
  await accounts.create({ username: 'Bình', displayName: 'Bình', password, role: 'organizer' })
  await running.database.sql`update accounts set email = 'binh@example.vn' where username = 'bình'`
  return { ...running, clock, pass: (ms: number) => clock.moveTo(clock.now() + ms) }
}

const disable = ({ database }: TestApp) => database.sql`update accounts set disabled_at = now() where username = 'bình'`

test.each([
  ['as it was made', 'Bình'],
  ['in capitals', 'BÌNH'],
  ['with marks coded apart', 'bình'.normalize('NFD')],
  ['with spaces around it', '  bình '],
  ['by e-mail', 'Binh@Example.VN'],
])('a name is known %s', async (_how, name) => {
  const { origin } = await open()
  expect(await aBrowser(origin).tryIn(name, password.normalize('NFD'))).toBe('in')
})

test('two accounts cannot differ in capitals or coding alone', async () => {
  const { app } = await open()
  const again = app.features.accounts.create({ username: 'BÌNH'.normalize('NFD'), displayName: 'x', password, role: 'support' })
  await expect(again).rejects.toThrow(/accounts_username_unique/)
})

test('an unknown name, a wrong password, a disabled and an invited account are answered alike', async () => {
  const running = await open()
  await running.database.sql`insert into accounts (username, display_name) values ('moi', 'Người mới')`
  const answers = []
  for (const [name, tried] of [
    ['không-có', password],
    ['bình', 'sai mật khẩu rồi'],
    ['moi', password],
  ] as const)
    answers.push(await aBrowser(running.origin).logIn(name, tried))
  await disable(running)
  answers.push(await aBrowser(running.origin).logIn('bình', password))
  for (const answer of answers) {
    expect({ ...answer.problem, requestId: '' }).toEqual({ ...answers[0]?.problem, requestId: '' })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([401, []])
  }
})

test('whatever was wrong, PostgreSQL is asked the same: the time tells nothing', async () => {
  const plain = connectDatabase(asServer(await freshDatabase(), inject('serverPassword')), { poolSize: 2, name: `log-in ${randomUUID()}` })
  onTestFinished(() => plain.close())
  const { database, take } = recordingDatabase(plain)
  const secrets = createSecrets({ present: testSecret, previous: '' })
  const { accounts } = createAccounts({
    database,
    secrets,
    mails: { isConfigured: false } as never,
    units: {} as never,
    ids: createIds(),
    clock: pinnedClock(start),
    publicOrigin: 'http://localhost',
  })
  await accounts.create({ username: 'bình', displayName: 'Bình', password, role: 'organizer' })
  const from = { address: '203.0.113.9', userAgent: '', deviceMark: '', sessionSecret: '' }
  const statementsOf = async (username: string, tried: string, code?: string) => {
    take()
    await expect(accounts.logIn({ username, password: tried, code }, from)).rejects.toThrow('LOGIN_FAILED')
    return take()
  }
  const wrong = await statementsOf('bình', 'sai mật khẩu rồi')
  expect(wrong).toHaveLength(3)
  expect(await statementsOf('không-có', password)).toEqual(wrong)
  await database.sql`update accounts set disabled_at = now()`
  expect(await statementsOf('bình', password)).toEqual(wrong)
  const withCode = await statementsOf('bình', password, '123456')
  expect(await statementsOf('không-có', password, 'ABCD-EFGH-JKMN-PQRS')).toEqual(withCode)
})

test('a hundred guesses at once are five, and then nobody without a known device gets in for a while', async () => {
  const { origin, pass } = await open()
  const outcomes = await Promise.all(Array.from({ length: 100 }, (_, number) => aBrowser(origin).tryIn('bình', `đoán lần thứ ${number}`)))
  expect(outcomes.filter((outcome) => outcome === 'LOGIN_FAILED')).toHaveLength(5)
  expect(outcomes.filter((outcome) => outcome === 'TOO_MANY_REQUESTS')).toHaveLength(95)
  const elsewhere = await aBrowser(origin, { from: '203.0.113.5' }).logIn('bình', password)
  expect([elsewhere.status, elsewhere.headers.get('retry-after')]).toEqual([429, '2'])
  pass(2 * second)
  const entered = await aBrowser(origin).logIn('bình', password)
  expect([entered.status, entered.body.failedTries]).toEqual([200, 5])
  expect(await aBrowser(origin).tryIn('bình', 'sai')).toBe('LOGIN_FAILED')
})

test('an attack of a whole day gets three hundred guesses, shuts the owner out for five minutes at most, and a known device never', async () => {
  const { origin, pass, clock } = await open()
  const known = aBrowser(origin, { from: '198.51.100.7' })
  expect(await known.tryIn('bình', password)).toBe('in')
  let guesses = 0
  let longestPause = 0
  for (let address = 1; clock.now() < start + 24 * hour && guesses < 1_000; ) {
    // a new address each time, so that only the name slows it
    const answer = await aBrowser(origin, { from: `10.1.${address >> 8}.${address & 255}` }).logIn('bình', 'đoán')
    if (answer.status === 429) {
      const pause = Number(answer.headers.get('retry-after'))
      longestPause = Math.max(longestPause, pause)
      pass(pause * second)
    } else {
      guesses += 1
      address += 1
    }
    if (guesses === 100) expect(await known.tryIn('bình', password)).toBe('in')
  }
  expect(longestPause).toBe(300)
  expect(guesses).toBeGreaterThan(250)
  expect(guesses).toBeLessThan(320)
}, 600_000)

test('a device that knows one account is no stranger to that account alone', async () => {
  const { app, origin } = await open()
  await app.features.accounts.create({ username: 'cúc', displayName: 'Cúc', password, role: 'support' })
  const ofCuc = aBrowser(origin)
  expect(await ofCuc.tryIn('cúc', password)).toBe('in')
  for (let count = 0; count < 5; count += 1) await ofCuc.tryIn('bình', 'đoán')
  expect(await ofCuc.tryIn('bình', password)).toBe('TOO_MANY_REQUESTS')
  // a mark that somebody made up is worth nothing either
  const forger = aBrowser(origin)
  forger.cookies.set('hoithi_device', 'AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA')
  expect(await forger.tryIn('bình', password)).toBe('TOO_MANY_REQUESTS')
})

test('passwords stolen elsewhere are tried at twenty names from one address, then it waits; others do not', async () => {
  const { origin, pass } = await open()
  const stuff = async (from: string, count: number) => {
    const outcomes = []
    for (let name = 0; name < count; name += 1) outcomes.push(await aBrowser(origin, { from }).tryIn(`người-${from}-${name}`, 'Matkhau@123'))
    return outcomes.filter((outcome) => outcome === 'LOGIN_FAILED').length
  }
  expect(await stuff('203.0.113.50', 60)).toBe(20)
  expect(await aBrowser(origin, { from: '203.0.113.51' }).tryIn('bình', password)).toBe('in')
  // of IPv6 a whole /64 is one place: its owner makes as many addresses as it likes
  let allowed = 0
  for (let host = 1; host <= 40; host += 1) allowed += await stuff(`2001:db8:7:1::${host.toString(16)}`, 1)
  expect(allowed).toBe(20)
  expect(await stuff('2001:db8:7:2::1', 1)).toBe(1)
  // a minute later one may be tried again
  pass(minute)
  expect(await stuff('203.0.113.50', 3)).toBe(1)
})

test('without a trusted proxy a made-up address helps nobody', async () => {
  const { origin } = await open({})
  const outcomes = []
  for (let host = 1; host <= 30; host += 1) outcomes.push(await aBrowser(origin, { from: `203.0.113.${host}` }).tryIn(`người-${host}`, 'Matkhau@123'))
  expect(outcomes.filter((outcome) => outcome === 'LOGIN_FAILED')).toHaveLength(20)
})

test('a right log-in of one does not forgive the wrong ones of others at the same address', async () => {
  const { origin } = await open()
  const from = '203.0.113.60'
  const outcomes = []
  for (let name = 0; name < 40; name += 1) {
    outcomes.push(await aBrowser(origin, { from }).tryIn(`người-${name}`, 'Matkhau@123'))
    if (name % 2 === 0) await aBrowser(origin, { from }).tryIn('bình', password)
  }
  expect(outcomes.filter((outcome) => outcome === 'LOGIN_FAILED')).toHaveLength(20)
})

test('a session that somebody planted in the browser is not the one that is opened', async () => {
  const { origin } = await open()
  const attacker = aBrowser(origin)
  await attacker.tryIn('bình', 'sai')
  const planted = 'cGxhbnRlZC1zZXNzaW9uLXNlY3JldC1vZi10aGUtYXR0YWNrZXI'
  const victim = aBrowser(origin)
  victim.cookies.set('hoithi_session', planted)
  expect(await victim.tryIn('bình', password)).toBe('in')
  expect(victim.cookies.get('hoithi_session')).not.toBe(planted)
  attacker.cookies.set('hoithi_session', planted)
  expect((await attacker.whoAmI()).problem.code).toBe('LOGIN_REQUIRED')
})

test('logging in anew gives a new secret and ends the session that the browser had', async () => {
  const { origin } = await open()
  const browser = aBrowser(origin)
  await browser.logIn('bình', password)
  const [first, other] = [browser.cookies.get('hoithi_session') as string, aBrowser(origin)]
  await browser.logIn('bình', password)
  expect(browser.cookies.get('hoithi_session')).not.toBe(first)
  other.cookies.set('hoithi_session', first)
  expect((await other.whoAmI()).problem.code).toBe('LOGIN_REQUIRED')
})

test('cookies: no script reads them, no other site sends them, and over https they never travel in the clear', async () => {
  const plain = await open()
  const [session, device] = (await aBrowser(plain.origin).logIn('bình', password)).headers.getSetCookie()
  expect(session).toMatch(/^hoithi_session=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/)
  expect(device).toMatch(/^hoithi_device=[\w.-]{41}; Max-Age=34560000; Path=\/api\/v1\/staff; HttpOnly; SameSite=Strict$/)
  const secure = createSessionCookies('https://hoithi.example.vn')
  const set: { name: string; secure?: boolean }[] = []
  const reply = { setCookie: (name: string, _value: string, options: { secure?: boolean }) => set.push({ name, ...options }) }
  secure.open(reply as never, { sessionSecret: 'x', expiresAt: new Date(start), deviceMark: 'y' })
  expect(set.map((cookie) => [cookie.name, cookie.secure])).toEqual([
    ['hoithi_session', true],
    ['hoithi_device', true],
  ])
})

test('a session ends two hours after its last use and twelve hours after its beginning', async () => {
  const { origin, clock } = await open()
  const [idle, busy] = [aBrowser(origin), aBrowser(origin)]
  await idle.logIn('bình', password)
  await busy.logIn('bình', password)
  const stateAt = async (ms: number, browser: typeof idle) => {
    clock.moveTo(start + ms)
    return (await browser.whoAmI()).status
  }
  expect(await stateAt(hour, busy)).toBe(200)
  expect(await stateAt(2 * hour - second, idle)).toBe(200)
  expect(await stateAt(4 * hour - 2 * second, idle)).toBe(200)
  expect(await stateAt(6 * hour, idle)).toBe(401)
  await busy.logIn('bình', password)
  for (let hours = 7; hours < 18; hours += 1) expect(await stateAt(hours * hour, busy)).toBe(200)
  expect(await stateAt(18 * hour, busy)).toBe(401)
})

test('what the table holds opens no door: it is a hash', async () => {
  const { origin, database } = await open()
  const browser = aBrowser(origin)
  await browser.logIn('bình', password)
  const [row] = await database.sql<{ secret_hash: Buffer }[]>`select secret_hash from account_sessions`
  for (const encoding of ['hex', 'base64', 'base64url'] as const) {
    const thief = aBrowser(origin)
    thief.cookies.set('hoithi_session', row?.secret_hash.toString(encoding) ?? '')
    expect((await thief.whoAmI()).status).toBe(401)
  }
})
