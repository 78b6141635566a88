import type { ResultView } from '../../contract/attempts.ts'
import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import { LiveAwayError } from '../../live/port.ts'
import { maxScoreOfAttempt } from '../attempts/attempt-scoring.ts'
import type { AttemptBearer, AttemptsService } from '../attempts/attempts-service.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { BoardReader } from './board-reader.ts'
import type { OwnPlacesService } from './own-places.ts'
import type { StandingsService } from './standings-service.ts'

const neighboursEachSide = 3

type Dependencies = {
  attempts: AttemptsService
  standings: StandingsService
  boards: BoardReader
  ownPlaces: Pick<OwnPlacesService, 'onBoard'>
  contests: ContestsService
}

/** What one entrant may know of their own result. Place and neighbours are those of the public board. */
export function createResultsService({ attempts, standings, boards, ownPlaces, contests }: Dependencies) {
  return {
    async resultOf(bearer: AttemptBearer, language: Language): Promise<ResultView> {
      const attempt = await attempts.findAttempt(bearer)
      if (attempt.state === 'open' || attempt.keyNumber === null) throw new Problem('RESULT_NOT_READY', { retryAfterSeconds: 2 })
      const material = await contests.material(attempt.contestId, attempt.roundId, attempt.roundVersion)
      const revealed = await contests.revealed(attempt.contestId, attempt.roundId)
      const isRevealed = revealed !== 'nothing'
      const board = await standings.publicBoard(attempt.contestId, attempt.roundId)
      const { isHidden } = await boards.termsOf(board)
      const [standing, why, around] = await Promise.all([
        standings.find(board, attempt.contestantId),
        isRevealed ? ownPlaces.onBoard(board, attempt.contestantId, language) : undefined,
        isRevealed && !isHidden ? boards.around(board, attempt.contestantId, neighboursEachSide).catch(undefinedWhenAway) : undefined,
      ])
      return {
        receipt: await attempts.receiptOf(attempt),
        maxScoreThousandths: maxScoreOfAttempt(attempt, material),
        ...(isRevealed && attempt.correctCount !== null ? { correctCount: attempt.correctCount } : {}),
        questionCount: attempt.questionCount,
        durationMs: attempt.durationMs ?? 0,
        // which of several attempts is the better one is a result too
        isCounting: !isRevealed || standing?.attemptId === attempt.id,
        place: around?.rows.find((row) => row.isMe)?.place ?? null,
        entrants: around?.entrants ?? null,
        neighbours: around?.rows.map(({ key: _key, values: _values, ...row }) => row) ?? [],
        ...(why ? { why } : {}),
        ...(revealed === 'answers' || revealed === 'explanations' ? { reveals: revealed } : {}),
      }
    },
  }
}
export type ResultsService = ReturnType<typeof createResultsService>

function undefinedWhenAway(error: unknown): undefined {
  if (!(error instanceof LiveAwayError)) throw error
}
