import { reason } from '../../reason.ts'
import { usualLadder } from '../../types/four-statements.ts'
import { hideOrder } from '../../types/hidden-order.ts'
import { declarationOf, type ItemContext, noted, respond } from './item-context.ts'
import { elementsIn, type QtiElement } from './qti-element.ts'
import { choicesIn, truthsIn } from './read-choice.ts'
import type { Reading, Sample } from './reading.ts'

export function readOrder(interaction: QtiElement, stem: string, context: ItemContext): Reading {
  const { identifier, correct } = declarationOf(interaction, context)
  const { identifiers, elements } = choicesIn(interaction)
  const { entries: items, placeOf } = hideOrder(elements.map(({ children }) => context.textOf(children)))
  const contentOf = (scoring: 'all-or-nothing' | 'per-place') => ({ type: 'ordering' as const, stem, items, scoring })
  const named = correct?.map((one) => identifiers.indexOf(one))
  const doubts = named?.includes(-1) ? [reason('KEY_IS_NO_OPTION', correct?.join(', ') ?? '')] : []
  const right = named ?? []
  const orders = [right, right.toReversed(), [...right.slice(1), ...right.slice(0, 1)], swapped(right, 0), swapped(right, right.length - 2)]
  const scorings = (['all-or-nothing', 'per-place'] as const).toSorted(
    (a, b) => Number(b === noted(interaction, 'scoring')) - Number(a === noted(interaction, 'scoring')),
  )
  const toKey = (order: readonly number[]) => order.map((choice) => placeOf[choice] as number)
  return {
    draft: { content: contentOf('all-or-nothing') },
    candidates: named ? scorings.map((scoring) => ({ content: contentOf(scoring), key: { order: toKey(right) } })) : [],
    samples: orders.map((order) => ({
      responses: respond(
        identifier,
        order.map((choice) => identifiers[choice] as string),
      ),
      answer: toKey(order),
    })),
    doubts,
  }
}

function swapped(order: readonly number[], place: number): number[] {
  const [first, second] = [order[place], order[place + 1]]
  return first === undefined || second === undefined ? [...order] : order.with(place, second).with(place + 1, first)
}

type Side = { identifiers: string[]; texts: string[] }

export function readMatch(interaction: QtiElement, stem: string, context: ItemContext): Reading {
  const [first, second] = elementsIn(interaction, 'simpleMatchSet').map((set) => sideOf(set, context))
  const { identifier, correct } = declarationOf(interaction, context)
  if (!first || !second) return { draft: matchingDraft(stem, [], []), candidates: [], samples: [], doubts: [reason('BAD_PAIRS')] }
  const pairs = correct?.map((pair) => pair.split(' ') as [string, string])
  const pairsFrom = (side: Side, end: 0 | 1) => side.identifiers.map((one) => pairs?.filter((pair) => pair[end] === one) ?? [])
  const truths = noted(interaction, 'type') === 'matching' ? undefined : truthsIn(second.texts)
  // a table of statements with a column for true and one for false
  if (truths && pairsFrom(first, 0).every((found) => found.length === 1)) {
    const truthOf = pairsFrom(first, 0).map(([pair]) => truths[second.identifiers.indexOf(pair?.[1] ?? '')])
    return readStatements(
      interaction,
      stem,
      first,
      (statement, truth) => `${first.identifiers[statement]} ${second.identifiers[truths.indexOf(truth)]}`,
      truthOf,
      identifier,
      context,
    )
  }
  // each left item needs one right one; where it is the other way round, so are the sides
  const isTurned =
    pairs !== undefined && !pairsFrom(first, 0).every((found) => found.length === 1) && pairsFrom(second, 1).every((found) => found.length === 1)
  const [left, right] = isTurned ? [second, first] : [first, second]
  const wordOf = (one: string, other: string) => (isTurned ? `${other} ${one}` : `${one} ${other}`)
  const partners = pairsFrom(left, isTurned ? 1 : 0)
  const isWhole = pairs !== undefined && pairs.length === left.identifiers.length && partners.every((found) => found.length === 1)
  return matchingOf(
    stem,
    left,
    right,
    isWhole ? partners.map(([pair]) => pair?.[isTurned ? 0 : 1] ?? '') : undefined,
    identifier,
    wordOf,
    pairs !== undefined,
  )
}

