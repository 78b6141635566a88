import type { AboutQuestion } from '../../question.ts'
import type { FourStatementsContent, FourStatementsKey } from '../../types/four-statements.ts'
import type { MatchingContent, MatchingKey } from '../../types/matching.ts'
import type { MultipleChoiceContent, MultipleChoiceKey } from '../../types/multiple-choice.ts'
import { letterOf } from '../../types/option-list.ts'
import type { OrderingContent, OrderingKey } from '../../types/ordering.ts'
import type { SingleChoiceContent, SingleChoiceKey } from '../../types/single-choice.ts'
import type { TrueFalseContent, TrueFalseKey } from '../../types/true-false.ts'
import { blocksXml, type Media, shortXml } from './writing-body.ts'
import { declare, type ItemParts, mapping, mapResponse, matchCorrect, rules } from './writing-parts.ts'
import { element } from './writing-xml.ts'

const response = { 'response-identifier': 'RESPONSE' }

function choices(options: readonly string[], locked: readonly number[] = [], media: Media, feedback: AboutQuestion['optionFeedback'] = []): string {
  return options
    .map((option, place) => {
      const said = feedback[place]
      const shown = { 'outcome-identifier': 'FEEDBACK', identifier: letterOf(place), 'show-hide': 'show' }
      return element(
        'qti-simple-choice',
        { identifier: letterOf(place), fixed: String(locked.includes(place)) },
        shortXml(option, media),
        said ? element('qti-feedback-block', shown, blocksXml(said, media)) : '',
      )
    })
    .join('')
}

export function singleChoiceParts(
  { stem, options, locked }: SingleChoiceContent,
  { correct, weightsThousandths }: SingleChoiceKey,
  media: Media,
  { optionFeedback }: AboutQuestion,
): ItemParts {
  const weights = weightsThousandths && mapping(weightsThousandths.map((weight, place) => ({ key: letterOf(place), worth: weight / 1_000 })))
  const asked = { ...response, shuffle: 'true', 'max-choices': 1, 'data-hoithi-type': 'single-choice', 'data-hoithi-weights': weights && 'yes' }
  return {
    declarations: [
      declare({ cardinality: 'single', baseType: 'identifier', correct: [letterOf(correct)], ...(weights ? { mapping: weights } : {}) }),
    ],
    body: blocksXml(stem, media) + element('qti-choice-interaction', asked, choices(options, locked, media, optionFeedback)),
    processing: weights ? mapResponse : matchCorrect,
  }
}

export function multipleChoiceParts(
  { stem, options, locked, scoring }: MultipleChoiceContent,
  { correct, weightsThousandths }: MultipleChoiceKey,
  media: Media,
  { optionFeedback }: AboutQuestion,
): ItemParts {
  const worths =
    weightsThousandths?.map((weight) => weight / 1_000) ??
    options.map((_, place) => (correct.includes(place) ? 1 : scoring === 'right-minus-wrong' ? -1 : 0))
  const isMapped = weightsThousandths !== undefined || scoring !== 'all-or-nothing'
  // more ticks than right options are worth nothing, which QTI says by not allowing them
  const most = weightsThousandths === undefined && scoring === 'per-right-option' ? correct.length : 0
  const asked = {
    ...response,
    shuffle: 'true',
    'max-choices': most,
    'data-hoithi-scoring': scoring,
    'data-hoithi-weights': weightsThousandths && 'yes',
  }
  const worth = isMapped
    ? mapping(
        worths.map((one, place) => ({ key: letterOf(place), worth: one })),
        { lowerBound: 0 },
      )
    : ''
  return {
    declarations: [declare({ cardinality: 'multiple', baseType: 'identifier', correct: correct.map(letterOf), mapping: worth })],
    body: blocksXml(stem, media) + element('qti-choice-interaction', asked, choices(options, locked, media, optionFeedback)),
    processing: isMapped ? mapResponse : matchCorrect,
  }
}

