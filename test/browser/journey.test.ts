import { beforeAll, expect, test } from 'vitest'
import { maskName } from '../../server/features/contestants/person-rules.ts'
import { laterVi } from '../../widget/i18n/later-vi.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { afterFile } from '../helpers/after-file.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { eventually } from '../helpers/eventually.ts'
import { complaintsOf, openVisitors } from '../helpers/visitors.ts'
import { aPerson, widgetHands, widgetIn } from '../helpers/widget-hands.ts'

const closing = afterFile()
let stage: ContestStage
let visitor: Awaited<ReturnType<typeof openVisitors>>
beforeAll(async () => {
  stage = await openContestStage(closing)
  visitor = await openVisitors(closing)
})

const choices = [0, 1, 2, 3, 0]

test('from a portal page on another origin to a place on the board, by touch on a small phone', async () => {
  const page = await (await visitor({ isTouch: true })).newPage()
  const complaints = complaintsOf(page)
  await page.goto(stage.portal)
  const frame = page.locator('iframe')
  const { screen, press, ...hands } = widgetHands(widgetIn(page), { isTouch: true })

  await hands.sees('Hội thi kiểm thử')
  expect(new URL((await frame.getAttribute('src')) ?? '').origin).toBe(stage.origin)
  expect(new URL(page.url()).origin).toBe(stage.portal)
  const heights = async () => ({
    frame: (await frame.boundingBox())?.height,
    content: Math.ceil(await screen.locator('#app').evaluate((content) => content.getBoundingClientRect().height)),
  })
  await eventually('the frame is as high as its content', async () => {
    const { frame: frameHeight, content } = await heights()
    return frameHeight === content
  })
  const heightOfCover = (await heights()).frame

  await hands.pressButton(vi.cover.register)
  const person = aPerson()
  await hands.fillRegistration(person)
  await eventually('the frame follows its content to the next screen', async () => {
    const { frame: frameHeight, content } = await heights()
    return frameHeight === content && frameHeight !== heightOfCover
  })
  const consent = screen.getByRole('checkbox')
  expect(await consent.isChecked()).toBe(false)
  await hands.pressButton(vi.register.submit)
  await screen.getByText(vi.register.errors.consents).waitFor()
  expect(await stage.sql`select 1 from contestants`).toHaveLength(0)
  await press(consent)
  await hands.pressButton(vi.register.submit)

  await hands.sees(vi.code.title)
  expect(await screen.locator('output.code').textContent()).toMatch(/^[0-9A-Z]{4}(?:-[0-9A-Z]{2,6})+$/)
  await hands.pressButton(vi.code.done)
  await screen.getByText(vi.cover.hello(person.fullName)).waitFor()

  await hands.start(choices.length)
  for (const [position, option] of choices.entries()) {
    await hands.seesQuestion(position, choices.length)
    await hands.choose(option)
    // acknowledged means durable: when the phone says so, the row is there
    await hands.isSent()
    expect(await stage.tapsInLog()).toEqual(choices.slice(0, position + 1).map((answer, question) => ({ question, answer: String(answer) })))
    await hands.pressButton(position < choices.length - 1 ? vi.paper.next : vi.paper.review)
  }

  await hands.sees(vi.review.title)
  await screen.getByText(vi.review.allAnswered('5')).waitFor()
  await hands.pressButton(vi.review.submit)
  const code = await hands.seesReceipt()
  expect(code).toMatch(/^[0-9A-Z]{14}$/)
  const [kept] = await stage.sql`select receipt_code as code, encode(answer_digest, 'hex') as digest, score_thousandths as score from attempts`
  expect(kept?.code).toBe(code)
  expect(await screen.locator('.digest').getAttribute('title')).toBe(kept?.digest)
  expect(await screen.locator('.score-value').textContent()).toBe(String(kept?.score / 1_000))

  await hands.pressButton(laterVi.receipt.seeResult)
  await eventually('the result tells the place', async () => {
    await screen.locator('.placing').waitFor()
    if (await screen.getByText(laterVi.result.place('1'), { exact: true }).isVisible()) return true
    // the board is a second behind: who looks too early looks again
    await hands.pressButton(vi.common.toCover)
    await hands.pressButton(new RegExp(`^${vi.cover.seeResult}`))
    return false
  })
  await screen.getByText(laterVi.result.of('1')).waitFor()

  await hands.pressButton(vi.cover.seeBoard)
  await hands.sees(laterVi.board.title)
  const row = screen.locator('.standings tbody tr')
  await row.waitFor()
  expect(await row.textContent()).toContain(maskName(person.fullName))
  expect(await screen.locator('body').textContent()).not.toContain('Bích')
  expect(complaints).toEqual([])
})

test('on a phone nothing is wider than the screen, from the cover to the paper', async () => {
  const page = await (await visitor({ isTouch: true })).newPage()
  await page.goto(stage.portal)
  const hands = widgetHands(widgetIn(page), { isTouch: true })
  const widths = () =>
    Promise.all([page.locator('html'), hands.screen.locator('html')].map((html) => html.evaluate((root) => [root.scrollWidth, root.clientWidth])))
  const fits = async () => {
    for (const [content, screen] of await widths()) expect(content).toBeLessThanOrEqual(screen as number)
  }
  await hands.sees('Hội thi kiểm thử')
  expect((await widths())[0]?.[1]).toBe(360)
  await fits()
  await hands.pressButton(vi.cover.register)
  await hands.fillRegistration(aPerson('Trần Văn Nam'))
  await fits()
  await hands.press(hands.screen.getByRole('checkbox'))
  await hands.pressButton(vi.register.submit)
  await hands.sees(vi.code.title)
  await fits()
  await hands.pressButton(vi.code.done)
  await hands.start(choices.length)
  await fits()
})
