import { writeNumbers, writeTexts } from '../formats/layout/quoted-keys.ts'
import { ladderText, scoringWords, textRuleWords } from '../formats/sheet/scoring-words.ts'
import type { Question } from '../question.ts'
import { usualLadder } from '../types/four-statements.ts'
import { letterOf } from '../types/option-list.ts'
import type { Orders } from '../types/question-type.ts'
import type { QuestionContentOf, QuestionKeyOf } from '../types/question-types.ts'
import { printedKey } from './printed-key.ts'

type Pair<Name extends Question['content']['type'] = Question['content']['type']> = Name extends unknown
  ? { content: QuestionContentOf<Name>; key: QuestionKeyOf<Name> }
  : never

// the type of the content says which key it is; the compiler cannot see the bond between the two
function pairOf({ content, key }: Question): Pair {
  return { content, key } as Pair
}

function is<Name extends Question['content']['type']>(name: Name, pair: Pair): pair is Extract<Pair, { content: { type: Name } }> {
  return pair.content.type === name
}

/** What the layout of a question and the line of its key tell by themselves: then its type need not be named. */
export function isNaturallySaid(question: Question): boolean {
  const pair = pairOf(question)
  if (is('numeric', pair) || is('short-text', pair)) {
    const { accepted } = pair.key as { accepted: readonly { worthThousandths: number }[] }
    return accepted.length === 1 && accepted[0]?.worthThousandths === 1_000 && !('unit' in pair.content)
  }
  return is('single-choice', pair) || is('true-false', pair) || is('four-statements', pair)
}

/** The right answer so that a person understands it and the reader of documents makes the same key of it. */
export function keyLines(question: Question, orders: Orders, isExplicit: boolean): [label: string, text: string][] {
  const pair = pairOf(question)
  if (is('cloze', pair)) return gapLines(pair, orders)
  const key = () => {
    if (is('short-text', pair) && isExplicit) return writeTexts((pair.key as QuestionKeyOf<'short-text'>).accepted)
    if (is('numeric', pair) && isExplicit) return writeNumbers((pair.key as QuestionKeyOf<'numeric'>).accepted)
    return printedKey(question, orders)
  }
  return [['Đáp án', key()]]
}

function gapLines({ content, key }: Pair<'cloze'>, orders: Orders): [string, string][] {
  let list = 0
  return key.gaps.map((gap, index) => {
    const shown = content.gaps[index]?.kind === 'choice' ? list++ : -1
    const label = `Chỗ trống ${index + 1}${gap.weight === 1 ? '' : ` (×${gap.weight})`}`
    if (gap.kind === 'choice') return [label, letterOf(Array.prototype.indexOf.call(orders[shown] ?? [], gap.correct))]
    if (gap.kind === 'numeric') return [label, writeNumbers(gap.number.accepted)]
    const rules = textRuleWords(gap.text).join('; ')
    return [label, `${writeTexts(gap.text.accepted)}${rules === '' ? '' : ` [${rules}]`}`]
  })
}

/** How answers are marked, where it is not as usual. */
export function scoringLine(question: Question, isExplicit: boolean): string {
  const pair = pairOf(question)
  if (is('multiple-choice', pair)) return isExplicit || pair.content.scoring !== 'all-or-nothing' ? scoringWords[pair.content.scoring] : ''
  if (is('four-statements', pair)) {
    const { statements, ladderThousandths } = pair.content
    return usualLadder(statements.length).join() === ladderThousandths.join() ? '' : ladderText(ladderThousandths)
  }
  if (is('numeric', pair)) return pair.content.hasBox ? scoringWords.box : ''
  if (is('short-text', pair)) return textRuleWords(pair.key as QuestionKeyOf<'short-text'>).join('; ')
  if (is('ordering', pair)) return pair.content.scoring === 'per-place' ? scoringWords['per-place'] : ''
  if (is('matching', pair)) return pair.content.scoring === 'all-or-nothing' ? scoringWords['all-or-nothing'] : ''
  if (is('cloze', pair)) return pair.content.scoring === 'all-or-nothing' ? scoringWords['all-or-nothing'] : ''
  return is('essay', pair) && pair.content.mostWords !== undefined ? `Tối đa ${pair.content.mostWords} từ` : ''
}
