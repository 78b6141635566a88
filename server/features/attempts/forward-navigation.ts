import type { Paper } from '../../../question-bank/paper.ts'
import type { AttemptView } from '../../contract/attempts.ts'
import type { ProblemCode } from '../../contract/errors.ts'
import { refusalOf } from './attempt-transitions.ts'
import type { AttemptRow } from './attempts-store.ts'

type Moving = Pick<AttemptRow, 'navigation' | 'reached'>

/** What of the paper may leave the server by now. */
export function reachedPaper(paper: Paper, { navigation, reached }: Moving): Paper {
  return navigation === 'one-by-one' ? paper.slice(0, reached + 1) : paper
}

export function forwardOf({ navigation, reached }: Moving, questionCount: number): Pick<AttemptView, 'forward'> {
  return navigation === 'free' ? {} : { forward: { navigation, reached, questionCount } }
}

/** Why the statement that goes on changed nothing: it names the same conditions. */
export function refusalToLeave(attempt: AttemptRow, from: number, receivedAtMs: number): ProblemCode {
  const closed = refusalOf('save', attempt.state)
  if (closed) return closed
  if (from + 1 >= attempt.questionCount) return 'QUESTION_NOT_IN_PAPER'
  return receivedAtMs > attempt.deadlineAt.getTime() ? 'DEADLINE_PASSED' : 'QUESTION_NOT_REACHED'
}
