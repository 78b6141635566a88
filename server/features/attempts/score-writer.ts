import type { GradedPaper } from '../../../question-bank/grading.ts'
import type { Ids } from '../../ids.ts'
import type { ContestsService, PaperMaterial } from '../contests/contests-service.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import { withCodes } from './asked-essays.ts'
import { digestOf, durationOf, endOf, floorOf, gradeAttempt, guessOf, maxScoreOfAttempt, readLog } from './attempt-scoring.ts'
import type { AttemptLog, AttemptRow, AttemptsStore } from './attempts-store.ts'
import type { AttemptScore, ScoreStore } from './score-store.ts'

type Dependencies = {
  attempts: Pick<AttemptsStore, 'logs'>
  scores: ScoreStore
  contests: ContestsService
  standings: Pick<StandingsService, 'announce'>
  ids: Pick<Ids, 'code'>
}

/**
 * The repeatable second step: whoever runs it, and however often, the same log gives the same score.
 * One batch of one round.
 */
export function createScoreWriter({ attempts, scores, contests, standings, ids }: Dependencies) {
  return async (batch: readonly AttemptRow[]): Promise<AttemptRow[]> => {
    const { contestId, roundId } = batch[0] as AttemptRow
    const logs = await attempts.logs(
      contestId,
      batch.map((attempt) => attempt.id),
    )
    const scored: AttemptScore[] = []
    for (const attempt of batch) {
      const material = await contests.material(contestId, roundId, attempt.roundVersion)
      const log = logs.get(attempt.id)
      const graded = gradeAttempt(attempt, readLog(log), material)
      const essays = withCodes(graded.essays, ids)
      scored.push({ ...scoreOf(attempt, log, graded, material), essays, essaysWaiting: essays.length })
    }
    standings.announce(contestId, await scores.record({ contestId, roundId }, scored))
    return batch.map((attempt, index) => ({ ...attempt, ...(scored[index] as AttemptScore) }))
  }
}

type MachineScore = Omit<AttemptScore, 'essays' | 'essaysWaiting'>

function scoreOf(attempt: AttemptRow, log: AttemptLog | undefined, graded: GradedPaper, material: PaperMaterial): MachineScore {
  const closedAt = endOf(attempt, log)
  return {
    attemptId: attempt.id,
    contestantId: attempt.contestantId,
    reopenings: attempt.reopenings,
    keyNumber: material.keyNumber,
    scoreThousandths: graded.scoreThousandths,
    mostThousandths: maxScoreOfAttempt(attempt, material),
    correctCount: graded.correctCount,
    answeredCount: graded.answeredCount,
    prediction: guessOf(graded),
    readingFloorMs: floorOf(attempt, material),
    closedAt,
    durationMs: durationOf({ ...attempt, closedAt }),
    answerDigest: digestOf(log),
  }
}
