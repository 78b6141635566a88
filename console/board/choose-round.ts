import type { PublicRound } from '../../server/contract/contests.ts'

const startOf = (round: PublicRound) => Date.parse(round.opensAt)

/** The round a screen without a round in its address shows: the one open now, else the last that was held, else the next. */
export function chooseRound(rounds: readonly PublicRound[]): PublicRound | undefined {
  const newestFirst = [...rounds].sort((a, b) => startOf(b) - startOf(a))
  return newestFirst.find(({ phase }) => phase === 'open') ?? newestFirst.find(({ phase }) => phase === 'closed') ?? newestFirst.at(-1)
}
