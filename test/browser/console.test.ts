import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { vi } from '../../console/i18n/vi.ts'
import { addresses } from '../../console/router/addresses.ts'
import { makeQuestion } from '../../question-bank/question.ts'
import { maskName } from '../../server/features/contestants/person-rules.ts'
import { jsonFile } from '../bank/bank-stage.ts'
import { afterFile } from '../helpers/after-file.ts'
import { laptop } from '../helpers/browser.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { eventually } from '../helpers/eventually.ts'
import { makeDocx } from '../helpers/make-docx.ts'
import { makeXlsx } from '../helpers/make-xlsx.ts'
import { aSitting } from '../helpers/sitting.ts'
import { complaintsOf, openVisitors } from '../helpers/visitors.ts'

const closing = afterFile()
const hourMs = 3_600_000
const login = { username: 'binh.to-chuc', password: 'một mật khẩu đủ dài' }
let stage: ContestStage
let visit: Awaited<ReturnType<typeof openVisitors>>
let page: Page
beforeAll(async () => {
  stage = await openContestStage(closing, { freezesAt: new Date(Date.now() + hourMs) })
  await stage.app.features.accounts.create({ ...login, displayName: 'Trần Thị Bình', role: 'owner' })
  visit = await openVisitors(closing)
})
beforeEach(async () => {
  page = await (await visit({ viewport: laptop })).newPage()
})

const fill = async ({ username, password }: typeof login) => {
  await page.getByLabel(vi['login.username']).fill(username)
  await page.getByLabel(vi['login.password']).fill(password)
  await page.getByRole('button', { name: vi['login.submit'] }).click()
}
const logIn = async (path: string) => {
  await page.goto(`${stage.origin}${path}`)
  await fill(login)
  await page.getByText('Trần Thị Bình').waitFor()
}
const heading = (name: string | RegExp) => page.getByRole('heading', { name })

test('a wrong password gets one sentence; the right one opens the page that was asked for, and a reload stays in', async () => {
  await page.goto(`${stage.origin}${addresses.bank()}`)
  await fill({ ...login, password: 'không phải mật khẩu' })
  await page.getByRole('alert').getByText(vi['problem.LOGIN_FAILED']).waitFor()
  await fill(login)
  await heading(vi['bank.title']).waitFor()
  await page.reload()
  await heading(vi['bank.title']).waitFor()
  const [cookie] = await page.context().cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  await page.getByRole('button', { name: vi['logout.submit'] }).click()
  await heading(vi['login.title']).waitFor()
})

const header = ['STT', 'Câu hỏi', 'Đáp án A', 'Đáp án B', 'Đáp án C', 'Đáp án D', 'Đáp án đúng', 'Chủ đề']
const good = [
  ['1', 'Cầu Long Biên bắc qua dòng sông nào?', 'Sông Hồng', 'Sông Đuống', 'Sông Mã', 'Sông Lam', 'A', 'Địa lý'],
  ['2', 'Thành phố nào từng là kinh đô của triều Nguyễn?', 'Hà Nội', 'Huế', 'Đà Lạt', 'Vinh', '2', 'Lịch sử'],
  ['3', 'Đỉnh núi nào cao nhất Việt Nam?', 'Bà Đen', 'Langbiang', 'Phan Xi Păng', 'Ba Vì', 'Phan Xi Păng', 'Địa lý'],
]
const doubtful = [
  ['4', 'Câu này chưa ai ghi đáp án đúng?', 'Một', 'Hai', 'Ba', 'Bốn', '', 'Khác'],
  ['5', 'Câu này ghi đáp án không có?', 'Một', 'Hai', 'Ba', 'Bốn', 'Năm', 'Khác'],
]
const refused = [['6', '', 'Một', 'Hai', 'Ba', 'Bốn', 'A', 'Khác']]

