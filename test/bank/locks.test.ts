import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { BankTopic, BankTopicList, ImportStatus, QuestionView } from '../../server/contract/bank.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aQuestion, type BankStage, jsonFile, openBankStage } from './bank-stage.ts'

// Whoever waits for a lock here waits for somebody who goes on. A ring would be cut by PostgreSQL and answered with 503.

const closing = afterFile()
let stage: BankStage
beforeAll(async () => {
  stage = await openBankStage(closing)
})

const statusesOf = (answers: readonly { status: number }[]) => answers.map(({ status }) => status)
const undo = (importId: string) => stage.binh.post<ImportStatus>(`/imports/${importId}/undo`)
async function previewed(questions: readonly unknown[], attachments: Parameters<typeof jsonFile>[1] = []): Promise<string> {
  const { importId, counts } = await stage.binh.preview('ngân hàng.json', jsonFile(questions, attachments))
  expect(counts.good).toBe(questions.length)
  return importId
}

test('two imports that bring the same new topics in another order are both stored, and each topic is there once', async () => {
  const root = `Chủ đề ${randomUUID()}`
  const questions = Array.from({ length: 150 }, (_, at) => aQuestion({ topic: [root, `Mục ${at}`] }))
  const imports = [await previewed(questions), await previewed([...questions].reverse())]
  expect(statusesOf(await Promise.all(imports.map((importId) => stage.binh.confirm(importId))))).toEqual([200, 200])
  const { topics } = (await stage.binh.get<BankTopicList>('/topics')).body
  const above = topics.find(({ name }) => name === root)
  expect(topics.filter(({ parentId }) => parentId === above?.id).map(({ questionCount }) => questionCount)).toEqual(
    Array.from({ length: 150 }, () => 2),
  )
})

test('two imports of the same questions are undone at once, in the middle of their comparison', async () => {
  for (let round = 0; round < 3; round += 1) {
    const questions = Array.from({ length: 120 }, () => aQuestion())
    const imports = [await previewed(questions), await previewed([...questions].reverse())]
    await Promise.all(imports.map((importId) => stage.binh.confirm(importId)))
    expect(statusesOf(await Promise.all(imports.map(undo)))).toEqual([200, 200])
  }
})

test('questions are revised and refiled while their topics are merged', async () => {
  const names = ['Nguồn', 'Con', 'Đích'].map((name) => `${name} ${randomUUID()}`)
  const [from, into] = await Promise.all(
    [names[0], names[2]].map(async (name) => (await stage.binh.post<BankTopic>('/topics', { name, parentId: null })).body.id),
  )
  const below = (await stage.binh.post<BankTopic>('/topics', { name: names[1], parentId: from })).body.id
  const made = await Promise.all(
    Array.from({ length: 30 }, (_, at) =>
      stage.binh.create(aQuestion({ topic: at % 2 === 0 ? [names[0] as string] : (names.slice(0, 2) as string[]) })),
    ),
  )
  const ids = made.map(({ questionId }) => questionId)
  const merging = stage.cuc.post(`/topics/${from}/merge`, { intoTopicId: into })
  const answers = await Promise.all([
    merging,
    ...ids.map((id) => stage.binh.revise(id, 1, aQuestion({ topic: [names[2] as string] }))),
    stage.binh.post('/filings', { questionIds: [...ids].reverse(), addTags: ['gộp'] }),
    stage.cuc.post('/filings', { questionIds: ids, topicId: into }),
  ])
  expect(new Set(statusesOf(answers))).toEqual(new Set([200]))
  const now = await Promise.all(ids.map((id) => stage.binh.get<QuestionView>(`/questions/${id}`)))
  expect(now.every(({ body }) => body.number === 2 && body.tags.includes('gộp'))).toBe(true)
  expect((await stage.binh.get<BankTopicList>('/topics')).body.topics.some(({ id }) => id === from)).toBe(false)
  expect(below).toBeGreaterThan(0)
})
