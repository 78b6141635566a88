import type { Locator } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { RegistrationForm } from '../../server/contract/registration-form.ts'
import { usualForm } from '../../server/features/contestants/registration-form.ts'
import { myDataVi } from '../../widget/i18n/my-data-vi.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { afterFile } from '../helpers/after-file.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { eventually } from '../helpers/eventually.ts'
import { keysOn } from '../helpers/keys-on.ts'
import { startSmtpServer } from '../helpers/smtp-server.ts'
import { complaintsOf, openVisitors } from '../helpers/visitors.ts'
import { aPerson, widgetHands } from '../helpers/widget-hands.ts'

const closing = afterFile()
let stage: ContestStage
let visit: Awaited<ReturnType<typeof openVisitors>>
let mails: Awaited<ReturnType<typeof startSmtpServer>>
beforeAll(async () => {
  mails = await startSmtpServer({}, closing)
  const consents = [
    { id: 'registration', version: 1, purpose: 'participation' as const, text: 'Tôi đồng ý tham gia.', required: true },
    { id: 'full-name', version: 1, purpose: 'public-name' as const, text: 'Tôi đồng ý hiện tên đầy đủ.', required: false },
  ]
  stage = await openContestStage(closing, { consents }, { SMTP_URL: mails.url, MAIL_FROM: 'hoithi@example.vn' })
  visit = await openVisitors(closing)
})

/** What an organizer asks beside the usual once people are registered. */
const fullForm: RegistrationForm = {
  ...usualForm,
  fields: [...usualForm.fields, { name: 'email', isRequired: false }],
  custom: [
    { key: 'truong', label: 'Trường', kind: 'text', isRequired: false, maxLength: 60 },
    { key: 'khoi', label: 'Khối', kind: 'choice', isRequired: false, options: ['Khối 4', 'Khối 5'] },
  ],
  verification: 'email',
}
const optional = (label: string) => `${label} (${vi.register.consentOptional})`

test.each([
  ['a small phone', { width: 360, height: 640 }],
  ['a desk', { width: 1_280, height: 800 }],
])('on %s the own data are corrected, agreed to and kept by keys alone, and the focus is never lost', async (_where, viewport) => {
  await setForm(usualForm)
  const page = await (await visit({ viewport })).newPage()
  const complaints = complaintsOf(page)
  await page.goto(stage.fullPage)
  const hands = widgetHands(page)
  await hands.pressButton(vi.cover.register)
  await hands.fillRegistration(aPerson('Trần Thị Gõ Nhầm'))
  for (const tick of await page.getByRole('checkbox').all()) await hands.press(tick)
  await hands.pressButton(vi.register.submit)
  await hands.sees(vi.code.title)
  await hands.pressButton(vi.code.done)
  await hands.button(vi.cover.start).waitFor()
  await setForm(fullForm)
  await page.reload()
  await hands.button(vi.cover.myData).waitFor()

  const keys = keysOn(page, page.mainFrame())
  await keys.pressButton(vi.cover.myData)
  await keys.arrivesAt(myDataVi.title)
  await keys.pressButton(myDataVi.correct)
  await keys.isLedTo(myDataVi.correct)
  await keys.retype(vi.register.fullName, 'Trần Bé Đúng')
  await keys.retype(vi.register.year, String(new Date().getFullYear() - 10))
  await keys.pressButton(vi.register.unitChange)
  await keys.isLedTo('unit-search')
  await page.keyboard.type('cong an')
  await page.getByRole('option', { name: /Chi đoàn Công an/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('option', { name: /Chi đoàn Công an/, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(vi.register.unitChange).waitFor()
  await keys.isNotLost()
  const address = `be-dung-${viewport.width}@example.vn`
  await keys.retype(vi.register.email, address)
  await keys.retype('Trường', 'Tiểu học An Bình')
  await keys.tabTo('custom-khoi')
  await page.keyboard.press('ArrowDown')
  const form = page.locator('#my-details form')
  for (const [role, name] of [
    ['textbox', vi.register.fullName],
    ['textbox', vi.register.day],
    ['textbox', vi.register.month],
    ['textbox', vi.register.year],
    ['textbox', vi.register.phone],
    ['textbox', optional(vi.register.email)],
    ['textbox', optional('Trường')],
    ['combobox', optional('Khối')],
    ['combobox', myDataVi.fields.publicName],
    ['textbox', vi.register.guardian.fullName],
    ['textbox', vi.register.guardian.relation],
    ['textbox', vi.register.guardian.phone],
    ['checkbox', vi.register.guardian.agrees],
    ['checkbox', optional('Tôi đồng ý hiện tên đầy đủ.')],
  ] as const)
    await form.getByRole(role, { name, exact: true }).waitFor()

  // the guardian is asked for everything, and nothing is ticked for anybody
  expect(await form.getByRole('checkbox', { checked: true }).count()).toBe(0)
  await keys.pressButton(myDataVi.save)
  await keys.isLedTo('guardian-name')
  await page.keyboard.type('Trần Văn Cha')
  await keys.type(vi.register.guardian.relation, 'cha')
  await keys.type(vi.register.guardian.phone, '0912345999')
  for (const tick of ['guardian-agrees', 'consent-guardian-full-name']) {
    await keys.tabTo(tick)
    await page.keyboard.press('Space')
  }
  await keys.pressButton(myDataVi.save)
  await keys.isLedTo('one-time-code')
  const mail = await eventually('the code is in the mail', () => mails.sentTo(address).at(-1))
  await page.keyboard.type(/\d{6}/.exec(mail.text)?.[0] ?? '')
  await keys.pressButton(myDataVi.save)
  await keys.isLedTo(myDataVi.correct)
  for (const kept of ['Trần Bé Đúng', 'Chi đoàn Công an', 'Tiểu học An Bình', 'Khối 4', myDataVi.publicNames.full])
    await page.locator('#my-details').getByText(kept, { exact: true }).waitFor()

  await keys.pressButton(myDataVi.withdraw)
  await keys.isLedTo(myDataVi.consents)
  await page.locator('#my-details').getByText(myDataVi.publicNames.masked, { exact: true }).waitFor()
  const open = page.locator('#my-open-consents')
  await open.getByRole('button', { name: /^Tôi đồng ý ?: Tôi đồng ý hiện tên đầy đủ\.$/ }).focus()
  await page.keyboard.press('Enter')
  await keys.isLedTo(myDataVi.agreeAsGuardian)
  await page.keyboard.press('Enter')
  await keys.isLedTo(myDataVi.consents)
  await page.locator('#my-details').getByText(myDataVi.publicNames.full, { exact: true }).waitFor()

  await keys.pressButton(myDataVi.eraseOpen)
  await keys.isLedTo(myDataVi.keep)
  await eventually('the whole question is in sight', async () => {
    const dialog = page.getByRole('alertdialog', { name: myDataVi.eraseSure })
    return (await isInSight(dialog, viewport)) && (await isInSight(hands.button(myDataVi.eraseNow), viewport))
  })
  await page.keyboard.press('Enter')
  await keys.isLedTo(myDataVi.eraseOpen)
  // a new address is answered by asking for its code
  expect(complaints.filter((one) => !one.includes('status of 422'))).toEqual([])
})

async function isInSight(what: Locator, { height }: { height: number }): Promise<boolean> {
  const box = await what.boundingBox()
  return box !== null && box.y >= 0 && box.y + box.height <= height
}

async function setForm(form: RegistrationForm): Promise<void> {
  await stage.sql`update contests set registration_form = ${stage.sql.json(form as never)} where id = ${stage.contest.contestId}`
  stage.app.features.contests.forget(stage.contest.slug)
}
