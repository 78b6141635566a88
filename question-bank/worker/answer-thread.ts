import { parentPort, workerData } from 'node:worker_threads'
import type { Progress, SourceFile } from '../formats/format.ts'
import { UnreadableFileError } from '../imported-item.ts'
import { reason } from '../reason.ts'
import type { WorkerMessage } from './read-in-thread.ts'

/** What a thread that reads a stranger's file says: how far it is, what it read, or why it cannot. */
export function answerThread<Read>(read: (file: SourceFile, progress: Progress) => Read): void {
  const say = (message: WorkerMessage<Read>) => parentPort?.postMessage(message)
  try {
    const file = read(workerData as SourceFile, (done, total) => say({ kind: 'progress', done, total }))
    say({ kind: 'read', file })
  } catch (error) {
    say({ kind: 'refused', reason: error instanceof UnreadableFileError ? error.reason : reason('BROKEN_PACKAGE') })
  }
}
