import type { AboutQuestion, DraftQuestion } from '../../question.ts'
import { makeQuestion } from '../../question.ts'
import { usualLadder } from '../../types/four-statements.ts'
import { hideOrder } from '../../types/hidden-order.ts'

export type Pair = { left: string; right: string }

/** Pairs as their author typed them; a right text without a left one only misleads. */
export function matchingFromPairs(stem: string, pairs: readonly Pair[], about: AboutQuestion): DraftQuestion {
  const paired = pairs.filter(({ left }) => left !== '')
  const { entries: right } = hideOrder([...new Set(pairs.map((pair) => pair.right).filter((text) => text !== ''))])
  const left = paired.map((pair) => pair.left)
  const rightOf = paired.map((pair) => right.indexOf(pair.right))
  const content = { type: 'matching' as const, stem, left, right, scoring: 'per-pair' as const }
  return rightOf.includes(-1) ? { ...about, content } : { ...about, content, key: { rightOf } }
}

/** Statements that are each true or false travel as pairs with "Đúng" or "Sai"; a tag says what they are. */
export const statementsTag = 'dạng: đúng/sai nhiều ý'
const [right, wrong] = ['Đúng', 'Sai']

export function statementsFromPairs(stem: string, pairs: readonly Pair[], about: AboutQuestion): DraftQuestion | undefined {
  if (!about.tags?.includes(statementsTag) || pairs.some((pair) => pair.left === '' || (pair.right !== right && pair.right !== wrong)))
    return undefined
  const tags = about.tags.filter((tag) => tag !== statementsTag)
  const { tags: _dropped, ...rest } = about
  return makeQuestion<'four-statements'>(
    { type: 'four-statements', stem, statements: pairs.map((pair) => pair.left), ladderThousandths: usualLadder(pairs.length) },
    { truths: pairs.map((pair) => pair.right === right) },
    tags.length === 0 ? rest : { ...rest, tags },
  )
}

export function pairsOfStatements(statements: readonly string[], truths: readonly boolean[]): Pair[] {
  return statements.map((left, index) => ({ left, right: truths[index] ? (right as string) : (wrong as string) }))
}
