import type { Fold, RankingKey, RankingRule } from '../../contract/ranking.ts'
import type { CountingAttempt } from '../../contract/round-rules.ts'
import { type Fault, fault } from './settings-fault.ts'

/** What is folded: one person's attempts in a round, or one person's rounds in a contest. */
export type FoldedOver = { over: 'attempts'; counts: CountingAttempt } | { over: 'rounds' }

/** Facts of a person, not of an attempt: there is nothing to fold. */
const factsOfPerson: readonly RankingKey[] = ['firstEnteredAtMs', 'registeredAtMs', 'attemptsUsed', 'fullMarkAttempts', 'older', 'younger']
/** A moment can be the earliest or the latest one; moments cannot be added. */
const moments: readonly RankingKey[] = ['submittedAtMs', 'firstEnteredAtMs', 'registeredAtMs']
const adding: readonly Fold[] = ['sum', 'mean']

export function rankingFaults(at: string, rules: readonly RankingRule[], folded: FoldedOver): Fault[] {
  return rules.flatMap(({ key, over }, index) => {
    const here = `${at}/${index}`
    const before = rules.slice(0, index).map((rule) => rule.key)
    return [
      ...(before.includes(key) ? [fault(`${here}/key`, 'KEY_TWICE')] : []),
      ...(isAge(key) && before.some((other) => other !== key && isAge(other)) ? [fault(`${here}/key`, 'AGES_BOTH_WAYS')] : []),
      ...(over === undefined ? [] : foldFaults(`${here}/over`, key, over, folded)),
    ]
  })
}

function foldFaults(at: string, key: RankingKey, over: Fold, folded: FoldedOver): Fault[] {
  const isFactOnly = factsOfPerson.includes(key) && folded.over === 'attempts'
  // which attempt made the guess that counts is said with the prediction itself
  const isSaidElsewhere = key === 'predictionGap' && folded.over === 'attempts' && over !== 'counting'
  if (isFactOnly || isSaidElsewhere || (moments.includes(key) && adding.includes(over))) return [fault(at, 'FOLD_NOT_FITTING')]
  // where attempts are added up, no single one counts
  const isWithoutOne = over === 'counting' && folded.over === 'attempts' && adding.includes(folded.counts)
  return isWithoutOne && key !== 'predictionGap' ? [fault(at, 'FOLD_NEEDS_ONE_ATTEMPT')] : []
}

export const isAge = (key: RankingKey): boolean => key === 'older' || key === 'younger'
