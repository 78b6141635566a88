import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeQuestion } from '../../question-bank/question.ts'
import { laterEn } from '../../widget/i18n/later-en.ts'
import { laterVi } from '../../widget/i18n/later-vi.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { afterFile } from '../helpers/after-file.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { eventually } from '../helpers/eventually.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { openVisitors } from '../helpers/visitors.ts'
import { aPerson, widgetHands } from '../helpers/widget-hands.ts'

const closing = afterFile()
const total = 2
const bank = Array.from({ length: total }, (_, number) =>
  makeQuestion(
    { type: 'single-choice', stem: `Câu số ${number}`, options: ['một', 'hai', 'ba', 'bốn'] },
    { correct: 2 },
    { explanation: `Vì **${number}**` },
  ),
)
let stage: ContestStage
let official: Staff
let visit: Awaited<ReturnType<typeof openVisitors>>
beforeAll(async () => {
  stage = await openContestStage(closing, { bank, settings: { reveal: { when: 'after-attempt', shows: 'explanations' } } })
  official = await logInAs(stage, 'official')
  visit = await openVisitors(closing)
})

const { asides, access, receipt, answers } = laterVi
async function arrive() {
  const visitor = await visit({ isTouch: true })
  const page = await visitor.newPage()
  return { visitor, page, hands: widgetHands(page, { isTouch: true }) }
}
/** What officials do after an incident, told to everybody in the round. */
const extend = (text: { vi: string; en: string }) =>
  official.ask('POST', `/contests/${stage.contest.slug}/rounds/${stage.contest.roundId}/extensions`, {
    actionId: randomUUID(),
    reason: 'mất điện',
    notice: text,
    minutes: 5,
    // the service's clock follows that of the database, a breath behind this one
    incidentBeganAt: new Date(Date.now() - 5_000).toISOString(),
  })

describe('a device whose clock is wrong', () => {
  const threeHoursMs = 3 * 3_600_000

  test('is told so calmly; the time left is right, whatever its clock does meanwhile', async () => {
    const { page, hands } = await arrive()
    await page.addInitScript((aheadMs) => {
      const real = Date.now.bind(Date)
      Object.assign(window, { aheadMs })
      Date.now = () => real() + (window as unknown as { aheadMs: number }).aheadMs
    }, threeHoursMs)
    await page.goto(stage.fullPage)
    await hands.register(aPerson())
    await page.locator('.notice', { hasText: asides.clockAhead('3 giờ') }).waitFor()
    await hands.start(total)
    await page.locator('.asides', { hasText: asides.clockSafe }).waitFor()
    const [attempt] = await stage.sql<{ id: string; skewMs: number }[]>`
      select id, skew_ms as "skewMs" from attempts order by started_at desc, id limit 1`
    // measured by the server, to a minute on the slowest machine
    expect(Math.abs((attempt?.skewMs ?? 0) - threeHoursMs)).toBeLessThan(60_000)

    const isRight = async () => {
      const [left] = await stage.sql<
        { seconds: number }[]
      >`select extract(epoch from deadline_at - now())::float8 as seconds from attempts where id = ${attempt?.id ?? ''}`
      const [minutes, seconds] = ((await page.locator('.timer-face').textContent()) ?? '').split(':').map(Number)
      return Math.abs((minutes ?? 0) * 60 + (seconds ?? 0) - (left?.seconds ?? 0)) < 3
    }
    await eventually('the countdown is that of the server', isRight)
    for (const aheadMs of [-86_400_000, threeHoursMs]) {
      await page.evaluate((ms) => Object.assign(window, { aheadMs: ms }), aheadMs)
      await hands.choose(aheadMs > 0 ? 1 : 2)
      await hands.isSent()
      await eventually('the countdown is right again', isRight)
    }
    await hands.pressButton(asides.dismiss)
    await eventually('it is read and gone, and the focus is on the question', () =>
      page.evaluate(() => document.querySelector('.asides') === null && document.activeElement?.tagName === 'H1'),
    )
    await page.reload()
    await hands.seesQuestion(0, total)
    expect(await page.locator('.asides').count()).toBe(0)
  })

  test('a clock that is right is not spoken of', async () => {
    const { page, hands } = await arrive()
    await page.goto(stage.fullPage)
    await hands.register(aPerson())
    await hands.start(total)
    expect(await page.getByText(asides.clockSafe).count()).toBe(0)
  })
})

