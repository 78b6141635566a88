import { Worker } from 'node:worker_threads'
import type { Bank, FormatName, WrittenFile } from '../formats/format.ts'
import type { ExamSettings } from '../printing/exam-papers.ts'

export type Writing = { kind: 'bank'; format: FormatName; hasKeys: boolean; bank: Bank } | { kind: 'exam'; settings: ExamSettings; bank: Bank }
export type Written = WrittenFile

/** Writes a file in a worker. */
export function writeInWorker(writing: Writing): Promise<Written> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./write-worker.ts', import.meta.url), { workerData: writing })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the worker ended without a file')))
  })
}
