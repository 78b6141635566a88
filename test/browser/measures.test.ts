import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { vi as boardTexts } from '../../console/board/i18n/vi.ts'
import { vi } from '../../console/i18n/vi.ts'
import { addresses } from '../../console/router/addresses.ts'
import { afterFile } from '../helpers/after-file.ts'
import { laptop } from '../helpers/browser.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { eventually } from '../helpers/eventually.ts'
import { aSitting } from '../helpers/sitting.ts'
import { openVisitors } from '../helpers/visitors.ts'

const closing = afterFile()
const narrow = { width: 360, height: 740 }
const login = { username: 'canbo', password: 'mật khẩu đủ dài' }
let stage: ContestStage
let visit: Awaited<ReturnType<typeof openVisitors>>
beforeAll(async () => {
  stage = await openContestStage(closing)
  await stage.app.features.accounts.create({ ...login, displayName: 'Trần Thị Bình', role: 'official' })
  visit = await openVisitors(closing)
})

/** What is drawn beyond the right border, or nearer to it than `padding`, of the box it stands in. */
function overrunning(page: Page, box: string, padding: number): Promise<string[]> {
  return page.evaluate(
    ([selector, least]) =>
      [...document.querySelectorAll(selector)].flatMap((outer) => {
        const right = outer.getBoundingClientRect().right - least
        const leaves = [...outer.querySelectorAll('*')].filter((inner) => inner.childElementCount === 0 && inner.textContent?.trim())
        return leaves.filter((leaf) => leaf.getBoundingClientRect().right > right + 0.5).map((leaf) => leaf.textContent ?? '')
      }),
    [box, padding] as const,
  )
}

test('on the narrowest phone the numbers of a round stand inside its card', async () => {
  const page = await (await visit({ viewport: narrow })).newPage()
  await page.goto(`${stage.origin}${addresses.home()}`)
  await page.getByLabel(vi['login.username']).fill(login.username)
  await page.getByLabel(vi['login.password']).fill(login.password)
  await page.getByRole('button', { name: vi['login.submit'] }).click()
  await page.getByText(vi['phase.open'], { exact: true }).waitFor()
  expect(await overrunning(page, '.panel', 8)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(narrow.width)
})

test('on the narrowest phone the API page breaks addresses between their parts and guards not at all', async () => {
  const page = await (await visit({ viewport: narrow })).newPage()
  await page.goto(`${stage.origin}/docs`)
  await page.getByText('/readyz').waitFor()
  expect(await overrunning(page, 'summary', 8)).toEqual([])
  const inSeveralLines = await page
    .locator('.guard')
    .evaluateAll((guards) => guards.filter((guard) => guard.getBoundingClientRect().height > 30).map((guard) => guard.textContent))
  expect(inSeveralLines).toEqual([])
  expect(await page.locator('.path').count()).toBeGreaterThan(20)
  // a part of an address that is whole stands on one line
  const broken = await page.locator('.path').evaluateAll((paths) =>
    paths.flatMap((path) =>
      [...path.childNodes].flatMap((part) => {
        const range = document.createRange()
        range.selectNodeContents(part)
        return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1 ? [part.textContent] : []
      }),
    ),
  )
  expect(broken).toEqual([])
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['operators', 'participants', 'staff', 'errors'])
})

test('a board with one row shows it at the top, as tall as among ten, and says that units have no figures yet', async () => {
  const page = await (await visit({ viewport: laptop })).newPage()
  await page.goto(`${stage.origin}/board/${stage.contest.slug}/${stage.contest.roundId}`)
  await page.getByText(boardTexts['board.unitsEmpty']).waitFor()
  await (await aSitting(stage.origin, stage.contest, [0, 1])).submit()
  const row = page.locator('.leaders tbody tr')
  await row.waitFor()
  await eventually('the row stands still', async () => {
    const [panel, first, unit] = [
      await page.locator('.leaders').boundingBox(),
      await row.boundingBox(),
      await page.locator('.units tbody tr').first().boundingBox(),
    ]
    if (!panel || !first || !unit) return false
    return first.y - panel.y < 60 && first.height < laptop.height / 10 && unit.height < laptop.height / 10
  })
})
