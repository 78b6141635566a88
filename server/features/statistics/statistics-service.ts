import { keyInForce } from '../../../question-bank/amended-key.ts'
import { itemStatistics } from '../../../question-bank/statistics/item-statistics.ts'
import { addSitting, emptySums } from '../../../question-bank/statistics/item-sums.ts'
import { itemSittingsOf } from '../../../question-bank/statistics/sitting.ts'
import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import type { QuestionStatistics } from '../../contract/statistics.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import { paperOf } from '../attempts/attempt-scoring.ts'
import type { AttemptsStore } from '../attempts/attempts-store.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { StandingsStore } from '../standings/standings-store.ts'
import { nameOf, type PlacedSums, type StatisticsStore } from './statistics-store.ts'

type Dependencies = {
  store: StatisticsStore
  attempts: Pick<AttemptsStore, 'findAll'>
  standings: Pick<StandingsStore, 'changes' | 'alone' | 'inTurn'>
  contests: Pick<ContestsService, 'all' | 'checkKeys' | 'material'>
  /** Whether writes are waiting. */
  isBusy(): boolean
}

type Round = { contestId: number; roundId: number }

// more than one transaction can write, or a piece would end where it began
const pieceSize = 1_000

/** What questions turned out to be, from the attempts that were scored since the last run: sums are added to, never made anew. */
export function createStatisticsService({ store, attempts, standings, contests, isBusy }: Dependencies) {
  /** Follows every scoring since the last run, a piece at a time; false when it has caught up. */
  async function countPiece(contestId: number): Promise<boolean> {
    const from = await store.cursor(contestId)
    const { rows, seenBelow } = await standings.changes(contestId, from, pieceSize)
    if (seenBelow === from && rows.length === 0) return false
    const official = rows.filter((row) => row.projection === 'official')
    await store.begin(async (piece) => {
      for (const [roundId, ofRound] of Map.groupBy(official, (row) => row.roundId)) {
        const round = { contestId, roundId }
        const claimed = await piece.claim(
          round,
          ofRound.map((row) => row.contestantId),
        )
        if (claimed.length > 0) await piece.add(round, await sumsOf(round, claimed))
      }
      await piece.moveCursor(contestId, seenBelow)
    })
    return rows.length >= pieceSize
  }

  async function sumsOf({ contestId, roundId }: Round, attemptIds: readonly string[]): Promise<PlacedSums[]> {
    const taps = await store.taps(contestId, attemptIds)
    const sums = new Map<string, PlacedSums>()
    for (const attempt of await attempts.findAll(contestId, attemptIds)) {
      const material = await contests.material(contestId, roundId, attempt.roundVersion)
      const sittings = itemSittingsOf({
        paper: paperOf(attempt, material),
        taps: taps.get(attempt.id) ?? [],
        startedAtMs: attempt.startedAt.getTime(),
        materialOf(revisionId) {
          const revision = material.revisions.get(revisionId)
          if (!revision) throw new Error(`revision ${revisionId} is on a paper but not in the bank`)
          return revision
        },
      })
      for (const sitting of sittings) {
        const { revisionId, points, restPoints } = sitting
        const name = nameOf(sitting)
        const placed = sums.get(name) ?? { revisionId, points, restPoints, sums: emptySums() }
        sums.set(name, placed)
        addSitting(placed.sums, sitting)
      }
    }
    // in one order for all: whoever takes locks in one order cannot deadlock
    return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, placed]) => placed)
  }

  return {
    async run(): Promise<void> {
      for (const contest of await contests.all()) {
        // one piece while people take part, all of it when they leave us time; whoever waits to forget comes in between
        for (let isBehind = true; isBehind; isBehind = isBehind && !isBusy()) {
          const wasAlone = await standings.alone('statistics', async () => {
            // whatever is counted after `forget` is counted with the keys that were in force then
            await contests.checkKeys()
            isBehind = await countPiece(contest.id)
          })
          if (!wasAlone) return
        }
      }
    },
    /** Before scores that were counted are changed: the next runs count the contest from its first attempt. */
    forget: (contestId: number): Promise<void> => standings.inTurn('statistics', () => store.forget(contestId)),
    async of(questionId: string, language: Language): Promise<QuestionStatistics> {
      const { lookSentences } = textsIn(language)
      const revisions = await store.revisionsOf(questionId)
      if (revisions.length === 0) throw new Problem('QUESTION_NOT_FOUND')
      const sums = await store.sumsOf(revisions.map(({ id }) => id))
      return {
        questionId,
        revisions: revisions.map(({ id, number, content, key, amendments }) => {
          const { looks, ...measured } = itemStatistics(
            content,
            key,
            sums.filter(({ revisionId }) => revisionId === id),
            keyInForce(key, amendments, Number.MAX_SAFE_INTEGER),
          )
          return {
            revisionId: id,
            number,
            ...measured,
            looks: looks.map((look) => ({ ...look, sentence: lookSentences[look.why](look.choice ?? '') })),
          }
        }),
      }
    },
  }
}
export type StatisticsService = ReturnType<typeof createStatisticsService>
