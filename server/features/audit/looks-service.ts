import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import { type ActBy, recordActs } from './act.ts'

const togetherMs = 60_000
const mostKept = 10_000

type Look = { act: 'board.look' | 'finding.look' | 'results.export'; contestId: number; subject: Record<string, unknown> }

/**
 * Names that staff see on a page are a look at personal data, in the log before they are answered. A board is asked for every few seconds:
 * what one person sees of one page within a minute is one look.
 */
export function createLooksService({ database: { sql }, clock }: { database: Database; clock: Clock }) {
  const last = new Map<string, number>()
  return {
    async record(by: ActBy, { act, contestId, subject }: Look): Promise<void> {
      const name = JSON.stringify([by.kind, by.id, act, contestId, subject])
      const nowMs = clock.now()
      if (nowMs - (last.get(name) ?? Number.NEGATIVE_INFINITY) < togetherMs) return
      await sql.begin((transaction) => recordActs(transaction, by, [{ act, contestId, subject }]))
      if (last.size >= mostKept) last.clear()
      last.set(name, nowMs)
    },
  }
}
export type LooksService = ReturnType<typeof createLooksService>
