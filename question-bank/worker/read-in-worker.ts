import type { Progress, SourceFile } from '../formats/format.ts'
import type { ReadFile } from '../formats/read-file.ts'
import { readInThread } from './read-in-thread.ts'

export const readInWorker = (file: SourceFile, progress: Progress = () => {}): Promise<ReadFile> =>
  readInThread(new URL('./read-worker.ts', import.meta.url), file, progress)
