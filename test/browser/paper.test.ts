import { beforeAll, expect, test } from 'vitest'
import { makeQuestion } from '../../question-bank/question.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { afterFile } from '../helpers/after-file.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { openVisitors } from '../helpers/visitors.ts'
import { aPerson, widgetHands, widgetIn } from '../helpers/widget-hands.ts'

const closing = afterFile()
const total = 5
/** A long question and four options of two lines each, as contests have them. */
const longQuestion = (number: number) =>
  makeQuestion(
    {
      type: 'single-choice',
      stem: `Theo quy định hiện hành, người nhận được tin nhắn lạ có kèm đường dẫn nên làm gì trước tiên, ở câu hỏi số ${number} của ngân hàng?`,
      options: ['một', 'hai', 'ba', 'bốn'].map((word) => `Một phương án viết dài hết hai dòng của điện thoại, ${number} ${word}`),
    },
    { correct: 0 },
  )
let stage: ContestStage
let visitor: Awaited<ReturnType<typeof openVisitors>>
beforeAll(async () => {
  stage = await openContestStage(closing, { bank: Array.from({ length: total }, (_, number) => longQuestion(number)) })
  visitor = await openVisitors(closing)
})

test('on the full page of a small phone the steps are in reach without scrolling, and the option with the focus is not under them', async () => {
  const page = await (await visitor({ isTouch: true })).newPage()
  await page.goto(stage.fullPage)
  const hands = widgetHands(page, { isTouch: true })
  await hands.register(aPerson())
  await hands.start(total)
  const { height } = page.viewportSize() ?? { height: 0 }
  const bottomOf = async (name: string) => {
    const box = await hands.button(name).boundingBox()
    return (box?.y ?? height) + (box?.height ?? height)
  }
  expect(await page.evaluate(() => [scrollY, document.documentElement.scrollHeight > innerHeight])).toEqual([0, true])
  for (const name of [vi.paper.previous, vi.paper.next]) expect(await bottomOf(name)).toBeLessThanOrEqual(height)

  const last = page.getByRole('radio').last()
  await last.focus()
  const card = await page.locator('.option').last().boundingBox()
  const steps = await page.locator('.paper-steps').boundingBox()
  expect((card?.y ?? 0) + (card?.height ?? 0)).toBeLessThanOrEqual(steps?.y ?? 0)
  await hands.pressButton(vi.paper.next)
  await hands.seesQuestion(1, total)
})

test('in a portal the steps stand behind the options and cover none of them', async () => {
  const page = await (await visitor({ isTouch: true })).newPage()
  await page.goto(stage.portal)
  const hands = widgetHands(widgetIn(page), { isTouch: true })
  await hands.register(aPerson())
  await hands.start(total)
  const card = await hands.screen.locator('.option').last().boundingBox()
  const steps = await hands.screen.locator('.paper-steps').boundingBox()
  expect((card?.y ?? 0) + (card?.height ?? 0)).toBeLessThanOrEqual(steps?.y ?? 0)
  await hands.pressButton(vi.paper.next)
  await hands.seesQuestion(1, total)
})
