import type { ContestsService } from '../contests/contests-service.ts'
import type { StandingsService } from '../standings/standings-service.ts'
import type { StandingsStore } from '../standings/standings-store.ts'
import type { StatisticsService } from '../statistics/statistics-service.ts'
import { gradeAttempt, readLog } from './attempt-scoring.ts'
import type { AttemptsStore } from './attempts-store.ts'
import type { Rescore, RescoresStore } from './rescores-store.ts'

type Dependencies = {
  store: RescoresStore
  attempts: Pick<AttemptsStore, 'findAll' | 'logs'>
  changes: Pick<StandingsStore, 'changes' | 'alone'>
  standings: StandingsService
  statistics: Pick<StatisticsService, 'forget'>
  contests: Pick<ContestsService, 'round' | 'material' | 'checkKeys'>
  /** Whether writes are waiting. */
  isBusy(): boolean
}

type Round = { contestId: number; roundId: number }

// more than one transaction can write, or a piece would end where it began
const pieceSize = 1_000
const peopleAtOnce = 100

/**
 * After a key was amended, scores made with the key before it are made anew from the log. For each contest and number this follows the
 * standings from the first one, as whoever counts scorings does: so it also meets a score that a process made with the old key while the
 * amendment was on its way. Killed anywhere, it goes on where it was; done twice, it changes nothing.
 */
export function createRescorer({ store, attempts, changes, standings, statistics, contests, isBusy }: Dependencies) {
  /** False when there is nothing more to do for now. */
  async function rescorePiece(contestId: number, keyNumber: number): Promise<boolean> {
    const name = `rescore ${contestId} ${keyNumber}`
    const from = await store.cursor(name)
    if (from === undefined) {
      // before the first score changes; statistics that are being counted right now are asked again at the next run
      if (!(await statistics.forget(contestId))) return false
      await store.moveCursor(name, '0')
      return true
    }
    const { rows, seenBelow } = await changes.changes(contestId, from, pieceSize)
    if (rows.length === 0 && seenBelow === from) return false
    for (const [roundId, ofRound] of Map.groupBy(rows, (row) => row.roundId)) {
      const people = [...new Set(ofRound.map((row) => row.contestantId))]
      for (let first = 0; first < people.length; first += peopleAtOnce) {
        const isDone = await rescore({ contestId, roundId }, people.slice(first, first + peopleAtOnce), keyNumber)
        if (!isDone) return false
      }
    }
    if (seenBelow !== from) await store.moveCursor(name, seenBelow)
    return rows.length === pieceSize
  }

  async function rescore({ contestId, roundId }: Round, contestantIds: readonly string[], keyNumber: number): Promise<boolean> {
    const ids = await store.outdated({ contestId, roundId }, contestantIds, keyNumber)
    if (ids.length === 0) return true
    const [found, logs] = await Promise.all([attempts.findAll(contestId, ids), attempts.logs(contestId, ids)])
    const rescores: Rescore[] = []
    for (const attempt of found) {
      const material = await contests.material(contestId, roundId, attempt.roundVersion)
      // another round of the contest may have been amended later than this one
      if (material.keyNumber <= (attempt.keyNumber ?? 0)) continue
      const { scoreThousandths, correctCount, answeredCount } = gradeAttempt(attempt, readLog(logs.get(attempt.id)), material)
      const { id: attemptId, contestantId } = attempt
      rescores.push({ attemptId, contestantId, keyNumber: material.keyNumber, scoreThousandths, correctCount, answeredCount })
    }
    if (rescores.length === 0) return true
    const { ranking } = (await contests.round(contestId, roundId)).settings
    const { changed, hasLeft } = await store.record({ contestId, roundId }, ranking, rescores)
    standings.announce(contestId, changed)
    return !hasLeft
  }

  return {
    /** One process at a time, a piece of each contest while people take part and all of it when they leave us time. */
    async run(): Promise<void> {
      await changes.alone('rescore', async () => {
        const amended = await store.amended()
        if (amended.length === 0) return
        await contests.checkKeys()
        for (const { contestId, keyNumber } of amended) {
          for (let isBehind = true; isBehind; isBehind = isBehind && !isBusy()) isBehind = await rescorePiece(contestId, keyNumber)
        }
      })
    },
  }
}
