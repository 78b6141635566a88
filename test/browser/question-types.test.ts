import { beforeAll, expect, test } from 'vitest'
import { type Attachment, makeAttachment } from '../../question-bank/attachment.ts'
import { makeQuestion, type Question } from '../../question-bank/question.ts'
import { laterVi } from '../../widget/i18n/later-vi.ts'
import { vi } from '../../widget/i18n/vi.ts'
import { afterFile } from '../helpers/after-file.ts'
import { type ContestStage, openContestStage } from '../helpers/contest-stage.ts'
import { eventually } from '../helpers/eventually.ts'
import { aTone } from '../helpers/make-wav.ts'
import { openVisitors } from '../helpers/visitors.ts'
import { aPerson, widgetHands } from '../helpers/widget-hands.ts'

const worth = { worthThousandths: 1_000 }
const sound = makeAttachment(aTone()) as Attachment
/** One question of each type, in the order of the paper. */
const bank: readonly Question[] = [
  makeQuestion({ type: 'single-choice', stem: 'Chọn từ **gạch chân** đúng: 5 \\* 3, H~2~O, __an toàn__', options: ['*một*', 'hai'] }, { correct: 0 }),
  makeQuestion({ type: 'multiple-choice', stem: 'Chọn các số chẵn', options: ['hai', 'ba', 'bốn'], scoring: 'all-or-nothing' }, { correct: [0, 2] }),
  makeQuestion({ type: 'true-false', stem: `Nghe đoạn nhạc: ![đoạn nhạc](attachment:${sound.digest})` }, { isTrue: true }),
  makeQuestion(
    { type: 'four-statements', stem: 'Xét các ý', statements: ['ý một', 'ý hai', 'ý ba', 'ý bốn'], ladderThousandths: [100, 250, 500, 1_000] },
    { truths: [true, false, true, false] },
  ),
  makeQuestion({ type: 'numeric', stem: 'Tính $\\frac{3}{2}$, biết $\\laLungTung{1}$', unit: 'kg' }, { accepted: [{ value: '1.5', ...worth }] }),
  makeQuestion({ type: 'short-text', stem: 'Thủ đô?' }, { accepted: [{ text: 'Hà Nội', ...worth }] }),
  makeQuestion({ type: 'ordering', stem: 'Xếp tăng dần', items: ['mười', 'năm', 'một'], scoring: 'all-or-nothing' }, { order: [2, 1, 0] }),
  makeQuestion({ type: 'matching', stem: 'Ghép', left: ['Huế', 'Hà Nội'], right: ['bún bò', 'phở'], scoring: 'per-pair' }, { rightOf: [0, 1] }),
  makeQuestion(
    { type: 'cloze', stem: 'Thủ đô là [[1]], có [[2]] mùa.', gaps: [{ kind: 'choice', options: ['Huế', 'Hà Nội'] }, { kind: 'numeric' }] },
    {
      gaps: [
        { kind: 'choice', correct: 1, weight: 1 },
        { kind: 'numeric', number: { accepted: [{ value: '4', ...worth }] }, weight: 1 },
      ],
    },
  ),
  makeQuestion({ type: 'essay', stem: 'Nêu cảm nghĩ', mostWords: 50 }, {}),
  makeQuestion({ type: 'prediction', stem: 'Có bao nhiêu người dự thi?', unit: 'người' }, {}),
]

const closing = afterFile()
let stage: ContestStage
let visit: Awaited<ReturnType<typeof openVisitors>>
beforeAll(async () => {
  stage = await openContestStage(closing, { bank })
  await stage.sql`insert into bank_attachments (digest, media_type, bytes, byte_length) values (${sound.digest}, ${sound.mediaType}, ${Buffer.from(sound.bytes)}, ${sound.bytes.length})`
  await stage.sql`insert into question_attachments (revision_id, digest) select id, ${sound.digest} from question_revisions where content->>'stem' like ${`%${sound.digest}%`} on conflict do nothing`
  visit = await openVisitors(closing)
})

