import type { ContestsService } from '../contests/contests-service.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import { digestOf, durationOf, firstKeyNumber, gradeAttempt } from './attempt-scoring.ts'
import type { AttemptRow, AttemptsStore, LoggedTap } from './attempts-store.ts'
import type { AttemptScore, ScoreStore } from './score-store.ts'

type Dependencies = { attempts: AttemptsStore; scores: ScoreStore; contests: ContestsService; standings: StandingsService }

/**
 * The repeatable second step: whoever runs it, and however often, the same log gives the same score.
 * One batch of one round.
 */
export function createScoreWriter({ attempts, scores, contests, standings }: Dependencies) {
  return async (batch: readonly AttemptRow[]): Promise<AttemptRow[]> => {
    const { contestId, roundId } = batch[0] as AttemptRow
    const taps = groupByAttempt(
      await attempts.log(
        contestId,
        batch.map((attempt) => attempt.id),
      ),
    )
    const scored = await Promise.all(
      batch.map(async (attempt) => {
        const material = await contests.material(contestId, roundId, attempt.roundVersion)
        return scoreOf(attempt, taps.get(attempt.id) ?? [], gradeAttempt(attempt, taps.get(attempt.id) ?? [], material))
      }),
    )
    const { ranking } = (await contests.round(contestId, roundId)).settings
    standings.announce(contestId, await scores.record({ contestId, roundId, ranking }, scored))
    return batch.map((attempt, index) => ({ ...attempt, ...(scored[index] as AttemptScore) }))
  }
}

function scoreOf(
  attempt: AttemptRow,
  taps: readonly LoggedTap[],
  graded: { scoreThousandths: number; correctCount: number; answeredCount: number },
): AttemptScore {
  return {
    attemptId: attempt.id,
    contestantId: attempt.contestantId,
    keyNumber: firstKeyNumber,
    scoreThousandths: graded.scoreThousandths,
    correctCount: graded.correctCount,
    answeredCount: graded.answeredCount,
    durationMs: durationOf(attempt),
    answerDigest: digestOf(taps),
  }
}

/** The log comes ordered by attempt, so each attempt's taps are one run. */
function groupByAttempt(taps: readonly LoggedTap[]): Map<string, LoggedTap[]> {
  const groups = new Map<string, LoggedTap[]>()
  let run: LoggedTap[] = []
  let runOf = ''
  for (const tap of taps) {
    if (tap.attemptId !== runOf) {
      run = []
      runOf = tap.attemptId
      groups.set(runOf, run)
    }
    run.push(tap)
  }
  return groups
}
