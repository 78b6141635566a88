import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Question } from '../../question-bank/question.ts'
import type { DuplicatesPage } from '../../server/contract/bank.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { aQuestion, type BankStage, jsonFile, openBankStage } from './bank-stage.ts'

const closing = afterFile()
let stage: BankStage
beforeAll(async () => {
  stage = await openBankStage(closing)
})

const options = ['1954', '1953', '1955', '1946']
const aboutBattle = (stem: string, order = options, right = '1954') =>
  ({
    ...aQuestion(),
    content: { type: 'single-choice', stem, options: order },
    key: { correct: order.indexOf(right) },
  }) as Question

const pageOf = async (query = '') => (await stage.binh.get<DuplicatesPage>(`/duplicates${query}`)).body
/** Every pair of the bank, when all of it was compared. */
async function allPairs(query = ''): Promise<DuplicatesPage['pairs']> {
  await eventually('all questions are compared', async () => (await pageOf()).waiting === 0)
  const pairs: DuplicatesPage['pairs'] = []
  for (let next: string | null = ''; next !== null; ) {
    const page: DuplicatesPage = await pageOf(`?${query}${next === '' ? '' : `&after=${next}`}`)
    pairs.push(...page.pairs)
    next = page.next
  }
  return pairs
}
const among = (pairs: DuplicatesPage['pairs'], ids: readonly string[]) =>
  pairs.filter(({ questions }) => questions.every(({ id }) => ids.includes(id)))

describe('the pairs of the bank', () => {
  test('are the questions that say the same in other words, order, signs or letters, each pair once and with both shown', async () => {
    const stem = 'Chiến thắng Điện Biên Phủ kết thúc vào năm nào của thế kỷ trước?'
    const twins = [
      aboutBattle(stem),
      aboutBattle('VÀO NĂM NÀO của thế kỷ trước, chiến thắng Điện Biên Phủ kết thúc'),
      aboutBattle('chien thang dien bien phu ket thuc vao nam nao cua the ky truoc'),
      aboutBattle(stem, [...options].reverse()),
      aboutBattle(stem, options, '1953'),
    ]
    const made = await Promise.all(twins.map((question) => stage.binh.create(question)))
    const ids = made.map(({ questionId }) => questionId)
    const mine = among(await allPairs(), ids)
    expect(mine).toHaveLength(10)
    expect(mine.every(({ grade, likeness }) => grade === 'same' && likeness === 1_000)).toBe(true)
    expect(
      new Set(
        mine.map(({ questions }) =>
          questions
            .map(({ id }) => id)
            .sort()
            .join(),
        ),
      ).size,
    ).toBe(10)
    expect(mine.every(({ questions: [older, newer] }) => (older?.id ?? '') < (newer?.id ?? ''))).toBe(true)
    // the last one says that another answer is right
    const contradictions = among(await allPairs('keysDisagree=true'), ids)
    expect(contradictions).toHaveLength(4)
    expect(contradictions.every(({ questions }) => questions.some(({ correct }) => correct[0] === 1))).toBe(true)
  })

  test('follow what is revised and go with what is undone', async () => {
    const stem = `Đèo Hải Vân nằm giữa hai tỉnh thành nào của nước ta ${randomUUID().replaceAll('-', ' ')}?`
    const first = await stage.binh.create(aQuestion({ stem }))
    const { importId } = await stage.binh.preview('một.json', jsonFile([aQuestion({ stem })]))
    await stage.binh.confirm(importId)
    const ofFirst = async () => (await allPairs()).filter(({ questions }) => questions.some(({ id }) => id === first.questionId))
    expect(await ofFirst()).toHaveLength(1)
    await stage.binh.revise(first.questionId, 1, aQuestion())
    expect(await ofFirst()).toEqual([])
    await stage.binh.revise(first.questionId, 2, aQuestion({ stem }))
    expect(await ofFirst()).toHaveLength(1)
    expect((await stage.binh.post(`/imports/${importId}/undo`)).status).toBe(200)
    expect(await ofFirst()).toEqual([])
  })

  test('come page by page, the likest first, also of two hundred copies', async () => {
    const stem = 'Quốc hiệu Đại Việt được đặt dưới triều vua nào của nước ta?'
    const { importId } = await stage.binh.preview('nhiều.json', jsonFile(Array.from({ length: 200 }, () => aQuestion({ stem }))))
    await stage.binh.confirm(importId)
    const pairs = await allPairs()
    const names = pairs.map(({ questions }) => questions.map(({ id }) => id).join())
    expect(new Set(names).size).toBe(names.length)
    expect(pairs.map(({ likeness }) => likeness)).toEqual(pairs.map(({ likeness }) => likeness).sort((a, b) => b - a))
    const copies = new Set(pairs.flatMap(({ questions }) => questions.filter((one) => one.stem === stem).map(({ id }) => id)))
    expect(copies.size).toBe(200)
  })

  test('are found while others write, revise and undo at once', async () => {
    const stem = (at: number) => `Cây cầu số ${at} bắc qua dòng sông nào của miền Trung nước ta hiện nay?`
    const rounds = Array.from({ length: 6 }, async (_, at) => {
      const { questionId } = await stage.binh.create(aQuestion({ stem: stem(at) }))
      const { importId } = await stage.cuc.preview('một.json', jsonFile([aQuestion({ stem: stem(at) })]))
      await stage.cuc.confirm(importId)
      await stage.app.features.alikePairs.run()
      const [undone] = await Promise.all([
        at % 2 === 0 ? stage.cuc.post(`/imports/${importId}/undo`) : undefined,
        stage.app.features.alikePairs.run(),
        stage.binh.revise(questionId, 1, aQuestion({ stem: stem(at), explanation: 'Sửa' })),
      ])
      expect(undone?.status ?? 200).toBe(200)
      return questionId
    })
    const ids = await Promise.all(rounds)
    const pairs = await allPairs('grade=same')
    const found = ids.map((id) => pairs.some(({ questions }) => questions.some((one) => one.id === id)))
    expect(found).toEqual([false, true, false, true, false, true])
  })

  test.each([['after=1'], ['grade=other'], ['keysDisagree=maybe'], [`after=1000.${randomUUID()}`]])('%s is refused', async (query) => {
    expect((await stage.binh.get(`/duplicates?${query}`)).problem.code).toBe('BAD_REQUEST')
  })
})
