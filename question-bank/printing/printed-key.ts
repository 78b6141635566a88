import { withComma } from '../formats/layout/quoted-keys.ts'
import { pairLabels } from '../formats/layout/settle-columns.ts'
import type { Question } from '../question.ts'
import { plainTextOf } from '../rich-text/plain-text.ts'
import { letterOf } from '../types/option-list.ts'
import type { Orders } from '../types/question-type.ts'
import type { QuestionContentOf, QuestionKeyOf } from '../types/question-types.ts'

/** The right answer as a person reads it on paper, in the letters of this paper. Empty where only people can tell. */
export function printedKey({ content, key }: Question, orders: Orders): string {
  const letters = (entries: readonly number[]) =>
    entries
      .map((entry) => placeOf(orders, 0, entry))
      .sort((a, b) => a - b)
      .map(letterOf)
      .join(', ')
  switch (content.type) {
    case 'single-choice':
      return letters([keyOf<'single-choice'>(key).correct])
    case 'multiple-choice':
      return letters(keyOf<'multiple-choice'>(key).correct)
    case 'true-false':
      return keyOf<'true-false'>(key).isTrue ? 'Đúng' : 'Sai'
    case 'four-statements': {
      const { truths } = keyOf<'four-statements'>(key)
      return Array.from(orders[0] ?? [], (statement, place) => `${smallLetter(place)}) ${truths[statement] ? 'Đ' : 'S'}`).join(' ')
    }
    case 'numeric':
      return keyOf<'numeric'>(key)
        .accepted.filter(({ worthThousandths }) => worthThousandths === 1_000)
        .map(({ value, tolerance }) => withComma(value) + (tolerance === undefined ? '' : ` (± ${withComma(tolerance)})`))
        .join(' hoặc ')
    case 'short-text':
      return keyOf<'short-text'>(key)
        .accepted.filter(({ worthThousandths }) => worthThousandths === 1_000)
        .map(({ text }) => text)
        .join(' hoặc ')
    case 'ordering':
      return keyOf<'ordering'>(key)
        .order.map((item) => smallLetter(placeOf(orders, 0, item)))
        .join(' → ')
    case 'matching': {
      const { rightOf } = keyOf<'matching'>(key)
      return Array.from(orders[0] ?? [], (left, place) => `${place + 1}-${pairLabels[placeOf(orders, 1, rightOf[left] as number)]}`).join(', ')
    }
    case 'cloze':
      return printedGaps(content, keyOf<'cloze'>(key), orders)
    default:
      return ''
  }
}

function printedGaps({ gaps }: QuestionContentOf<'cloze'>, key: QuestionKeyOf<'cloze'>, orders: Orders): string {
  let list = 0
  return key.gaps
    .map((gapKey, gap) => {
      const shown = gaps[gap]?.kind === 'choice' ? list++ : -1
      if (gapKey.kind === 'choice') return `(${gap + 1}) ${letterOf(placeOf(orders, shown, gapKey.correct))}`
      const values =
        gapKey.kind === 'text' ? gapKey.text.accepted.map(({ text }) => text) : gapKey.number.accepted.map(({ value }) => withComma(value))
      return `(${gap + 1}) ${values.map(plainTextOf).join(' hoặc ')}`
    })
    .join('; ')
}

export function smallLetter(place: number): string {
  return letterOf(place).toLowerCase()
}

function placeOf(orders: Orders, list: number, entry: number): number {
  return Array.prototype.indexOf.call(orders[list] ?? [], entry)
}

// the switch over the content's type says which key it is; the compiler cannot see the bond between the two
function keyOf<Name extends Question['content']['type']>(key: Question['key']): QuestionKeyOf<Name> {
  return key as QuestionKeyOf<Name>
}
