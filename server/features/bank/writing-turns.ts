import { TooHeavyToWriteError } from '../../../question-bank/worker/write-in-worker.ts'
import { Problem } from '../../contract/errors.ts'

export type WritingTurns = ReturnType<typeof createWritingTurns>

/** Writing files is heavy; whoever comes while so many are being written is asked to come again. */
export function createWritingTurns({ mostAtOnce }: { mostAtOnce: number }) {
  let writing = 0
  return {
    async inTurn<Result>(write: () => Promise<Result>): Promise<Result> {
      if (writing >= mostAtOnce) throw new Problem('TOO_BUSY', { retryAfterSeconds: 10 })
      writing += 1
      try {
        return await write()
      } catch (error) {
        throw error instanceof TooHeavyToWriteError ? new Problem('EXPORT_TOO_LARGE') : error
      } finally {
        writing -= 1
      }
    },
  }
}