test('an Excel file is read, shown in three lists, stored once by a double click, and found without diacritics', async () => {
  await logIn(addresses.importUpload())
  const complaints = complaintsOf(page)
  const before = await stage.sql`select 1 from questions`
  const file = makeXlsx([header, ...good, ...doubtful, ...refused])
  await page.locator('input[type=file]').setInputFiles({
    name: 'câu hỏi vòng 1.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: file,
  })
  await heading('Xem trước: câu hỏi vòng 1.xlsx').waitFor()
  const list = (state: 'good' | 'doubtful' | 'refused') =>
    page.getByRole('navigation', { name: vi['preview.lists'] }).getByRole('link', { name: vi[`preview.${state}`] })
  expect(await list('good').textContent()).toContain('3')
  expect(await list('doubtful').textContent()).toContain('2')
  expect(await list('refused').textContent()).toContain('1')
  await page.getByText('Cầu Long Biên bắc qua dòng sông nào?').waitFor()
  await list('doubtful').click()
  await page.getByText('Chưa có đáp án đúng.').waitFor()
  await list('refused').click()
  await page.getByText('Thiếu nội dung câu hỏi.').waitFor()
  expect(await stage.sql`select 1 from questions`).toHaveLength(before.length)

  await page.getByRole('button', { name: 'Lưu 3 câu vào ngân hàng' }).dblclick()
  await page.getByText('Đã lưu 3 câu.').waitFor()
  expect(await stage.sql`select 1 from questions`).toHaveLength(before.length + 3)
  // whoever opens the same preview again is told, and has no button
  await page.reload()
  await page.getByText(vi['preview.savedBefore']).waitFor()

  await page.getByRole('link', { name: vi['preview.toBank'] }).click()
  await heading(vi['bank.title']).waitFor()
  await page.getByRole('searchbox').fill('kinh do cua trieu nguyen')
  await page.getByRole('button', { name: vi['bank.searchSubmit'], exact: true }).click()
  await page.getByText('1 câu hỏi khớp với “kinh do cua trieu nguyen”').waitFor()
  const [found, ...others] = await page
    .getByRole('list', { name: vi['bank.list'] })
    .getByRole('listitem')
    .filter({ has: page.locator('.question-stem') })
    .all()
  expect(others).toEqual([])
  expect(await found?.textContent()).toContain('Thành phố nào từng là kinh đô của triều Nguyễn?')
  expect(complaints).toEqual([])
})

test('of every type of question the organizer may mend texts and key where it stands', async () => {
  const wrong = [
    makeQuestion({ type: 'multiple-choice', stem: 'Những số nào chắn?', options: ['hai', 'ba', 'bốn'], scoring: 'all-or-nothing' }, { correct: [1] }),
    makeQuestion(
      { type: 'matching', stem: 'Ghép món với nơi', left: ['Huế', 'Hà Nội'], right: ['phở', 'bún bò'], scoring: 'per-pair' },
      { rightOf: [0, 1] },
    ),
    makeQuestion({ type: 'ordering', stem: 'Xếp tăng dần', items: ['mười', 'một'], scoring: 'all-or-nothing' }, { order: [0, 1] }),
    makeQuestion({ type: 'numeric', stem: 'Một nửa của 3?' }, { accepted: [{ value: '2', worthThousandths: 1_000 }] }),
  ]
  await logIn(addresses.importUpload())
  const complaints = complaintsOf(page)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'sai đáp án.json', mimeType: 'application/json', buffer: Buffer.from(jsonFile(wrong)) })
  await heading('Xem trước: sai đáp án.json').waitFor()
  const mend = async (position: number, how: (form: Locator) => Promise<void>) => {
    const item = page.locator('.question-list > li').nth(position)
    await item.getByRole('button', { name: /^Sửa câu này/ }).click()
    const form = item.getByRole('form')
    await how(form)
    await form.getByRole('button', { name: vi['edit.save'] }).click()
    await item.getByText(vi['preview.corrected']).waitFor()
  }
  await mend(0, async (form) => {
    await form.getByLabel(vi['edit.stem']).fill('Những số nào chẵn?')
    await form.getByLabel('B đúng').uncheck()
    // refused as long as nothing is right, and what was typed stays
    await form.getByRole('button', { name: vi['edit.save'] }).click()
    await page.getByRole('alert').waitFor()
    await form.getByLabel('A đúng').check()
    await form.getByLabel('C đúng').check()
  })
  await mend(1, async (form) => {
    await form.getByLabel('“Huế” ghép với').selectOption({ label: 'bún bò' })
    await form.getByLabel('“Hà Nội” ghép với').selectOption({ label: 'phở' })
  })
  await mend(2, async (form) => {
    await form.getByLabel('Thứ tự đúng của A').selectOption({ label: '2' })
    await form.getByLabel('Thứ tự đúng của B').selectOption({ label: '1' })
  })
  await mend(3, async (form) => {
    await form.getByLabel(vi['edit.key'], { exact: true }).fill('1,5')
  })
  await page.getByRole('button', { name: 'Lưu 4 câu vào ngân hàng' }).click()
  await page.getByText('Đã lưu 4 câu.').waitFor()
  const stored = await stage.sql<{ stem: string; key: unknown }[]>`
    select r.content->>'stem' as stem, r.key from questions q join question_revisions r on r.question_id = q.id
    join bank_imports i on i.id = q.import_id where i.file_name = 'sai đáp án.json'`
  expect(Object.fromEntries(stored.map(({ stem, key }) => [stem, key]))).toEqual({
    'Những số nào chẵn?': { correct: [0, 2] },
    'Ghép món với nơi': { rightOf: [1, 0] },
    'Xếp tăng dần': { order: [1, 0] },
    'Một nửa của 3?': { accepted: [{ value: '1.5', worthThousandths: 1_000 }] },
  })
  // the browser notes the refusal itself; nothing else is amiss
  expect(complaints.filter((complaint) => !complaint.includes('422') && !complaint.includes('400'))).toEqual([])
})

