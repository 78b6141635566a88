/** One pool of a blueprint: how likely each of its questions is answered in full, and how many a paper draws. */
export type ForecastPool = { draw: number; shares: readonly number[] }

/**
 * How likely one paper ends at full marks, if questions are independent of each other: of each pool the mean over all that can be drawn of the
 * product of their shares. For draws without repeat that is the elementary symmetric polynomial over the number of choices.
 */
export function shareAtFullMarks(pools: readonly ForecastPool[]): number {
  return pools.reduce((product, pool) => product * meanProduct(pool), 1)
}

function meanProduct({ draw, shares }: ForecastPool): number {
  const count = Math.min(draw, shares.length)
  // means.at(k): the mean product over all ways to draw k of the questions so far; kept as means, so that nothing overflows
  const means = new Array<number>(count + 1).fill(0)
  means[0] = 1
  for (const [index, share] of shares.entries()) {
    const seen = index + 1
    for (let k = Math.min(count, seen); k >= 1; k -= 1) {
      const withThis = k / seen
      means[k] = (means[k] ?? 0) * (1 - withThis) + (means[k - 1] ?? 0) * share * withThis
    }
  }
  return means[count] ?? 0
}

export type Expected = { mean: number; low: number; high: number }

/** Among so many people: the mean, and the numbers between which it lies nineteen times of twenty. */
export function expectedAtFullMarks(share: number, entrants: number): Expected {
  const mean = share * entrants
  const spread = 1.96 * Math.sqrt(entrants * share * (1 - share))
  return { mean, low: Math.max(0, Math.floor(mean - spread)), high: Math.min(entrants, Math.ceil(mean + spread)) }
}

/**
 * How many of those who tie share their value of a further key with somebody above or beside them, when values fall evenly on so many: the
 * expected size of the group at the top.
 */
export function leftAtTop(tied: number, values: number): number {
  if (tied <= 1) return tied
  if (!Number.isFinite(values)) return 1
  // the best value that occurs is shared by 1 + (tied - 1) / values others on average
  return 1 + (tied - 1) / Math.max(1, values)
}
