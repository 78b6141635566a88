import type { Attempt } from '../../core/attempt.ts'
import { givenCount } from '../../core/given-answers.ts'
import { useKit, useWatched } from '../kit.tsx'
import { SaveState } from './save-state.tsx'
import { Timer } from './timer.tsx'

/** Stays in sight: how far, whether it is saved, how much time. */
export function PaperBar({ attempt }: { attempt: Attempt }) {
  const { words, format } = useKit()
  const answers = useWatched(attempt.answers)
  const total = attempt.questionCount
  const answered = givenCount(answers)
  return (
    <header class="paper-bar">
      <div class="paper-bar-row">
        <div class="paper-progress">
          <span class="paper-count">{words.paper.answeredOf(format.count(answered), format.count(total))}</span>
          <SaveState queue={attempt.queue.state} hasAnswers={answered > 0} />
        </div>
        <Timer attempt={attempt} />
      </div>
      <div class="progress" aria-hidden="true">
        <div class="progress-done" style={{ width: `${(answered / Math.max(1, total)) * 100}%` }} />
      </div>
    </header>
  )
}
