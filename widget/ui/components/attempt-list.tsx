import type { AttemptLine } from '../../../server/contract/contestants.ts'
import { useKit } from '../kit.tsx'
import { Button } from './button.tsx'

export function AttemptList({ attempts }: { attempts: AttemptLine[] }) {
  const { words, format, journey } = useKit()
  const { cover } = words
  const closed = attempts.filter(({ state }) => state !== 'open')
  if (closed.length === 0) return null
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
                {attempt.scoreThousandths === undefined ? cover.attemptState[attempt.state] : cover.points(format.points(attempt.scoreThousandths))}
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
