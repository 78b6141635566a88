import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { vi } from '../../console/i18n/vi.ts'
import type { CreatedAccount, RecoveryCodes, SecondFactorOffer } from '../../server/contract/accounts.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aCodeFrom } from '../helpers/authenticator.ts'
import { laptop } from '../helpers/browser.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { aBrowser } from '../helpers/staff-browser.ts'
import { complaintsOf, openVisitors } from '../helpers/visitors.ts'

const closing = afterFile()
const chosen = 'cánh diều ngủ quên trên mái ngói'
let stage: ContestStage
let owner: Staff
let visit: Awaited<ReturnType<typeof openVisitors>>
let page: Page
let people = 0

beforeAll(async () => {
  stage = await openContestStage(closing)
  owner = await logInAs(stage, 'owner')
  visit = await openVisitors(closing)
})
beforeEach(async () => {
  page = await (await visit({ viewport: laptop })).newPage()
})

async function invite() {
  people += 1
  const body = { username: `binh.${people}`, displayName: 'Trần Thị Bình', grants: [{ role: 'organizer', unitId: null }] }
  const created = await owner.ask<CreatedAccount>('POST', '/accounts', body)
  return { username: body.username, link: created.body.invitation.link ?? '' }
}

const submit = async (username: string, password: string) => {
  await page.getByLabel(vi['login.username']).fill(username)
  await page.getByLabel(vi['login.password'], { exact: true }).fill(password)
  await page.getByRole('button', { name: vi['login.submit'], exact: true }).click()
}

test('an invitation is followed, a weak password is sent back with the reason, a good one opens the console; the link is spent', async () => {
  const { username, link } = await invite()
  const complaints = complaintsOf(page)
  await page.goto(link)
  await page.getByText('Chào Trần Thị Bình').waitFor()
  // the token is gone from the address before anybody can read it over a shoulder or find it in the history
  expect(page.url()).toBe(`${stage.origin}/console/password`)
  await page.getByLabel(vi['password.new']).fill('matkhau123456789')
  await page.getByRole('button', { name: vi['password.submit'] }).click()
  await page.getByRole('alert').getByText(vi['problem.PASSWORD_KNOWN']).waitFor()
  await page.getByLabel(vi['password.new']).fill(chosen)
  await page.getByLabel(vi['password.show']).check()
  expect(await page.getByLabel(vi['password.new']).getAttribute('type')).toBe('text')
  await page.getByRole('button', { name: vi['password.submit'] }).click()
  await page.getByText(vi['password.done']).waitFor()
  await page.getByRole('button', { name: vi['login.title'] }).click()
  await submit(username, chosen)
  await page.getByText('Trần Thị Bình').waitFor()
  await page.goto('about:blank')
  await page.goto(link)
  await page.getByRole('alert').getByText(vi['problem.LINK_NOT_VALID']).waitFor()
  // refusals are answers with a status, which the browser tells of too
  expect(complaints.filter((line) => !/status of (401|404|422)/.test(line))).toEqual([])
})

test('a log-in with a second factor: one answer to whatever was wrong, then a code, and next time it is asked for at once', async () => {
  const { username, link } = await invite()
  const api = aBrowser(stage.origin)
  await api.ask('POST', '/password', { token: link.split('#')[1], password: chosen })
  await api.logIn(username, chosen)
  const offered = await api.ask<SecondFactorOffer>('POST', '/account/second-factor', { password: chosen })
  const { recoveryCodes } = (
    await api.ask<RecoveryCodes>('POST', '/account/second-factor/confirmation', { code: aCodeFrom(offered.body.secret, Date.now()) })
  ).body
  await page.goto(`${stage.origin}/console/`)
  await submit(username, chosen)
  await page.getByRole('alert').getByText(vi['problem.LOGIN_FAILED']).waitFor()
  await page.getByLabel(vi['login.code']).fill(recoveryCodes[0] ?? '')
  await page.getByRole('button', { name: vi['login.submit'], exact: true }).click()
  await page.getByText('Trần Thị Bình').waitFor()
  await page.getByRole('button', { name: vi['logout.submit'] }).click()
  await page.getByLabel(vi['login.code']).waitFor()
})

test('in English too, by keyboard alone, on a narrow screen without scrolling sideways', async () => {
  await page.setViewportSize({ width: 320, height: 640 })
  const { link } = await invite()
  await page.goto(link)
  await page.getByRole('button', { name: /English/ }).click()
  await page.getByText('Hello Trần Thị Bình').waitFor()
  await page.getByLabel('New password').focus()
  await page.keyboard.type(chosen)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  expect(await page.getByLabel('New password').inputValue()).toBe(chosen)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await page.keyboard.press('Enter')
  await page.getByText('The new password is saved').waitFor()
})
