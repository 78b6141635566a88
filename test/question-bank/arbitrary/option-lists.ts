import fc from 'fast-check'
import { plainTextOf } from '../../../question-bank/rich-text/plain-text.ts'
import { aRichText, type TextFeatures } from './texts.ts'

/** Options that differ in what they say, not in looks alone: also without case, spaces and punctuation. */
export function anOptionList(features: TextFeatures, least: number, most: number): fc.Arbitrary<string[]> {
  return fc.uniqueArray(aRichText({ ...features, hasTables: false }), {
    minLength: least,
    maxLength: most,
    selector: (text) => plainTextOf(text).toLowerCase().replace(/\s+/g, ' '),
  })
}

export function placeIn(list: readonly unknown[]): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: list.length - 1 })
}
