import type { AttemptLine } from '../../../server/contract/contestants.ts'
import { useKit } from '../kit.tsx'
import { Button } from './button.tsx'

export function AttemptList({ attempts }: { attempts: AttemptLine[] }) {
  const { words, format, journey } = useKit()
  const { cover } = words
  const closed = attempts.filter(({ state }) => state !== 'open')
  if (closed.length === 0) return null
  const resultOf = ({ state, scoreThousandths, essaysWaiting }: AttemptLine) => {
    if (scoreThousandths === undefined) return cover.attemptState[state]
    const points = format.points(scoreThousandths)
    return essaysWaiting === undefined ? cover.points(points) : cover.pointsSoFar(points)
  }
  return (
    <div class="attempts">
      <h3 class="small-title">{cover.myAttempts}</h3>
      <ul class="attempt-list">
        {closed.map((attempt) => (
          <li key={attempt.attemptId} class="attempt-line">
            <span>
              <strong>{cover.attemptNo(format.count(attempt.attemptNo))}</strong>
              <span class="hint">
                {' · '}
                {resultOf(attempt)}
              </span>
            </span>
            <Button look="link" onClick={() => journey.go({ name: 'result', attemptId: attempt.attemptId, roundId: attempt.roundId })}>
              {cover.seeResult}
              <span class="sr-only"> {cover.attemptNo(format.count(attempt.attemptNo))}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
