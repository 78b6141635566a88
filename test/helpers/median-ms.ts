const repeats = 15

/** The first calls warm caches and do not count. */
export async function medianMs(work: () => PromiseLike<unknown>): Promise<number> {
  for (let warm = 0; warm < 3; warm += 1) await work()
  const took: number[] = []
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const start = performance.now()
    await work()
    took.push(performance.now() - start)
  }
  return took.sort((a, b) => a - b)[Math.floor(repeats / 2)] as number
}
