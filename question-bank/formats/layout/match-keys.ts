import { type Reason, reason } from '../../reason.ts'
import type { ListedKey, RawQuestion } from './raw-question.ts'

export type MatchedKeys = { listed: ListedKey[]; listDoubts: Reason[] }

/** Gives each question the keys that a list at the end names for it, by part where numbers begin anew. */
export function matchKeys(questions: readonly RawQuestion[], keys: readonly ListedKey[]): MatchedKeys[] {
  if (keys.length === 0) return questions.map(() => ({ listed: [], listDoubts: [] }))
  const groupOfKeys = pairGroups(questions, keys)
  const matched = questions.map(({ number, group }) => {
    const listed = number === undefined ? [] : keys.filter((key) => key.number === number && groupOfKeys(key) === group)
    return { listed, listDoubts: [] as Reason[] }
  })
  questions.forEach((question, index) => {
    const { listed, listDoubts } = matched[index] as MatchedKeys
    if (question.number === undefined || listed.length === 0) return
    const namesakes = questions.filter((other) => other.number === question.number && other.group === question.group)
    if (namesakes.length > 1) listDoubts.push(reason('NUMBER_TWICE', question.number))
    const whole = listed.filter(({ statement }) => statement === undefined)
    if (whole.length > 1 && new Set(whole.map(({ answer }) => answer.bare.trim().toUpperCase())).size > 1)
      listDoubts.push(reason('KEY_LISTED_TWICE', question.number))
  })
  doubtShiftedGroups(questions, keys, matched, groupOfKeys)
  return matched
}

/** Which group of questions a listed key speaks of. */
function pairGroups(questions: readonly RawQuestion[], keys: readonly ListedKey[]): (key: ListedKey) => number | undefined {
  const groups = [...new Set(questions.map(({ group }) => group))]
  const numbers = questions.map(({ number }) => number)
  const isUnique = new Set(numbers).size === numbers.length
  const partOfGroup = new Map(questions.map(({ group, part }) => [group, part]))
  const groupOfNumber = new Map(questions.map(({ number, group }) => [number, group]))
  const parts = [...partOfGroup.values()]
  const keyGroups = [...new Set(keys.map(({ group }) => group))]
  // numbers that run on through all parts need no part
  if (isUnique)
    return ({ number }) => groupOfNumber.get(number) ?? questions.findLast((question) => (question.number ?? 0) < number)?.group ?? groups[0]
  if (keys.every(({ part }) => part !== '') && new Set(parts).size === parts.length)
    return ({ part }) => [...partOfGroup].find(([, name]) => name === part)?.[0]
  if (keyGroups.length === groups.length) return ({ group }) => groups[keyGroups.indexOf(group)]
  if (groups.length === 1) return () => groups[0]
  return () => undefined
}

/** A question without a key beside a key without a question: the numbers were moved against one another, and nobody knows from where on. */
function doubtShiftedGroups(
  questions: readonly RawQuestion[],
  keys: readonly ListedKey[],
  matched: readonly MatchedKeys[],
  groupOfKeys: (key: ListedKey) => number | undefined,
): void {
  for (const group of new Set(questions.map((question) => question.group))) {
    const own = questions.flatMap((question, index) => (question.group === group ? [{ question, found: matched[index] as MatchedKeys }] : []))
    const numbers = new Set(own.map(({ question }) => question.number))
    const unused = keys.filter((key) => groupOfKeys(key) === group && !numbers.has(key.number))
    const without = own.filter(({ found }) => found.listed.length === 0)
    if (unused.length === 0 || without.length === 0 || without.length === own.length) continue
    for (const { found } of own) if (found.listed.length > 0) found.listDoubts.push(reason('NUMBERS_DO_NOT_FIT', unused[0]?.number ?? 0))
  }
}