test('what officials tell stands above the question until it is read, is read out, and can be read again on the cover', async () => {
  const { page, hands } = await arrive()
  await page.goto(stage.fullPage)
  await hands.register(aPerson())
  await hands.start(total)
  const told = {
    vi: `Do mất điện, mọi bài đang làm được thêm 5 phút (${randomUUID()}).`,
    en: 'After a power cut all running attempts get 5 more minutes.',
  }
  expect((await extend(told)).status).toBe(200)
  // the next answer brings the number of the notice
  await hands.choose(1)
  const notice = page.locator('.notice', { hasText: told.vi })
  await notice.waitFor()
  await eventually('it is read out', async () => (await page.locator('#status').textContent()) === told.vi)
  const [above, question] = [await notice.boundingBox(), await page.locator('.stem').boundingBox()]
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(question?.y ?? 0)
  // the notice says why the time has changed: nothing says it twice
  expect(await page.locator('.notice', { hasText: vi.paper.extended }).count()).toBe(0)
  await hands.press(notice.getByRole('button', { name: asides.dismiss }))
  await notice.waitFor({ state: 'detached' })
  await hands.review(total)
  await hands.pressButton(vi.review.submit)
  await hands.sees(receipt.title.submitted)
  await page.goto(stage.fullPage)
  await hands.pressButton(asides.again('1'))
  await page.getByText(told.vi).waitFor()
  await page.goto(`${stage.fullPage}?lang=en`)
  await page.getByRole('button', { name: laterEn.asides.again('1') }).click()
  await page.getByText(told.en).waitFor()
})

test('the receipt is large, copied, saved as a signed text, and found again beside the result, where right answers and explanations are', async () => {
  const { visitor, page, hands } = await arrive()
  await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(stage.fullPage)
  await hands.register(aPerson())
  await hands.start(total)
  await hands.choose(2)
  await hands.pressButton(vi.paper.next)
  await hands.seesQuestion(1, total)
  await hands.choose(0)
  await hands.review(total)
  await hands.pressButton(vi.review.submit)
  const code = await hands.seesReceipt()
  await hands.pressButton(receipt.copy)
  await hands.button(receipt.copied).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code)
  const [file] = await Promise.all([page.waitForEvent('download'), hands.pressButton(receipt.save)])
  expect(file.suggestedFilename()).toBe(`bien-nhan-${code}.txt`)
  const kept = await readFile(await file.path(), 'utf8')
  expect(kept.replaceAll('-', '')).toContain(code)
  await page.getByText(receipt.saved).first().waitFor()

  await hands.pressButton(receipt.seeResult)
  await hands.pressButton(receipt.see)
  expect(await hands.seesReceipt()).toBe(code)
  await hands.pressButton(receipt.seeResult)
  await hands.pressButton(answers.seeExplained)
  await hands.sees(answers.title)
  const cards = page.locator('.reviewed')
  expect(await cards.locator('.reviewed-mark').allTextContents()).toEqual(['Đúng · 1 / 1 điểm', 'Chưa đúng · 0 / 1 điểm'])
  expect(await cards.nth(1).locator('dd').allTextContents()).toEqual(['A. một', 'C. ba'])
  expect(await cards.locator('.reviewed-why strong').allTextContents()).toEqual(['0', '1'])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
})

test('a round with an access code asks for it at the start; a wrong one is said at the field and starts nothing', async () => {
  const locked = await openContestStage(closing, { bank, opensAt: new Date(Date.now() + 1_800_000) })
  const { slug, roundId } = locked.contest
  const organizer = await logInAs(locked, 'organizer')
  const set = await organizer.ask('PUT', `/contests/${slug}/rounds/${roundId}/settings`, {
    actionId: randomUUID(),
    version: 1,
    accessCode: 'Hoa Ban 2026',
  })
  expect(set.status).toBe(200)
  const [kept] = await locked.sql<{ code: Buffer }[]>`select access_code as code from rounds where id = ${roundId}`
  const have = async (code: Buffer | null) => {
    await locked.sql`update rounds set opens_at = now() - interval '1 hour', access_code = ${code} where id = ${roundId}`
    locked.app.features.contests.forget(slug)
  }
  await have(null)
  const { page, hands } = await arrive()
  await page.goto(locked.fullPage)
  await hands.register(aPerson())
  // the page of somebody who already stands before the start knows of no code
  await have(kept?.code ?? null)
  await hands.pressButton(vi.cover.start)
  const field = page.getByLabel(access.label, { exact: true })
  await page.getByText(access.missing).waitFor()
  await eventually('the focus is in the field', () => field.evaluate((input) => input === document.activeElement))
  await field.fill('hoa sen')
  await page.keyboard.press('Enter')
  await page.getByText(access.wrong).waitFor()
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  expect(await locked.attempts()).toEqual([])
  await field.fill(' hoa ban 2026 ')
  await hands.pressButton(vi.cover.start)
  await hands.seesQuestion(0, total)
  expect(await locked.attempts()).toHaveLength(1)
})
