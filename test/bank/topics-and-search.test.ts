import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { BankPage, BankTopic, BankTopicList, ExportLosses } from '../../server/contract/bank.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aQuestion, type BankStage, jsonFile, openBankStage } from './bank-stage.ts'

const closing = afterFile()
let stage: BankStage
beforeAll(async () => {
  stage = await openBankStage(closing)
})

const aTopic = async (name: string, parentId: number | null = null) => (await stage.binh.post<BankTopic>('/topics', { name, parentId })).body.id
const change = (id: number, body: unknown) => stage.binh.ask<BankTopic>('PATCH', `/topics/${id}`, body)
const trails = async (top: string) => {
  const { topics } = (await stage.binh.get<BankTopicList>('/topics')).body
  const byId = new Map(topics.map((topic) => [topic.id, topic]))
  const trail = (id: number): string => {
    const topic = byId.get(id)
    return topic?.parentId ? `${trail(topic.parentId)} / ${topic.name}` : (topic?.name ?? '')
  }
  return topics.map(({ id }) => trail(id)).filter((one) => one.startsWith(top))
}
const page = async (query: Record<string, string | number>) =>
  (await stage.binh.get<BankPage>(`/questions?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`)).body
const found = async (query: Record<string, string | number>) => (await page(query)).questions.map(({ stem }) => stem).sort()

describe('topics are a tree', () => {
  test('made by questions that name them, renamed and moved; the questions stay with theirs', async () => {
    await stage.binh.create(aQuestion({ stem: 'Về Lý?', topic: ['Sử', 'Thời Lý'] }))
    await stage.binh.create(aQuestion({ stem: 'Về Trần?', topic: ['sử', ' Thời  Trần '] }))
    expect(await trails('Sử')).toEqual(['Sử', 'Sử / Thời Lý', 'Sử / Thời Trần'])
    const history = await aTopic('Sử Việt Nam')
    const root = (await stage.binh.get<BankTopicList>('/topics')).body.topics.find(({ name }) => name === 'Sử') as BankTopic
    expect((await change(root.id, { parentId: history, name: 'Trung đại' })).status).toBe(200)
    expect(await trails('Sử')).toEqual([
      'Sử Việt Nam',
      'Sử Việt Nam / Trung đại',
      'Sử Việt Nam / Trung đại / Thời Lý',
      'Sử Việt Nam / Trung đại / Thời Trần',
    ])
    expect(await found({ topic: history })).toEqual(['Về Lý?', 'Về Trần?'])
    expect((await page({ search: 've ly?' })).questions[0]?.topic).toBe('Sử Việt Nam / Trung đại / Thời Lý')
  })

  test('merged with all below; topics of one name become one', async () => {
    await stage.binh.create(aQuestion({ stem: 'Bão?', topic: ['Địa 1', 'Khí hậu'] }))
    await stage.binh.create(aQuestion({ stem: 'Lũ?', topic: ['Địa 1', 'Sông ngòi'] }))
    await stage.binh.create(aQuestion({ stem: 'Gió?', topic: ['Địa 2', 'khí hậu'] }))
    const { topics } = (await stage.binh.get<BankTopicList>('/topics')).body
    const [from, into] = ['Địa 1', 'Địa 2'].map((name) => topics.find((topic) => topic.name === name)?.id as number)
    expect((await stage.binh.post(`/topics/${from}/merge`, { intoTopicId: into })).status).toBe(200)
    expect(await trails('Địa')).toEqual(['Địa 2', 'Địa 2 / khí hậu', 'Địa 2 / Sông ngòi'])
    expect(await found({ topic: into as number })).toEqual(['Bão?', 'Gió?', 'Lũ?'])
  })

  test('"Hóa" and "Họa" are two; "HÓA" is the first again', async () => {
    await aTopic('Hóa')
    expect(typeof (await aTopic('Họa'))).toBe('number')
    expect((await stage.binh.post('/topics', { name: ' HÓA ', parentId: null })).problem.code).toBe('TOPIC_NAME_TAKEN')
  })

  test('what would break the tree is refused', async () => {
    const [top, below] = [await aTopic('Trên'), 0]
    const child = await aTopic('Dưới', top)
    expect(below).toBe(0)
    expect((await change(top, { parentId: child })).problem.code).toBe('TOPIC_MOVE_REFUSED')
    expect((await change(top, { parentId: top })).problem.code).toBe('TOPIC_MOVE_REFUSED')
    expect((await stage.binh.post(`/topics/${top}/merge`, { intoTopicId: child })).problem.code).toBe('TOPIC_MOVE_REFUSED')
    expect((await change(999_999, { name: 'x' })).problem.code).toBe('TOPIC_NOT_FOUND')
    expect((await change(1, { name: 'x' })).problem.code).toBe('TOPIC_NOT_FOUND')
    expect((await stage.binh.post('/topics', { name: '  ', parentId: null })).problem.code).toBe('BAD_REQUEST')
  })

  test('two moves that would make a ring together: one is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await aTopic(`A ${randomUUID()}`), await aTopic(`B ${randomUUID()}`)]
      const moves = await Promise.all([change(a, { parentId: b }), change(b, { parentId: a })])
      expect(moves.map(({ status }) => status).sort()).toEqual([200, 409])
    }
  })
})

