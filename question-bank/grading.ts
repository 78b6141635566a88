import type { Paper } from './paper.ts'
import type { QuestionContent, QuestionKey } from './question.ts'
import { authorsOrder, pointsOf } from './types/question-type.ts'
import { questionTypeOf } from './types/question-types.ts'

export type GradedPaper = {
  scoreThousandths: number
  /** Questions with full marks. */
  correctCount: number
  answeredCount: number
  /** Answers that only people can mark. */
  unmarkedCount: number
  /** Revision and answer, as its author numbered things, for each answer without full marks. */
  wrong: { revisionId: string; chosen: string }[]
}

/** A result is a function of the final answers, the paper and the key. `answers` is indexed by displayed question. */
export function gradePaper(
  paper: Paper,
  answers: readonly (string | undefined)[],
  materialOf: (revisionId: string) => { content: QuestionContent; key: QuestionKey },
): GradedPaper {
  const graded: GradedPaper = { scoreThousandths: 0, correctCount: 0, answeredCount: 0, unmarkedCount: 0, wrong: [] }
  paper.forEach(({ revisionId, pointsThousandths, orders }, position) => {
    const text = answers[position]
    if (text === undefined) return
    const { content, key } = materialOf(revisionId)
    const type = questionTypeOf(content)
    const answer = type.read(content, text, orders)
    if (answer === undefined) return
    graded.answeredCount += 1
    if (type.gradedBy === 'people') graded.unmarkedCount += 1
    if (type.gradedBy !== 'machine') return
    const grade = type.grade(content, key, answer)
    graded.scoreThousandths += pointsOf(grade, pointsThousandths)
    if (grade.part === grade.of) graded.correctCount += 1
    else graded.wrong.push({ revisionId, chosen: type.write(content, answer as never, authorsOrder(type.shuffledLists(content))) })
  })
  return graded
}
