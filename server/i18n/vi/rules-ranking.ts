import type { RankingRule } from '../../contract/ranking.ts'

export function rankingClause(rules: readonly RankingRule[]): string {
  return `${rules.map(({ key, over }) => `${key} ${over ?? ''}`).join('; ')}.`
}
