import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import postgres, { type Sql } from 'postgres'
import { vi as consoleWords } from '../../console/i18n/vi.ts'
import { addresses } from '../../console/router/addresses.ts'
import type { PublicQuestion } from '../../server/contract/questions.ts'
import { startEmbeddedPostgres } from '../../server/database/embedded/embedded-postgres.ts'
import { demoSlug } from '../../server/demo/seed-demo.ts'
import { laterVi } from '../../widget/i18n/later-vi.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { laptop, openBrowser, phone } from '../helpers/browser.ts'
import { eventually } from '../helpers/eventually.ts'
import { freePort } from '../helpers/free-port.ts'
import { makeXlsx } from '../helpers/make-xlsx.ts'
import { aParticipant, optionsOf } from '../helpers/participant.ts'
import { spawnService, whenReady } from '../helpers/service-process.ts'
import { aPerson, widgetHands } from '../helpers/widget-hands.ts'
import { rightPosition, screenEarly, screenFile, screenPeople } from './screen-people.ts'

const pictures = new URL('../../docs/screens/', import.meta.url).pathname
const total = 20

/** The pictures of the documents and the size of screen each is taken on. */
export const screens = {
  portal: laptop,
  'portal-phone': phone,
  cover: phone,
  paper: phone,
  receipt: phone,
  result: phone,
  'widget-board': phone,
  board: laptop,
  'console-home': laptop,
  'console-import': laptop,
  'console-boards': laptop,
  'console-findings': laptop,
} as const
type ScreenName = keyof typeof screens

/** Takes them all from the real service with the demonstration's data, on a database of its own. */
async function takeScreens(): Promise<void> {
  const closing: (() => Promise<unknown>)[] = []
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-screens-'))
  // the database user must be able to enter
  chmodSync(folder, 0o755)
  closing.push(async () => rmSync(folder, { recursive: true, force: true }))
  try {
    const database = await startEmbeddedPostgres({ dataDir: folder })
    closing.push(() => database.stop())
    const sql = postgres(database.url, { max: 2, onnotice: () => {} })
    closing.push(() => sql.end())
    const dataDir = join(folder, 'service')
    const portalPort = await freePort()
    const port = await freePort()
    const service = await spawnService({
      environment: {
        DATABASE_URL: database.url,
        DATA_DIR: dataDir,
        DEMO: 'yes',
        PORT: String(port),
        PORTAL_PORT: String(portalPort),
        PUBLIC_URL: `http://localhost:${port}`,
      },
    })
    closing.push(() => service.end('SIGTERM'))
    await whenReady(service)
    const browser = await openBrowser(laptop)
    closing.push(browser.close)
    mkdirSync(pictures, { recursive: true })
    const newPage = async (name: ScreenName) => {
      const options = {
        viewport: screens[name],
        hasTouch: screens[name] === phone,
        deviceScaleFactor: 1,
        locale: 'vi-VN',
        timezoneId: 'Asia/Ho_Chi_Minh',
      }
      const context = await browser.context.browser()?.newContext(options)
      if (!context) throw new Error('this Chromium cannot open a second profile')
      return context.newPage()
    }
    const origin = `http://localhost:${port}`
    const [round] = await sql<{ id: number }[]>`select id from rounds`
    const contest = { origin, sql, roundId: round?.id ?? 0 }
    await Promise.all(screenPeople.slice(0, screenEarly).map((_, index) => takePart(contest, index)))
    await takeWidget(origin, `http://localhost:${portalPort}/`, sql, newPage)
    const login = readFileSync(join(dataDir, 'administrator.txt'), 'utf8').split('\n')
    await takeConsole(contest, login, newPage)
  } finally {
    for (const close of closing.reverse()) await close()
  }
}

type Contest = { origin: string; sql: Sql; roundId: number }

async function takePart({ origin, sql, roundId }: Contest, index: number): Promise<void> {
  const { fullName, knows, seconds, unitIndex, device } = screenPeople[index] as (typeof screenPeople)[number]
  const units = await sql<{ id: number }[]>`select id from units where code ~ '^TG-[0-9]+-[0-9]+$' order by code`
  const unitId = units[(unitIndex * unitIndex) % units.length]?.id ?? 0
  const person = await aParticipant(origin, { slug: demoSlug, roundId, unitIds: {} }, { fullName, unitId, device })
  const { body } = await person.start()
  const attempt = person.attempt(body)
  await attempt.save(
    body.questions.map((question: PublicQuestion, position) =>
      person.aTap(position, (rightPosition({ ...question, options: optionsOf(question) }) + (position < knows ? 0 : 1)) % 4),
    ),
  )
  await sql`update attempts set started_at = started_at - make_interval(secs => ${seconds}) where id = ${body.attemptId}`
  await attempt.submit()
}

