import { Problem } from '../../contract/errors.ts'
import type { TieForecast } from '../../contract/tie-forecast.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import { forecastTies } from './tie-forecast.ts'
import type { TieForecastStore } from './tie-forecast-store.ts'

/** Before a round opens: whether it will have a winner. */
export function createTieForecastService({ store, contests }: { store: TieForecastStore; contests: Pick<ContestsService, 'bySlug' | 'material'> }) {
  return {
    async forecast(slug: string, roundId: number, entrants: number): Promise<TieForecast> {
      const contest = await contests.bySlug(slug)
      const round = contest.rounds.find(({ id }) => id === roundId)
      if (!round) throw new Problem('ROUND_NOT_FOUND')
      const { settings, revisions } = await contests.material(contest.id, roundId, round.version)
      const isGuess = (id: string) => revisions.get(id)?.content.type === 'prediction'
      const known = (await store.questions([...revisions.keys()])).map(
        (one) => [one.revisionId, { ...one, isGuess: isGuess(one.revisionId) }] as const,
      )
      return forecastTies(settings, new Map(known), entrants)
    },
  }
}
export type TieForecastService = ReturnType<typeof createTieForecastService>
