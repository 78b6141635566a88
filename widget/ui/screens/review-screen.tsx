import type { Attempt } from '../../core/attempt.ts'
import { givenCount } from '../../core/given-answers.ts'
import { PaperAsides } from '../components/asides.tsx'
import { Button } from '../components/button.tsx'
import { LineBanner } from '../components/line-banner.tsx'
import { Navigator } from '../components/navigator.tsx'
import { Notice } from '../components/notice.tsx'
import { PaperBar } from '../components/paper-bar.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { useKit, useWatched } from '../kit.tsx'

export function ReviewScreen({ attempt }: { attempt: Attempt }) {
  const { words, format, journey } = useKit()
  const answers = useWatched(attempt.answers)
  const { flagged } = useWatched(attempt.marks.marks)
  const total = attempt.questionCount
  const unanswered = total - givenCount(answers)
  const { review } = words
  return (
    <div class="paper">
      <PaperBar attempt={attempt} />
      <div class="narrow">
        <ScreenTitle>{review.title}</ScreenTitle>
        <LineBanner queue={attempt.queue.state} />
        <PaperAsides attempt={attempt} />
        {unanswered === 0 ? (
          <Notice tone="good">{review.allAnswered(format.count(total))}</Notice>
        ) : (
          <Notice tone="warning">
            <strong>{review.unanswered(format.count(unanswered))}</strong> {review.unansweredHint}
          </Notice>
        )}
        {flagged.length > 0 && (
          <Notice tone="info" icon="flag">
            {review.flagged(format.count(flagged.length))}
          </Notice>
        )}
        <div class="card">
          <Navigator
            total={total}
            answers={answers}
            flagged={flagged}
            onGo={(question) => {
              attempt.marks.goTo(question)
              journey.go({ name: 'paper', attempt })
            }}
          />
        </div>
        <div class="stack">
          <Button look="primary" isWide onClick={() => void journey.finish(attempt, 'chosen')}>
            {review.submit}
          </Button>
          <Button isWide onClick={() => journey.go({ name: 'paper', attempt })}>
            {review.back}
          </Button>
          <p class="hint centred">{review.final}</p>
        </div>
      </div>
    </div>
  )
}
