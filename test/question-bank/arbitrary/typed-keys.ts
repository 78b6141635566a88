import fc from 'fast-check'
import { canonicalDecimal } from '../../../question-bank/types/decimal.ts'
import type { QuestionKeyOf } from '../../../question-bank/types/question-types.ts'
import { aPlainText, type TextFeatures } from './texts.ts'

const worth = fc.constantFrom(1_000, 1_000, 500, 250)

/** A decimal number as text in its one writing. */
const aDecimal = fc
  .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 3 }))
  .map(([digits, places]) => canonicalDecimal((digits / 10 ** places).toFixed(places)) as string)

export function aNumberKey(): fc.Arbitrary<QuestionKeyOf<'numeric'>> {
  const one = fc.record(
    { value: aDecimal, tolerance: fc.constantFrom('0.5', '0.01', '2'), worthThousandths: worth },
    { requiredKeys: ['value', 'worthThousandths'] },
  )
  return fc.uniqueArray(one, { minLength: 1, maxLength: 3, selector: ({ value }) => value }).map(([first, ...rest]) => ({
    accepted: [{ ...(first as typeof first & object), worthThousandths: 1_000 }, ...rest],
  }))
}

export function aTextKey(features: Pick<TextFeatures, 'hasSigns'>): fc.Arbitrary<QuestionKeyOf<'short-text'>> {
  // a star is a wildcard or is not, by the key as a whole
  const text = aPlainText(features).map((said) => said.replace(/\*/g, '').replace(/\s+/g, ' ').trim())
  const accepted = fc
    .uniqueArray(fc.record({ text, worthThousandths: worth }), { minLength: 1, maxLength: 3, selector: ({ text: said }) => said.toLowerCase() })
    .map(([first, ...rest]) => [{ ...(first as typeof first & object), worthThousandths: 1_000 }, ...rest])
  const flags = fc.record(
    { isCaseSensitive: fc.constant(true), ignoresDiacritics: fc.constant(true), hasWildcards: fc.constant(true) },
    { requiredKeys: [] },
  )
  return fc.tuple(accepted, flags).map(([list, said]) => ({
    accepted: list.map((one) => (said.hasWildcards ? { ...one, text: `${one.text}*` } : one)),
    ...said,
  }))
}
