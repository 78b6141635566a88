import { expect, test } from 'vitest'
import { makeQuestion } from '../../../question-bank/question.ts'
import { TooHeavyToWriteError, writeInWorker } from '../../../question-bank/worker/write-in-worker.ts'

const questions = Array.from({ length: 4_000 }, (_, number) =>
  makeQuestion({ type: 'single-choice', stem: `Câu hỏi thứ ${number}?`, options: [`một ${number}`, `hai ${number}`] }, { correct: 0 }),
)
const writing = { kind: 'bank', format: 'xlsx', hasKeys: true, bank: { questions, attachments: [] } } as const

test('a bank that needs more memory than a writer may have is refused, and the process goes on', async () => {
  await expect(writeInWorker(writing, 16)).rejects.toBeInstanceOf(TooHeavyToWriteError)
  expect((await writeInWorker(writing)).bytes.length).toBeGreaterThan(10_000)
})
