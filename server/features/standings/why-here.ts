import type { RankingKey, RankingRule } from '../../contract/ranking.ts'
import { isBirthday, type PlaceBy, shownValues } from './ranking.ts'

export type Lead = { key: RankingKey; difference: number | null }

/**
 * By what somebody of the next place up stands above: the first key that differs, and by how much. Null where one of them has no value, or where the
 * difference would tell another person's day of birth.
 */
export function leadOf(rules: readonly RankingRule[], mine: PlaceBy, above: PlaceBy): Lead | undefined {
  const index = rules.findIndex((_rule, at) => (mine[at] ?? null) !== (above[at] ?? null))
  const rule = rules[index]
  if (!rule) return undefined
  const [own, other] = [mine[index] ?? null, above[index] ?? null]
  return { key: rule.key, difference: own === null || other === null || isBirthday(rule.key) ? null : Math.abs(own - other) }
}

/** A person's own values, one for each key; of oneself nothing is kept back. */
export function ownValues(rules: readonly RankingRule[], mine: PlaceBy): { key: RankingKey; value: number | null }[] {
  const values = shownValues(rules, mine, true)
  return rules.map(({ key }, index) => ({ key, value: values[index] ?? null }))
}
