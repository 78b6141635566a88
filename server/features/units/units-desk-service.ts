import { Problem } from '../../contract/errors.ts'
import type {
  MergePreview,
  StaffUnit,
  StaffUnitList,
  StaffUnitsQuery,
  UnitActList,
  UnitActsQuery,
  UnitCard,
  UnitMerge,
} from '../../contract/units.ts'
import { type Actor, installation, pathsWhere, requireCan } from '../access/can.ts'
import { totalHeadcounts } from './roll-up.ts'
import { foldName } from './unit-search.ts'
import type { UnitDetails, UnitOfDay, UnitsDeskStore } from './units-desk-store.ts'
import type { UnitsService } from './units-service.ts'
import { unitsWithin } from './units-within.ts'
import { dayOrNull } from './vietnam-day.ts'

const pageSize = 200
const actsPageSize = 50

/** What staff see of the tree: any level of any day, and everything known of one unit. */
export function createUnitsDeskService({ store, units }: { store: UnitsDeskStore; units: UnitsService }) {
  /** Of the day asked for; only what lies in the subtrees of the actor. */
  async function visibleOn(actor: Actor, day: string): Promise<UnitOfDay[]> {
    return unitsWithin(await store.treeOn(day), pathsWhere(actor, 'unit.read'))
  }

  async function requireMayRead(actor: Actor, unitId: number): Promise<void> {
    requireCan(actor, 'unit.read', [await units.pathOf(unitId)], 'UNIT_NOT_FOUND')
  }

  return {
    async list(actor: Actor, query: StaffUnitsQuery): Promise<StaffUnitList> {
      const day = query.day ?? units.today()
      const { parent, search, after = 0 } = query
      const [visible, tree, counts] = await Promise.all([visibleOn(actor, day), units.current(), store.headcountsOn(day)])
      const open = visible.filter(({ isOpen }) => isOpen)
      const shown = new Set(open.map(({ id }) => id))
      if (parent !== undefined && !visible.some(({ id }) => id === parent)) throw new Problem('UNIT_NOT_FOUND')
      const wanted = search === undefined ? undefined : foldName(search)
      // whoever has a branch begins at that branch
      const isListed = ({ parentId, name }: UnitOfDay) =>
        wanted !== undefined
          ? ` ${foldName(name)}`.includes(` ${wanted}`)
          : parent === undefined
            ? parentId === null || !shown.has(parentId)
            : parentId === parent
      const collator = new Intl.Collator('vi', { numeric: true })
      // closed units are found by name, in no other way
      const listed = (wanted === undefined ? open : visible).filter(isListed).sort((a, b) => collator.compare(a.name, b.name) || a.id - b.id)
      const page = listed.slice(after, after + pageSize)
      const details = new Map((await store.details(page.map(({ id }) => id))).map((one) => [one.id, one]))
      const childCount = new Map<number, number>()
      for (const { parentId } of open) if (parentId !== null) childCount.set(parentId, (childCount.get(parentId) ?? 0) + 1)
      const totals = totalHeadcounts(open, new Map(counts.map(({ unitId, headcount }) => [unitId, headcount])))
      return {
        day,
        levelName: (wanted === undefined && tree.levelNameOf(parent ?? null)) || null,
        units: page.map(({ id, name, parentId, isOpen }): StaffUnit => {
          const { code = '', version = 1 } = details.get(id) ?? {}
          return { id, code, name, parentId, isOpen, version, childCount: childCount.get(id) ?? 0, headcount: totals.get(id) ?? null }
        }),
        total: listed.length,
      }
    },

    async card(unitId: number): Promise<UnitCard> {
      const tree = await units.current()
      const unit = tree.get(unitId)
      const trail = tree.trailOf(unitId)
      const [history, detailRows] = await Promise.all([store.history(unitId), store.details(trail.map(({ id }) => id))])
      const details = new Map(detailRows.map((row) => [row.id, row]))
      const own = details.get(unitId)
      if (!unit || !own) throw new Problem('UNIT_NOT_FOUND')
      const nearest = <Field extends 'logoDigest' | 'colours'>(field: Field): UnitDetails[Field] =>
        trail.toReversed().reduce<UnitDetails[Field]>((found, { id }) => found ?? details.get(id)?.[field] ?? null, null)
      const today = units.today()
      const dated = <Fact extends { from: string }>(facts: readonly Fact[]) =>
        facts.map((fact) => ({ ...fact, from: dayOrNull(fact.from), isPlanned: fact.from > today }))
      const counted = history.headcounts.filter(({ from }) => from <= today).at(-1)
      return {
        id: unitId,
        code: own.code,
        name: unit.name,
        version: own.version,
        isOpen: unit.isOpen,
        trail: trail.slice(0, -1).map(({ id, name }) => ({ id, name })),
        headcount: counted ? { headcount: counted.headcount, on: dayOrNull(counted.from) } : null,
        contact: own.contact,
        ownLook: { logoDigest: own.logoDigest, colours: own.colours, levelNames: own.levelNames },
        look: { logoDigest: nearest('logoDigest'), colours: nearest('colours'), levelName: tree.levelNameAt(unitId) ?? null },
        aliases: history.aliases,
        history: {
          lives: dated(history.lives),
          names: dated(history.names),
          parents: dated(history.parents),
          headcounts: dated(history.headcounts),
          successors: dated(history.successors),
          predecessors: dated(history.predecessors),
        },
      }
    },

    async acts(actor: Actor, query: UnitActsQuery): Promise<UnitActList> {
      // what was done to units outside stays outside: without a grant over everything, one unit at a time
      if (query.unit === undefined) requireCan(actor, 'unit.read', installation, 'FORBIDDEN')
      else await requireMayRead(actor, query.unit)
      const acts = await store.acts(query, units.today(), actsPageSize)
      return { acts, next: acts.length === actsPageSize ? (acts.at(-1)?.number ?? null) : null }
    },

    /** What a merge would move, counted before anybody decides. */
    async previewMerge(actor: Actor, body: Pick<UnitMerge, 'units' | 'into'>): Promise<MergePreview> {
      const tree = await units.current()
      const ids = body.units.map(({ id }) => id)
      for (const id of ['id' in body.into ? body.into.id : body.into.parentId, ...ids]) if (id !== null) await requireMayRead(actor, id)
      const day = units.today()
      const [details, counts, headcounts, all, plannedActs] = await Promise.all([
        store.details(ids),
        store.mergeCounts(ids),
        store.headcountsOn(day),
        store.treeOn(day),
        store.plannedOn(ids, day),
      ])
      const open = all.filter(({ isOpen }) => isOpen)
      const totals = totalHeadcounts(open, new Map(headcounts.map(({ unitId, headcount }) => [unitId, headcount])))
      const versions = new Map(details.map(({ id, version }) => [id, version]))
      const countOf = new Map(counts.map((count) => [count.unitId, count]))
      const directlyBelow = (id: number | null) => open.filter(({ parentId }) => parentId === id)
      const moved = ids.flatMap((id) => directlyBelow(id)).filter(({ id }) => !ids.includes(id))
      const names = [...moved, ...('id' in body.into ? directlyBelow(body.into.id) : [])].map(({ name }) => name)
      return {
        units: ids.map((id) => ({
          id,
          name: tree.get(id)?.name ?? '',
          version: versions.get(id) ?? 1,
          unitsBelow: tree.subtreeSizeOf(id) - 1,
          headcount: totals.get(id) ?? null,
          members: countOf.get(id)?.members ?? 0,
          contestants: countOf.get(id)?.contestants ?? 0,
          results: countOf.get(id)?.results ?? 0,
        })),
        into: 'id' in body.into ? { id: body.into.id, name: tree.get(body.into.id)?.name ?? '' } : { id: null, name: body.into.name },
        movedUnits: moved.length,
        sameNames: [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].slice(0, 50),
        plannedActs,
      }
    },

    logo: (digest: string) => store.logo(digest),
  }
}
export type UnitsDeskService = ReturnType<typeof createUnitsDeskService>
