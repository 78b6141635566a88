/** What an organizer may rank by. One definition drives the live board, the SQL order and the published rules. */
export const rankingKeys = {
  score: { better: 'higher', column: 'score_thousandths' },
  predictionGap: { better: 'lower', column: 'prediction_gap' },
  durationMs: { better: 'lower', column: 'duration_ms' },
  submittedAtMs: { better: 'lower', column: 'submitted_at_ms' },
} as const

export type RankingKey = keyof typeof rankingKeys
/** A key that an entry lacks (no prediction made) ranks last. */
export type Ranked = Record<RankingKey, number | null>

/** Negative when `a` stands above `b`. */
export function compareBy(keys: readonly RankingKey[]) {
  return (a: Ranked, b: Ranked): number => {
    for (const key of keys) {
      const [left, right] = [a[key], b[key]]
      if (left === right) continue
      if (left === null) return 1
      if (right === null) return -1
      return rankingKeys[key].better === 'higher' ? right - left : left - right
    }
    return 0
  }
}

export function orderBySql(keys: readonly RankingKey[]): string {
  return keys.map((key) => `${rankingKeys[key].column} ${rankingKeys[key].better === 'higher' ? 'desc' : 'asc'} nulls last`).join(', ')
}

/** True in SQL when the row named `a` stands above the row named `b`; the same rule as compareBy. */
export function isAboveSql(keys: readonly RankingKey[], a: string, b: string): string {
  return keys.reduceRight((otherwise, key) => {
    const { column, better } = rankingKeys[key]
    const [left, right] = [`${a}.${column}`, `${b}.${column}`]
    const isAhead = `${left} ${better === 'higher' ? '>' : '<'} ${right}`
    return `(${isAhead} or (${left} is not null and ${right} is null) or (${left} is not distinct from ${right} and ${otherwise}))`
  }, 'false')
}
