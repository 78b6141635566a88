import type { Frame, Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually } from './eventually.ts'

const mostTabs = 60

/** Keys only: the widget's frame is looked at, never touched. */
export function keysOn(page: Page, frame: Frame) {
  const focused = () =>
    frame.evaluate(() => {
      const element = document.activeElement
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent
      return { tag: element?.tagName ?? '', words: (label ?? '').trim(), id: element?.id ?? '' }
    })

  /** Tab by Tab until something with these words, or this id, has the focus. */
  async function tabTo(what: string): Promise<void> {
    const passed: string[] = []
    for (let tabs = 0; tabs < mostTabs; tabs += 1) {
      await page.keyboard.press('Tab')
      const { words, id } = await focused()
      if (words.startsWith(what) || id === what) return
      passed.push(words || id)
    }
    throw new Error(`Tab never came to "${what}", only to: ${passed.join(' | ')}`)
  }

  return {
    tabTo,
    async pressButton(words: string, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
      await tabTo(words)
      await page.keyboard.press(key)
    },
    async type(field: string, text: string): Promise<void> {
      await tabTo(field)
      await page.keyboard.type(text)
    },
    /** Over what is there already. */
    async retype(field: string, text: string): Promise<void> {
      await tabTo(field)
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.type(text)
    },
    /** Something that came by itself holds the focus: a button or a heading by its words, a field by its id. */
    async isLedTo(what: string): Promise<void> {
      await eventually(`the focus is on "${what}"`, async () => {
        const { words, id } = await focused()
        return words.startsWith(what) || id === what
      })
    },
    /** The new screen's heading holds the focus: a reader is told where they are, and Tab goes on from there. */
    async arrivesAt(title: string): Promise<void> {
      await eventually(`the focus is on "${title}"`, async () => {
        const { tag, words } = await focused()
        return tag === 'H1' && words.startsWith(title)
      })
    },
    async isNotLost(): Promise<void> {
      expect((await focused()).tag).not.toBe('BODY')
    },
  }
}