test('a question that a round names is retired only after a second word, which names the round', async () => {
  await logIn(addresses.bank())
  const stem = 'Câu hỏi số 0 của ngân hàng?'
  const state = async () =>
    (await stage.sql<{ state: string }[]>`select state from questions where search_text like '%so 0 cua ngan hang%'`)[0]?.state
  await page.getByRole('searchbox').fill('cau hoi so 0 cua ngan hang')
  await page.getByRole('button', { name: vi['bank.searchSubmit'], exact: true }).click()
  await page.getByRole('button', { name: `Ngừng dùng: ${stem}` }).click()
  await page.getByText(/có trong ma trận đề của: Hội thi kiểm thử/).waitFor()
  expect(await state()).toBe('approved')
  await page.getByRole('button', { name: vi['retire.no'] }).click()
  await page.getByRole('button', { name: `Ngừng dùng: ${stem}` }).click()
  await page.getByRole('button', { name: vi['retire.yes'] }).click()
  await page.locator('.tag.state-retired').waitFor()
  expect(await state()).toBe('retired')
})

const paper = [
  'Câu 1. Sông nào chảy qua thành phố Huế?',
  ...['A. Sông Hương', 'B. Sông Hàn', 'C. Sông Mã', 'D. Sông Lam', 'Đáp án: A'],
  'Câu 2. Hồ nước ngọt tự nhiên lớn nhất Việt Nam là hồ nào?',
  ...['A. Hồ Tây', 'B. Hồ Ba Bể', 'C. Hồ Lắk', 'D. Biển Hồ'],
  'Câu 3.',
  'Câu 4. Đảo nào lớn nhất Việt Nam?',
  ...['A. Cát Bà', 'B. Phú Quốc', 'C. Côn Đảo', 'D. Lý Sơn', 'Đáp án: B'],
]

test('of a Word file the organizer drops and takes back, chooses a missing key, stores, finds it in the bank, and undoes it all', async () => {
  await logIn(addresses.importUpload())
  const complaints = complaintsOf(page)
  const before = await stage.sql`select 1 from questions`
  await page.locator('input[type=file]').setInputFiles({
    name: 'đề địa lý.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: makeDocx(paper),
  })
  await heading('Xem trước: đề địa lý.docx').waitFor()
  const list = (state: 'good' | 'doubtful' | 'refused', amount: number) =>
    page.getByRole('navigation', { name: vi['preview.lists'] }).getByRole('link', { name: `${vi[`preview.${state}`]} ${amount}` })
  const store = (amount: number) => page.getByRole('button', { name: `Lưu ${amount} câu vào ngân hàng` })
  await list('refused', 1).click()
  await page.getByText('Thiếu nội dung câu hỏi.').waitFor()

  await list('good', 2).click()
  const island = page.getByRole('listitem').filter({ hasText: 'Đảo nào lớn nhất Việt Nam?' })
  await island.getByRole('checkbox').uncheck()
  await store(1).waitFor()
  // what was dropped stays dropped, whoever opens the page
  await page.reload()
  await island.getByText(vi['preview.left']).waitFor()
  await island.getByRole('checkbox').check()
  await store(2).waitFor()

  await list('doubtful', 1).click()
  await page.getByText(/Hãy chọn đáp án đúng/).waitFor()
  await page.getByRole('button', { name: /^Chọn A là đáp án đúng/ }).click()
  await page.getByText(vi['preview.corrected']).waitFor()
  // a slip is mended in the same place
  await page.getByRole('button', { name: /^Chọn B là đáp án đúng/ }).click()
  await page.getByRole('listitem').filter({ hasText: 'Hồ Ba Bể' }).getByText(vi['question.right']).last().waitFor()
  await list('good', 3).waitFor()
  await store(3).click()
  await page.getByText('Đã lưu 3 câu.').waitFor()
  const [lake] = await stage.sql<{ key: unknown }[]>`
    select r.key from questions q join question_revisions r on r.question_id = q.id where r.content->>'stem' like 'Hồ nước ngọt%'`
  expect(lake?.key).toEqual({ correct: 1 })

  const preview = page.url()
  await page.getByRole('link', { name: vi['preview.toBank'] }).click()
  await page.getByLabel(vi['bank.state']).selectOption('draft')
  await page.getByRole('searchbox').fill('ho nuoc ngot')
  await page.getByRole('button', { name: vi['bank.searchSubmit'], exact: true }).click()
  await page.getByText('1 câu hỏi khớp với “ho nuoc ngot”').waitFor()

  await page.goto(preview)
  await page.getByRole('button', { name: vi['preview.undo'] }).click()
  await page.getByRole('button', { name: vi['preview.undoYes'], exact: true }).click()
  await page.getByText(vi['preview.undone']).waitFor()
  expect(await stage.sql`select 1 from questions`).toHaveLength(before.length)
  expect(complaints).toEqual([])
})

