import { isLineProblem } from '../../core/client-problem.ts'
import type { Route } from '../../core/journey.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { WaitingWords } from '../components/waiting-words.tsx'
import { useKit, useWatched } from '../kit.tsx'
import { problemText } from '../problem-text.ts'

/** The most anxious seconds of the contest: always say what is safe and what is being waited for. */
export function FinishingScreen({ route }: { route: Extract<Route, { name: 'finishing' }> }) {
  const { words, format, journey } = useKit()
  const { attempt, reason, refused } = route
  const { step, waiting } = useWatched(route.progress)
  const queue = useWatched(attempt.queue.state)
  const { submitting } = words
  // an attempt that was submitted elsewhere is over too, with time left
  const isTimeUp = reason === 'time-up' && attempt.clock.remainingMs() <= 0
  const isOffline = [queue.waiting > 0 ? queue.problem : undefined, waiting?.problem].some((problem) => problem && isLineProblem(problem))

  if (refused) {
    return (
      <div class="narrow">
        <div class="card stuck-card">
          <ScreenTitle>{submitting.refusedTitle}</ScreenTitle>
          <p role="alert">{problemText(refused, words)}</p>
          <Button look="primary" isWide onClick={() => void journey.finish(attempt, reason)}>
            {words.common.retry}
          </Button>
          <Button look="link" onClick={() => void journey.open()}>
            {words.common.toCover}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <div class="narrow">
      <div class="card finishing-card">
        <div class="spinner" aria-hidden="true" />
        <ScreenTitle>{isTimeUp ? submitting.timeUpTitle : submitting.title}</ScreenTitle>
        <p role="status">{submitting.steps[step]}</p>
        {queue.waiting > 0 && <p class="hint">{submitting.waitingAnswers(format.count(queue.waiting))}</p>}
        {isOffline ? (
          <Notice tone="warning" icon="offline" role="status">
            {submitting.offline}
            {isTimeUp && ` ${submitting.timeUpOffline}`}
          </Notice>
        ) : (
          <WaitingWords waiting={waiting} />
        )}
      </div>
    </div>
  )
}
