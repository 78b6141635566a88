import type { Progress, SourceFile } from '../formats/format.ts'
import type { TextTable } from '../formats/text-table.ts'
import { readInThread } from './read-in-thread.ts'

export const readTableInWorker = (file: SourceFile, progress: Progress = () => {}): Promise<TextTable> =>
  readInThread(new URL('./table-worker.ts', import.meta.url), file, progress)
