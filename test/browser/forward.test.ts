import { beforeAll, describe, expect, test } from 'vitest'
import { makeQuestion } from '../../question-bank/question.ts'
import { laterVi } from '../../widget/i18n/later-vi.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { afterFile } from '../helpers/after-file.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { eventually } from '../helpers/eventually.ts'
import { openVisitors } from '../helpers/visitors.ts'
import { aPerson, widgetHands } from '../helpers/widget-hands.ts'

const closing = afterFile()
const total = 3
const stem = (question: number) => `Câu ${question} chỉ thấy khi đến lượt`
const bank = Array.from({ length: total }, (_, question) =>
  makeQuestion({ type: 'single-choice', stem: stem(question), options: ['một', 'hai', 'ba', 'bốn'] }, { correct: 2 }),
)
const { forward, receipt } = laterVi
const goOn = new RegExp(`^${forward.next}`)
let stage: ContestStage
let visit: Awaited<ReturnType<typeof openVisitors>>
beforeAll(async () => {
  stage = await openContestStage(closing, { bank, settings: { navigation: 'one-by-one' } })
  visit = await openVisitors(closing)
})

/** Somebody before the first question of a round in which nobody goes back. */
async function sitDown() {
  const visitor = await visit({ isTouch: true })
  const page = await visitor.newPage()
  const heard: string[] = []
  page.on('response', async (response) => void heard.push(await response.text().catch(() => '')))
  await page.goto(stage.fullPage)
  const hands = widgetHands(page, { isTouch: true })
  await hands.register(aPerson())
  await page.getByText(vi.cover.noReturn).waitFor()
  await hands.start(total)
  const [attempt] = await stage.sql<{ id: string }[]>`select id from attempts order by started_at desc, id limit 1`
  const id = attempt?.id ?? ''
  const log = async () =>
    (await stage.sql<{ line: string }[]>`select question || ':' || answer as line from answer_log where attempt_id = ${id} order by tap`).map(
      ({ line }) => line,
    )
  const reached = async () => (await stage.sql<{ reached: number }[]>`select reached from attempts where id = ${id}`)[0]?.reached
  return { visitor, page, heard, hands, log, reached, id, leave: () => hands.pressButton(goOn) }
}

test('one question is shown after the other, each only when its turn has come, and there is no way back', async () => {
  const { page, heard, hands, leave, log, id } = await sitDown()
  expect(await page.getByRole('button', { name: vi.paper.previous }).count()).toBe(0)
  expect(await page.locator('.cell').count()).toBe(0)
  expect(await hands.button(goOn).textContent()).toContain(forward.noReturn)
  for (const question of [0, 1]) {
    expect(heard.some((text) => text.includes(stem(question + 1)))).toBe(false)
    await hands.choose(2)
    await leave()
    await hands.seesQuestion(question + 1, total)
    await eventually('the focus is on the new question', () => page.locator('.stem').evaluate((heading) => heading === document.activeElement))
    expect(await page.locator('#status').textContent()).toBe(vi.paper.question(String(question + 2), String(total)))
  }
  await page.getByText(vi.paper.answeredOf('2', '3')).waitFor()
  await hands.pressButton(forward.finish)
  await hands.sees(forward.finishTitle)
  await page.getByText(forward.leftEmpty('1')).waitFor()
  await hands.pressButton(forward.backTo('3'))
  await hands.choose(1)
  await hands.pressButton(forward.finish)
  await page.getByText(vi.review.allAnswered('3')).waitFor()
  await hands.pressButton(vi.review.submit)
  await hands.sees(receipt.title.submitted)
  await page.getByText('3 / 3', { exact: true }).waitFor()
  expect(await log()).toEqual(['0:2', '1:2', '2:1'])
  expect(await stage.sql`select state from attempts where id = ${id}`).toEqual([{ state: 'submitted' }])
})

test('an open question is left only after a second word; whoever taps twice stays', async () => {
  const { page, hands, reached, leave } = await sitDown()
  // wherever the second tap of two falls, it leaves nothing
  await hands.button(goOn).dblclick()
  await page.reload()
  await hands.seesQuestion(0, total)
  expect(await reached()).toBe(0)
  await leave()
  await page.getByText(forward.leftOpen).waitFor()
  await eventually('the focus is on what is asked', () => page.locator('.step-question').evaluate((asked) => asked === document.activeElement))
  await hands.pressButton(forward.stay)
  await hands.button(goOn).waitFor()
  expect(await reached()).toBe(0)
  await leave()
  await hands.pressButton(forward.leaveOpen)
  await hands.seesQuestion(1, total)
  // submitting early says what was not reached
  await hands.pressButton(forward.finishEarly)
  await page.getByText(forward.notReached('1')).waitFor()
  await page.getByText(forward.leftEmpty('2')).waitFor()
})

