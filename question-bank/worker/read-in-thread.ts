import { Worker } from 'node:worker_threads'
import type { Progress, SourceFile } from '../formats/format.ts'
import { limits } from '../formats/limits.ts'
import { UnreadableFileError } from '../imported-item.ts'
import { type Reason, reason } from '../reason.ts'

export type WorkerMessage<Read> =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'read'; file: Read }
  | { kind: 'refused'; reason: Reason }

/** Reads a file in a worker; whatever goes wrong there ends as a sentence for the person who sent it, never as our crash. */
export function readInThread<Read>(script: URL, file: SourceFile, progress: Progress): Promise<Read> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, {
      workerData: file,
      resourceLimits: { maxOldGenerationSizeMb: limits.workerMemoryMb, maxYoungGenerationSizeMb: limits.workerYoungMemoryMb },
    })
    const refuse = (why: Reason) => reject(new UnreadableFileError(why))
    const timer = setTimeout(() => {
      refuse(reason('TOO_SLOW', limits.seconds))
      void worker.terminate()
    }, limits.seconds * 1_000)
    worker.on('message', (message: WorkerMessage<Read>) => {
      if (message.kind === 'progress') progress(message.done, message.total)
      else if (message.kind === 'read') resolve(message.file)
      else refuse(message.reason)
    })
    worker.once('error', () => refuse(reason('TOO_HEAVY')))
    worker.once('exit', () => {
      clearTimeout(timer)
      refuse(reason('BROKEN_PACKAGE'))
    })
  })
}
