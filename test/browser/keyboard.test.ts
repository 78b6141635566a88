import { beforeAll, expect, test } from 'vitest'
import { laterVi } from '../../widget/i18n/later-vi.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { afterFile } from '../helpers/after-file.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { eventually } from '../helpers/eventually.ts'
import { keysOn } from '../helpers/keys-on.ts'
import { openVisitors } from '../helpers/visitors.ts'
import { aPerson, widgetHands, widgetIn } from '../helpers/widget-hands.ts'

const closing = afterFile()
const total = 3
let stage: ContestStage
let visit: Awaited<ReturnType<typeof openVisitors>>
beforeAll(async () => {
  stage = await openContestStage(closing, { questionCount: total })
  visit = await openVisitors(closing)
})

test('from the cover to the receipt and the result with Tab, Enter, Space and arrows; the focus is never lost', async () => {
  const page = await (await visit({ viewport: { width: 1_000, height: 700 } })).newPage()
  await page.goto(stage.portal)
  const { screen, sees } = widgetHands(widgetIn(page))
  await sees('Hội thi kiểm thử')
  const frame = page.frames().find((candidate) => candidate.url().startsWith(stage.origin))
  if (!frame) throw new Error('the frame is not there')
  const keys = keysOn(page, frame)
  const person = aPerson('Lê Thị Thu Hà')

  await keys.pressButton(vi.cover.register)
  await keys.arrivesAt(vi.register.title)
  await keys.type(vi.register.fullName, person.fullName)
  await keys.type(vi.register.day, '17')
  await keys.type(vi.register.month, '8')
  await keys.type(vi.register.year, '2001')
  await keys.type(vi.register.phone, person.phone)
  await keys.pressButton(vi.register.submit)
  await eventually('the focus is in the first field that needs another look', () =>
    frame.evaluate(() => document.activeElement?.matches('[aria-invalid="true"], .has-error input') ?? false),
  )
  await page.keyboard.press('Shift+Tab')
  await keys.type('unit-search', 'truong hoc')
  await screen.getByRole('option', { name: /Chi đoàn Trường học/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await screen.getByRole('option', { name: /Chi đoàn Trường học/, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await screen.getByText(vi.register.unitChange).waitFor()
  await keys.isNotLost()
  await keys.tabTo('consent-registration')
  await page.keyboard.press('Space')
  await keys.pressButton(vi.register.submit)

  await keys.arrivesAt(vi.code.title)
  await keys.pressButton(vi.code.done, 'Space')
  await keys.arrivesAt('Hội thi kiểm thử')
  await keys.pressButton(vi.cover.start)
  for (let question = 0; question < total; question += 1) {
    await screen.getByText(vi.paper.question(String(question + 1), String(total)), { exact: true }).waitFor()
    await keys.arrivesAt('Câu hỏi số')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    // the first option is chosen; arrows move the choice on
    for (let steps = 0; steps < question; steps += 1) await page.keyboard.press('ArrowDown')
    expect(await screen.locator('.option-input').nth(question).isChecked()).toBe(true)
    await keys.isNotLost()
    await keys.pressButton(question < total - 1 ? vi.paper.next : vi.paper.review)
  }
  await keys.arrivesAt(vi.review.title)
  await keys.pressButton(vi.review.submit)
  await keys.arrivesAt(laterVi.receipt.title.submitted)
  const kept = new Map((await stage.tapsInLog()).map(({ question, answer }) => [question, answer]))
  expect([...kept]).toEqual([
    [0, '0'],
    [1, '1'],
    [2, '2'],
  ])
  await keys.pressButton(laterVi.receipt.seeResult)
  await keys.arrivesAt(laterVi.result.title)
  await screen.locator('.placing').waitFor()
  await keys.isNotLost()
  await keys.pressButton(vi.cover.seeBoard)
  await keys.arrivesAt(laterVi.board.title)
})

test('whoever opened the portal to read something else is not pulled into the frame', async () => {
  const page = await (await visit()).newPage()
  await page.goto(stage.portal)
  await widgetHands(widgetIn(page)).sees('Hội thi kiểm thử')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
  expect(await page.evaluate(() => window.scrollY)).toBe(0)
})
