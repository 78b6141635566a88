import type { Paper } from './paper.ts'
import type { QuestionKey } from './question.ts'
import { chosenOption, gradeSingleChoice } from './types/single-choice.ts'

export type GradedPaper = {
  scoreThousandths: number
  correctCount: number
  answeredCount: number
  /** Revision and the option chosen, as its author numbered it, for each wrong answer. */
  wrong: { revisionId: string; chosen: number }[]
}

/** A result is a function of the final answers, the paper and the key. `answers` is indexed by displayed question. */
export function gradePaper(paper: Paper, answers: readonly (string | undefined)[], keyOf: (revisionId: string) => QuestionKey): GradedPaper {
  const graded: GradedPaper = { scoreThousandths: 0, correctCount: 0, answeredCount: 0, wrong: [] }
  paper.forEach((question, position) => {
    const answer = answers[position]
    if (answer === undefined) return
    const chosen = chosenOption(answer, question.optionOrder)
    if (chosen === undefined) return
    graded.answeredCount += 1
    if (gradeSingleChoice(keyOf(question.revisionId), chosen)) {
      graded.correctCount += 1
      graded.scoreThousandths += question.pointsThousandths
    } else graded.wrong.push({ revisionId: question.revisionId, chosen })
  })
  return graded
}
