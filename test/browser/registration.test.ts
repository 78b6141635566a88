import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import type { PortalView } from '../../server/contract/portals.ts'
import type { RegistrationForm } from '../../server/contract/registration-form.ts'
import { usualForm } from '../../server/features/contestants/registration-form.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { afterFile } from '../helpers/after-file.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { eventually } from '../helpers/eventually.ts'
import { startHostPages } from '../helpers/host-page.ts'
import { startSmtpServer } from '../helpers/smtp-server.ts'
import { logInAs } from '../helpers/staff.ts'
import { complaintsOf, openVisitors } from '../helpers/visitors.ts'
import { widgetHands, widgetIn } from '../helpers/widget-hands.ts'

const closing = afterFile()
let stage: ContestStage
let site: Awaited<ReturnType<typeof startHostPages>>
let mails: Awaited<ReturnType<typeof startSmtpServer>>
let visitor: Awaited<ReturnType<typeof openVisitors>>

beforeAll(async () => {
  mails = await startSmtpServer({}, closing)
  site = await startHostPages(closing)
  stage = await openContestStage(closing, {}, { SMTP_URL: mails.url, MAIL_FROM: 'hoithi@example.vn' })
  visitor = await openVisitors(closing)
})

async function setForm(form: RegistrationForm): Promise<void> {
  await stage.sql`update contests set registration_form = ${stage.sql.json(form as never)} where id = ${stage.contest.contestId}`
  stage.app.features.contests.forget(stage.contest.slug)
}
const asked = (name: RegistrationForm['fields'][number]['name'], isRequired = true) => ({ name, isRequired })

test('a form of the organizer’s own: its questions, what is wrong with the answers, and the code by mail', async () => {
  await setForm({
    identity: 'email',
    fields: [asked('fullName'), asked('gender'), asked('email'), asked('occupation', false)],
    occupations: ['Học sinh', 'Giáo viên', 'Công nhân'],
    custom: [
      { key: 'truong', label: 'Trường em đang học', kind: 'text', maxLength: 40, isRequired: true },
      { key: 'co_ao', label: 'Cỡ áo', kind: 'choice', options: ['S', 'M', 'L'], isRequired: false },
    ],
    verification: 'email',
  })
  const page = await (await visitor()).newPage()
  const complaints = complaintsOf(page)
  await page.goto(stage.fullPage)
  const hands = widgetHands(page)
  await hands.pressButton(vi.cover.register)
  await hands.sees(vi.register.title)
  expect(await page.getByLabel(vi.register.phone, { exact: true }).count()).toBe(0)

  await hands.pressButton(vi.register.proof.send)
  await page.getByText(vi.register.errors.fields.email).waitFor()
  expect(await page.locator('[aria-invalid="true"]').evaluateAll((all) => all.map(({ id }) => id))).toEqual([
    'full-name',
    'gender',
    'email',
    'custom-truong',
    'consent-registration',
  ])
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('full-name')

  const email = `${randomUUID()}@example.vn`
  await page.getByLabel(vi.register.fullName, { exact: true }).fill('Lê Thị Hoa')
  await page.getByLabel(vi.register.gender).selectOption({ label: vi.register.genders.female })
  await page.getByLabel(vi.register.email).fill(email)
  await page.getByLabel('Trường em đang học').fill('THPT An Bình')
  await page.getByLabel('Cỡ áo').selectOption('M')
  await page.getByRole('checkbox').check()
  await hands.pressButton(vi.register.proof.send)
  const mail = await eventually('the code is there', () => mails.sentTo(email).at(-1))
  const digits = /\d{6}/.exec(mail.text)?.[0] ?? ''
  const code = page.getByLabel(vi.register.proof.label)
  await code.fill(String((Number(digits) + 1) % 1_000_000).padStart(6, '0'))
  await hands.pressButton(vi.register.submit)
  await page.getByText(vi.problems.CODE_REFUSED).waitFor()
  await code.fill(digits)
  await hands.pressButton(vi.register.submit)
  await hands.sees(vi.code.title)
  expect(complaints.filter((line) => !/40[03]|422/.test(line))).toEqual([])
})

test('a portal that knows the person: one tap and the consents, and one tap on the next visit', async () => {
  await setForm(usualForm)
  const owner = await logInAs(stage, 'owner')
  const portal = await owner.ask<PortalView>('POST', '/portals', { code: 'cong', name: 'Cổng Tỉnh đoàn', unitId: null, origins: [site.origin] })
  const secret = (await owner.ask<{ keyId: string; secret: string }>('POST', `/portals/${portal.body.id}/secrets`)).body
  await owner.ask('PUT', `/contests/${stage.contest.slug}/portals`, { portalIds: [portal.body.id] })
  let subject: string | undefined
  let birthDate: string | undefined
  site.answer('/ve', async () =>
    subject === undefined
      ? undefined
      : new SignJWT({ name: 'Trần Thị Bình', unit: 'C2', ...(birthDate === undefined ? {} : { birthDate }) })
          .setProtectedHeader({ alg: 'HS256', kid: secret.keyId })
          .setIssuer('cong')
          .setAudience(stage.origin)
          .setSubject(subject)
          .setJti(randomUUID())
          .setIssuedAt()
          .setExpirationTime('2m')
          .sign(Buffer.from(secret.secret)),
  )
  const address = site.put(
    '/thi',
    `<script src="${stage.origin}/embed/v1/loader.js" data-contest="${stage.contest.slug}" data-ticket-url="/ve" async></script>`,
  )
  const visit = async () => {
    const page = await (await visitor()).newPage()
    await page.goto(address)
    const hands = widgetHands(widgetIn(page))
    await hands.sees('Hội thi kiểm thử')
    await hands.pressButton(vi.cover.register)
    return { page, hands, frame: widgetIn(page) }
  }

  // nobody is logged in at the portal: the usual form
  const stranger = await visit()
  await stranger.hands.sees(vi.register.title)
  await stranger.frame.getByLabel(vi.register.phone, { exact: true }).waitFor()

  // the form needs the day of birth: where the portal does not tell it, that alone is asked
  subject = 'bi-thu-16'
  const unaged = await visit()
  await unaged.frame.getByText('Trần Thị Bình · Chi đoàn Công an').waitFor()
  expect(await unaged.frame.getByRole('textbox').count()).toBe(3)

  subject = 'bi-thu-17'
  birthDate = '2001-02-03'
  const known = await visit()
  await known.frame.getByText('Trần Thị Bình · Chi đoàn Công an').waitFor()
  expect(await known.frame.getByRole('textbox').count()).toBe(0)
  await known.frame.getByRole('checkbox').check()
  await known.hands.pressButton(vi.register.submit)
  await known.hands.sees(vi.code.title)

  const again = await visit()
  await again.frame.getByText(vi.cover.hello('Trần Thị Bình')).waitFor()
  expect(await stage.sql`select 1 from contestants where contest_id = ${stage.contest.contestId}`).toHaveLength(2)
})
