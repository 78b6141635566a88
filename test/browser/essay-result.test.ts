import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { makeQuestion } from '../../question-bank/question.ts'
import { en } from '../../widget/i18n/en.ts'
import { laterVi } from '../../widget/i18n/later-vi.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { aDesk } from '../essays/essay-stage.ts'
import { afterFile } from '../helpers/after-file.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { logInAs } from '../helpers/staff.ts'
import { openVisitors } from '../helpers/visitors.ts'
import { aPerson, widgetHands } from '../helpers/widget-hands.ts'

const closing = afterFile()
let stage: ContestStage
let visit: Awaited<ReturnType<typeof openVisitors>>
beforeAll(async () => {
  stage = await openContestStage(closing, { bank: [makeQuestion({ type: 'essay', stem: 'Nêu cảm nghĩ' }, {})] })
  visit = await openVisitors(closing)
})

test('whoever wrote an essay reads on receipt, result, board and cover that the score is not final, until it is marked', async () => {
  const page = await (await visit({ viewport: { width: 360, height: 640 } })).newPage()
  await page.goto(stage.fullPage)
  const hands = widgetHands(page)
  const essay = randomUUID()
  await hands.register(aPerson())
  await hands.pressButton(vi.cover.start)
  await hands.seesQuestion(0, 1)
  await page.locator('.question .input').fill(essay)
  await hands.pressButton(vi.paper.review)
  await hands.pressButton(vi.review.submit)
  await hands.sees(laterVi.receipt.title.submitted)
  await page.getByText('Chờ chấm tự luận: còn 1 câu. Điểm và hạng đang hiện là tạm tính.').waitFor()
  await hands.pressButton(laterVi.receipt.seeResult)
  await page.getByText(laterVi.result.essaysWaiting('1')).waitFor()
  await hands.pressButton(vi.cover.seeBoard)
  await page.getByText(laterVi.board.essaysWaiting).waitFor()
  await page.goto(stage.fullPage)
  await page.getByText('0 điểm, chờ chấm tự luận').waitFor()
  await page.goto(`${stage.fullPage}?lang=en`)
  await page.getByText('0 points, essays still to be marked').waitFor()
  await page.getByRole('button', { name: en.cover.seeResult }).first().click()
  await page.getByText('Essays still to be marked: 1. The score and place shown are provisional.').waitFor()

  const desk = aDesk(await logInAs(stage, 'organizer'), stage.contest)
  await desk.mark((await desk.essay(essay)).code, 750)
  await page.goto(stage.fullPage)
  await page.getByText(vi.cover.points('0,75'), { exact: false }).waitFor()
  await page.getByRole('button', { name: vi.cover.seeResult }).first().click()
  await page.getByText(laterVi.result.outOf('0,75', '1')).waitFor()
  expect(await page.getByText('tự luận').count()).toBe(0)
})
