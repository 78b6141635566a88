import { Problem } from '../../contract/errors.ts'
import type { TurnoutQuery, TurnoutReport, TurnoutRow } from '../../contract/units.ts'
import { type Actor, pathsWhere } from '../access/can.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import { type RolledUp, rollUp, totalHeadcounts } from './roll-up.ts'
import type { TurnoutStore, UnitCount } from './turnout-store.ts'
import type { UnitsDeskStore } from './units-desk-store.ts'
import type { UnitsService } from './units-service.ts'
import { unitsWithin } from './units-within.ts'

const pageSize = 500

type Dependencies = { store: TurnoutStore; desk: UnitsDeskStore; units: UnitsService; contests: ContestsService }

/** Who takes part, unit by unit, in today's tree or in that of any other day. */
export function createTurnoutService({ store, desk, units, contests }: Dependencies) {
  return {
    async report(actor: Actor, slug: string, query: TurnoutQuery): Promise<TurnoutReport> {
      const contest = await contests.bySlug(slug)
      const { day = units.today(), under, round, after = 0 } = query
      if (round !== undefined) await contests.round(contest.id, round)
      const [tree, counts, successions, origins, registered, entrants] = await Promise.all([
        desk.treeOn(day),
        desk.headcountsOn(day),
        store.successions(),
        store.originsAfter(day),
        store.registered(contest.id),
        store.entrants(contest.id, round),
      ])
      const visible = unitsWithin(tree, pathsWhere(actor, 'turnout.read'))
      const open = visible.filter(({ isOpen }) => isOpen)
      const shown = new Set(open.map(({ id }) => id))
      if (under !== undefined && !shown.has(under)) throw new Problem('UNIT_NOT_FOUND')
      const trees = { tree, successions, origins, day }
      const [came, joined] = [rollUp(countsOf(entrants), trees), rollUp(countsOf(registered), trees)]
      const members = totalHeadcounts(
        tree.filter(({ isOpen }) => isOpen),
        new Map(counts.map(({ unitId, headcount }) => [unitId, headcount])),
      )
      const childCount = new Map<number, number>()
      for (const { parentId } of open) if (parentId !== null) childCount.set(parentId, (childCount.get(parentId) ?? 0) + 1)
      const rowOf = ({ id, name }: { id: number; name: string }): TurnoutRow => ({
        unitId: id,
        name,
        childCount: childCount.get(id) ?? 0,
        registered: joined.total.get(id) ?? 0,
        entrants: came.total.get(id) ?? 0,
        entrantsOfItsOwn: came.own.get(id) ?? 0,
        headcount: members.get(id) ?? null,
        rateThousandths: rateOf(came, id, members.get(id)),
      })
      const listed = open
        .filter(({ parentId }) => (under === undefined ? parentId === null || !shown.has(parentId) : parentId === under))
        .map(rowOf)
        .sort((a, b) => b.entrants - a.entrants || a.unitId - b.unitId)
      const top = open.find(({ id }) => id === under)
      const seesAll = visible.length === tree.length
      return {
        day,
        under: top ? rowOf(top) : null,
        units: listed.slice(after, after + pageSize),
        total: listed.length,
        isShared: came.isShared || joined.isShared,
        outside: seesAll ? { registered: joined.outside, entrants: came.outside } : null,
      }
    },
  }
}
export type TurnoutService = ReturnType<typeof createTurnoutService>

function countsOf(rows: readonly UnitCount[]): Map<number, number> {
  return new Map(rows.map(({ unitId, count }) => [unitId, count]))
}

/** Null where nobody said how many people there are. */
function rateOf({ total }: RolledUp, id: number, headcount: number | undefined): number | null {
  return headcount === undefined || headcount === 0 ? null : Math.round(((total.get(id) ?? 0) * 1_000) / headcount)
}
