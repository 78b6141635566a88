const passesToSettle = 2

type Followed = { id: number; rounds: readonly { id: number; version: number }[] }

/**
 * Work that is to be done after the rules of a contest were changed. A process that has not heard of the change yet may still write by those before,
 * so it is over only when whole passes in a row, each of which says how much it found, have found nothing.
 */
export function createRulesFollower() {
  const settled = new Map<number, { rules: string; passes: number }>()
  return async function follow({ id: contestId, rounds }: Followed, version: number, pass: () => Promise<number>): Promise<void> {
    const rules = [version, ...rounds.map((round) => `${round.id}:${round.version}`)].join(' ')
    const known = settled.get(contestId)
    const passes = known?.rules === rules ? known.passes : 0
    if (passes < passesToSettle) settled.set(contestId, { rules, passes: (await pass()) === 0 ? passes + 1 : 0 })
  }
}
