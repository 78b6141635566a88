import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ContestParams } from '../../contract/contests.ts'
import {
  StaffUnitList,
  StaffUnitsQuery,
  TurnoutQuery,
  TurnoutReport,
  UnitActList,
  UnitActsQuery,
  UnitCard,
  UnitParams,
} from '../../contract/units.ts'
import type { TurnoutService } from './turnout-service.ts'
import type { UnitsDeskService } from './units-desk-service.ts'

const reads = { guard: 'staff', action: 'unit.read', subject: 'anywhere' } as const

/** What staff read of units, kept to the branches they may see. */
export function unitsDeskRoutes({ unitsDesk, turnout }: { unitsDesk: UnitsDeskService; turnout: TurnoutService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/units',
      config: reads,
      schema: { querystring: StaffUnitsQuery, response: { 200: StaffUnitList } },
      handler: (request) => unitsDesk.list(request.staff, request.query),
    })
    app.route({
      method: 'GET',
      url: '/units/:unitId',
      config: { guard: 'staff', action: 'unit.read', subject: 'unit' },
      schema: { params: UnitParams, response: { 200: UnitCard } },
      handler: (request) => unitsDesk.card(request.params.unitId),
    })
    app.route({
      method: 'GET',
      url: '/units/acts',
      config: reads,
      schema: { querystring: UnitActsQuery, response: { 200: UnitActList } },
      handler: (request) => unitsDesk.acts(request.staff, request.query),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/turnout',
      config: { guard: 'staff', action: 'turnout.read', subject: 'contest-branches' },
      schema: { params: ContestParams, querystring: TurnoutQuery, response: { 200: TurnoutReport } },
      handler: (request) => turnout.report(request.staff, request.params.slug, request.query),
    })
  }
}
