import type { Clock } from '../../clock.ts'
import type { UnitList } from '../../contract/contests.ts'
import { Problem } from '../../contract/errors.ts'
import { remember } from '../../remember.ts'
import { createUnitTree, type UnitTree } from './unit-tree.ts'
import type { UnitRow, UnitsStore } from './units-store.ts'
import { dayEndsAtMs, dayInVietnam } from './vietnam-day.ts'

/** Tells every process that the tree has changed; no contest can be called that. */
export const unitsNotice = '#units'

const searchLimit = 20
/** Names like "Chi đoàn 1" are everywhere: so many are looked through for those of one unit. */
const mostLookedWithin = 3_000
/** A list longer than this nobody reads on a phone: they are asked for a name. */
const listLimit = 400
/** So long nothing may have changed before boards are counted anew: by then every process holds the same tree. */
const settledAfterMs = 10_000

type HeldTree = { tree: UnitTree; isSoUntilMs: number; version: number; shape: number; shapeChangedAtMs: number }

/** Today's tree. What "today" is follows from the clock: a planned act takes effect when its day comes, on every process by itself. */
export function createUnitsService({ store, clock }: { store: UnitsStore; clock: Clock }) {
  const held = remember(async (): Promise<HeldTree> => {
    const nowMs = clock.now()
    const day = dayInVietnam(nowMs)
    if ((await store.state()).projectedOn < day) await store.projectFor(day, nowMs)
    const { state, ...loaded } = await store.load(day)
    return {
      tree: createUnitTree(loaded),
      isSoUntilMs: dayEndsAtMs(nowMs),
      version: state.version,
      shape: state.shape,
      shapeChangedAtMs: state.shapeChangedAt.getTime(),
    }
  })
  let outdated: HeldTree | undefined
  async function present(): Promise<HeldTree> {
    const now = await held.get()
    if (clock.now() < now.isSoUntilMs) return now
    // of all who find yesterday's tree only the first lets go of it
    if (outdated !== now) held.forget()
    outdated = now
    return held.get()
  }
  const current = async () => (await present()).tree

  return {
    /** For people who choose: of the whole tree, or of the unit that holds the contest. */
    async list(query: { parent?: number; search?: string }, within: number | null): Promise<UnitList> {
      const tree = await current()
      if (query.search !== undefined) {
        if (within === null) return { units: tree.search(query.search, searchLimit) }
        return { units: tree.search(query.search, searchLimit, (id) => isWithin(tree, id, within), mostLookedWithin) }
      }
      // the top of a unit's own contest is offered as the first step down, as the top of the tree is
      const { parent = null } = query
      if (parent === null && within !== null) return { units: tree.only(within), ...levelOf(tree, tree.get(within)?.parentId ?? null) }
      if (parent !== null && (!tree.get(parent) || !isWithin(tree, parent, within))) throw new Problem('UNIT_NOT_FOUND')
      const levelName = tree.levelNameOf(parent)
      return {
        units: tree.childrenOf(parent, listLimit),
        ...(levelName === undefined ? {} : { levelName }),
        ...(tree.childCountOf(parent) > listLimit ? { isCut: true } : {}),
      }
    },
    /** People belong to a unit below the top: the top is the organizer itself. A contest that a unit holds is for that unit and all below it. */
    async selectable(unitId: number, within: number | null): Promise<UnitRow> {
      const tree = await current()
      const unit = tree.get(unitId)
      if (!unit || !isWithin(tree, unitId, within)) throw new Problem('UNIT_NOT_FOUND')
      if (!unit.isOpen || (isTop(unit, within) && tree.hasChildren(unitId))) throw new Problem('UNIT_NOT_SELECTABLE')
      return unit
    },
    /** Where people stand whose contest asks for no unit: the one that holds it, or the top. Of several tops none is theirs. */
    async holding(unitId: number | null): Promise<UnitRow> {
      const tree = await current()
      const [top, another] = tree.roots()
      if (unitId === null && another) throw new Problem('FIELD_REQUIRED', { errors: [{ at: 'unitId', reason: 'is required' }] })
      const unit = unitId === null ? top : tree.get(unitId)
      if (!unit) throw new Problem('UNIT_NOT_FOUND')
      return unit
    },
    /** Where the tree has several tops, whoever names no unit belongs to none. */
    hasSeveralTops: async () => (await current()).roots().length > 1,
    /** An open unit that people can choose, by its code; undefined when there is none. */
    async byCode(code: string, within: number | null): Promise<UnitRow | undefined> {
      const tree = await current()
      const named = tree.byCode(code)
      // a portal may still use the code of a unit that went into another one
      const unit = named && tree.get(tree.homeOf(named.id))
      const isOffered = unit?.isOpen && isWithin(tree, unit.id, within) && !(isTop(unit, within) && tree.hasChildren(unit.id))
      return isOffered ? unit : undefined
    },
    /** Ids from the top of the tree down to the unit, "3.17.204". */
    async pathOf(unitId: number): Promise<string> {
      const trail = (await current()).trailOf(unitId)
      if (trail.length === 0) throw new Problem('UNIT_NOT_FOUND')
      return trail.map((unit) => unit.id).join('.')
    },
    /** Where people of a unit are looked after: at its own place, and once it has ended also where it went on. */
    async pathsOf(unitId: number): Promise<string[]> {
      const home = (await current()).homeOf(unitId)
      return Promise.all([...new Set([unitId, home])].map(this.pathOf))
    },
    /** Ended units elsewhere whose people count below these paths today. */
    async goneInto(paths: readonly string[]): Promise<number[]> {
      return (await current()).goneInto(new Set(paths.map((path) => Number(path.split('.').at(-1)))))
    },
    async nameOf(unitId: number): Promise<string> {
      return (await current()).get(unitId)?.name ?? ''
    },
    /** Ids of the unit and all above it, where one entrant counts; of a unit that ended, those of whoever goes on. */
    async trailIdsOf(unitId: number): Promise<number[]> {
      const tree = await current()
      return tree.trailOf(tree.homeOf(unitId)).map((unit) => unit.id)
    },
    async depthOf(unitId: number): Promise<number> {
      return (await current()).get(unitId)?.depth ?? 0
    },
    /**
     * The shape by which boards are counted, once it has been still for a while; undefined while it moves. Asked of the database,
     * so that whoever counts by it holds a tree of that shape or a newer one.
     */
    async settledShape(): Promise<number | undefined> {
      await checkVersion()
      const { shape, shapeChangedAtMs } = await present()
      return clock.now() - shapeChangedAtMs < settledAfterMs ? undefined : shape
    },
    /** Of the tree that is held; grows with every act. */
    version: async () => (await present()).version,
    today: () => dayInVietnam(clock.now()),
    current,
    checkVersion,
    forget: () => held.forget(),
  }

  /** Catches the notice that never came. */
  async function checkVersion(): Promise<void> {
    const { version } = await store.state()
    if (version !== (await present()).version) held.forget()
  }
}
/** A contest of one unit is for that unit and all below it; one of the whole installation for everybody. */
function isWithin(tree: UnitTree, unitId: number, within: number | null): boolean {
  return within === null || tree.trailOf(unitId).some(({ id }) => id === within)
}

/** The organizer itself, to whom people do not belong while there are units below. */
const isTop = ({ id, parentId }: UnitRow, within: number | null) => (within === null ? parentId === null : id === within)

function levelOf(tree: UnitTree, parent: number | null): { levelName?: string } {
  const levelName = tree.levelNameOf(parent)
  return levelName === undefined ? {} : { levelName }
}
export type UnitsService = ReturnType<typeof createUnitsService>
