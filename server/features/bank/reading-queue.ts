import type { Progress, SourceFile } from '../../../question-bank/formats/format.ts'
import type { ReadFile } from '../../../question-bank/formats/read-file.ts'
import { Problem } from '../../contract/errors.ts'

export type ReadInTurn = (file: SourceFile, progress: Progress) => Promise<ReadFile>
type Options = { atOnce: number; mostInside: number; read: ReadInTurn }

/** So many files are read at once, some more wait their turn, and whoever comes beyond that is asked to come again. */
export function createReadingQueue({ atOnce, mostInside, read }: Options) {
  let [inside, running] = [0, 0]
  const waiting: (() => void)[] = []

  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }

  return {
    /** A place is taken before the file is received: what waits in memory is bounded too. */
    async admit<Result>(work: (readInTurn: ReadInTurn) => Promise<Result>): Promise<Result> {
      if (inside >= mostInside) throw new Problem('TOO_BUSY', { retryAfterSeconds: 15 })
      inside += 1
      try {
        return await work((file, progress) => inTurn(() => read(file, progress)))
      } finally {
        inside -= 1
      }
    },
  }
}
export type ReadingQueue = ReturnType<typeof createReadingQueue>
