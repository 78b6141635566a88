import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { laterVi } from '../../widget/i18n/later-vi.ts'
import { myDataVi } from '../../widget/i18n/my-data-vi.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { afterFile } from '../helpers/after-file.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { aParticipant } from '../helpers/participant.ts'
import { logInAs } from '../helpers/staff.ts'
import { complaintsOf, openVisitors } from '../helpers/visitors.ts'
import { aPerson, widgetHands } from '../helpers/widget-hands.ts'

const closing = afterFile()
let stage: ContestStage
let visit: Awaited<ReturnType<typeof openVisitors>>
beforeAll(async () => {
  stage = await openContestStage(closing, {
    consents: [
      { id: 'registration', version: 1, purpose: 'participation', text: 'Tôi đồng ý tham gia.', required: true },
      { id: 'full-name', version: 1, purpose: 'public-name', text: 'Tôi đồng ý hiện tên đầy đủ.', required: false },
    ],
  })
  visit = await openVisitors(closing)
})

test('a person sees, corrects, takes along and erases the own data on a small phone', async () => {
  const page = await (await visit({ isTouch: true })).newPage()
  const complaints = complaintsOf(page)
  await page.goto(stage.fullPage)
  const hands = widgetHands(page, { isTouch: true })
  const person = aPerson('Nguyễn Thị Gõ Nhầm')
  await hands.pressButton(vi.cover.register)
  await hands.fillRegistration(person)
  const ticks = page.getByRole('checkbox')
  expect(await ticks.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).checked))).toEqual([false, false])
  for (const tick of await ticks.all()) await hands.press(tick)
  await hands.pressButton(vi.register.submit)
  await hands.sees(vi.code.title)
  await hands.pressButton(vi.code.done)

  await hands.pressButton(vi.cover.myData)
  await hands.sees(myDataVi.title)
  await page.getByText('Nguyễn Thị Gõ Nhầm', { exact: true }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)

  await hands.pressButton(myDataVi.correct)
  await page.getByLabel(myDataVi.fields.fullName, { exact: true }).fill('Nguyễn Thị Gõ Đúng')
  await hands.pressButton(myDataVi.save)
  await page.getByText('Nguyễn Thị Gõ Đúng', { exact: true }).waitFor()
  await page.locator('#status', { hasText: myDataVi.saved }).waitFor({ state: 'attached' })

  await hands.press(page.getByRole('button', { name: /^Rút lại ?: Tôi đồng ý hiện tên đầy đủ\.$/ }))
  await page.getByText(/^Đã rút lại lúc/).waitFor()

  for (const [button, says] of [
    [myDataVi.json, '"fullName": "Nguyễn Thị Gõ Đúng"'],
    [myDataVi.page, '<td>Nguyễn Thị Gõ Đúng</td>'],
  ] as const) {
    const [file] = await Promise.all([page.waitForEvent('download'), hands.pressButton(button)])
    expect(readFileSync(await file.path(), 'utf8')).toContain(says)
  }

  await page.getByText(myDataVi.eraseRunning).waitFor()
  await hands.pressButton(myDataVi.eraseOpen)
  await hands.pressButton(myDataVi.keep)
  await hands.pressButton(myDataVi.eraseOpen)
  await hands.pressButton(myDataVi.eraseNow)
  await hands.button(vi.cover.register).waitFor()
  expect(await stage.sql`select 1 from person_keys`).toHaveLength(0)
  expect(complaints).toEqual([])
})

test('a link that support sent leads back with the code filled in, and the code leaves the address', async () => {
  const person = aPerson('Lý Trở Lại')
  const { token } = await aParticipant(stage.origin, stage.contest, { ...person, consents: [{ id: 'registration', version: 1 }] })
  expect(token).not.toBe('')
  const [row] = await stage.sql<{ id: string }[]>`select id from contestants order by registered_at desc limit 1`
  const support = await logInAs(stage, 'support')
  const { body } = await support.ask<{ link: string }>('POST', `/contests/${stage.contest.slug}/people/${row?.id}/rejoin-code`, {
    reason: 'mất mã dự thi',
  })
  const page = await (await visit({ isTouch: true })).newPage()
  await page.goto(body.link)
  const hands = widgetHands(page, { isTouch: true })
  await hands.sees(laterVi.rejoin.title)
  expect(page.url()).not.toContain('#')
  await page.getByLabel(vi.register.phone, { exact: true }).fill(person.phone)
  await hands.pressButton(laterVi.rejoin.submit)
  await hands.button(vi.cover.start).waitFor()
})

test('a child registers with a guardian who agrees too', async () => {
  const page = await (await visit({ isTouch: true })).newPage()
  await page.goto(stage.fullPage)
  const hands = widgetHands(page, { isTouch: true })
  await hands.pressButton(vi.cover.register)
  await hands.fillRegistration(aPerson('Trần Bé Nhỏ'))
  await page.getByLabel(vi.register.year, { exact: true }).fill(String(new Date().getFullYear() - 10))
  await hands.press(page.getByLabel('Tôi đồng ý tham gia.'))
  await hands.pressButton(vi.register.submit)
  await page.locator('#guardian-error').waitFor()
  await page.getByLabel(vi.register.guardian.fullName, { exact: true }).fill('Trần Văn Cha')
  await page.getByLabel(vi.register.guardian.relation, { exact: true }).fill('cha')
  await page.getByLabel(vi.register.guardian.phone, { exact: true }).fill('0912345999')
  await hands.press(page.getByLabel(vi.register.guardian.agrees))
  // what is free is asked of the guardian by itself, and nothing is ticked for anybody
  for (const tick of ['#consent-guardian-full-name', '#consent-full-name']) {
    expect(await page.locator(tick).isChecked()).toBe(false)
    await hands.press(page.locator(tick))
  }
  await hands.pressButton(vi.register.submit)
  await hands.sees(vi.code.title)
  const [row] = await stage.sql<{ consents: { id: string; by: string }[]; publicName: string }[]>`
    select consents, public_name as "publicName" from contestants order by registered_at desc limit 1`
  expect(row?.consents).toMatchObject([
    { id: 'registration', by: 'self' },
    { id: 'full-name', by: 'self' },
    { id: 'registration', by: 'guardian' },
    { id: 'full-name', by: 'guardian' },
  ])
  expect(row?.publicName).toBe('full')
})
