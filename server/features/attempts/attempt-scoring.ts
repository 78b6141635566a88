import { hash } from 'node:crypto'
import { type GradedPaper, gradePaper } from '../../../question-bank/grading.ts'
import { drawPaper, maxScoreOf, type Paper } from '../../../question-bank/paper.ts'
import { readingFloorMs } from '../../../question-bank/reading-floor.ts'
import { parseDecimal, thousandthsOf } from '../../../question-bank/types/decimal.ts'
import { questionTypeOf } from '../../../question-bank/types/question-types.ts'
import type { PaperMaterial } from '../contests/contests-service.ts'
import type { AttemptLog, AttemptRow } from './attempts-store.ts'

export type LoggedTap = { question: number; answer: string }

export function paperOf(attempt: Pick<AttemptRow, 'seed' | 'roundId' | 'attemptNo'>, { settings, revisions }: PaperMaterial): Paper {
  return drawPaper({
    seed: attempt.seed,
    roundId: attempt.roundId,
    attemptNo: attempt.attemptNo,
    blueprint: settings.blueprint,
    contentOf: (id) => revisionOf(revisions, id).content,
  })
}

/** Taps in the order of the log: the last one of each question stands. */
export function finalAnswers(taps: readonly LoggedTap[], questionCount: number): (string | undefined)[] {
  const answers = new Array<string | undefined>(questionCount).fill(undefined)
  for (const tap of taps) answers[tap.question] = tap.answer
  return answers
}

export function gradeAttempt(attempt: AttemptRow, taps: readonly LoggedTap[], material: PaperMaterial): GradedPaper {
  const answers = finalAnswers(taps, attempt.questionCount)
  return gradePaper(paperOf(attempt, material), answers, (id) => revisionOf(material.revisions, id), material.settings)
}

/** A guess in thousandths; one beyond all numbers is as good as none. */
export function guessOf({ guess }: Pick<GradedPaper, 'guess'>): number | null {
  const number = guess === undefined ? undefined : parseDecimal(guess)
  const thousandths = number && thousandthsOf(number)
  return thousandths === undefined || Math.abs(thousandths) > mostGuessed ? null : thousandths
}
const mostGuessed = 1e13

/** The least time in which this paper can have been read. */
export function floorOf(attempt: Pick<AttemptRow, 'seed' | 'roundId' | 'attemptNo'>, material: PaperMaterial): number {
  return readingFloorMs(paperOf(attempt, material).map(({ revisionId }) => revisionOf(material.revisions, revisionId).content))
}

/** What this paper can earn: a question that was taken out is no part of it any more. */
export function maxScoreOfAttempt(attempt: AttemptRow, material: PaperMaterial): number {
  const most = maxScoreOf(material.settings.blueprint)
  const isTakenOut = (id: string) => material.revisions.get(id)?.inForce?.kind === 'taken-out'
  if (![...material.revisions.keys()].some(isTakenOut)) return most
  return paperOf(attempt, material).reduce((sum, { revisionId, pointsThousandths }) => (isTakenOut(revisionId) ? sum - pointsThousandths : sum), most)
}

/** Whether papers may hold what only people can mark. */
export function hasEssays({ revisions }: PaperMaterial): boolean {
  return revisions.values().some(({ content }) => questionTypeOf(content).gradedBy === 'people')
}

// A log is written as records of tap, question and answer; both separators are control characters that no edge lets in.
const recordSeparator = '\x1e'
const fieldSeparator = '\x1f'

export function readLog(log: AttemptLog | undefined): LoggedTap[] {
  if (log === undefined) return []
  return log.taps.split(recordSeparator).map((record) => {
    const [, question = '', answer = ''] = record.split(fieldSeparator)
    return { question: Number(question), answer }
  })
}

/** What the receipt vouches for: every accepted answer in the order of the log. */
export function digestOf(log: AttemptLog | undefined): Buffer {
  return hash('sha256', log?.taps ?? '', 'buffer')
}

/**
 * An attempt ends no earlier than the last tap that counts in it: a tap that arrived after the submission but was first at the
 * row is in the log, so its time is part of the attempt. Nobody gains answers in time that is not counted.
 */
export function endOf(attempt: Pick<AttemptRow, 'closedAt' | 'deadlineAt'>, log: AttemptLog | undefined): Date {
  const closedAt = attempt.closedAt ?? attempt.deadlineAt
  return log && log.lastReceivedAt > closedAt ? log.lastReceivedAt : closedAt
}

/** From the start to the submission, never longer than the deadline: grace is a courtesy, not time to be ranked by. */
export function durationOf(attempt: Pick<AttemptRow, 'startedAt' | 'closedAt' | 'deadlineAt'>): number {
  const end = Math.min((attempt.closedAt ?? attempt.deadlineAt).getTime(), attempt.deadlineAt.getTime())
  return Math.max(0, end - attempt.startedAt.getTime())
}

function revisionOf(revisions: PaperMaterial['revisions'], id: string) {
  const revision = revisions.get(id)
  if (!revision) throw new Error(`revision ${id} is in a blueprint but not in the bank`)
  return revision
}
