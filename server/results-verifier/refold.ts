import { foldAttempts, foldRounds, type RoundStanding } from '../features/standings/fold-attempts.ts'
import { type PlaceBy, placeByOf, rulesInForce } from '../features/standings/ranking.ts'
import { wholeContest } from '../features/standings/whole-contest.ts'
import { type AttemptLine, attemptName, type ContestLine, type PersonLine, type RoundLine } from './bundle-format.ts'

/** Where a person belongs on a board, made anew from the attempts: what the service did in SQL is done here by the rule in plain words. */
export type Refolded = { roundId: number; by: PlaceBy; attempt: string; unit: string | null; score: number | null; entries: number }

type Scored = AttemptLine & { score: number; most: number; durationMs: number; floorMs: number }

export function refold({ settings: { cumulative } }: ContestLine, roundsInForce: ReadonlyMap<number, RoundLine>, person: PersonLine): Refolded[] {
  const facts = { registeredAtMs: person.registeredAtMs ?? 0, bornDay: person.born ?? null }
  const attempts = person.attempts.filter(isScored)
  const unitOf = new Map(attempts.map((attempt) => [attemptName(attempt), attempt.unit]))
  const refolded: Refolded[] = []
  const counted: RoundStanding[] = []
  for (const [roundId, ofRound] of Map.groupBy(attempts, (attempt) => attempt.roundId)) {
    const round = roundsInForce.get(roundId)
    if (!round) continue
    const { settings, truth, opensAtMs } = round
    const standing = foldAttempts(settings, ofRound.map(foldedOf), facts, truth)
    const by = placeByOf(rulesInForce(settings.ranking, settings.places), standing)
    refolded.push({
      roundId,
      by,
      attempt: standing.attemptId,
      unit: unitOf.get(standing.attemptId) ?? null,
      score: standing.score,
      entries: ofRound.length,
    })
    if (!settings.isPractice) counted.push({ ...standing, roundId, opensAtMs })
  }
  if (cumulative !== null && counted.length > 0) {
    const whole = foldRounds(cumulative, counted, facts)
    const last = counted
      .toSorted((a, b) => a.opensAtMs - b.opensAtMs || a.roundId - b.roundId)
      .filter(({ roundId }) => isAmongBest(cumulative.bestRounds, counted, roundId))
      .at(-1)
    refolded.push({
      roundId: wholeContest,
      by: placeByOf(rulesInForce(cumulative.ranking, cumulative.places), whole),
      attempt: whole.attemptId,
      unit: refolded.find(({ roundId }) => roundId === last?.roundId)?.unit ?? null,
      score: whole.score,
      entries: whole.attemptsUsed ?? 0,
    })
  }
  return refolded
}

/** The rounds that count are those with the highest scores; the unit of the whole contest is that of the last of them. */
function isAmongBest(bestRounds: number | null, counted: readonly RoundStanding[], roundId: number): boolean {
  const byScore = counted.toSorted(
    (a, b) => (b.score ?? 0) - (a.score ?? 0) || (a.durationMs ?? 0) - (b.durationMs ?? 0) || a.opensAtMs - b.opensAtMs || a.roundId - b.roundId,
  )
  return byScore.slice(0, bestRounds ?? byScore.length).some((one) => one.roundId === roundId)
}

function isScored(attempt: AttemptLine): attempt is Scored {
  return attempt.state !== 'voided' && attempt.keyNumber !== null && attempt.score !== null
}

function foldedOf(attempt: Scored) {
  return {
    id: attemptName(attempt),
    attemptNo: attempt.no,
    // units of a bundle are codes: which one it is follows from the attempt
    unitId: 0,
    scoreThousandths: attempt.score,
    mostThousandths: attempt.most,
    prediction: attempt.prediction,
    durationMs: attempt.durationMs,
    readingFloorMs: attempt.floorMs,
    startedAtMs: attempt.startedAtMs,
    submittedAtMs: attempt.closedAtMs,
  }
}
