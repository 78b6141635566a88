import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Clock } from '../../clock.ts'
import { StaffOverview } from '../../contract/staff.ts'
import { can, installation } from '../access/can.ts'
import type { AttemptsStore } from '../attempts/attempts-store.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import { type ContestsService, presentRound } from '../contests/contests-service.ts'
import { frozenSince } from '../contests/round-phase.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { ServiceStateStore } from './service-state-store.ts'

type Dependencies = {
  units: UnitsService
  contests: ContestsService
  contestants: ContestantsService
  attempts: Pick<AttemptsStore, 'countByRound'>
  serviceState: ServiceStateStore
  clock: Clock
}

/** The console's home: what runs now, in numbers. */
export function overviewRoutes({ units, contests, contestants, attempts, serviceState, clock }: Dependencies): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/overview',
      config: { guard: 'staff', action: 'contest.read', subject: 'anywhere' },
      schema: { response: { 200: StaffOverview } },
      handler: async (request) => {
        const [known, registered, counts, { holdUntil }] = await Promise.all([
          contests.all(),
          contestants.countByContest(),
          attempts.countByRound(),
          serviceState.read(),
        ])
        const nowMs = clock.now()
        const places = await Promise.all(known.map(async ({ unitId }) => (unitId === null ? installation : [await units.pathOf(unitId)])))
        const all = known.filter((_, index) => can(request.staff, 'contest.read', places[index] ?? []))
        return {
          contests: all.map((contest) => ({
            slug: contest.slug,
            title: contest.title,
            registered: registered.get(contest.id) ?? 0,
            rounds: contest.rounds.map((round) => {
              const count = counts.find((one) => one.contestId === contest.id && one.roundId === round.id) ?? { started: 0, running: 0 }
              return {
                ...presentRound(round, contest, nowMs),
                started: count.started,
                running: count.running,
                closed: count.started - count.running,
                frozenSince: frozenSince(round, nowMs)?.toISOString() ?? null,
              }
            }),
          })),
          closingHeldUntil: holdUntil && holdUntil.getTime() > nowMs ? holdUntil.toISOString() : null,
        }
      },
    })
  }
}