test('a participant answers every type of question on a small phone, and each answer counts', async () => {
  const page = await (await visit({ viewport: { width: 360, height: 640 } })).newPage()
  await page.goto(stage.fullPage)
  const hands = widgetHands(page)
  await hands.register(aPerson())
  await hands.pressButton(vi.cover.start)
  const total = bank.length
  const next = async (position: number) => hands.pressButton(position < total - 1 ? vi.paper.next : vi.paper.review)
  const field = page.locator('.question .input')

  const answers: (() => Promise<unknown>)[] = [
    async () => {
      const stem = page.locator('h1.stem')
      expect(await stem.innerHTML()).toContain('<strong>gạch chân</strong>')
      expect(await stem.textContent()).toContain('5 * 3, H2O, an toàn')
      await page.locator('.option').first().click()
    },
    async () => {
      for (const option of [0, 1, 2]) await page.locator('.option').nth(option).click()
      await page.locator('.option').nth(1).click()
    },
    async () => {
      const player = page.locator('.stem audio')
      await player.waitFor()
      // it has been read as a sound, and it can be played to its end
      expect(
        await player.evaluate(async (audio: HTMLAudioElement) => {
          audio.muted = true
          const hasEnded = new Promise((resolve) => audio.addEventListener('ended', resolve))
          await audio.play()
          await hasEnded
          return audio.duration
        }),
      ).toBeCloseTo(1, 1)
      await page.getByText(vi.paper.truths.true, { exact: true }).click()
    },
    async () => {
      for (const [place, truth] of [vi.paper.truths.true, vi.paper.truths.false, vi.paper.truths.true, vi.paper.truths.true].entries())
        await page.locator('.statement').nth(place).getByText(truth, { exact: true }).click()
    },
    async () => {
      const [above, below] = [page.locator('.stem mfrac > *').first(), page.locator('.stem mfrac > *').last()]
      await above.waitFor()
      // drawn, not only marked up: the three stands over the two
      expect((await above.boundingBox())?.y).toBeLessThan((await below.boundingBox())?.y ?? 0)
      // what is beyond the subset can be read
      expect(await page.locator('.stem code').textContent()).toBe('\\laLungTung{1}')
      await field.fill('1,5')
    },
    () => field.fill('  hà nội '),
    async () => {
      await page.getByRole('button', { name: vi.paper.moveUp }).nth(2).click()
      await page.getByRole('button', { name: vi.paper.moveUp }).nth(1).click()
      await page.getByRole('button', { name: vi.paper.moveDown }).nth(1).click()
    },
    async () => {
      await field.nth(0).selectOption({ label: 'bún bò' })
      await field.nth(1).selectOption({ label: 'phở' })
    },
    async () => {
      await field.nth(0).selectOption({ label: 'Hà Nội' })
      await field.nth(1).fill('4')
    },
    () => field.fill('Em rất thích.'),
    () => field.fill('1234'),
  ]
  for (const [position, answer] of answers.entries()) {
    await hands.seesQuestion(position, total)
    await page.locator('.question .loading').waitFor({ state: 'detached' })
    await answer()
    await next(position)
  }
  await hands.sees(vi.review.title)
  await hands.pressButton(vi.review.submit)
  await hands.sees(laterVi.receipt.title.submitted)

  const last = new Map((await stage.tapsInLog()).map((tap) => [tap.question, tap.answer]))
  expect([...last.values()]).toEqual(['0', '0,2', 'T', 'TFTT', '1,5', '  hà nội ', '2,1,0', '0,1', '["1","4"]', 'Em rất thích.', '1234'])
  await eventually('the attempt has its score', async () => {
    // three statements of four are worth half; essay and prediction earn nothing here
    expect(await stage.attempts()).toMatchObject([{ state: 'submitted', score: 8_500, answered: 11 }])
    return true
  })
})
