import type { PublicUnit } from '../../contract/contests.ts'
import { createUnitSearch } from './unit-search.ts'
import type { LoadedTree, UnitRow } from './units-store.ts'

/** Today's tree in memory: every page asks for it, and 40,000 units are some megabytes. */
export type UnitTree = ReturnType<typeof createUnitTree>

export function createUnitTree({ rows, otherNames, successions }: Pick<LoadedTree, 'rows' | 'otherNames' | 'successions'>) {
  const byName = new Intl.Collator('vi', { numeric: true })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const byCode = new Map(rows.map((row) => [row.code, row]))
  const children = new Map<number | null, UnitRow[]>()
  for (const row of rows) {
    if (!row.isOpen) continue
    const siblings = children.get(row.parentId)
    if (siblings) siblings.push(row)
    else children.set(row.parentId, [row])
  }
  for (const siblings of children.values()) siblings.sort((a, b) => byName.compare(a.name, b.name))
  const successors = Map.groupBy(successions, ({ unitId }) => unitId)

  function trailOf(id: number): UnitRow[] {
    const trail: UnitRow[] = []
    for (let row = byId.get(id); row; row = row.parentId === null ? undefined : byId.get(row.parentId)) trail.push(row)
    return trail.reverse()
  }

  /** Where what belongs to a unit is counted today: itself while it is open, else whoever goes on with the largest share, and so on. */
  function homeOf(id: number): number {
    const passed = new Set<number>()
    let at = id
    while (byId.get(at)?.isOpen === false && !passed.has(at)) {
      passed.add(at)
      at = successors.get(at)?.[0]?.successorId ?? at
    }
    return at
  }

  /** Every open unit that goes on where this one ended, largest share first. */
  function heirsOf(id: number, passed = new Set<number>()): number[] {
    if (byId.get(id)?.isOpen) return [id]
    if (passed.has(id)) return []
    passed.add(id)
    return (successors.get(id) ?? []).flatMap(({ successorId }) => heirsOf(successorId, passed))
  }

  /** Ended units of other branches whose people count within one of these today. */
  function goneInto(topIds: ReadonlySet<number>): number[] {
    const isBelow = (id: number) => trailOf(id).some((unit) => topIds.has(unit.id))
    return rows.filter(({ id, isOpen }) => !isOpen && !isBelow(id) && isBelow(homeOf(id))).map(({ id }) => id)
  }

  function subtreeSizeOf(id: number): number {
    return (children.get(id) ?? []).reduce((sum, child) => sum + subtreeSizeOf(child.id), byId.get(id)?.isOpen ? 1 : 0)
  }

  const present = (row: UnitRow): PublicUnit => ({
    id: row.id,
    name: row.name,
    level: row.depth,
    hasChildren: children.has(row.id),
    trail: trailOf(row.id)
      .slice(0, -1)
      .map((above) => above.name),
  })

  const search = createUnitSearch([
    ...rows.filter((row) => row.isOpen).map(({ id, name }) => ({ id, name, isFormer: false })),
    ...[...otherNames, ...rows.filter((row) => !row.isOpen).map(({ id, name }) => ({ unitId: id, name }))].flatMap(({ unitId, name }) =>
      heirsOf(unitId).map((id) => ({ id, name, isFormer: true })),
    ),
  ])

  return {
    get: (id: number): UnitRow | undefined => byId.get(id),
    byCode: (code: string): UnitRow | undefined => byCode.get(code),
    roots: (): readonly UnitRow[] => children.get(null) ?? [],
    hasChildren: (id: number | null) => children.has(id),
    childrenOf: (id: number | null, limit: number): PublicUnit[] => (children.get(id) ?? []).slice(0, limit).map(present),
    childCountOf: (id: number | null): number => children.get(id)?.length ?? 0,
    /** Names and former names, with or without diacritics, in any order of words; the best matches first. */
    search: (text: string, limit: number, isOffered: (id: number) => boolean = () => true, mostLooked = limit): PublicUnit[] =>
      search(text, mostLooked)
        .filter(({ id }) => isOffered(id))
        .slice(0, limit)
        .flatMap(({ id, formerName }) => {
          const row = byId.get(id)
          return row ? [{ ...present(row), ...(formerName === undefined ? {} : { formerName }) }] : []
        }),
    /** That unit alone, where a list begins with it. */
    only: (id: number): PublicUnit[] => {
      const row = byId.get(id)
      return row?.isOpen ? [present(row)] : []
    },
    trailOf,
    homeOf,
    goneInto,
    /** What the level of a unit is called; of null: the top. */
    levelNameAt: (id: number): string | undefined => levelName(trailOf(id), byId.get(id)?.depth ?? 0),
    /** What the level below a unit is called. */
    levelNameOf: (parentId: number | null): string | undefined => {
      const trail = parentId === null ? [] : trailOf(parentId)
      return levelName(trail, trail.length)
    },
    /** Open units: itself and everything below. */
    subtreeSizeOf,
  }
}

/** The nearest unit that names a level decides what it is called. */
function levelName(trail: readonly UnitRow[], depth: number): string | undefined {
  return trail
    .toReversed()
    .map((row) => row.levelNames?.[depth - row.depth])
    .find((name) => name !== undefined)
}
