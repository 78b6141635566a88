import type { FrameLocator, Locator, Page } from 'playwright-core'
import { laterVi } from '../../widget/i18n/later-vi.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { eventually } from './eventually.ts'

/** The widget in a portal's frame or on its full page: both are looked at alike. */
export type Screen = Page | FrameLocator
export type Person = { fullName: string; phone: string }
export type QuestionSeen = { stem: string; options: string[]; chosen: number | null }

let people = 0
/** Somebody nobody else in this run is. */
export function aPerson(fullName = 'Nguyễn Thị Bích Ngọc'): Person {
  people += 1
  return { fullName, phone: `0912${String(Date.now() % 1_000).padStart(3, '0')}${String(people).padStart(3, '0')}` }
}

export const widgetIn = (page: Page): FrameLocator => page.frameLocator('iframe')

/** What a participant does with a finger, or with a mouse, on one page that shows the widget. */
export function widgetHands(screen: Screen, { isTouch = false } = {}) {
  const press = async (target: Locator) => (isTouch ? target.tap() : target.click())
  const button = (name: string | RegExp) => screen.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
  const options = screen.locator('.option')

  /** A new screen scrolls the host page: what stands still can be hit. */
  async function sees(title: string | RegExp): Promise<Locator> {
    const heading = screen.getByRole('heading', { level: 1, name: title })
    await heading.waitFor()
    let last = ''
    await eventually(`the screen "${title}" stands still`, async () => {
      const now = JSON.stringify(await heading.boundingBox())
      const isStill = now === last
      last = now
      return isStill
    })
    return heading
  }

  async function seesQuestion(position: number, total: number): Promise<void> {
    // what a screen reader is told says the same
    await screen.locator('.question-number', { hasText: new RegExp(`^${vi.paper.question(String(position + 1), String(total))}$`) }).waitFor()
    await sees(/./)
  }

  const hands = {
    screen,
    press,
    button,
    sees,
    seesQuestion,
    pressButton: (name: string | RegExp) => press(button(name)),

    /** Everything but the consent. */
    async fillRegistration({ fullName, phone }: Person, [second, third] = ['Xã An Bình', 'Chi đoàn Trường học']): Promise<void> {
      await sees(vi.register.title)
      await screen.getByLabel(vi.register.fullName, { exact: true }).fill(fullName)
      for (const [label, value] of [
        [vi.register.day, '5'],
        [vi.register.month, '9'],
        [vi.register.year, '1999'],
      ] as const) {
        await screen.getByLabel(label, { exact: true }).fill(value)
      }
      await screen.getByLabel(vi.register.phone, { exact: true }).fill(phone)
      // the top of the tree is one unit and chosen already
      await screen.locator('#unit-level-1').selectOption({ label: second ?? '' })
      await screen.locator('#unit-level-2').selectOption({ label: third ?? '' })
      await screen
        .locator('.unit-chosen')
        .getByText(third ?? '', { exact: true })
        .waitFor()
    },

    /** From the cover to the first question; answers the rejoin code. */
    async register(person: Person): Promise<string> {
      await hands.pressButton(vi.cover.register)
      await hands.fillRegistration(person)
      await press(screen.getByRole('checkbox'))
      await hands.pressButton(vi.register.submit)
      await sees(vi.code.title)
      const rejoinCode = (await screen.locator('output.code').textContent()) ?? ''
      await hands.pressButton(vi.code.done)
      await button(vi.cover.start).waitFor()
      return rejoinCode
    },

    async rejoin({ phone }: Person, rejoinCode: string): Promise<void> {
      await hands.pressButton(vi.cover.rejoin)
      await sees(laterVi.rejoin.title)
      await screen.getByLabel(vi.register.phone, { exact: true }).fill(phone)
      await screen.getByLabel(laterVi.rejoin.code).fill(rejoinCode)
      await hands.pressButton(laterVi.rejoin.submit)
    },

    async start(total: number): Promise<void> {
      await hands.pressButton(vi.cover.start)
      await seesQuestion(0, total)
    },

    /** Chooses on the question that is shown. */
    async choose(option: number): Promise<void> {
      await press(options.nth(option))
      await options.nth(option).locator('input:checked').waitFor({ state: 'attached' })
    },

    async goTo(position: number, total: number): Promise<void> {
      // a page that has only just been opened shows neither yet
      await screen.locator('.stem').waitFor()
      const toggle = screen.locator('.side-toggle')
      if ((await toggle.isVisible()) && (await toggle.getAttribute('aria-expanded')) === 'false') await press(toggle)
      await press(screen.getByRole('button', { name: new RegExp(`^${vi.paper.number(String(position + 1))},`) }))
      await seesQuestion(position, total)
    },

    /** Answers each question by the given option, one after the other. */
    async answerAll(choices: readonly number[]): Promise<void> {
      for (const [position, option] of choices.entries()) {
        await seesQuestion(position, choices.length)
        await hands.choose(option)
        if (position < choices.length - 1) await hands.pressButton(vi.paper.next)
      }
    },

    isSent: () => screen.locator('.save-state', { hasText: vi.paper.save.sent }).waitFor(),
    isKeptHere: () => screen.locator('.save-state', { hasText: vi.paper.save.kept }).waitFor(),

    /** The whole paper as it is shown, with what is chosen. */
    async readPaper(total: number): Promise<QuestionSeen[]> {
      const seen: QuestionSeen[] = []
      for (let position = 0; position < total; position += 1) {
        await hands.goTo(position, total)
        const chosen = await options.evaluateAll((all) => all.findIndex((option) => option.querySelector('input:checked')))
        seen.push({
          stem: (await screen.locator('.stem').textContent()) ?? '',
          options: await screen.locator('.option-text').allTextContents(),
          chosen: chosen < 0 ? null : chosen,
        })
      }
      return seen
    },

    /** From any question to the review. */
    async review(total: number): Promise<void> {
      await hands.goTo(total - 1, total)
      await press(screen.locator('.paper-steps').getByRole('button', { name: vi.paper.review }))
      await sees(vi.review.title)
    },

    async seesReceipt(): Promise<string> {
      await sees(/^(Bạn đã nộp bài|Bài đã tự nộp khi hết giờ)$/)
      return (await screen.locator('.slip-code .code').textContent()) ?? ''
    },
  }
  return hands
}
