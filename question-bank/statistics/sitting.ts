import { type GradingMaterial, gradePaper } from '../grading.ts'
import type { Paper, PaperQuestion } from '../paper.ts'
import { authorsOrder } from '../types/question-type.ts'
import { questionTypeOf } from '../types/question-types.ts'
import { choicesIn } from './choices.ts'

/** One question of one attempt, as statistics see it. */
export type ItemSitting = {
  revisionId: string
  /** What the question and the rest of its paper were worth. */
  points: number
  restPoints: number
  earned: number
  restEarned: number
  isAnswered: boolean
  choices: readonly string[]
  /** From the tap before to the first answer; null when the log cannot tell. */
  seconds: number | null
}

export type TimedTap = { question: number; answer: string; receivedAtMs: number }

export type Sitting = {
  paper: Paper
  /** In the order of the log. */
  taps: readonly TimedTap[]
  startedAtMs: number
  materialOf(revisionId: string): GradingMaterial
}

export function itemSittingsOf({ paper, taps, startedAtMs, materialOf }: Sitting): ItemSitting[] {
  const answers = new Array<string | undefined>(paper.length).fill(undefined)
  for (const { question, answer } of taps) answers[question] = answer
  const seconds = secondsOf(taps, paper.length, startedAtMs)
  const graded = paper.map((question, position) => gradePaper([question], [answers[position]], materialOf))
  const total = graded.reduce((sum, { scoreThousandths }) => sum + scoreThousandths, 0)
  // what was taken out is no part of anybody's rest: those who drew it could not earn it
  const worthOf = ({ revisionId, pointsThousandths }: PaperQuestion) => (materialOf(revisionId).inForce?.kind === 'taken-out' ? 0 : pointsThousandths)
  const worth = paper.reduce((sum, question) => sum + worthOf(question), 0)
  return paper.map((question, position): ItemSitting => {
    const { revisionId, pointsThousandths, orders } = question
    const { scoreThousandths: earned = 0, answeredCount = 0 } = graded[position] ?? {}
    const { content } = materialOf(revisionId)
    const type = questionTypeOf(content)
    const answer = type.read(content, answers[position] ?? '', orders)
    const isAnswered = answeredCount > 0 && answer !== undefined
    return {
      revisionId,
      points: pointsThousandths,
      restPoints: worth - worthOf(question),
      earned,
      restEarned: total - earned,
      isAnswered,
      choices: isAnswered ? choicesIn(content, type.write(content, answer as never, authorsOrder(type.shuffledLists(content)))) : [],
      seconds: isAnswered ? (seconds[position] ?? null) : null,
    }
  })
}

/** Longer than this nobody thinks about one question: the phone was put aside. */
const mostSeconds = 3_600

/**
 * How long each question was looked at: from the tap before it (or the start) to its first answer. Taps of several questions that
 * arrived together come from a line that was away: they tell nothing of the time each of them took.
 */
function secondsOf(taps: readonly TimedTap[], questionCount: number, startedAtMs: number): (number | null)[] {
  const seconds = new Array<number | null>(questionCount).fill(null)
  const questionsAt = Map.groupBy(taps, ({ receivedAtMs }) => receivedAtMs)
  const seen = new Set<number>()
  let beforeMs = startedAtMs
  for (const { question, receivedAtMs } of taps) {
    const together = new Set(questionsAt.get(receivedAtMs)?.map((tap) => tap.question))
    if (!seen.has(question) && together.size === 1)
      seconds[question] = Math.min(mostSeconds, Math.max(0, Math.trunc((receivedAtMs - beforeMs) / 1_000)))
    seen.add(question)
    beforeMs = Math.max(beforeMs, receivedAtMs)
  }
  return seconds
}
