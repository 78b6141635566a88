import fc from 'fast-check'
import { type ClozeGap, type ClozeGapKey, gapMark } from '../../../question-bank/types/cloze.ts'
import type { QuestionContentOf, QuestionKeyOf } from '../../../question-bank/types/question-types.ts'
import { anOptionList, placeIn } from './option-lists.ts'
import { aRichText, type TextFeatures } from './texts.ts'
import { aNumberKey, aTextKey } from './typed-keys.ts'

type Gap = { gap: ClozeGap; key: ClozeGapKey }

/** A text with one to four gaps of all three kinds, each after some words. */
export function aCloze(features: TextFeatures): fc.Arbitrary<{ content: QuestionContentOf<'cloze'>; key: QuestionKeyOf<'cloze'> }> {
  const piece = aRichText({ ...features, hasTables: false, hasLines: false })
  return fc.tuple(fc.array(fc.tuple(piece, aGap(features)), { minLength: 1, maxLength: 4 }), piece).map(([pieces, end]) => ({
    content: {
      type: 'cloze',
      stem: `${pieces.map(([text], index) => `${text} ${gapMark(index)}`).join(' ')} ${end}`,
      gaps: pieces.map(([, { gap }]) => gap),
    },
    key: { gaps: pieces.map(([, { key }]) => key) },
  }))
}

function aGap(features: TextFeatures): fc.Arbitrary<Gap> {
  const weight = fc.integer({ min: 1, max: 3 })
  const choice = anOptionList({ ...features, hasLines: false }, 2, 4).chain((options) =>
    fc
      .tuple(placeIn(options), weight)
      .map(([correct, counts]): Gap => ({ gap: { kind: 'choice', options }, key: { kind: 'choice', correct, weight: counts } })),
  )
  const text = fc
    .tuple(aTextKey(features), weight)
    .map(([key, counts]): Gap => ({ gap: { kind: 'text' }, key: { kind: 'text', text: key, weight: counts } }))
  const number = fc
    .tuple(aNumberKey(), weight)
    .map(([key, counts]): Gap => ({ gap: { kind: 'numeric' }, key: { kind: 'numeric', number: key, weight: counts } }))
  return fc.oneof(choice, text, number)
}
