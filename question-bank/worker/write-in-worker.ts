import { Worker } from 'node:worker_threads'
import type { Bank, FormatName, WrittenFile } from '../formats/format.ts'

/** Writes a file in a worker. */
export function writeInWorker(format: FormatName, bank: Bank): Promise<WrittenFile> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./write-worker.ts', import.meta.url), { workerData: { format, bank } })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the worker ended without a file')))
  })
}
