import type { ContestRules } from '../../contract/contest-rules.ts'
import { revealsAnswers } from './bundle-lines.ts'
import type { SourceRound } from './seal-source.ts'
import type { SealedRules } from './sealed-result-store.ts'

/** What whoever reads these results later must know of the rules, as they were. */
export function sealedRules(settings: ContestRules, rounds: readonly SourceRound[]): SealedRules {
  const inForce = rounds.filter(({ isInForce }) => isInForce)
  return {
    settings,
    rounds: inForce.map(({ roundId, title, settings: { isPractice, prediction } }) => ({
      roundId,
      title,
      isPractice,
      asksPrediction: prediction !== null,
    })),
  }
}

/** How an author came to the pools is no rule of the round. */
export function withoutAuthor({ authored: _authored, ...settings }: SourceRound['settings']): Omit<SourceRound['settings'], 'authored'> {
  return settings
}

export const pinned = ({ settings }: SourceRound) => settings.blueprint.pools.flatMap(({ revisionIds }) => revisionIds)

/** What one round keeps to itself no other round gives away. */
export function keptBack(rounds: readonly SourceRound[]): Set<string> {
  return new Set(rounds.filter(({ settings }) => !revealsAnswers(settings)).flatMap(pinned))
}
