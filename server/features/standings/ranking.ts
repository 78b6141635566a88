import type { Places, RankingKey, RankingRule } from '../../contract/ranking.ts'

/**
 * What an organizer may rank by. One definition drives the live board, PostgreSQL's order and the published rules. Keys of attempts fold over
 * attempts and rounds; `column` is where their value stands in the relation a standing is made from.
 */
export const rankingKeys = {
  score: { better: 'higher', column: 'score_thousandths', of: 'attempt' },
  predictionGap: { better: 'lower', column: 'prediction_gap', of: 'attempt' },
  durationMs: { better: 'lower', column: 'duration_ms', of: 'attempt' },
  durationAboveFloorMs: { better: 'lower', column: 'duration_above_floor_ms', of: 'attempt' },
  submittedAtMs: { better: 'lower', column: 'submitted_at_ms', of: 'attempt' },
  firstEnteredAtMs: { better: 'lower', column: 'first_entered_at_ms', of: 'person' },
  registeredAtMs: { better: 'lower', column: 'registered_at_ms', of: 'person' },
  attemptsUsed: { better: 'lower', column: 'attempts_used', of: 'person' },
  fullMarkAttempts: { better: 'higher', column: 'full_mark_attempts', of: 'person' },
  // as the number of the day of birth
  older: { better: 'lower', column: 'born_day', of: 'person' },
  younger: { better: 'higher', column: 'born_day', of: 'person' },
} as const satisfies Record<RankingKey, { better: 'higher' | 'lower'; column: string; of: 'attempt' | 'person' }>

/** A key that an entry lacks (no prediction made) ranks last. */
export type Ranked = Record<RankingKey, number | null>

/** The declared keys of an entry in their order, turned so that smaller is better; what is missing is null and comes last. */
export type PlaceBy = readonly (number | null)[]

/** In force: where places are unique, the earlier registered one stands above. */
export function rulesInForce(rules: readonly RankingRule[], places: Places): readonly RankingRule[] {
  const isDecided = places === 'shared' || rules.some(({ key }) => key === 'registeredAtMs')
  return isDecided ? rules : [...rules, { key: 'registeredAtMs' }]
}

export function placeByOf(rules: readonly RankingRule[], entry: Ranked): PlaceBy {
  return rules.map(({ key }) => turned(key, entry[key]))
}

/** One value for each declared key. What only says when somebody was born is kept from the public. */
export function shownValues(rules: readonly RankingRule[], placeBy: PlaceBy, isOfficial: boolean): (number | null)[] {
  return rules.map(({ key }, index) => (isOfficial || !isBirthday(key) ? turned(key, placeBy[index] ?? null) : null))
}

export function isBirthday(key: RankingKey): boolean {
  return rankingKeys[key].column === 'born_day'
}

/** What was put in, of the keys that are declared. */
export function valuesOf(rules: readonly RankingRule[], placeBy: PlaceBy): Partial<Ranked> {
  return Object.fromEntries(rules.map(({ key }, index) => [key, turned(key, placeBy[index] ?? null)]))
}

function turned(key: RankingKey, value: number | null): number | null {
  // zero has one sign: a turned zero would be another text
  return value === null || value === 0 || rankingKeys[key].better === 'lower' ? value : -value
}

/** Negative when `a` stands above `b`. */
export function comparePlaces(a: PlaceBy, b: PlaceBy): number {
  for (let index = 0; index < a.length; index += 1) {
    const [left = null, right = null] = [a[index], b[index]]
    if (left === right) continue
    if (left === null) return 1
    if (right === null) return -1
    return left - right
  }
  return 0
}

/** Negative when `a` stands above `b` by these rules. */
export function compareBy(rules: readonly RankingRule[]) {
  return (a: Ranked, b: Ranked): number => comparePlaces(placeByOf(rules, a), placeByOf(rules, b))
}

/** The same in SQL: an array of which PostgreSQL's own order is the order of places, nulls last. `of` names the relation with the values. */
export function placeBySql(rules: readonly RankingRule[], of: string): string {
  const turnedSql = ({ key }: RankingRule) => `${rankingKeys[key].better === 'higher' ? '-' : ''}${of}.${rankingKeys[key].column}`
  return `array[${rules.map(turnedSql).join(', ')}]::bigint[]`
}
