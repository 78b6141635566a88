import type { Clock } from '../../clock.ts'
import type { Ids } from '../../ids.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { StandingsStore } from '../standings/standings-store.ts'
import type { StatisticsService } from '../statistics/statistics-service.ts'
import { withCodes } from './asked-essays.ts'
import { gradeAttempt, maxScoreOfAttempt, readLog } from './attempt-scoring.ts'
import type { AttemptsStore } from './attempts-store.ts'
import type { RescoresStore } from './rescores-store.ts'
import type { Graded } from './score-store.ts'

type Dependencies = {
  store: RescoresStore
  attempts: Pick<AttemptsStore, 'findAll' | 'logs'>
  changes: Pick<StandingsStore, 'changes' | 'alone'>
  statistics: Pick<StatisticsService, 'forget'>
  contests: Pick<ContestsService, 'round' | 'material' | 'checkKeys'>
  clock: Clock
  ids: Pick<Ids, 'code'>
  /** Whether writes are waiting. */
  isBusy(): boolean
  /** For so many milliseconds nothing is done. */
  rest(ms: number): Promise<void>
}

type Round = { contestId: number; roundId: number }
type Group = { round: Round; contestantIds: readonly string[] }

const pieceSize = 4_000
/** Their scores and standings are written by one transaction. */
const peopleAtOnce = 200
const groupsAtOnce = 3

/**
 * After a key was amended, scores made with the key before it are made anew from the log. For each contest and number this follows the
 * standings from the first one, as whoever counts scorings does: so it also meets a score that a process made with the old key while the
 * amendment was on its way. Killed anywhere, it goes on where it was; done twice, it changes nothing. Boards follow by the reconciler.
 */
export function createRescorer({ store, attempts, changes, statistics, contests, clock, ids, isBusy, rest }: Dependencies) {
  let isAtWork = false

  /** False when there is nothing more to do for now. */
  async function rescorePiece(contestId: number, keyNumber: number, onRescored: (count: number) => void): Promise<boolean> {
    const from = await store.cursor(contestId, keyNumber)
    if (from === undefined) {
      // before the first score changes
      await statistics.forget(contestId)
      await store.begin(contestId, keyNumber)
      return true
    }
    const { rows, seenBelow } = await changes.changes(contestId, from, pieceSize)
    if (rows.length === 0 && seenBelow === from) return false
    const isDone = await rescoreAll(groupsOf(contestId, rows), keyNumber, onRescored)
    if (!isDone) return false
    if (seenBelow !== from) await store.moveCursor(contestId, keyNumber, seenBelow)
    return rows.length >= pieceSize
  }

  /** A few groups at a time: while one waits for the disk, another is read and graded. False when somebody was left out, because they were submitting just then. */
  async function rescoreAll(groups: readonly Group[], keyNumber: number, onRescored: (count: number) => void): Promise<boolean> {
    const waiting = inTurn(groups)
    const lane = async (): Promise<boolean> => {
      let isDone = true
      for (const { round, contestantIds } of waiting) {
        const began = clock.now()
        const rescores = await grade(round, contestantIds, keyNumber)
        if (rescores.length > 0) isDone = (await store.record(round, rescores)) && isDone
        onRescored(rescores.length)
        // submissions and answers come first: each group rests as long as it worked
        if (isBusy()) await rest(Math.max(0, clock.now() - began))
      }
      return isDone
    }
    // nothing may still be written when the turn of this process is over
    const lanes = await Promise.allSettled(Array.from({ length: groupsAtOnce }, lane))
    for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason
    return lanes.every((ended) => ended.status === 'fulfilled' && ended.value)
  }

  async function grade({ contestId, roundId }: Round, contestantIds: readonly string[], keyNumber: number): Promise<Graded[]> {
    const outdated = await store.outdated({ contestId, roundId }, contestantIds, keyNumber)
    if (outdated.length === 0) return []
    const [found, logs] = await Promise.all([attempts.findAll(contestId, outdated), attempts.logs(contestId, outdated)])
    const rescores: Graded[] = []
    for (const attempt of found) {
      const material = await contests.material(contestId, roundId, attempt.roundVersion)
      // another round of the contest may have been amended later than this one
      if (material.keyNumber <= (attempt.keyNumber ?? 0)) continue
      const { scoreThousandths, correctCount, answeredCount, essays } = gradeAttempt(attempt, readLog(logs.get(attempt.id)), material)
      const { id: attemptId, contestantId, reopenings } = attempt
      const mostThousandths = maxScoreOfAttempt(attempt, material)
      const scored = { keyNumber: material.keyNumber, scoreThousandths, mostThousandths, correctCount, answeredCount }
      rescores.push({ attemptId, contestantId, reopenings, ...scored, essays: withCodes(essays, ids) })
    }
    return rescores
  }

  /** Told how many were rescored, it tells how far that is of all there was to do. */
  function progressOf(contestId: number, keyNumber: number, progress?: (done: number, total: number) => void): (count: number) => void {
    if (!progress) return () => {}
    let done = 0
    let total: Promise<number> | undefined
    return (count) => {
      if (count === 0) return
      done += count
      total ??= store.countOutdated(contestId, keyNumber).then((left) => left + done)
      void total.then((all) => progress(done, Math.max(done, all))).catch(() => {})
    }
  }

  return {
    /** One process at a time. */
    async run({ progress }: { progress?(done: number, total: number): void } = {}): Promise<void> {
      await changes.alone('rescore', async () => {
        const amended = await store.amended()
        if (amended.length === 0) return
        await contests.checkKeys()
        try {
          for (const { contestId, keyNumber } of amended) {
            const onRescored = progressOf(contestId, keyNumber, progress)
            while (await rescorePiece(contestId, keyNumber, onRescored)) isAtWork = true
          }
        } finally {
          isAtWork = false
        }
      })
    },
    /** What only looks at scores may as well wait until they are right. */
    isAtWork: () => isAtWork,
  }
}

/** For several who take from it: when one of them fails, there is no next one for the others either. */
function* inTurn<Item>(items: readonly Item[]): Generator<Item> {
  yield* items
}

/** Each person once, a few at a time. */
function groupsOf(contestId: number, rows: readonly { roundId: number; contestantId: string }[]): Group[] {
  return [...Map.groupBy(rows, (row) => row.roundId)].flatMap(([roundId, ofRound]) => {
    const people = [...new Set(ofRound.map((row) => row.contestantId))]
    return Array.from({ length: Math.ceil(people.length / peopleAtOnce) }, (_, group) => ({
      round: { contestId, roundId },
      contestantIds: people.slice(group * peopleAtOnce, (group + 1) * peopleAtOnce),
    }))
  })
}
