import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { vi } from '../../console/board/i18n/vi.ts'
import type { BoardDelta } from '../../server/contract/events.ts'
import { maskName } from '../../server/features/contestants/person-rules.ts'
import { afterFile } from '../helpers/after-file.ts'
import { laptop } from '../helpers/browser.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { eventually } from '../helpers/eventually.ts'
import { freePort } from '../helpers/free-port.ts'
import { serviceSecret, spawnService, whenReady } from '../helpers/service-process.ts'
import { aSitting } from '../helpers/sitting.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'
import { openVisitors } from '../helpers/visitors.ts'

const closing = afterFile()
let contest: TestContest
let origin: string
let start: () => ReturnType<typeof spawnService>
let service: Awaited<ReturnType<typeof spawnService>>
let visit: Awaited<ReturnType<typeof openVisitors>>
beforeAll(async () => {
  const databaseUrl = await freshDatabase(closing)
  const seeding = await startTestApp({ databaseUrl, secret: serviceSecret }, closing)
  contest = await seedContest(seeding)
  await seeding.close()
  const environment = { DATABASE_URL: databaseUrl, SECRET_KEY: serviceSecret, DEMO: 'no', PORT: String(await freePort()) }
  // a real process, so that stopping it cuts the sockets as a real stop does
  start = async () => whenReady(await spawnService({ environment }))
  service = await start()
  closing(async () => void (await service.end('SIGKILL')))
  origin = service.origin
  visit = await openVisitors(closing)
})

/** The board on a big screen, and every message that the socket brings it. */
async function openBoard() {
  const page = await (await visit({ viewport: laptop })).newPage()
  const frames: string[] = []
  let sockets = 0
  page.on('websocket', (socket) => {
    sockets += 1
    socket.on('framereceived', ({ payload }) => void frames.push(String(payload)))
  })
  await page.goto(`${origin}/board/${contest.slug}/${contest.roundId}`)
  await page.getByText(vi['board.live']).waitFor()
  return { page, deltas: () => frames.filter((frame) => frame.includes('"board:delta"')), sockets: () => sockets }
}

const entrants = async (page: Page) => Number(await page.locator('.entrants strong').textContent())
const showsEntrants = (page: Page, wanted: number) => eventually(`the board counts ${wanted}`, async () => (await entrants(page)) === wanted)

test('a new result appears by itself, with a masked name', async () => {
  const { page, deltas } = await openBoard()
  const loads: string[] = []
  page.on('request', (request) => loads.push(request.url()))
  const before = await entrants(page)
  await (await aSitting(origin, contest, [0, 1, 2, 3, 0], { fullName: 'Vũ Hoàng Yến' })).submit()
  await page.getByText(maskName('Vũ Hoàng Yến')).waitFor()
  await showsEntrants(page, before + 1)
  expect(await page.locator('body').textContent()).not.toContain('Hoàng')
  expect(deltas().length).toBeGreaterThan(0)
  // it came over the socket: nothing was asked for
  expect(loads.filter((url) => url.includes('/boards/'))).toEqual([])
})

test('a hundred submissions in a row are a few deltas a second, and none is missing from the board', async () => {
  const sittings = await Promise.all(Array.from({ length: 100 }, (_, index) => aSitting(origin, contest, [index % 4, 0, 1])))
  const { page, deltas } = await openBoard()
  const before = await entrants(page)
  // one after the other: sent together they would be one commit, and one delta however it is told
  for (const sitting of sittings) await sitting.submit()
  await showsEntrants(page, before + 100)
  expect(deltas().length).toBeGreaterThan(0)
  expect(deltas().length).toBeLessThan(100)
  // by the server's own times, so that a slow machine cannot fail it
  const takenAt = deltas().map((frame) => Date.parse((JSON.parse(frame.slice(frame.indexOf('['))) as [string, BoardDelta])[1].takenAt))
  const withinASecond = takenAt.map((start) => takenAt.filter((time) => time >= start && time < start + 1_000).length)
  expect(Math.max(...withinASecond)).toBeLessThanOrEqual(5)
})

test('when the server goes away the board says since when it is stale; when it is back the board goes on by itself', async () => {
  const { page, sockets } = await openBoard()
  const before = await entrants(page)
  expect((await service.end('SIGTERM')).code).toBe(0)
  await page.getByText(/^⚠ Mất kết nối — số liệu lúc \d\d:\d\d:\d\d$/).waitFor()
  // what was known stays on the screen
  expect(await entrants(page)).toBe(before)
  service = await start()
  await (await aSitting(origin, contest, [1, 1, 1], { fullName: 'Hoàng Thị Mai' })).submit()
  await showsEntrants(page, before + 1)
  await page.getByText(vi['board.live']).waitFor()
  await page.getByText(/Mất kết nối/).waitFor({ state: 'detached' })
  expect(sockets()).toBeGreaterThan(1)
})

test('a board nobody has is explained', async () => {
  const page = await (await visit({ viewport: laptop })).newPage()
  await page.goto(`${origin}/board/khong-co-cuoc-thi-nay`)
  await page.getByText(vi['board.noContest']).waitFor()
})
