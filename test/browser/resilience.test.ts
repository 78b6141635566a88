import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { laterVi } from '../../widget/i18n/later-vi.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { afterFile } from '../helpers/after-file.ts'
import { openContestStage } from '../helpers/contest-stage.ts'
import { eventually } from '../helpers/eventually.ts'
import { openVisitors } from '../helpers/visitors.ts'
import { aPerson, type Person, widgetHands, widgetIn } from '../helpers/widget-hands.ts'

const total = 4
const person: Person = aPerson()
const inPortal = (page: Page) => widgetHands(widgetIn(page))

describe('whatever happens to the page or the line, the attempt goes on where it was', () => {
  const closing = afterFile()
  let visit: Awaited<ReturnType<typeof openVisitors>>
  beforeAll(async () => {
    visit = await openVisitors(closing)
  })

  /** Somebody on the cover of a contest of his own: each test counts attempts and taps. */
  async function arrive() {
    const stage = await openContestStage(onTestFinished, { questionCount: total })
    const visitor = await visit()
    const page = await visitor.newPage()
    const hands = inPortal(page)
    const open = async () => {
      await page.goto(stage.portal)
      await hands.sees('Hội thi kiểm thử')
    }
    return { stage, visitor, page, hands, open }
  }

  /** Somebody before the first question. */
  async function sitDown() {
    const { open, ...there } = await arrive()
    await open()
    const rejoinCode = await there.hands.register(person)
    await there.hands.start(total)
    return { ...there, rejoinCode }
  }

  test('a reload in the middle shows the same questions in the same order with the same answers', async () => {
    const { stage, page, hands } = await sitDown()
    await hands.choose(2)
    await hands.goTo(3, total)
    await hands.choose(1)
    await hands.isSent()
    const before = await hands.readPaper(total)
    expect(before.map(({ chosen }) => chosen)).toEqual([2, null, null, 1])
    await page.reload()
    // straight back to the question that was looked at last
    await hands.seesQuestion(total - 1, total)
    expect(await hands.readPaper(total)).toEqual(before)
    expect(await stage.attempts()).toHaveLength(1)
    expect(await stage.tapsInLog()).toHaveLength(2)
  })

  test('a second tab goes on with the same attempt; both tabs’ answers are kept, both get the same receipt', async () => {
    const { stage, visitor, page, hands } = await sitDown()
    await hands.choose(0)
    await hands.isSent()
    const other = await visitor.newPage()
    await other.goto(stage.portal)
    const otherHands = inPortal(other)
    await otherHands.goTo(1, total)
    await otherHands.choose(3)
    await otherHands.isSent()
    // a tab behind another one is drawn once a second
    await page.bringToFront()
    await hands.goTo(2, total)
    await hands.choose(1)
    await hands.isSent()
    await page.reload()
    await hands.seesQuestion(2, total)
    const paper = await hands.readPaper(total)
    expect(paper.map(({ chosen }) => chosen)).toEqual([0, 3, 1, null])
    expect(await stage.attempts()).toHaveLength(1)

    await hands.review(total)
    await other.bringToFront()
    await otherHands.review(total)
    const submit = (there: typeof hands) => there.button(vi.review.submit).evaluate((button: HTMLElement) => button.click())
    await Promise.all([submit(hands), submit(otherHands)])
    const [code, otherCode] = await Promise.all([hands.seesReceipt(), otherHands.seesReceipt()])
    expect(otherCode).toBe(code)
    expect(await stage.attempts()).toMatchObject([{ state: 'submitted', answered: 3 }])
  })

  test('a tap in a second tab, after the first has submitted with time left, is not said to have come too late', async () => {
    const { stage, visitor, page, hands } = await sitDown()
    const other = await visitor.newPage()
    await other.goto(stage.portal)
    const otherHands = inPortal(other)
    await otherHands.goTo(1, total)
    await page.bringToFront()
    await hands.choose(0)
    await hands.isSent()
    await hands.review(total)
    await hands.pressButton(vi.review.submit)
    const code = await hands.seesReceipt()
    await other.bringToFront()
    await otherHands.choose(2)
    expect(await otherHands.seesReceipt()).toBe(code)
    await otherHands.screen.getByText(laterVi.receipt.afterSubmission('1')).waitFor()
    expect(await otherHands.screen.getByText(laterVi.receipt.late('1')).count()).toBe(0)
  })

  test('another device goes on by phone number and rejoin code', async () => {
    const { stage, hands, rejoinCode } = await sitDown()
    await hands.choose(3)
    await hands.isSent()
    const before = await hands.readPaper(total)
    const elsewhere = await (await visit()).newPage()
    await elsewhere.goto(stage.fullPage)
    const otherHands = widgetHands(elsewhere)
    await otherHands.rejoin(person, rejoinCode.toLowerCase())
    await otherHands.seesQuestion(0, total)
    expect(await otherHands.readPaper(total)).toEqual(before)
    await otherHands.goTo(1, total)
    await otherHands.choose(2)
    await otherHands.isSent()
    expect(await stage.tapsInLog()).toEqual([
      { question: 0, answer: '3' },
      { question: 1, answer: '2' },
    ])
    expect(await stage.attempts()).toHaveLength(1)
  })

  test('without a line answers are kept on the device; back online all arrive once, in the order of the taps', async () => {
    const { stage, visitor, page, hands } = await sitDown()
    await hands.choose(0)
    await hands.isSent()
    await visitor.context.setOffline(true)
    await hands.choose(1)
    await hands.isKeptHere()
    for (const [position, option] of [
      [1, 2],
      [2, 0],
      [1, 3],
      [3, 1],
    ] as const) {
      await hands.goTo(position, total)
      await hands.choose(option)
    }
    await hands.isKeptHere()
    await hands.screen.getByText(vi.paper.offline).first().waitFor()
    const said = hands.screen.locator('#status')
    expect(await said.textContent()).toBe(vi.paper.offline)
    expect(await stage.tapsInLog()).toEqual([{ question: 0, answer: '0' }])
    await visitor.context.setOffline(false)
    await hands.isSent()
    await eventually('a screen reader hears that the line is back', async () => (await said.textContent()) === vi.paper.backOnline)
    await hands.pressButton(vi.paper.review)
    await eventually('the next screen says nothing of it any more', async () => (await said.textContent()) === '')
    await hands.pressButton(vi.review.back)
    const inOrder = [
      { question: 0, answer: '0' },
      { question: 0, answer: '1' },
      { question: 1, answer: '2' },
      { question: 2, answer: '0' },
      { question: 1, answer: '3' },
      { question: 3, answer: '1' },
    ]
    expect(await stage.tapsInLog()).toEqual(inOrder)
    await page.reload()
    await hands.seesQuestion(3, total)
    expect((await hands.readPaper(total)).map(({ chosen }) => chosen)).toEqual([1, 3, 0, 1])
    expect(await stage.tapsInLog()).toEqual(inOrder)
  })

  test('answers given offline survive a closed page', async () => {
    const { stage, visitor, page, hands } = await sitDown()
    await visitor.context.setOffline(true)
    await hands.choose(2)
    await hands.isKeptHere()
    expect(await stage.tapsInLog()).toEqual([])
    // a page that closes sends what it holds; whether that still gets through or not, it must arrive once
    await page.close()
    await visitor.context.setOffline(false)
    const again = await visitor.newPage()
    await again.goto(stage.portal)
    await inPortal(again).seesQuestion(0, total)
    await inPortal(again).isSent()
    expect(await stage.tapsInLog()).toEqual([{ question: 0, answer: '2' }])
  })

  test('a double click on start and on submit is one attempt and one submission', async () => {
    const { stage, hands, open } = await arrive()
    await open()
    await hands.register(person)
    await hands.button(vi.cover.start).dblclick()
    await hands.seesQuestion(0, total)
    await hands.choose(1)
    await hands.review(total)
    await hands.button(vi.review.submit).dblclick()
    await hands.seesReceipt()
    expect(await stage.attempts()).toMatchObject([{ state: 'submitted', answered: 1 }])
    expect(await stage.tapsInLog()).toHaveLength(1)
  })

  test('answers of the server lost after the commit leave nothing twice, from the registration to the submission', async () => {
    const { stage, page, hands, open } = await arrive()
    const lost: string[] = []
    for (const action of ['registrations', 'attempts', 'answers', 'submission']) {
      await page.route(
        new RegExp(`/${action}$`),
        async (route) => {
          const answer = await route.fetch()
          lost.push(`${action} ${answer.status()}`)
          await route.abort('connectionreset')
        },
        { times: 1 },
      )
    }
    await open()
    await hands.register(person)
    await hands.start(total)
    await hands.choose(3)
    await hands.isSent()
    await hands.review(total)
    await hands.pressButton(vi.review.submit)
    const code = await hands.seesReceipt()
    expect(lost).toEqual(['registrations 201', 'attempts 200', 'answers 200', 'submission 200'])
    expect(await stage.sql`select 1 from contestants`).toHaveLength(1)
    expect(await stage.tapsInLog()).toEqual([{ question: 0, answer: '3' }])
    expect(await stage.sql`select receipt_code as code, state from attempts`).toEqual([{ code, state: 'submitted' }])
  })

  test('when the deadline passes on an open page the server closes the attempt and the page shows the receipt of what was saved', async () => {
    const { stage, hands } = await sitDown()
    await hands.choose(0)
    await hands.isSent()
    await hands.goTo(1, total)
    await hands.choose(2)
    await hands.isSent()
    await stage.sql`
      update attempts set started_at = now() - interval '20 minutes', deadline_at = now() - interval '10 seconds', accepts_until = now() - interval '8 seconds'`
    await eventually('the sweeper has closed the attempt', async () => (await stage.attempts())[0]?.state === 'expired')
    // the page asks for the time within half a minute by itself, and at once when a tap is refused
    await hands.press(hands.screen.locator('.option').nth(3))
    await hands.sees(laterVi.receipt.title.expired)
    await hands.screen.getByText(laterVi.result.outOf('2', String(total)), { exact: true }).waitFor()
    await hands.screen.getByText(laterVi.receipt.late('1')).waitFor()
    expect(await stage.tapsInLog()).toHaveLength(2)
    expect(await stage.attempts()).toMatchObject([{ state: 'expired', answered: 2 }])
  })
})
