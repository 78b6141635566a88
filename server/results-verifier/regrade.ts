import { hash } from 'node:crypto'
import { type KeyAmendment, keyInForce } from '../../question-bank/amended-key.ts'
import { type GradingMaterial, gradePaper } from '../../question-bank/grading.ts'
import type { Paper } from '../../question-bank/paper.ts'
import type { QuestionContent, QuestionKey } from '../../question-bank/question.ts'
import { readingFloorMs } from '../../question-bank/reading-floor.ts'
import { finalAnswers, guessOf } from '../features/attempts/attempt-scoring.ts'
import type { RoundSettings } from '../features/contests/round-settings.ts'
import { type AttemptLine, attemptName, type PaperLine } from './bundle-format.ts'
import type { Findings } from './verdict.ts'

export type Told = { content: QuestionContent; key: QuestionKey; amendments: readonly KeyAmendment[] }

/** Everything an attempt is graded with, at the number of the bundle. */
export function gradingMaterials(questions: ReadonlyMap<string, Told>, keyNumber: number): Map<string, GradingMaterial & { amendedAt: number }> {
  return new Map(
    [...questions].map(([id, { content, key, amendments }]) => {
      const counted = amendments.filter(({ number }) => number <= keyNumber)
      const amendedAt = Math.max(0, ...counted.map(({ number }) => number))
      return [id, { content, key, amendedAt, ...(amendedAt > 0 ? { inForce: keyInForce(key, counted, keyNumber) } : {}) }]
    }),
  )
}

export type Materials = ReturnType<typeof gradingMaterials>
type Round = { settings: Omit<RoundSettings, 'authored'> }

/** Makes one attempt's result anew from its answers, its paper and the keys; false where this edition does not tell enough. */
export function regrade(attempt: AttemptLine, { settings }: Round, materials: Materials, who: string, findings: Findings): boolean {
  const { paper: told, keyNumber } = attempt
  const answers = answersOf(attempt)
  if (!told || !answers || keyNumber === null || told.some(([id]) => !materials.has(id))) return false
  const where = `${who} ${attemptName(attempt)}`
  const paper: Paper = told.map(([revisionId, pointsThousandths, orders]) => ({ revisionId, pointsThousandths, orders }))
  checkDrawn(told, settings, where, findings)
  const materialOf = (id: string) => materials.get(id) as GradingMaterial
  const graded = gradePaper(paper, answers, materialOf, settings)
  const isTakenOut = (id: string) => materials.get(id)?.inForce?.kind === 'taken-out'
  findings.compare('score', where, attempt.score, graded.scoreThousandths + attempt.marked)
  findings.compare(
    'most',
    where,
    attempt.most,
    paper.reduce((sum, { revisionId, pointsThousandths }) => (isTakenOut(revisionId) ? sum : sum + pointsThousandths), 0),
  )
  findings.compare('floor', where, attempt.floorMs, readingFloorMs(told.map(([id]) => materialOf(id).content)))
  findings.compare('prediction', where, attempt.prediction, guessOf(graded))
  if (graded.essays.length > 0) findings.leave('essays')
  return true
}

/** What follows from the times and the log of an attempt alone, whatever its paper was. */
export function checkSitting(attempt: AttemptLine, who: string, findings: Findings): void {
  const where = `${who} ${attemptName(attempt)}`
  const { startedAtMs, deadlineAtMs, closedAtMs, taps, digest } = attempt
  if (attempt.durationMs !== null)
    findings.compare('duration', where, attempt.durationMs, Math.max(0, Math.min(closedAtMs, deadlineAtMs) - startedAtMs))
  if (taps && digest !== undefined) findings.compare('digest', where, digest, hash('sha256', taps.map((tap) => tap.join('\x1f')).join('\x1e')))
}

function answersOf({ taps, answers, paper }: AttemptLine): (string | undefined)[] | undefined {
  if (taps)
    return finalAnswers(
      taps.map(([, question, answer]) => ({ question, answer })),
      paper?.length ?? 0,
    )
  return answers?.map((answer) => answer ?? undefined)
}

type Demand = { id: string; draw: number; pointsThousandths: number; revisionIds: ReadonlySet<string> }
const demands = new WeakMap<object, readonly Demand[]>()

/** What papers of one version are drawn from, made once for all of them. */
function demandsOf({ blueprint }: Round['settings']): readonly Demand[] {
  const known = demands.get(blueprint)
  if (known) return known
  const made = blueprint.pools.map(({ id, draw, revisionIds, pointsThousandths }) => ({
    id,
    draw: Math.min(draw, revisionIds.length),
    pointsThousandths,
    revisionIds: new Set(revisionIds),
  }))
  demands.set(blueprint, made)
  return made
}

/** The seed of a person is no part of a bundle: that the paper is one that the blueprint can draw is what is left to see. */
function checkDrawn(paper: PaperLine, settings: Round['settings'], where: string, findings: Findings): void {
  const pools = demandsOf(settings)
  const left = pools.map(({ draw }) => draw)
  const seen = new Set<string>()
  for (const [revisionId, pointsThousandths] of paper) {
    const from = pools.findIndex(
      (pool, index) =>
        (left[index] ?? 0) > 0 &&
        pool.pointsThousandths === pointsThousandths &&
        pool.revisionIds.has(revisionId) &&
        !seen.has(`${pool.id} ${revisionId}`),
    )
    if (from < 0) {
      findings.fault('paper', where, revisionId)
      return
    }
    left[from] = (left[from] ?? 0) - 1
    seen.add(`${pools[from]?.id} ${revisionId}`)
  }
  const missing = pools.find((_, index) => left[index] !== 0)
  if (missing) findings.fault('paper', where, missing.id)
}
