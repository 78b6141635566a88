import type { Cumulative } from '../../contract/contest-rules.ts'
import type { Fold, RankingKey, RankingRule } from '../../contract/ranking.ts'
import type { CountingAttempt, Prediction } from '../../contract/round-rules.ts'
import { rankingKeys } from './ranking.ts'

/** What of a round's rules decides how a person's attempts make one standing. */
export type RoundFolding = { counts: CountingAttempt; ranking: readonly RankingRule[]; prediction: Pick<Prediction, 'attempt'> | null }

/** Keys whose value comes from attempts, each with how the values of several attempts become one. */
export type FoldedKey = Extract<RankingKey, 'score' | 'predictionGap' | 'durationMs' | 'durationAboveFloorMs' | 'submittedAtMs'>
export const foldedKeys: readonly FoldedKey[] = ['score', 'predictionGap', 'durationMs', 'durationAboveFloorMs', 'submittedAtMs']

/** How each key folds over the attempts of one round: as declared, or as goes with the way attempts count. */
export function foldsOverAttempts({ counts, ranking, prediction }: RoundFolding): Record<FoldedKey, Fold> {
  const isAdded = counts === 'sum' || counts === 'mean'
  const usual: Fold = isAdded ? counts : 'counting'
  const declared = declaredFolds(ranking)
  const guess = prediction?.attempt ?? 'counting'
  return {
    score: declared.score ?? usual,
    // which guess counts is said with the prediction itself; where every attempt counts, the last one speaks
    predictionGap: guess === 'counting' && isAdded ? 'last' : guess,
    durationMs: declared.durationMs ?? usual,
    durationAboveFloorMs: declared.durationAboveFloorMs ?? usual,
    submittedAtMs: declared.submittedAtMs ?? (isAdded ? 'last' : 'counting'),
  }
}

/** How each key folds over the rounds of a contest. */
export function foldsOverRounds({ counts, ranking }: Pick<Cumulative, 'counts' | 'ranking'>): Record<FoldedKey, Fold> {
  const declared = declaredFolds(ranking)
  return {
    score: declared.score ?? counts,
    predictionGap: declared.predictionGap ?? counts,
    durationMs: declared.durationMs ?? counts,
    durationAboveFloorMs: declared.durationAboveFloorMs ?? counts,
    submittedAtMs: declared.submittedAtMs ?? 'last',
  }
}

function declaredFolds(ranking: readonly RankingRule[]): Partial<Record<RankingKey, Fold>> {
  return Object.fromEntries(ranking.flatMap(({ key, over }) => (over ? [[key, over]] : [])))
}

/** Declared keys by which the best of several attempts is found: those that are the attempt's own. */
export function keysOfBest(folding: RoundFolding): FoldedKey[] {
  const folds = foldsOverAttempts(folding)
  const own = folding.ranking.flatMap(({ key }) => (rankingKeys[key].of === 'attempt' ? [key as FoldedKey] : []))
  const keys = own.filter((key) => folds[key] === 'counting')
  // an attempt is better by its score where nothing else is said
  return keys.includes('score') || folding.counts !== 'best' ? keys : ['score', ...keys]
}
