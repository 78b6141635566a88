import type { Answers } from '../../core/attempt.ts'
import { isGiven } from '../../core/given-answers.ts'
import { useKit } from '../kit.tsx'
import { Icon } from './icon.tsx'

type Props = { total: number; answers: Answers; flagged: readonly number[]; current?: number; onGo: (question: number) => void }

/** All questions at a glance; shape and words carry the state, colour only helps. */
export function Navigator({ total, answers, flagged, current, onGo }: Props) {
  const { words, format } = useKit()
  const { paper } = words
  return (
    <ol class="navigator">
      {Array.from({ length: total }, (_, question) => {
        const isAnswered = isGiven(answers[question])
        const isFlagged = flagged.includes(question)
        const isCurrent = question === current
        const states = [isAnswered ? paper.states.answered : paper.states.empty, isFlagged && paper.states.flagged].filter(Boolean)
        const number = format.count(question + 1)
        return (
          <li key={number}>
            <button
              type="button"
              class={`cell${isAnswered ? ' cell-answered' : ''}${isCurrent ? ' cell-current' : ''}`}
              aria-current={isCurrent ? 'step' : undefined}
              aria-label={`${paper.number(number)}, ${states.join(', ')}`}
              onClick={() => onGo(question)}
            >
              {number}
              {isFlagged && (
                <span class="cell-flag">
                  <Icon name="flag" />
                </span>
              )}
            </button>
          </li>
        )
      })}
    </ol>
  )
}
