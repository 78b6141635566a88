import { expect, test } from 'vitest'
import type { CreatedAccount, LinkOwner, OneTimeLink } from '../../server/contract/accounts.ts'
import { eventually } from '../helpers/eventually.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { startSmtpServer } from '../helpers/smtp-server.ts'
import { aBrowser, auditOf, type StaffBrowser } from '../helpers/staff-browser.ts'
import { startTestApp } from '../helpers/test-app.ts'

const password = 'ốc sên uống cà phê'
const better = 'cánh diều ngủ quên trên mái ngói'
const start = Date.UTC(2026, 10, 21, 8)
const [hour, day] = [3_600_000, 86_400_000]
const reason = 'nhân sự mới'

async function open(environment: Record<string, string> = {}) {
  const clock = pinnedClock(start)
  const running = await startTestApp({ clock, environment })
  await running.app.features.accounts.create({ username: 'chu', displayName: 'Chủ', password, role: 'owner' })
  const owner = aBrowser(running.origin)
  await owner.logIn('chu', password)
  return { ...running, clock, owner, visitor: () => aBrowser(running.origin) }
}

const invite = (owner: StaffBrowser, changes: object = {}) =>
  owner.ask<CreatedAccount>('POST', '/accounts', {
    username: 'Bình',
    displayName: 'Trần Thị Bình',
    email: 'Binh@example.vn',
    grants: [{ role: 'organizer', unitId: null }],
    ...changes,
  })
const tokenIn = (link: string | null | undefined) => link?.split('#')[1] ?? ''
const follow = (browser: StaffBrowser, token: string, chosen = better) => browser.ask('POST', '/password', { token, password: chosen })

test('without a mail server the link is shown to whoever invites; the token stands behind the #', async () => {
  const { origin, owner, visitor } = await open()
  const { status, body } = await invite(owner)
  expect([status, body.account.state, body.invitation.sentTo]).toEqual([201, 'invited', null])
  expect(body.invitation.link).toMatch(new RegExp(`^${origin}/console/password#[\\w-]{43}$`))
  const token = tokenIn(body.invitation.link)
  const looked = await visitor().ask<LinkOwner>('POST', '/password-link', { token })
  expect(looked.body).toMatchObject({ username: 'bình', displayName: 'Trần Thị Bình', kind: 'invitation', shortestPassword: 15 })
  expect((await follow(visitor(), token, 'matkhau123456789')).problem.code).toBe('PASSWORD_KNOWN')
  expect((await follow(visitor(), token, 'Trần Thị Bình 1990')).problem.code).toBe('PASSWORD_KNOWN')
  expect((await follow(visitor(), token)).status).toBe(204)
  expect(await visitor().tryIn('bình', better)).toBe('in')
})

test('with a mail server it goes to the person and to nobody else, in the language of the person', async () => {
  const smtp = await startSmtpServer()
  const { origin, owner, visitor } = await open({ SMTP_URL: smtp.url, MAIL_FROM: 'hoithi@example.vn' })
  const { body } = await invite(owner)
  expect(body.invitation).toMatchObject({ link: null, sentTo: 'binh@example.vn' })
  await invite(owner, { username: 'john', displayName: 'John', email: 'john@example.vn', language: 'en' })
  const mail = await eventually('the invitation arrives', () => smtp.sentTo('binh@example.vn')[0])
  expect(mail.headers.subject).toBe('Lời mời vào bảng điều hành Hội Thi')
  const link = /https?:\S+/.exec(mail.text)?.[0] ?? ''
  expect(link.startsWith(`${origin}/console/password#`)).toBe(true)
  expect((await follow(visitor(), tokenIn(link))).status).toBe(204)
  expect((await eventually('the other arrives', () => smtp.sentTo('john@example.vn')[0])).headers.subject).toBe('Invitation to the Hội Thi console')
})

test('a link works once, also when ten follow it at the same moment, and ends after its time', async () => {
  const { owner, visitor, clock } = await open()
  const created = (await invite(owner)).body
  const token = tokenIn(created.invitation.link)
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => follow(visitor(), token)))
  expect(outcomes.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(404)])
  expect(outcomes.find(({ status }) => status === 404)?.problem.code).toBe('LINK_NOT_VALID')
  const reset = (await owner.ask<OneTimeLink>('POST', `/accounts/${created.account.id}/link`, { reason })).body
  clock.moveTo(start + day - 1)
  expect((await visitor().ask('POST', '/password-link', { token: tokenIn(reset.link) })).status).toBe(200)
  clock.moveTo(start + day)
  expect((await follow(visitor(), tokenIn(reset.link))).problem.code).toBe('LINK_NOT_VALID')
})

