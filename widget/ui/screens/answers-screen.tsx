import type { AttemptReview } from '../../../server/contract/attempts.ts'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { ReviewedCard } from '../answers/reviewed-card.tsx'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { ScreenTitle } from '../components/screen-title.tsx'
import { WaitingWords } from '../components/waiting-words.tsx'
import { useKit } from '../kit.tsx'
import { problemText } from '../problem-text.ts'
import { useAsked } from '../use-asked.ts'

type Props = { attemptId: string; roundId: number; later: LaterWords }

/** One's own paper with the right answers, once the round shows them. */
export function AnswersScreen({ attemptId, roundId, later: { answers: texts } }: Props) {
  const { words, api, journey } = useKit()
  // not yet is an answer here: nobody waits on this page until the organizers publish
  const { found, problem, waiting } = useAsked<AttemptReview>(attemptId, api.answers, { givesUpOn: 'RESULT_NOT_READY' })
  return (
    <div class="narrow">
      <Button look="link" onClick={() => journey.go({ name: 'result', attemptId, roundId })}>
        ‹ {texts.toResult}
      </Button>
      <ScreenTitle>{texts.title}</ScreenTitle>
      {problem && (
        <Notice tone="info" role="status">
          {problem.code === 'RESULT_NOT_READY' ? texts.notYet : problemText(problem, words)}
        </Notice>
      )}
      {!found && !problem && <div class="spinner" aria-hidden="true" />}
      <WaitingWords waiting={found ? undefined : waiting} />
      {found && (
        <ol class="reviewed-list">
          {found.questions.map((reviewed, index) => (
            <ReviewedCard key={String(index)} reviewed={reviewed} number={index + 1} texts={texts} />
          ))}
        </ol>
      )}
    </div>
  )
}