describe('search', () => {
  const stems = [
    'Kinh đô của triều Nguyễn ở đâu?',
    'Thủ đô của Việt Nam?',
    'Đạt 100% nghĩa là gì?',
    'Đạt 100 điểm nghĩa là gì?',
    'Quân đội (Hà Nội, 30/4/1975) tiến vào với 1,5 vạn người?',
    'Lý Thái Tổ dời đô ra đâu?',
  ]
  beforeAll(async () => {
    for (const stem of stems) await stage.binh.create(aQuestion({ stem, source: `Nguồn của: ${stem}` }))
  })

  test.each([
    ['with diacritics', 'triều Nguyễn', [0]],
    ['without', 'trieu nguyen', [0]],
    ['in capitals', 'THỦ ĐÔ', [1]],
    ['in another order, with others between them', 'nguyễn kinh', [0]],
    ['all words, not some of them', 'kinh đô việt nam', []],
    ['the last word while it is being typed', 'triều ngu', [0]],
    ['a word before it whole', 'tri nguyễn', []],
    ['the last word whole when a blank follows', 'ngu ', []],
    ['two letters that a word begins with', 'kí', [0]],
    ['one letter', 'nguyễn ở đ', [0]],
    ['a word of one letter among others', 'ở đâu', [0]],
    ['a word of two letters', 'tổ ', [5]],
    ['not two letters inside of words', 'iề', []],
    ['words in brackets and behind signs', 'nội hà', [4]],
    ['dates and numbers', '1975 4 1.5', [4]],
    ['words with signs between them', '(kinh, đô)', [0]],
    ['a word that was written twice', 'kinh kinh', [0]],
    ['decomposed', 'kinh đô'.normalize('NFD'), [0]],
    ['a sign that SQL reads otherwise', '100%', [2]],
    ['another one as if it were not there', 'kinh_đô', [0]],
    ['nothing by signs alone', '?!', []],
    ['nothing by a quote', "' or true --", []],
  ] as const)('finds %s', async (_how, search, expected) => {
    expect(await found({ search })).toEqual(expected.map((at) => stems[at]).sort())
  })

  test('by whoever wrote a revision, and by the import it came with', async () => {
    const { questionId } = await stage.binh.create(aQuestion({ tags: ['của ai'] }))
    expect((await page({ tag: 'của ai', author: stage.binh.id })).total).toBe(1)
    expect((await page({ tag: 'của ai', author: stage.cuc.id })).total).toBe(0)
    await stage.cuc.revise(questionId, 1, aQuestion())
    expect((await page({ tag: 'của ai', author: stage.cuc.id })).total).toBe(1)
    const { importId } = await stage.binh.preview('một.json', jsonFile([aQuestion(), aQuestion()]))
    await stage.binh.confirm(importId)
    expect((await page({ importId })).total).toBe(2)
  })

  test('by the source too', async () => {
    expect(await found({ source: 'nguon cua: kinh do' })).toEqual([stems[0]])
  })

  test('goes through a whole filtered list page by page, each question once', async () => {
    const importing = await stage.binh.preview(
      'nhiều.json',
      jsonFile(Array.from({ length: 120 }, () => aQuestion({ topic: ['Nhiều'], tags: ['trang'] }))),
    )
    await stage.binh.confirm(importing.importId)
    const seen: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const part: BankPage = await page({ tag: 'trang', state: 'draft', type: 'single-choice', ...(after === '' ? {} : { after }) })
      expect(part.total).toBe(120)
      seen.push(...part.questions.map(({ id }) => id))
      after = part.next
    }
    expect([seen.length, new Set(seen).size]).toEqual([120, 120])
  })

  test.each([
    ['state=nothing'],
    ['topic=abc'],
    ['level=hard'],
    ['search='],
    [`search=${'x'.repeat(81)}`],
    ['after=1'],
    ['author=binh'],
    ['importId=1'],
  ])('%s is refused', async (query) => {
    expect((await stage.binh.get(`/questions?${query}`)).problem.code).toBe('BAD_REQUEST')
  })
})

describe('an export', () => {
  const exported = (query: string) => fetch(`${stage.origin}/api/v1/staff/bank/exports?${query}`, { headers: stage.binh.headers })

  test('holds what the filters leave, and comes back the same', async () => {
    const question = aQuestion({
      topic: ['Xuất', 'Một'],
      level: 'recognition',
      tags: ['a', 'b'],
      source: 'Sách',
      explanation: 'Vì **thế**.',
      pointsThousandths: 250,
    })
    await stage.binh.create(question)
    await stage.binh.create(aQuestion())
    const { topics } = (await stage.binh.get<BankTopicList>('/topics')).body
    const topic = topics.find(({ name }) => name === 'Xuất')?.id
    const answer = await exported(`format=json&topic=${topic}`)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="ngan-hang-cau-hoi.json"')
    expect(((await answer.json()) as { questions: unknown[] }).questions).toEqual([question])
    const losses = await stage.binh.get<ExportLosses>(`/exports/losses?format=json&topic=${topic}`)
    expect(losses.body).toEqual({ losses: [] })
  })

  test.each([['format=exe'], ['format=json&state=x'], ['']])('%s is refused', async (query) => {
    expect((await exported(query)).status).toBe(400)
  })
})
