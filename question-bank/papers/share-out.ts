/** Like things that the same takers would take: how many there are, and who takes them. */
export type Supply = { count: number; takers: readonly number[] }
/** How many of each supply each taker gets: `shares[supply].get(taker)`. */
export type Shares = readonly ReadonlyMap<number, number>[]
export type SharedOut = {
  shares: Shares
  /** What each taker lacks of what it wants. */
  missing: readonly number[]
  /** For a taker that lacks something: the takers that hold what it could take, itself among them. None of them could give way. */
  rivals: ReadonlyMap<number, readonly number[]>
}

/**
 * Gives every taker what it wants, if there is any way to do so: a largest flow from supplies to takers, found by augmenting paths.
 * A taker that came earlier never loses by those that follow, so what lacks is said of the latest that could do without.
 */
export function shareOut(supplies: readonly Supply[], wanted: readonly number[]): SharedOut {
  const sharing = startSharing(supplies, wanted.length)
  const missing: number[] = []
  const rivals = new Map<number, readonly number[]>()
  for (const [taker, want] of wanted.entries()) {
    const { lacks, visited } = sharing.give(taker, want)
    if (visited) rivals.set(taker, visited)
    missing.push(lacks)
  }
  return { shares: sharing.shares, missing, rivals }
}

/**
 * Shares out everything that anybody takes, in rounds: in each, every taker is given its draw once more. Who cannot be given more by any
 * exchange is left out from then on, and no longer keeps the others from more.
 */
export function shareOutAll(supplies: readonly Supply[], draws: readonly number[]): Shares {
  const sharing = startSharing(supplies, draws.length)
  const giveAll = (takers: readonly number[], rounds: number) =>
    takers.filter((taker) => sharing.give(taker, rounds * (draws[taker] as number)).lacks === 0)
  let hungry = [...draws.keys()]
  // many rounds at once are the same as one by one, as long as they leave nobody short
  for (let rounds = 1; hungry.length > 0; ) {
    const before = sharing.kept()
    const fed = giveAll(hungry, rounds)
    if (rounds === 1 || fed.length === hungry.length) {
      hungry = fed
      rounds *= 2
    } else {
      sharing.restore(before)
      rounds = Math.max(1, Math.floor(rounds / 4))
    }
  }
  return sharing.shares
}

function startSharing(supplies: readonly Supply[], takerCount: number) {
  let left = supplies.map(({ count }) => count)
  let shares = supplies.map(() => new Map<number, number>())
  const suppliesOf: number[][] = Array.from({ length: takerCount }, () => [])
  for (const [supply, { takers }] of supplies.entries()) for (const taker of takers) suppliesOf[taker]?.push(supply)
  return {
    get shares(): Shares {
      return shares
    },
    kept: () => ({ left: left.slice(), shares: shares.map((share) => new Map(share)) }),
    restore(kept: { left: number[]; shares: Map<number, number>[] }): void {
      left = kept.left
      shares = kept.shares
    },
    /** As much of what is wanted as there is any way to give, and whom it was asked of where something lacks. */
    give(taker: number, want: number): { lacks: number; visited?: readonly number[] } {
      let lacks = want
      while (lacks > 0) {
        const found = findPath(taker, suppliesOf, left, shares)
        if (!found.path) return { lacks, visited: found.visited }
        lacks -= move(found.path, lacks, left, shares)
      }
      return { lacks }
    },
  }
}

/** Each step: `to` takes of `supply`, in place of the taker of the step before; the first step takes of what is left. */
type Path = { supply: number; to: number }[]

/** Breadth first from the taker in need, over those that hold what it could take, to a supply that has something left. */
function findPath(
  taker: number,
  suppliesOf: readonly number[][],
  left: readonly number[],
  shares: Shares,
): { path: Path } | { path?: undefined; visited: number[] } {
  const cameFrom = new Map<number, { supply: number; to: number } | undefined>([[taker, undefined]])
  const seen = new Set<number>()
  for (const at of cameFrom.keys()) {
    for (const supply of suppliesOf[at] ?? []) {
      if (seen.has(supply)) continue
      seen.add(supply)
      if ((left[supply] as number) > 0) {
        const path: Path = [{ supply, to: at }]
        for (let step = cameFrom.get(at); step; step = cameFrom.get(step.to)) path.push(step)
        return { path }
      }
      for (const [holder, held] of shares[supply] as ReadonlyMap<number, number>)
        if (held > 0 && !cameFrom.has(holder)) cameFrom.set(holder, { supply, to: at })
    }
  }
  return { visited: [...cameFrom.keys()].sort((a, b) => a - b) }
}

function move(path: Path, most: number, left: number[], shares: readonly Map<number, number>[]): number {
  const heldAt = (step: number) => shares[path[step]?.supply ?? 0]?.get(path[step - 1]?.to ?? 0) ?? 0
  let amount = Math.min(most, left[path[0]?.supply ?? 0] ?? 0)
  for (let step = 1; step < path.length; step += 1) amount = Math.min(amount, heldAt(step))
  for (const [step, { supply, to }] of path.entries()) {
    const holders = shares[supply] as Map<number, number>
    if (step === 0) left[supply] = (left[supply] as number) - amount
    else holders.set(path[step - 1]?.to ?? 0, heldAt(step) - amount)
    holders.set(to, (holders.get(to) ?? 0) + amount)
  }
  return amount
}
