/** Strings in order of their bytes with their ranks: short sorted runs, so that an insert moves few of them. */
export type SortedMembers = {
  add(member: string): void
  remove(member: string): void
  /** How many stand before `member`, whether or not it is there. */
  countBefore(member: string): number
  slice(offset: number, count: number): string[]
  last(): string | undefined
  readonly size: number
}

const longestRun = 512

export function createSortedMembers(): SortedMembers {
  const runs: string[][] = [[]]
  let size = 0

  const runFor = (member: string): number => {
    let [low, high] = [0, runs.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((runs[middle]?.[0] as string) <= member) low = middle
      else high = middle - 1
    }
    return low
  }

  return {
    add(member) {
      const at = runFor(member)
      const run = runs[at] as string[]
      const place = placeIn(run, member)
      if (run[place] === member) return
      run.splice(place, 0, member)
      size += 1
      if (run.length > longestRun) runs.splice(at + 1, 0, run.splice(longestRun >> 1))
    },
    remove(member) {
      const at = runFor(member)
      const run = runs[at] as string[]
      const place = placeIn(run, member)
      if (run[place] !== member) return
      run.splice(place, 1)
      size -= 1
      if (run.length === 0 && runs.length > 1) runs.splice(at, 1)
    },
    countBefore(member) {
      const at = runFor(member)
      let count = placeIn(runs[at] as string[], member)
      for (let index = 0; index < at; index += 1) count += (runs[index] as string[]).length
      return count
    },
    slice(offset, count) {
      const found: string[] = []
      let skip = offset
      for (const run of runs) {
        if (found.length === count) break
        if (skip >= run.length) skip -= run.length
        else {
          found.push(...run.slice(skip, skip + count - found.length))
          skip = 0
        }
      }
      return found
    },
    // a run that became empty stands only where it is the only one
    last: () => runs.at(-1)?.at(-1),
    get size() {
      return size
    },
  }
}

function placeIn(run: readonly string[], member: string): number {
  let [low, high] = [0, run.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((run[middle] as string) < member) low = middle + 1
    else high = middle
  }
  return low
}