/** Pairs of one list: the first of each pair goes left, its fellow right. */
export function readAssociate(interaction: QtiElement, stem: string, context: ItemContext): Reading {
  const { identifier, correct } = declarationOf(interaction, context)
  const all = sideOf(interaction, context)
  const pairs = (correct ?? []).map((pair) => pair.split(' ') as [string, string])
  const isWhole = pairs.length > 0 && new Set(pairs.flat()).size === all.identifiers.length && pairs.length * 2 === all.identifiers.length
  const pick = (identifiers: readonly string[]): Side => ({
    identifiers: [...identifiers],
    texts: identifiers.map((one) => all.texts[all.identifiers.indexOf(one)] ?? ''),
  })
  const inFileOrder = pairs.map((pair) => pair.toSorted((a, b) => all.identifiers.indexOf(a) - all.identifiers.indexOf(b)) as [string, string])
  const [left, right] = [pick(inFileOrder.map(([one]) => one)), pick(inFileOrder.map(([, other]) => other))]
  return matchingOf(
    stem,
    left,
    right,
    isWhole ? right.identifiers : undefined,
    identifier,
    (one, other) => [one, other].sort().join(' '),
    correct !== undefined,
  )
}

function sideOf(set: QtiElement, { textOf }: ItemContext): Side {
  const { identifiers, elements } = choicesIn(set, 'simpleAssociableChoice')
  return { identifiers, texts: elements.map(({ children }) => textOf(children)) }
}

const matchingDraft = (stem: string, left: string[], right: string[]) => ({
  content: { type: 'matching' as const, stem, left, right, scoring: 'per-pair' as const },
})

function matchingOf(
  stem: string,
  left: Side,
  right: Side,
  partners: readonly string[] | undefined,
  identifier: string,
  wordOf: (left: string, right: string) => string,
  isNamed: boolean,
): Reading {
  const hidden = hideOrder(right.texts)
  const draft = matchingDraft(stem, left.texts, hidden.entries)
  if (!partners) return { draft, candidates: [], samples: [], doubts: isNamed ? [reason('BAD_PAIRS')] : [] }
  const rightOf = partners.map((partner) => hidden.placeOf[right.identifiers.indexOf(partner)] ?? -1)
  const identifierAt = (place: number) => right.identifiers[hidden.placeOf.indexOf(place)] ?? ''
  const sampleOf = (answer: readonly (number | undefined)[]): Sample => ({
    responses: respond(
      identifier,
      answer.flatMap((place, item) => (place === undefined ? [] : [wordOf(left.identifiers[item] ?? '', identifierAt(place))])),
    ),
    answer,
  })
  const answers = rightOf.flatMap((place, item) => [
    rightOf.map((one, other) => (other === item ? one : undefined)),
    rightOf.map((one, other) => (other === item ? undefined : one)),
    rightOf.with(item, (place + 1) % right.texts.length),
  ])
  return {
    draft,
    candidates: (['all-or-nothing', 'per-pair'] as const).map((scoring) => ({ content: { ...draft.content, scoring }, key: { rightOf } })),
    samples: [rightOf, ...answers].map(sampleOf),
    doubts: rightOf.includes(-1) ? [reason('BAD_PAIRS')] : [],
  }
}

function readStatements(
  interaction: QtiElement,
  stem: string,
  { texts: statements }: Side,
  wordOf: (statement: number, truth: boolean) => string,
  truthOf: readonly (boolean | undefined)[],
  identifier: string,
  { score, item }: ItemContext,
): Reading {
  const truths = truthOf.map((truth) => truth === true)
  const sampleOf = (answer: readonly (boolean | undefined)[]): Sample => ({
    responses: respond(
      identifier,
      answer.flatMap((truth, statement) => (truth === undefined ? [] : [wordOf(statement, truth)])),
    ),
    answer,
  })
  const firstRight = truths.map((_, last) => truths.map((truth, statement) => (statement <= last ? truth : undefined)))
  const lastRight = truths.map((_, first) => truths.map((truth, statement) => (statement >= first ? truth : !truth)))
  const samples = [...firstRight, ...lastRight].map(sampleOf)
  const scores = firstRight.map((answer) => score?.(sampleOf(answer).responses) ?? 0)
  const whole = scores.at(-1) ?? 0
  const ladderThousandths = whole > 0 ? scores.map((one) => Math.round((Math.max(0, one) * 1_000) / whole)) : usualLadder(statements.length)
  const locks = elementsIn(elementsIn(interaction, 'simpleMatchSet')[0] ?? item).flatMap(({ attributes }, statement) =>
    attributes.fixed === 'true' ? [statement] : [],
  )
  const own = noted(interaction, 'ladder')?.split(' ').map(Number)
  const contentOf = (ladder: number[]) => ({
    type: 'four-statements' as const,
    stem,
    statements,
    ...(locks.length > 0 ? { locked: locks } : {}),
    ladderThousandths: ladder,
  })
  const draft = { content: contentOf(ladderThousandths) }
  const ladders = own?.every(Number.isInteger) ? [own, ladderThousandths] : [ladderThousandths]
  return {
    draft,
    candidates: ladders.map((ladder) => ({ content: contentOf(ladder), key: { truths } })),
    samples,
    doubts: truthOf.includes(undefined) ? [reason('NO_KEY')] : [],
  }
}
