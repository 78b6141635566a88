import { isLineProblem } from '../../core/client-problem.ts'
import type { Waiting } from '../../core/until-answered.ts'
import { useKit } from '../kit.tsx'

/** Why nothing seems to happen, and that nothing needs to be done. Never a place in a line: that would leak counts. */
export function WaitingWords({ waiting }: { waiting: Waiting | undefined }) {
  const { words, format } = useKit()
  if (!waiting) return null
  const sentence = isLineProblem(waiting.problem)
    ? words.loading.reconnecting
    : words.loading.busy(format.duration(Math.max(1_000, waiting.retryInMs)))
  return (
    <p class="waiting" role="status">
      {sentence}
    </p>
  )
}
