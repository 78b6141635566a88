import { beforeAll, expect, test } from 'vitest'
import { vi } from '../../widget/i18n/vi.ts'
import { afterFile } from '../helpers/after-file.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { eventually } from '../helpers/eventually.ts'
import { startHostPages } from '../helpers/host-page.ts'
import { complaintsOf, openVisitors } from '../helpers/visitors.ts'

const closing = afterFile()
let friend: Awaited<ReturnType<typeof startHostPages>>
let stranger: Awaited<ReturnType<typeof startHostPages>>
let stage: ContestStage
let visit: Awaited<ReturnType<typeof openVisitors>>
beforeAll(async () => {
  friend = await startHostPages(closing)
  stranger = await startHostPages(closing)
  stage = await openContestStage(closing, { allowedOrigins: [friend.origin] })
  visit = await openVisitors(closing)
})

const tag = () => `<script src="${stage.origin}/embed/v1/loader.js" data-contest="${stage.contest.slug}" async></script>`
const newPage = async () => (await visit()).newPage()
const title = 'Hội thi kiểm thử'

test('a page on an origin that the contest does not allow cannot frame it, by the tag or by a frame of its own', async () => {
  for (const [path, body] of [
    ['/tag', tag()],
    ['/frame', `<iframe src="${stage.origin}/embed/v1/frame?contest=${stage.contest.slug}"></iframe>`],
    ['/full', `<iframe src="${stage.fullPage}"></iframe>`],
  ] as const) {
    const page = await newPage()
    const complaints = complaintsOf(page)
    await page.goto(stranger.put(path, body))
    await eventually(`the browser refuses ${path}`, () => complaints.some((complaint) => complaint.includes('frame-ancestors')))
    for (const frame of page.frames().slice(1)) expect(await frame.locator('#app').count()).toBe(0)
    // the very same page is welcome where the contest allows it
    const allowed = await newPage()
    await allowed.goto(friend.put(path, body))
    await allowed.frameLocator('iframe').getByRole('heading', { level: 1, name: title }).waitFor()
  }
})

test('nobody may frame the console, the board or the API’s pages', async () => {
  for (const path of ['/console/', `/board/${stage.contest.slug}`, '/docs']) {
    const page = await newPage()
    const complaints = complaintsOf(page)
    await page.goto(friend.put(`/frames${path}`, `<iframe src="${stage.origin}${path}"></iframe>`))
    await eventually(`the browser refuses ${path}`, () => complaints.some((complaint) => complaint.includes('frame-ancestors')))
    for (const frame of page.frames().slice(1)) expect(await frame.locator('#app, main').count()).toBe(0)
  }
})

test('every tag makes one frame, wherever it stands and however late it comes', async () => {
  const page = await newPage()
  const complaints = complaintsOf(page)
  await page.goto(friend.put('/many', `<p id="first">Trên</p>${tag()}<p id="second">Dưới</p>${tag()}`))
  const frames = page.locator('iframe')
  const shown = (index: number) => page.frameLocator('iframe').nth(index).getByRole('heading', { level: 1, name: title }).waitFor()
  await Promise.all([shown(0), shown(1)])
  expect(await frames.count()).toBe(2)
  expect(await page.evaluate(() => [...document.body.children].map((child) => child.tagName).join(' '))).toBe('P SCRIPT IFRAME P SCRIPT IFRAME')

  await page.evaluate(
    ({ src, contest }) => {
      const late = document.createElement('script')
      late.src = src
      late.dataset.contest = contest
      document.querySelector('#second')?.after(late)
    },
    { src: `${stage.origin}/embed/v1/loader.js`, contest: stage.contest.slug },
  )
  await expect.poll(() => frames.count(), { timeout: 20_000 }).toBe(3)
  await Promise.all([shown(0), shown(1), shown(2)])
  expect(await page.evaluate(() => [...document.body.children].map((child) => child.tagName).join(' '))).toBe(
    'P SCRIPT IFRAME P SCRIPT IFRAME SCRIPT IFRAME',
  )
  expect(complaints).toEqual([])
})

test('a portal with a strict content policy needs to allow the service’s origin and nothing else', async () => {
  const page = await newPage()
  const complaints = complaintsOf(page)
  const policy = `default-src 'none'; script-src ${stage.origin}; frame-src ${stage.origin}`
  await page.goto(friend.put('/strict', tag(), { 'content-security-policy': policy }))
  const content = page.frameLocator('iframe').locator('#app')
  await page.frameLocator('iframe').getByRole('heading', { level: 1, name: title }).waitFor()
  await eventually('the frame follows its content', async () => {
    const height = Math.ceil(await content.evaluate((element) => element.getBoundingClientRect().height))
    return (await page.locator('iframe').boundingBox())?.height === height
  })
  expect(complaints).toEqual([])
})

test('a contest that does not exist is explained in Vietnamese on the full page', async () => {
  const page = await newPage()
  const answer = await page.goto(`${stage.origin}/c/khong-co-cuoc-thi-nay`)
  expect(answer?.status()).toBe(404)
  await page.getByRole('heading', { level: 1, name: vi.stuck.title }).waitFor()
  await page.getByText(vi.problems.CONTEST_NOT_FOUND).waitFor()
})

test('a tag with a name that no contest has says so inside the portal, and whoever frames it gets no more than that', async () => {
  const page = await newPage()
  const complaints = complaintsOf(page)
  const misspelt = tag().replace(stage.contest.slug, 'hoi-thi-sai-&lt;b&gt;ten')
  await page.goto(stranger.put('/misspelt', misspelt))
  const inside = page.frameLocator('iframe')
  await inside.getByRole('heading', { level: 1, name: 'Không tìm thấy cuộc thi “hoi-thi-sai-<b>ten”.' }).waitFor()
  await inside.getByText('Người quản trị trang: hãy kiểm tra lại thuộc tính data-contest.').waitFor()
  expect(await inside.locator('script, #app').count()).toBe(0)
  // the browser reports the 404 and nothing else: no part of the page is refused
  expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
  await page.goto(stranger.put('/misspelt-en', misspelt.replace(' async', ' data-lang="en" async')))
  await page.frameLocator('iframe').getByRole('heading', { level: 1, name: 'There is no contest' }).waitFor()
})

test('without the loader, in a bare frame of an allowed portal, the contest works by scrolling', async () => {
  const page = await newPage()
  const frame = `<iframe src="${stage.origin}/embed/v1/frame?contest=${stage.contest.slug}" style="width: 100%; height: 300px"></iframe>`
  await page.goto(friend.put('/bare', frame))
  await page.frameLocator('iframe').getByRole('button', { name: vi.cover.register }).click()
  await page.frameLocator('iframe').getByRole('heading', { level: 1, name: vi.register.title }).waitFor()
})
