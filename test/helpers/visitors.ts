import type { BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { openBrowser, phone } from './browser.ts'

type Closing = (close: () => Promise<void>) => void
type Look = { viewport?: { width: number; height: number }; isTouch?: boolean }

/** One Chromium for a file; every visitor comes with a profile of his own and leaves when the test is over. */
export async function openVisitors(closing: Closing, leaving: Closing = onTestFinished) {
  const browser = await openBrowser()
  closing(browser.close)
  const chromium = browser.context.browser()
  if (!chromium) throw new Error('this Chromium cannot open a second profile')
  return async function visitor({ viewport = phone, isTouch = false }: Look = {}) {
    const options: BrowserContextOptions = { viewport, hasTouch: isTouch, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' }
    const context = await chromium.newContext(options)
    leaving(() => context.close())
    return { context, newPage: () => context.newPage() }
  }
}

/** What a developer would see in red: uncaught errors and everything the browser or the page complained about. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`${error.name}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`)
  })
  return complaints
}