describe('whatever happens to the page or the line', () => {
  test('a reload goes on at the question that was reached', async () => {
    const { page, hands, leave } = await sitDown()
    await hands.choose(1)
    await leave()
    await hands.seesQuestion(1, total)
    await page.reload()
    await hands.seesQuestion(1, total)
    await page.getByText(vi.paper.answeredOf('1', '3')).waitFor()
    expect(await page.getByText(stem(0)).count()).toBe(0)
  })

  test('a tab that stayed behind catches up when its answer comes too late, and says so', async () => {
    const { visitor, page, hands, log, leave } = await sitDown()
    const other = await visitor.newPage()
    await other.goto(stage.fullPage)
    const otherHands = widgetHands(other, { isTouch: true })
    await otherHands.seesQuestion(0, total)
    await page.bringToFront()
    await hands.choose(1)
    await leave()
    await hands.seesQuestion(1, total)
    await other.bringToFront()
    await otherHands.press(other.locator('.option').nth(3))
    await otherHands.seesQuestion(1, total)
    await other.getByText(forward.movedElsewhere).first().waitFor()
    await other.getByText(vi.paper.answeredOf('1', '3')).waitFor()
    expect(await log()).toEqual(['0:1'])
    // both go on from there: it is one step
    await otherHands.choose(0)
    await otherHands.pressButton(goOn)
    await otherHands.seesQuestion(2, total)
    await page.bringToFront()
    await hands.choose(2)
    await hands.seesQuestion(2, total)
    expect(await log()).toEqual(['0:1', '1:0'])
  })

  test('without a line the step waits, says so, keeps the answer, and is made by itself', async () => {
    const { visitor, page, hands, log, reached, leave } = await sitDown()
    await visitor.context.setOffline(true)
    await hands.choose(3)
    await page.getByText(forward.offline).first().waitFor()
    await leave()
    await page.locator('.notice', { hasText: forward.offlineMoving }).waitFor()
    expect(await page.locator('#status').textContent()).toBe(forward.offlineMoving)
    // the answer may still be changed: nothing was left yet
    await hands.choose(2)
    await hands.pressButton(new RegExp(`^${forward.retryNow}`))
    expect(await reached()).toBe(0)
    await visitor.context.setOffline(false)
    await hands.seesQuestion(1, total)
    expect(await log()).toEqual(['0:3', '0:2'])
  })

  test('a double tap, and a reply that is lost after the commit, are one step', async () => {
    const { page, hands, reached } = await sitDown()
    const lost: number[] = []
    await page.route(
      /\/next$/,
      async (route) => {
        lost.push((await route.fetch()).status())
        await route.abort('connectionreset')
      },
      { times: 1 },
    )
    await hands.choose(0)
    await hands.button(goOn).dblclick()
    await hands.seesQuestion(1, total)
    expect([lost, await reached()]).toEqual([[200], 1])
  })
})

test('forward only: by keys alone, in English, to the receipt', async () => {
  const whole = await openContestStage(closing, { bank, settings: { navigation: 'forward-only' } })
  const page = await (await visit()).newPage()
  await page.goto(whole.fullPage)
  const hands = widgetHands(page)
  await hands.register(aPerson())
  await page.goto(`${whole.fullPage}?lang=en`)
  const press = async (name: RegExp) => {
    const button = page.getByRole('button', { name })
    await button.focus()
    await page.keyboard.press('Enter')
  }
  await press(/^Start/)
  for (const question of [0, 1, 2]) {
    await page.locator('.question-number', { hasText: `Question ${question + 1} of 3` }).waitFor()
    await page.getByText(stem(question)).waitFor()
    await page.getByRole('radio').first().focus()
    await page.keyboard.press('Space')
    await press(question < 2 ? /^Next question you cannot come back$/ : /^Submit$/)
  }
  await page.getByRole('heading', { name: 'Submit now?' }).waitFor()
  await press(/^Submit/)
  await page.getByRole('heading', { name: 'You have submitted' }).waitFor()
  expect(await whole.attempts()).toMatchObject([{ state: 'submitted', answered: 3 }])
})
