import type { PublicRound } from '../../server/contract/contests.ts'

/** The round a visitor came for: the open one, else the next, else the last that ended. */
export function featuredRound(rounds: readonly PublicRound[]): PublicRound | undefined {
  const by = (phase: PublicRound['phase'], key: 'opensAt' | 'closesAt') =>
    rounds.filter((round) => round.phase === phase).sort((a, b) => Date.parse(a[key]) - Date.parse(b[key]))
  const ended = by('closed', 'closesAt')
  return by('open', 'closesAt')[0] ?? by('upcoming', 'opensAt')[0] ?? ended[ended.length - 1]
}