test('a newer link ends the older one; a used, a foreign and a made-up one are answered alike', async () => {
  const { owner, visitor } = await open()
  const created = (await invite(owner)).body
  const newer = (await owner.ask<OneTimeLink>('POST', `/accounts/${created.account.id}/link`, { reason })).body
  const answers = [await follow(visitor(), tokenIn(created.invitation.link)), await follow(visitor(), 'A'.repeat(43))]
  expect((await follow(visitor(), tokenIn(newer.link))).status).toBe(204)
  answers.push(await follow(visitor(), tokenIn(newer.link)))
  for (const { status, problem } of answers) expect([status, { ...problem, requestId: '' }]).toEqual([404, { ...answers[0]?.problem, requestId: '' }])
})

test('a new password ends every session, and the other browser hears nothing but that it is over', async () => {
  const { owner, visitor } = await open()
  const created = (await invite(owner)).body
  await follow(visitor(), tokenIn(created.invitation.link))
  const binh = visitor()
  await binh.logIn('bình', better)
  const reset = (await owner.ask<OneTimeLink>('POST', `/accounts/${created.account.id}/link`, { reason })).body
  expect((await binh.whoAmI()).status).toBe(200)
  await follow(visitor(), tokenIn(reset.link), password)
  expect((await binh.whoAmI()).problem.code).toBe('LOGIN_REQUIRED')
  expect([await visitor().tryIn('bình', better), await visitor().tryIn('bình', password)]).toEqual(['LOGIN_FAILED', 'in'])
})

test('changing the own password needs the old one, gives a new session and ends the others', async () => {
  const { owner, visitor } = await open()
  const other = visitor()
  await other.logIn('chu', password)
  const before = owner.cookies.get('hoithi_session')
  const change = (currentPassword: string, newPassword: string) => owner.ask('POST', '/account/password', { currentPassword, newPassword })
  expect((await change('sai', better)).problem.code).toBe('PASSWORD_WRONG')
  expect((await change(password, 'ngắn quá')).problem.code).toBe('PASSWORD_TOO_SHORT')
  expect((await change(password, better)).status).toBe(204)
  expect(owner.cookies.get('hoithi_session')).not.toBe(before)
  expect([(await owner.whoAmI()).status, (await other.whoAmI()).status]).toEqual([200, 401])
})

test('whoever is given more rights does not give them to a link that another made before', async () => {
  const running = await open()
  const { app, owner, visitor } = running
  await app.features.accounts.create({ username: 'hai', displayName: 'Hai', password, role: 'owner' })
  const second = visitor()
  await second.logIn('hai', password)
  const created = (await invite(owner)).body
  const shown = (await owner.ask<OneTimeLink>('POST', `/accounts/${created.account.id}/link`, { reason })).body
  await second.ask('POST', `/accounts/${created.account.id}/grants`, { role: 'official', unitId: null, reason })
  expect((await follow(visitor(), tokenIn(shown.link))).problem.code).toBe('LINK_NOT_VALID')
})

test('links, passwords and tokens are in no log and in no table as they are', async () => {
  const running = await open()
  const created = (await invite(running.owner)).body
  const token = tokenIn(created.invitation.link)
  await follow(running.visitor(), token)
  expect(running.log.join('\n')).not.toMatch(new RegExp(`${token}|${better}|${password}`))
  await invite(running.owner, { username: 'cuc', email: 'cuc@example.vn' })
  const [dump] = await running.database.sql<{ all: string }[]>`
    select concat((select json_agg(l) from account_links l), (select json_agg(a) from audit_log a), (select json_agg(a) from accounts a)) as all`
  expect(dump?.all).toContain('token_hash')
  expect(dump?.all).not.toMatch(new RegExp(`${token}|${better}`))
  expect(await auditOf(running, 'password.set')).toMatchObject([{ by: { name: 'bình' }, after: { how: 'invitation' } }])
})

test('after ten wrong tries the account hears of it, once a day', async () => {
  const smtp = await startSmtpServer()
  const { app, owner, visitor, clock, origin } = await open({ SMTP_URL: smtp.url, MAIL_FROM: 'hoithi@example.vn', TRUSTED_PROXIES: 'loopback' })
  await invite(owner)
  const tryOften = async (count: number) => {
    for (let tries = 0; tries < count; ) {
      const outcome = await aBrowser(origin, { from: `10.2.0.${tries}` }).tryIn('binh@example.vn', 'đoán')
      if (outcome === 'LOGIN_FAILED') tries += 1
      else clock.moveTo(clock.now() + 60_000)
    }
  }
  // the service's own rounds may be sending what these would: only what must have come is waited for
  const notices = async () => {
    await app.features.loginNotices.run()
    await app.features.mails.run()
    return smtp.received.filter((mail) => mail.headers.subject?.startsWith('Nhiều lần đăng nhập sai')).length
  }
  await tryOften(9)
  expect(await notices()).toBe(0)
  await tryOften(1)
  await eventually('the account hears of it', async () => (await notices()) === 1)
  await tryOften(5)
  expect(await notices()).toBe(1)
  expect(await visitor().tryIn('khong-co', 'x')).toBe('LOGIN_FAILED')
  clock.moveTo(clock.now() + day + hour)
  await tryOften(12)
  await eventually('the account hears of it on the next day', async () => (await notices()) === 2)
})
