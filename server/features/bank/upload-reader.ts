import { readInWorker } from '../../../question-bank/worker/read-in-worker.ts'
import type { AttachmentsStore } from './attachments-store.ts'
import { cleanFile } from './clean-file.ts'
import type { ReadInTurn } from './reading-queue.ts'

/** A stranger's file, read in a thread of its own; then its pictures and sounds are made anew in a process of their own. */
export function createUploadReader({ attachments }: { attachments: Pick<AttachmentsStore, 'missingAmong'> }): ReadInTurn {
  return async (file, progress) => cleanFile(await readInWorker(file, progress), attachments.missingAmong)
}
