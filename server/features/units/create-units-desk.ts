import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/client.ts'
import type { Ids } from '../../ids.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { CleanPictures } from './logo-picture.ts'
import type { TableReader } from './table-reader.ts'
import { createTurnoutService } from './turnout-service.ts'
import { createTurnoutStore } from './turnout-store.ts'
import { createUnitActsService } from './unit-acts-service.ts'
import { createUnitActsStore } from './unit-acts-store.ts'
import { createUnitImportsService } from './unit-imports-service.ts'
import { createUnitImportsStore } from './unit-imports-store.ts'
import { createUnitsDeskService } from './units-desk-service.ts'
import { createUnitsDeskStore } from './units-desk-store.ts'
import type { UnitsService } from './units-service.ts'

type Dependencies = {
  database: Database
  units: UnitsService
  contests: ContestsService
  readTable: TableReader
  cleanPictures: CleanPictures
  ids: Ids
  clock: Clock
  /** Tells every process that the tree has changed. */
  announce(): void
}

/** What staff do with the tree of units. */
export function createUnitsDesk({ database, units, contests, readTable, cleanPictures, ids, clock, announce }: Dependencies) {
  const desk = createUnitsDeskStore(database)
  const acts = createUnitActsService({ store: createUnitActsStore(database), units, clock, cleanPictures, announce })
  return {
    unitActs: acts,
    unitImports: createUnitImportsService({ store: createUnitImportsStore(database), acts, units, readTable, ids, clock }),
    unitsDesk: createUnitsDeskService({ store: desk, units }),
    turnout: createTurnoutService({ store: createTurnoutStore(database), desk, units, contests }),
  }
}
