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
      } finally {
        writing -= 1
      }
    },
  }
}
