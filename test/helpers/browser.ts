import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

/** Where Debian, Ubuntu, Chrome's own package and macOS put it. */
export function findChromium(): string | undefined {
  return [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ].find((path) => existsSync(path))
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export type TestBrowser = { context: BrowserContext; newPage(): Promise<Page>; close(): Promise<void> }

export const phone = { width: 360, height: 640 }
export const laptop = { width: 1280, height: 800 }

/** A real Chromium with an empty profile. */
export async function openBrowser(viewport = phone): Promise<TestBrowser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('Chromium is not installed')
  const profile = mkdtempSync(join(tmpdir(), 'hoithi-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: flags,
    viewport,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  })
  return {
    context,
    newPage: () => context.newPage(),
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
