import type { ImportedItem } from '../../imported-item.ts'
import type { Question } from '../../question.ts'
import { mapInlines } from '../../rich-text/map-inlines.ts'
import { parseRichText } from '../../rich-text/parse-rich-text.ts'
import type { Inline } from '../../rich-text/rich-text.ts'
import { writeRichText } from '../../rich-text/write-rich-text.ts'
import { hideOrder } from '../../types/hidden-order.ts'
import type { QuestionKeyOf } from '../../types/question-types.ts'
import { inOrder } from '../read-back.ts'
import { ommlOf } from './omml.ts'

const nothing: ImportedItem = { place: '', state: 'refused', seen: '', reasons: [] }

/** For each question the one item that was made of it; one that fell apart, or ran into another, was not read at all. */
export function alignItems(items: readonly ImportedItem[], starts: readonly number[]): ImportedItem[] {
  const aligned = starts.map((): ImportedItem[] => [])
  let question = -1
  for (const item of items) {
    const paragraph = Number(/^đoạn (\d+)/.exec(item.place)?.[1] ?? 0)
    while (question + 1 < starts.length && (starts[question + 1] as number) <= paragraph) question += 1
    aligned[Math.max(0, question)]?.push(item)
  }
  return aligned.map((found, at) => {
    const [item, ...others] = found
    return item && others.length === 0 && item.place === `đoạn ${starts[at]}` ? item : nothing
  })
}

/** Good, and what decides is what it was. */
export function plainlyRead(question: Question, item: ImportedItem | undefined): boolean {
  return item?.state === 'good' && meaning(item.question) === meaning(question)
}

/** Good, but with another key or of another type: worse than not read at all. */
export function saysAnother(question: Question, item: ImportedItem | undefined): boolean {
  return item?.state === 'good' && meaning(item.question) !== meaning(question)
}

/** The stored order of what is ordered or matched means nothing, and the reader has one of its own: a bank is written in that one. */
export function inReadersOrder({ content, key, ...about }: Question): Question {
  if (content.type === 'ordering') {
    const { entries, placeOf } = hideOrder(content.items)
    const { order } = key as QuestionKeyOf<'ordering'>
    return { ...about, content: { ...content, items: entries }, key: { order: order.map((item) => placeOf[item] as number) } }
  }
  if (content.type === 'matching') {
    const { entries, placeOf } = hideOrder(content.right)
    const { rightOf } = key as QuestionKeyOf<'matching'>
    return { ...about, content: { ...content, right: entries }, key: { rightOf: rightOf.map((entry) => placeOf[entry] as number) } }
  }
  return { ...about, content, key }
}

/** What decides which answers are right. What single options are worth beside that is a loss, but makes no wrong answer a right one. */
function meaning({ content, key }: Question): string {
  const { weightsThousandths: _weights, guide: _guide, ...decides } = key as { weightsThousandths?: unknown; guide?: unknown }
  return JSON.stringify([content.type, decides], inOrder)
}

/** TeX has many ways to write a formula, Word has one: what becomes the same in Word is the same. */
export function asWordSaysIt(text: string): string {
  const blocks = parseRichText(text)
  return writeRichText(text.includes('$') ? mapInlines(blocks, formulaAsWords) : blocks)
}

function formulaAsWords(inline: Inline): Inline {
  if (inline.kind !== 'formula') return inline
  return { kind: 'text', text: `${inline.isDisplayed ? '$$' : '$'}${ommlOf(inline.tex) ?? inline.tex}` }
}
