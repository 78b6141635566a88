import { useEffect, useState } from 'preact/hooks'
import type { BoardSnapshot } from '../../server/contract/boards.ts'
import type { ClientProblem } from '../core/client-problem.ts'
import { useKit } from './kit.tsx'

const everyMs = 5_000
const jitterMs = 2_000

/** Asks again every few seconds while someone is looking; a board that could not be renewed says so. */
export function useBoard(roundId: number) {
  const { api, scheduler, random, isOnScreen } = useKit()
  const [board, setBoard] = useState<BoardSnapshot>()
  const [problem, setProblem] = useState<ClientProblem>()

  useEffect(() => {
    let isWanted = true
    let cancel = () => {}
    async function look() {
      let waitMs = everyMs
      if (document.visibilityState === 'visible' && isOnScreen.get()) {
        const reply = await api.board(roundId)
        if (!isWanted) return
        setProblem(reply.ok ? undefined : reply.problem)
        if (reply.ok) setBoard(reply.value)
        else waitMs = Math.max(everyMs, reply.problem.retryAfterMs ?? 0)
      }
      cancel = scheduler.after(waitMs + random.fraction() * jitterMs, () => void look())
    }
    void look()
    return () => {
      isWanted = false
      cancel()
    }
  }, [roundId, api, scheduler, random, isOnScreen])

  return { board, problem }
}
