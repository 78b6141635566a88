import { ApiFailure } from '../api/api-failure.ts'
import { useWords } from '../i18n/words.ts'
import { Notice } from './notice.tsx'

export type ProblemNoticeProps = { failure: unknown; onRetry?: () => void }

/** An error in one polite sentence, with the id that support can look up. */
export function ProblemNotice({ failure, onRetry }: ProblemNoticeProps) {
  const { t, problem } = useWords()
  const requestId = failure instanceof ApiFailure && failure.isServerFault ? failure.requestId : undefined
  // why a file or a question cannot be taken, in the words of the server that tried
  const reasons =
    failure instanceof ApiFailure && (failure.code === 'FILE_NOT_READABLE' || failure.code === 'QUESTION_REFUSED')
      ? failure.details.map(({ reason }) => reason)
      : []
  return (
    <Notice tone="bad">
      <p>{problem(failure)}</p>
      {reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      {requestId && <p class="quiet">{t('app.requestId', { id: requestId })}</p>}
      {onRetry && (
        <button type="button" class="button" onClick={onRetry}>
          {t('app.retry')}
        </button>
      )}
    </Notice>
  )
}
