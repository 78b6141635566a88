import type { DraftQuestion, Question } from '../../question.ts'
import { type Reason, reason } from '../../reason.ts'
import { questionTypeOf } from '../../types/question-types.ts'
import type { FileScore, Responses } from './response-processing.ts'

/** One way to understand an item. */
export type Candidate = Pick<Question, 'content' | 'key'>
/** An answer as the file would be sent it and as our type understands it. */
export type Sample = { responses: Responses; answer: unknown }

/** What an interaction may be: the likeliest first, and answers by which the file's own rules tell which it is. */
export type Reading = {
  /** Shown where no key is certain. */
  draft: DraftQuestion
  candidates: readonly Candidate[]
  samples: readonly Sample[]
  doubts: readonly Reason[]
}

/** The first way to understand it that grades every sample as the file itself does; never a guess. */
export function settled(
  { draft, candidates, samples, doubts }: Reading,
  score: FileScore | undefined,
): { question: DraftQuestion; doubts: Reason[] } {
  const [likeliest] = candidates
  if (!likeliest) return { question: draft, doubts: doubts.length > 0 ? [...doubts] : [reason('NO_KEY')] }
  const type = questionTypeOf(likeliest.content)
  if (doubts.length > 0 || type.gradedBy !== 'machine' || type.faultsOf(likeliest.content, likeliest.key).length > 0)
    return { question: likeliest, doubts: [...doubts] }
  const chosen = score ? candidates.find((candidate) => gradesAlike(candidate, samples, score)) : likeliest
  return chosen ? { question: chosen, doubts: [] } : { question: draft, doubts: [reason('QTI_SCORING')] }
}

/** Shares of the whole may be written with few digits: thirds are 0.33 or 0.333. */
const rounding = 0.011

function gradesAlike({ content, key }: Candidate, samples: readonly Sample[], score: FileScore): boolean {
  const type = questionTypeOf(content)
  if (type.faultsOf(content, key).length > 0) return false
  const graded = samples.map(({ responses, answer }) => {
    const grade = type.grade(content, key, answer)
    return { ours: grade.part / grade.of, theirs: score(responses) }
  })
  const whole = graded.find(({ ours }) => ours === 1)?.theirs ?? 0
  const floor = type.leastGrade(content, key).part < 0 ? Number.NEGATIVE_INFINITY : 0
  return whole > 0 && graded.every(({ ours, theirs }) => theirs !== undefined && Math.abs(Math.max(floor, theirs / whole) - ours) < rounding)
}
