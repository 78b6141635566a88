import fc from 'fast-check'
import { usualLadder } from '../../../question-bank/types/four-statements.ts'
import { hideOrder } from '../../../question-bank/types/hidden-order.ts'
import type { QuestionContentOf, QuestionKeyOf } from '../../../question-bank/types/question-types.ts'
import type { QuestionTypeName } from '../../../server/contract/questions.ts'
import { aCloze } from './cloze-body.ts'
import { anOptionList, placeIn } from './option-lists.ts'
import { aRichText, type TextFeatures } from './texts.ts'
import { aNumberKey, aTextKey } from './typed-keys.ts'

type Body<Name extends QuestionTypeName> = { content: QuestionContentOf<Name>; key: QuestionKeyOf<Name> }
type Bodies = { [Name in QuestionTypeName]: (features: TextFeatures) => fc.Arbitrary<Body<Name>> }

/** Content and key of each type: what is sound in every format that knows the type. */
export const bodies: Bodies = {
  'single-choice': (features) =>
    fc.tuple(aRichText(features), anOptionList(features, 2, 6)).chain(([stem, options]) =>
      fc.tuple(placeIn(options), someLocks(options.length), fc.boolean()).chain(([correct, locked, isWeighed]) =>
        (isWeighed ? fc.array(fc.constantFrom(0, 250, 500, -250, -1_000), sizeOf(options)) : fc.constant(undefined)).map((weights) => ({
          content: { type: 'single-choice', stem, options, ...locked },
          key: { correct, ...(weights ? { weightsThousandths: (weights as number[]).with(correct, 1_000) } : {}) },
        })),
      ),
    ),
  'multiple-choice': (features) =>
    fc.tuple(aRichText(features), anOptionList(features, 2, 6)).chain(([stem, options]) =>
      fc
        .tuple(
          fc.subarray([...options.keys()], { minLength: 1 }),
          someLocks(options.length),
          fc.constantFrom('all-or-nothing' as const, 'per-right-option' as const, 'right-minus-wrong' as const),
          fc.option(fc.constantFrom(0, -250, -500, -1_000), { nil: undefined }),
        )
        .map(([correct, locked, scoring, wrongWeight]) => ({
          content: { type: 'multiple-choice', stem, options, ...locked, scoring },
          key: { correct, ...(wrongWeight === undefined ? {} : { weightsThousandths: shares(options.length, correct, wrongWeight) }) },
        })),
    ),
  'true-false': (features) =>
    fc.tuple(aRichText(features), fc.boolean()).map(([stem, isTrue]) => ({ content: { type: 'true-false', stem }, key: { isTrue } })),
  'four-statements': (features) =>
    fc.tuple(aRichText(features), anOptionList(features, 2, 5)).chain(([stem, statements]) =>
      fc.tuple(fc.array(fc.boolean(), sizeOf(statements)), someLocks(statements.length)).map(([truths, locked]) => ({
        content: { type: 'four-statements', stem, statements, ...locked, ladderThousandths: usualLadder(statements.length) },
        key: { truths },
      })),
    ),
  numeric: (features) =>
    fc
      .tuple(aRichText(features), aNumberKey(), fc.option(fc.constantFrom('km', 'm/s', '°C'), { nil: undefined }), fc.boolean())
      .map(([stem, key, unit, wantsBox]) => ({
        content: {
          type: 'numeric',
          stem,
          ...(unit ? { unit } : {}),
          ...(wantsBox && key.accepted.every(({ value }) => value.length <= 4) ? { hasBox: true } : {}),
        },
        key,
      })),
  'short-text': (features) =>
    fc.tuple(aRichText(features), aTextKey(features)).map(([stem, key]) => ({ content: { type: 'short-text', stem }, key })),
  ordering: (features) =>
    fc.tuple(aRichText(features), anOptionList(features, 2, 6)).chain(([stem, options]) => {
      const items = hideOrder(options).entries
      return fc.tuple(shuffled(items.length), fc.constantFrom('all-or-nothing' as const, 'per-place' as const)).map(([order, scoring]) => ({
        content: { type: 'ordering', stem, items, scoring },
        key: { order },
      }))
    }),
  matching: (features) =>
    fc.tuple(aRichText(features), anOptionList(features, 2, 5), anOptionList(features, 2, 6)).chain(([stem, left, options]) => {
      const right = hideOrder(options).entries
      return fc
        .tuple(fc.array(placeIn(right), sizeOf(left)), fc.constantFrom('all-or-nothing' as const, 'per-pair' as const))
        .map(([rightOf, scoring]) => ({
          content: { type: 'matching', stem, left, right, scoring },
          key: { rightOf },
        }))
    }),
  cloze: (features) => aCloze(features),
  essay: (features) =>
    fc
      .tuple(
        aRichText(features),
        fc.option(fc.integer({ min: 1, max: 2_000 }), { nil: undefined }),
        fc.option(aRichText({ ...features, hasAttachments: false }), { nil: undefined }),
      )
      .map(([stem, mostWords, guide]) => ({
        content: { type: 'essay', stem, ...(mostWords === undefined ? {} : { mostWords }) },
        key: guide === undefined ? {} : { guide },
      })),
  prediction: (features) =>
    fc.tuple(aRichText(features), fc.option(fc.constantFrom('người', 'bài'), { nil: undefined })).map(([stem, unit]) => ({
      content: { type: 'prediction', stem, ...(unit === undefined ? {} : { unit }) },
      key: {},
    })),
}

const shuffled = (size: number) => fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size })
const sizeOf = (list: readonly unknown[]) => ({ minLength: list.length, maxLength: list.length })

function someLocks(size: number): fc.Arbitrary<{ locked?: number[] }> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.subarray([...Array(size).keys()], { minLength: 1 }).map((locked) => ({ locked })) },
  )
}

/** Even shares for the right options, whole thousandths that miss 1000 by less than the options are many. */
function shares(size: number, correct: readonly number[], wrongWeight: number): number[] {
  const share = Math.floor(1_000 / correct.length)
  return Array.from({ length: size }, (_, option) => (correct.includes(option) ? share : wrongWeight))
}
