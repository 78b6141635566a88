import { Worker } from 'node:worker_threads'
import type { Bank, FormatName, WrittenFile } from '../formats/format.ts'
import { limits } from '../formats/limits.ts'
import type { ExamSettings } from '../printing/exam-papers.ts'

export type Writing = { kind: 'bank'; format: FormatName; hasKeys: boolean; bank: Bank } | { kind: 'exam'; settings: ExamSettings; bank: Bank }
export type Written = WrittenFile

/** The file would need more memory than it may have. */
export class TooHeavyToWriteError extends Error {}

/** Writes a file in a worker, in bounded memory: what is too much ends the thread and not the service. */
export function writeInWorker(writing: Writing, memoryMb: number = limits.writerMemoryMb): Promise<Written> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./write-worker.ts', import.meta.url), {
      workerData: writing,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: limits.workerYoungMemoryMb },
    })
    worker.once('message', resolve)
    worker.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new TooHeavyToWriteError() : error))
    worker.once('exit', () => reject(new Error('the worker ended without a file')))
  })
}