test('the samples that may be downloaded are the files that are known to be read whole', async () => {
  await logIn(addresses.importUpload())
  for (const [words, name] of [
    ['import.sampleWord', 'mau-cau-hoi.docx'],
    ['import.sampleExcel', 'mau-cau-hoi.xlsx'],
  ] as const) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: vi[words] }).click()])
    expect(download.suggestedFilename()).toBe(name)
    expect(readFileSync(await download.path())).toEqual(readFileSync(new URL(`../../question-bank/samples/${name}`, import.meta.url)))
  }
})

test('a file that is no workbook is refused with the reason, and nothing is stored', async () => {
  await logIn(addresses.importUpload())
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'danh-sach.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('STT;Câu hỏi') })
  const alert = page.getByRole('alert')
  await alert.getByText(vi['problem.FILE_NOT_READABLE']).waitFor()
  await alert.getByText(/Hãy tải lên tệp Word|Hãy kiểm tra lại tệp/).waitFor()
  expect(await stage.sql`select 1 from bank_imports where file_name = 'danh-sach.xlsx' and state <> 'refused'`).toHaveLength(0)
})

test('while the public board is frozen an official sees the true one beside it, and what differs', async () => {
  const early = await aSitting(stage.origin, stage.contest, [0, 1, 2], { fullName: 'Phạm Thu Trang' })
  await early.submit()
  const boards = addresses.boards(stage.contest.slug, stage.contest.roundId)
  await logIn(boards)
  const [publicBoard, officialBoard] = (['public', 'official'] as const).map((projection) =>
    page.getByRole('region', { name: vi[`round.${projection}`], exact: true }),
  )
  await page.getByText(vi['round.same']).waitFor()
  await publicBoard?.getByText(maskName('Phạm Thu Trang')).waitFor()
  await officialBoard?.getByText('Phạm Thu Trang').waitFor()

  await stage.sql`update rounds set freezes_at = now()`
  await page.getByText(/^Bảng công khai đóng băng từ/).waitFor()
  const late = await aSitting(stage.origin, stage.contest, [3, 3, 3, 3, 3], { fullName: 'Đỗ Mạnh Hùng' })
  await late.submit()
  const lateRow = officialBoard?.getByRole('row').filter({ hasText: 'Đỗ Mạnh Hùng' })
  await lateRow?.getByText(vi['round.notOnPublic']).waitFor()
  await page.getByText(/^Hai bảng khác nhau ở/).waitFor()
  expect(await publicBoard?.textContent()).toContain('1 thí sinh có kết quả')
  expect(await publicBoard?.textContent()).not.toContain(maskName('Đỗ Mạnh Hùng'))
  expect(await officialBoard?.textContent()).toContain('2 thí sinh có kết quả')
})

test('two people on one device open a line for review, with its evidence and what may explain it', async () => {
  const device = 'one-phone-for-two'
  for (const fullName of ['Bùi Văn Kiên', 'Bùi Thị Lan']) {
    await (await aSitting(stage.origin, stage.contest, [0, 0, 0], { fullName, device })).submit()
  }
  await logIn(addresses.home())
  await page.getByRole('link', { name: vi['home.findings'] }).click()
  await heading(vi['findings.title']).waitFor()
  const line = page.getByRole('article', { name: vi['finding.shared-device'] })
  await eventually('the line is there, once the checks have passed by', async () => {
    if ((await line.count()) > 0) return true
    await page.reload()
    await heading(vi['findings.title']).waitFor()
    return false
  })
  for (const name of ['Bùi Văn Kiên', 'Bùi Thị Lan']) await line.getByText(name).waitFor()
  const codes = await line.locator('code').allTextContents()
  expect(new Set(codes).size).toBe(2)
  await line.getByRole('row').filter({ hasText: 'Số thí sinh' }).getByText('2', { exact: true }).waitFor()
  await line.getByText(vi['innocent.shared-device']).waitFor()
  await page.getByText(vi['findings.principle']).waitFor()
})
