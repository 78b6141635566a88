import type { Receipt, SavedAnswer } from '../../contract/attempts.ts'
import type { Revealed } from '../contests/revealed-now.ts'
import type { AttemptRow } from './attempts-store.ts'

export function presentAnswers(answers: readonly (string | undefined)[]): SavedAnswer[] {
  return answers.flatMap((answer, question) => (answer === undefined ? [] : [{ question, answer }]))
}

/** Code, time and digest always; a score only where the round reveals it; never a rank. */
export function presentReceipt(attempt: AttemptRow, revealed: Revealed): Receipt {
  return {
    attemptId: attempt.id,
    code: attempt.receiptCode,
    state: attempt.state,
    closedAt: (attempt.closedAt ?? attempt.deadlineAt).toISOString(),
    answeredCount: attempt.answeredCount ?? 0,
    digest: attempt.answerDigest?.toString('hex') ?? '',
    ...(revealed !== 'nothing' && attempt.scoreThousandths !== null ? scoreSoFar(attempt.scoreThousandths, attempt.essaysWaiting) : {}),
  }
}

/** A score that waits for essays to be marked never goes out without saying so. */
function scoreSoFar(scoreThousandths: number, essaysWaiting: number): Pick<Receipt, 'scoreThousandths' | 'essaysWaiting'> {
  return { scoreThousandths, ...(essaysWaiting > 0 ? { essaysWaiting } : {}) }
}