export function trueFalseParts({ stem }: TrueFalseContent, { isTrue }: TrueFalseKey, media: Media): ItemParts {
  const sides = [true, false].map((truth) => element('qti-simple-choice', { identifier: String(truth), fixed: 'true' }, truth ? 'Đúng' : 'Sai'))
  return {
    declarations: [declare({ cardinality: 'single', baseType: 'identifier', correct: [String(isTrue)] })],
    body: blocksXml(stem, media) + element('qti-choice-interaction', { ...response, 'max-choices': 1 }, ...sides),
    processing: matchCorrect,
  }
}

function associable(texts: readonly string[], prefix: string, matchMax: number, media: Media, locked: readonly number[] = []): string {
  return texts
    .map((text, place) =>
      element(
        'qti-simple-associable-choice',
        { identifier: `${prefix}${place + 1}`, 'match-max': matchMax, fixed: locked.includes(place) ? 'true' : undefined },
        shortXml(text, media),
      ),
    )
    .join('')
}

/** A table with a column for true and one for false; how many are right is looked up on the ladder. */
export function fourStatementsParts(
  { stem, statements, locked, ladderThousandths }: FourStatementsContent,
  { truths }: FourStatementsKey,
  media: Media,
): ItemParts {
  const pairs = truths.map((truth, place) => `S${place + 1} ${truth ? 'T1' : 'T2'}`)
  const steps = ladderThousandths.map((worth, place) =>
    element('qti-match-table-entry', { 'source-value': place + 1, 'target-value': worth / 1_000 }),
  )
  const asked = { ...response, shuffle: 'true', 'max-associations': statements.length, 'data-hoithi-ladder': ladderThousandths.join(' ') }
  const sides = [associable(statements, 'S', 1, media, locked), associable(['Đúng', 'Sai'], 'T', 0, media)].map((side) =>
    element('qti-simple-match-set', {}, side),
  )
  const count = element('qti-truncate', {}, rules.mapped('RESPONSE'))
  return {
    declarations: [
      declare({ cardinality: 'multiple', baseType: 'directedPair', correct: pairs, mapping: mapping(pairs.map((key) => ({ key, worth: 1 }))) }),
    ],
    body: blocksXml(stem, media) + element('qti-match-interaction', asked, ...sides),
    processing: rules.processing(element('qti-lookup-outcome-value', { identifier: 'SCORE' }, count)),
    scoreTable: element('qti-match-table', { 'default-value': 0 }, ...steps),
  }
}

export function matchingParts({ stem, left, right, scoring }: MatchingContent, { rightOf }: MatchingKey, media: Media): ItemParts {
  const pairs = rightOf.map((place, item) => `L${item + 1} R${place + 1}`)
  const sides = [associable(left, 'L', 1, media), associable(right, 'R', 0, media)].map((side) => element('qti-simple-match-set', {}, side))
  const asked = { ...response, shuffle: 'true', 'max-associations': left.length, 'data-hoithi-type': 'matching' }
  const isMapped = scoring === 'per-pair'
  return {
    declarations: [
      declare({
        cardinality: 'multiple',
        baseType: 'directedPair',
        correct: pairs,
        mapping: isMapped ? mapping(pairs.map((key) => ({ key, worth: 1 }))) : '',
      }),
    ],
    body: blocksXml(stem, media) + element('qti-match-interaction', asked, ...sides),
    processing: isMapped ? mapResponse : matchCorrect,
  }
}

export function orderingParts({ stem, items, scoring }: OrderingContent, { order }: OrderingKey, media: Media): ItemParts {
  const places = order.map((_, place) => {
    const [given, right] = [rules.variable('RESPONSE'), rules.correct('RESPONSE')].map((list) => element('qti-index', { n: place + 1 }, list))
    return rules.firstOf([{ test: element('qti-match', {}, given as string, right as string), rule: rules.addToScore(rules.number(1)) }])
  })
  return {
    declarations: [declare({ cardinality: 'ordered', baseType: 'identifier', correct: order.map(letterOf) })],
    body:
      blocksXml(stem, media) +
      element('qti-order-interaction', { ...response, shuffle: 'true', 'data-hoithi-scoring': scoring }, choices(items, [], media)),
    processing: scoring === 'per-place' ? rules.processing(...places) : matchCorrect,
  }
}
