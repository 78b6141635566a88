import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import type { LiveState } from '../../live/port.ts'
import type { Secrets } from '../../secrets.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { DayTrees } from '../units/day-trees-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import { createBoardFeeds } from './board-feeds.ts'
import { createBoardFinder } from './board-finder.ts'
import { createBoardLabels } from './board-labels.ts'
import { createBoardPartsStore } from './board-parts-store.ts'
import { createBoardReader } from './board-reader.ts'
import { createOwnPlaces } from './own-places.ts'
import type { StandingsService } from './standings-service.ts'
import type { StandingsStore } from './standings-store.ts'
import { createUnitRacesService } from './unit-races-service.ts'
import { createUnitRacesStore } from './unit-races-store.ts'

type Dependencies = {
  live: LiveState
  store: StandingsStore
  standings: StandingsService
  contests: ContestsService
  contestants: ContestantsService
  dayTrees: DayTrees
  database: Database
  units: UnitsService
  secrets: Secrets
  clock: Clock
  /** Never goes back, for what readings cost. */
  now: () => number
}

/** What people see of standings: boards that are found, read, and held for whoever watches. */
export function createBoards({ live, store, standings, contests, contestants, units, dayTrees, database, secrets, clock, now }: Dependencies) {
  const labelsOf = createBoardLabels({ contestants, units, secrets, clock })
  const parts = createBoardPartsStore(database)
  const boards = createBoardReader({ live, store, parts, contests, units, dayTrees, labelsOf, clock })
  return {
    boards,
    boardFinder: createBoardFinder({ contests, standings, dayTrees }),
    feeds: createBoardFeeds({ reader: boards, changesSince: parts.changesSince, clock, now }),
    unitRaces: createUnitRacesService({ store: createUnitRacesStore(database), changesSince: parts.changesSince, contests, units, dayTrees, clock }),
    ownPlaces: createOwnPlaces({ contestants, live, parts, boards, standings, contests, dayTrees, labelsOf }),
  }
}
