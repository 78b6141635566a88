import type { Attempt } from '../../core/attempt.ts'
import { givenCount } from '../../core/given-answers.ts'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { useKit, useWatched } from '../kit.tsx'

type Props = { attempt: Attempt; position: number; later: LaterWords; onBack: () => void }

/** Before the end: what is open, what was not reached, and the way back to the question that is still one's own. */
export function ForwardEnding({ attempt, position, later: { forward }, onBack }: Props) {
  const { words, format, journey } = useKit()
  const { review } = words
  const answers = useWatched(attempt.answers)
  const total = attempt.questionCount
  const notReached = total - position - 1
  const empty = Math.max(0, total - givenCount(answers) - notReached)
  return (
    <>
      <ScreenTitle>{forward.finishTitle}</ScreenTitle>
      {empty + notReached === 0 && <Notice tone="good">{review.allAnswered(format.count(total))}</Notice>}
      {notReached > 0 && <Notice tone="warning">{forward.notReached(format.count(notReached))}</Notice>}
      {empty > 0 && <Notice tone="warning">{forward.leftEmpty(format.count(empty))}</Notice>}
      <div class="stack">
        <Button look="primary" isWide onClick={() => void journey.finish(attempt, 'chosen')}>
          {review.submit}
        </Button>
        <Button isWide onClick={onBack}>
          {forward.backTo(format.count(position + 1))}
        </Button>
        <p class="hint centred">{review.final}</p>
      </div>
    </>
  )
}
