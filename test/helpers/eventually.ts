const pauseMs = 20
const patienceMs = 60_000

/** Waits for a fact, not for a time: asks until it holds, and names it when it never does. */
export async function eventually<Fact>(
  what: string,
  ask: () => Fact | Promise<Fact>,
  patience = patienceMs,
): Promise<Exclude<Fact, false | null | undefined>> {
  const start = performance.now()
  for (let last: unknown; ; ) {
    try {
      const fact = await ask()
      if (fact) return fact as Exclude<Fact, false | null | undefined>
      last = fact
    } catch (error) {
      last = error
    }
    if (performance.now() - start > patience)
      throw new Error(`never came true: ${what} (last: ${last instanceof Error ? last.message : JSON.stringify(last)})`)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}
