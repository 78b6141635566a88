/** One unit of the tree of a day; closed ones are part of it, they show where what has ended belonged. */
export type TreeUnit = { id: number; parentId: number | null; isOpen: boolean }
/** From a day on, what belonged to a unit goes on in others. */
export type Succeeded = { unitId: number; successorId: number; shareThousandths: number; from: string; act: number }
/** Where a unit stood when it began: its place when looked at from a day on which it was not there yet. */
export type Origin = { unitId: number; parentId: number | null }

export type RolledUp = {
  /** What counts in each open unit of that day itself, and what counts in it with all below. */
  own: Map<number, number>
  total: Map<number, number>
  /** What belongs nowhere in that tree. */
  outside: number
  /** Some of it was divided by declared shares: an estimate, nobody was counted twice or lost. */
  isShared: boolean
}

type Trees = { tree: readonly TreeUnit[]; successions: readonly Succeeded[]; origins: readonly Origin[]; day: string }

/**
 * Counts earned in units, whenever, in the tree of any day. A unit that is open that day counts itself. What ended before goes forward to
 * its successors, shared out as declared. What began later goes back to the one it came from; of several, and of none, to the nearest unit
 * above that was there. The sum never changes.
 */
export function rollUp(earned: ReadonlyMap<number, number>, trees: Trees): RolledUp {
  const placeOf = placesIn(trees)
  const byId = new Map(trees.tree.map((unit) => [unit.id, unit]))
  const own = new Map<number, number>()
  let [outside, isShared] = [0, false]
  for (const [unitId, count] of earned) {
    const places = placeOf(unitId)
    if (places.length === 0) outside += count
    if (places.length > 1 && count > 0) isShared = true
    for (const [id, part] of sharedOut(count, places)) own.set(id, (own.get(id) ?? 0) + part)
  }
  const total = new Map<number, number>()
  for (const [id, count] of own)
    for (let at = byId.get(id); at; at = at.parentId === null ? undefined : byId.get(at.parentId)) total.set(at.id, (total.get(at.id) ?? 0) + count)
  return { own, total, outside, isShared }
}

/** Where people of a unit count in that tree: they cannot be divided, so all of them with the largest share. */
export function homesIn(trees: Trees): (unitId: number) => number | undefined {
  const placeOf = placesIn(trees)
  return (unitId) => placeOf(unitId).reduce<Place | undefined>((best, place) => (best && best.share >= place.share ? best : place), undefined)?.id
}

type Place = { id: number; share: number }

/** Where a unit counts in that tree: open units with shares that make one. */
function placesIn({ tree, successions, origins, day }: Trees): (unitId: number) => Place[] {
  const byId = new Map(tree.map((unit) => [unit.id, unit]))
  const forward = latestOf(successions.filter(({ from }) => from <= day))
  const back = Map.groupBy(
    successions.filter(({ from }) => from > day),
    ({ successorId }) => successorId,
  )
  const bornBelow = new Map(origins.map(({ unitId, parentId }) => [unitId, parentId]))
  const known = new Map<number, Place[]>()

  function trailOf(id: number): number[] {
    const trail: number[] = []
    for (let at = byId.get(id); at; at = at.parentId === null ? undefined : byId.get(at.parentId)) trail.push(at.id)
    return trail
  }
  const firstOpen = (ids: readonly number[]): Place[] => {
    const id = ids.find((one) => byId.get(one)?.isOpen)
    return id === undefined ? [] : [{ id, share: 1 }]
  }

  function find(id: number, passed: ReadonlySet<number>): Place[] {
    const unit = byId.get(id)
    if (unit?.isOpen) return [{ id, share: 1 }]
    if (passed.has(id)) return []
    const beyond = new Set(passed).add(id)
    if (unit) {
      const heirs = forward.get(id) ?? []
      const whole = heirs.reduce((sum, { shareThousandths }) => sum + shareThousandths, 0)
      const places = heirs.flatMap(({ successorId, shareThousandths }) =>
        shareThousandths === 0 ? [] : find(successorId, beyond).map((place) => ({ id: place.id, share: (place.share * shareThousandths) / whole })),
      )
      // it closed and nobody went on: it counts where it stood
      return places.length > 0 ? merged(places) : firstOpen(trailOf(id))
    }
    const sources = [...new Set((back.get(id) ?? []).map(({ unitId }) => unitId))].map((source) => find(source, beyond))
    if (sources.length === 1) return sources[0] ?? []
    if (sources.length > 1) return firstOpen(sharedTrail(sources.flatMap((places) => places.map((place) => trailOf(place.id)))))
    const above = bornBelow.get(id) ?? null
    return above === null ? [] : find(above, beyond)
  }

  return (unitId) => {
    const places = known.get(unitId) ?? find(unitId, new Set())
    known.set(unitId, places)
    return places
  }
}

/** A unit that ended twice goes on where it was said last. */
function latestOf(successions: readonly Succeeded[]): Map<number, Succeeded[]> {
  const last = new Map<number, Succeeded[]>()
  for (const one of successions) {
    const held = last.get(one.unitId)?.[0]
    const isLater = !held || one.from > held.from || (one.from === held.from && one.act > held.act)
    if (isLater) last.set(one.unitId, [one])
    else if (held.act === one.act && held.from === one.from) last.get(one.unitId)?.push(one)
  }
  return last
}

/** Units that stand above all of them, nearest first. */
function sharedTrail(trails: readonly number[][]): number[] {
  return (trails[0] ?? []).filter((id) => trails.every((trail) => trail.includes(id)))
}

function merged(places: readonly Place[]): Place[] {
  return [...Map.groupBy(places, ({ id }) => id)].map(([id, same]) => ({ id, share: same.reduce((sum, { share }) => sum + share, 0) }))
}

/** Whole numbers that make the whole: what rounding leaves goes to the largest remainders. */
function sharedOut(count: number, places: readonly Place[]): [number, number][] {
  const parts = places.map(({ id, share }) => ({ id, part: Math.floor(count * share + 1e-9), rest: (count * share + 1e-9) % 1 }))
  let left = places.length === 0 ? 0 : count - parts.reduce((sum, { part }) => sum + part, 0)
  for (const one of [...parts].sort((a, b) => b.rest - a.rest || a.id - b.id)) {
    if (left <= 0) break
    one.part += 1
    left -= 1
  }
  return parts.map(({ id, part }) => [id, part])
}

/** A unit's own figure counts for all of it; without one, the sum of what stands below, as far as anything is known there. */
export function totalHeadcounts(open: readonly Omit<TreeUnit, 'isOpen'>[], own: ReadonlyMap<number, number>): Map<number, number> {
  const children = Map.groupBy(open, ({ parentId }) => parentId)
  const totals = new Map<number, number>()
  function total(id: number): number | undefined {
    const declared = own.get(id)
    const below = (children.get(id) ?? []).map((unit) => total(unit.id)).filter((count) => count !== undefined)
    const count = declared ?? (below.length > 0 ? below.reduce((sum, one) => sum + one, 0) : undefined)
    if (count !== undefined) totals.set(id, count)
    return count
  }
  for (const { id } of children.get(null) ?? []) total(id)
  const ids = new Set(open.map(({ id }) => id))
  for (const { id, parentId } of open) if (parentId !== null && !ids.has(parentId)) total(id)
  return totals
}
