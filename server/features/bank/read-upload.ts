import { Worker } from 'node:worker_threads'
import { Problem } from '../../contract/errors.ts'
import type { ImportedItem } from '../../contract/staff.ts'

const patienceMs = 60_000
const mostMemoryMb = 512

export type ReadUpload = (file: Uint8Array) => Promise<ImportedItem[]>

/** Parses an upload in a worker; whatever goes wrong there ends as a sentence for the organizer, never as our crash. */
export const readUpload: ReadUpload = (file) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./import-worker.ts', import.meta.url), {
      workerData: file,
      resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
    })
    const refuse = (reason: string) => reject(new Problem('FILE_NOT_READABLE', { errors: [{ at: 'file', reason }] }))
    const timer = setTimeout(() => {
      refuse('Tệp quá phức tạp, đọc quá 60 giây. Hãy chia thành nhiều tệp nhỏ rồi tải lên.')
      void worker.terminate()
    }, patienceMs)
    worker.once('message', (answer: { items: ImportedItem[] } | { refusal: string }) =>
      'items' in answer ? resolve(answer.items) : refuse(answer.refusal),
    )
    worker.once('error', () => refuse('Tệp quá lớn hoặc quá phức tạp. Hãy chia thành nhiều tệp nhỏ rồi tải lên.'))
    worker.once('exit', () => {
      clearTimeout(timer)
      refuse('Không đọc được tệp này. Hãy lưu lại từ Excel rồi tải lên lần nữa.')
    })
  })