const keep = (page: Page, name: ScreenName) => page.screenshot({ path: `${pictures}${name}.png`, animations: 'disabled' })

async function takeWidget(origin: string, portal: string, sql: Sql, newPage: (name: ScreenName) => Promise<Page>): Promise<void> {
  for (const name of ['portal', 'portal-phone'] as const) {
    const page = await newPage(name)
    await page.goto(portal)
    await page.frameLocator('iframe').getByRole('button', { name: vi.cover.register }).waitFor()
    await keep(page, name)
  }
  const page = await newPage('cover')
  await page.goto(`${origin}/c/${demoSlug}`)
  const hands = widgetHands(page)
  await hands.button(vi.cover.register).waitFor()
  await keep(page, 'cover')
  await hands.pressButton(vi.cover.register)
  const person = aPerson('Nguyễn Thị Bích Ngọc')
  await hands.fillRegistration(person, ['Xã An Trà', 'Chi đoàn Trường THPT An Trà'])
  await hands.press(page.getByRole('checkbox'))
  await hands.pressButton(vi.register.submit)
  await hands.sees(vi.code.title)
  await hands.pressButton(vi.code.done)
  await hands.start(total)
  for (let position = 0; position < total; position += 1) {
    await hands.seesQuestion(position, total)
    const question = { stem: (await page.locator('.stem').textContent()) ?? '', options: await page.locator('.option-text').allTextContents() }
    await hands.choose(rightPosition(question))
    await hands.isSent()
    if (position === 6) {
      await page.mouse.move(0, 0)
      await keep(page, 'paper')
    }
    await hands.pressButton(position < total - 1 ? vi.paper.next : vi.paper.review)
  }
  await hands.sees(vi.review.title)
  await sql`update attempts set started_at = started_at - interval '6 minutes' where state = 'open'`
  await hands.pressButton(vi.review.submit)
  await hands.seesReceipt()
  await keep(page, 'receipt')
  await eventually('the reconciled board has the place', async () => (await sql`select 1 from standings`).length > screenEarly)
  await hands.pressButton(laterVi.receipt.seeResult)
  await page.locator('.placing').waitFor()
  await keep(page, 'result')
  await hands.pressButton(vi.cover.seeBoard)
  await page.locator('.standings').waitFor()
  await keep(page, 'widget-board')
}

async function takeConsole(contest: Contest, login: readonly string[], newPage: (name: ScreenName) => Promise<Page>): Promise<void> {
  const { origin, sql, roundId } = contest
  const wall = await newPage('board')
  await wall.goto(`${origin}/board/${demoSlug}`)
  await wall.locator('.line-socket').waitFor()
  await keep(wall, 'board')

  const page = await newPage('console-home')
  await page.goto(`${origin}${addresses.home()}`)
  await page.getByLabel(consoleWords['login.username']).waitFor()
  await page.getByLabel(consoleWords['login.username']).fill(login[0] ?? '')
  await page.getByLabel(consoleWords['login.password']).fill(login[1] ?? '')
  await page.getByRole('button', { name: consoleWords['login.submit'] }).click()
  await page.locator('.figures').waitFor()
  await keep(page, 'console-home')
  await page.goto(`${origin}${addresses.importUpload()}`)
  const file = { name: 'Câu hỏi vòng 2.xlsx', mimeType: 'application/octet-stream', buffer: makeXlsx(screenFile) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.locator('.confirm-bar').waitFor()
  await page.locator('.question-list > li').first().waitFor()
  await keep(page, 'console-import')

  await sql`update rounds set freezes_at = now()`
  await page.goto(`${origin}${addresses.boards(demoSlug, roundId)}`)
  await page.locator('.fact-frozen').waitFor()
  for (let index = screenEarly; index < screenPeople.length; index += 1) await takePart(contest, index)
  await page.locator('.differs').first().waitFor()
  await keep(page, 'console-boards')
  await page.goto(`${origin}${addresses.findings(demoSlug)}`)
  await page.locator('.finding, .empty').first().waitFor()
  await keep(page, 'console-findings')
}

if (import.meta.main) await takeScreens()
