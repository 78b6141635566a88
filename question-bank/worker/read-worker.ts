import { parentPort, workerData } from 'node:worker_threads'
import type { SourceFile } from '../formats/format.ts'
import { readFile } from '../formats/read-file.ts'
import { UnreadableFileError } from '../imported-item.ts'
import { reason } from '../reason.ts'
import type { WorkerMessage } from './read-in-worker.ts'

const say = (message: WorkerMessage) => parentPort?.postMessage(message)

// a stranger's file is read in a thread of its own, with bounded memory and time
try {
  const file = readFile(workerData as SourceFile, (done, total) => say({ kind: 'progress', done, total }))
  say({ kind: 'read', file })
} catch (error) {
  say({ kind: 'refused', reason: error instanceof UnreadableFileError ? error.reason : reason('BROKEN_PACKAGE') })
}
