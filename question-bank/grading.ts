import { gradeInForce, type KeyInForce } from './amended-key.ts'
import type { Paper, PaperQuestion } from './paper.ts'
import type { QuestionContent, QuestionKey } from './question.ts'
import { readPlace } from './types/displayed-places.ts'
import { authorsOrder, pointsOf } from './types/question-type.ts'
import { questionTypeOf } from './types/question-types.ts'
import type { SingleChoiceKey } from './types/single-choice.ts'

export type GradedPaper = {
  scoreThousandths: number
  /** Questions with full marks. */
  correctCount: number
  answeredCount: number
  /** Answers that only people can mark, by their displayed position. */
  essays: AskedEssay[]
  /** The number that was guessed, where the paper asks for one. */
  guess?: string
  /** Revision and answer, as its author numbered things, for each answer without full marks. */
  wrong: { revisionId: string; chosen: string }[]
}

/** An answer that waits for people, and the most they can give for it. */
export type AskedEssay = { position: number; revisionId: string; pointsThousandths: number }

/** What one question is graded with. `inForce` is there only where an amendment changed the key. */
export type GradingMaterial = { content: QuestionContent; key: QuestionKey; inForce?: KeyInForce }

/** What is added, never more than 0, for an answer that earned nothing and for a question that was left open. */
export type Penalties = { wrongThousandths: number; blankThousandths: number }
const noPenalties: Penalties = { wrongThousandths: 0, blankThousandths: 0 }

/**
 * A result is a function of the final answers, the paper, the key and the round's penalties. `answers` is indexed by displayed question.
 * Only what the machine marks by an unchanged key is penalized: nobody pays for an essay, for a guess, or for a mistake in the bank.
 */
export function gradePaper(
  paper: Paper,
  answers: readonly (string | undefined)[],
  materialOf: (revisionId: string) => GradingMaterial,
  penalties: Penalties = noPenalties,
): GradedPaper {
  const graded: GradedPaper = { scoreThousandths: 0, correctCount: 0, answeredCount: 0, essays: [], wrong: [] }
  for (let position = 0; position < paper.length; position += 1) {
    const text = answers[position]
    const question = paper[position] as PaperQuestion
    const { content, key, inForce } = materialOf(question.revisionId)
    // before the open ones are passed over: a voided question gives its marks to everybody
    if (inForce !== undefined) gradeAmended(graded, position, question, text, content, inForce)
    else if (text === undefined) leaveOpen(graded, content, penalties)
    else if (content.type === 'single-choice') gradeChoice(graded, question, text, content, key as SingleChoiceKey, penalties)
    else gradeAny(graded, position, question, text, content, key, penalties)
  }
  return graded
}

/** By far the most common question, told apart because submissions come by the thousand: the same result as below, several times faster. */
function gradeChoice(
  graded: GradedPaper,
  { revisionId, pointsThousandths, orders }: PaperQuestion,
  text: string,
  content: QuestionContent,
  key: SingleChoiceKey,
  penalties: Penalties,
): void {
  const digit = text.length === 1 ? text.charCodeAt(0) - 48 : -1
  const option = digit >= 0 && digit <= 9 ? orders[0]?.[digit] : readPlace(text, orders, 0)
  if (option === undefined) {
    leaveOpen(graded, content, penalties)
    return
  }
  graded.answeredCount += 1
  const { correct, weightsThousandths } = key
  if (weightsThousandths?.[option]) graded.scoreThousandths += pointsOf({ part: weightsThousandths[option], of: 1_000 }, pointsThousandths)
  else if (weightsThousandths === undefined && option === correct) graded.scoreThousandths += pointsThousandths
  else graded.scoreThousandths += penalties.wrongThousandths
  if (weightsThousandths ? weightsThousandths[option] === 1_000 : option === correct) graded.correctCount += 1
  else graded.wrong.push({ revisionId, chosen: String(option) })
}

function leaveOpen(graded: GradedPaper, content: QuestionContent, { blankThousandths }: Penalties): void {
  if (blankThousandths < 0 && questionTypeOf(content).gradedBy === 'machine') graded.scoreThousandths += blankThousandths
}

function gradeAmended(
  graded: GradedPaper,
  position: number,
  { revisionId, pointsThousandths, orders }: PaperQuestion,
  text: string | undefined,
  content: QuestionContent,
  inForce: KeyInForce,
): void {
  const type = questionTypeOf(content)
  const answer = text === undefined ? undefined : type.read(content, text, orders)
  if (answer !== undefined) graded.answeredCount += 1
  if (inForce.kind === 'keys' && type.gradedBy !== 'machine') {
    if (type.gradedBy === 'people' && answer !== undefined) graded.essays.push({ position, revisionId, pointsThousandths })
    return
  }
  const grade = gradeInForce(content, inForce, answer)
  if (grade === undefined) return
  graded.scoreThousandths += pointsOf(grade, pointsThousandths)
  if (grade.part === grade.of) graded.correctCount += 1
  else if (answer !== undefined)
    graded.wrong.push({ revisionId, chosen: type.write(content, answer as never, authorsOrder(type.shuffledLists(content))) })
}

function gradeAny(
  graded: GradedPaper,
  position: number,
  { revisionId, pointsThousandths, orders }: PaperQuestion,
  text: string,
  content: QuestionContent,
  key: QuestionKey,
  penalties: Penalties,
): void {
  const type = questionTypeOf(content)
  const answer = type.read(content, text, orders)
  if (answer === undefined) {
    leaveOpen(graded, content, penalties)
    return
  }
  graded.answeredCount += 1
  if (type.gradedBy === 'people') graded.essays.push({ position, revisionId, pointsThousandths })
  if (type.name === 'prediction') graded.guess = text
  if (type.gradedBy !== 'machine') return
  const grade = type.grade(content, key, answer)
  graded.scoreThousandths += grade.part === 0 ? penalties.wrongThousandths : pointsOf(grade, pointsThousandths)
  if (grade.part === grade.of) graded.correctCount += 1
  else graded.wrong.push({ revisionId, chosen: type.write(content, answer as never, authorsOrder(type.shuffledLists(content))) })
}
