import { Problem } from '../../contract/errors.ts'
import type { Prediction } from '../../contract/round-rules.ts'
import type { TruthEntry, TruthPreview } from '../../contract/seals.ts'
import type { ActBy } from '../audit/act.ts'
import type { LooksService } from '../audit/looks-service.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import { rulesInForce } from '../standings/ranking.ts'
import { truthOf } from './prediction-truth.ts'
import type { TruthStore } from './truth-store.ts'

type Dependencies = {
  store: TruthStore
  contests: Pick<ContestsService, 'bySlug'>
  contestants: Pick<ContestantsService, 'namesOf'>
  looks: LooksService
}

const shownFirst = 20

/** What was to be guessed, as officials see it before it is sealed. Nobody else does: whoever knows it before the last submission wins by it. */
export function createTruthService({ store, contests, contestants, looks }: Dependencies) {
  async function asked(slug: string, roundId: number) {
    const contest = await contests.bySlug(slug)
    const round = contest.rounds.find(({ id }) => id === roundId)
    if (!round) throw new Problem('ROUND_NOT_FOUND')
    const { prediction } = round.settings
    if (!prediction) throw new Problem('TRUTH_NOT_ASKED')
    return { at: { contestId: contest.id, roundId }, settings: round.settings, prediction }
  }

  async function truths(at: { contestId: number; roundId: number }, prediction: Prediction) {
    const [tally, { inForce, entered }] = await Promise.all([store.tally(at, prediction.countsVoided), store.truths(at)])
    return { inForce, entered, now: truthOf(prediction, tally, entered) }
  }

  return {
    async preview(by: ActBy, slug: string, roundId: number): Promise<TruthPreview> {
      const { at, settings, prediction } = await asked(slug, roundId)
      const known = await truths(at, prediction)
      const rules = rulesInForce(settings.ranking, settings.places)
      const rows = known.now === null ? [] : await store.preview(at, rules, known.now, shownFirst)
      if (rows.length > 0) await looks.record(by, { act: 'board.look', contestId: at.contestId, subject: { roundId, list: 'prediction-truth' } })
      const named = await contestants.namesOf(
        at.contestId,
        rows.map(({ contestantId }) => contestantId),
      )
      const names = new Map(named.map(({ id, fullName }) => [id, fullName]))
      return {
        asks: prediction.asks,
        ...known,
        first: rows.map((row) => ({ ...row, name: names.get(row.contestantId) ?? '' })),
        isExact: settings.attemptsAllowed === 1 || settings.counts === 'first' || settings.counts === 'last',
      }
    },
    /** A free number, before the results are sealed by it. */
    async enter(by: ActBy, slug: string, roundId: number, { thousandths, reason }: TruthEntry): Promise<TruthPreview> {
      const { at, prediction } = await asked(slug, roundId)
      if (prediction.asks !== 'free') throw new Problem('TRUTH_IS_COUNTED')
      await store.enter(by, at, thousandths, reason)
      return this.preview(by, slug, roundId)
    },
  }
}
export type TruthService = ReturnType<typeof createTruthService>
