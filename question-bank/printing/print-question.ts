import type { RichWriter } from '../formats/docx-writing/rich-runs.ts'
import { paragraph, table, textRun } from '../formats/docx-writing/word-xml.ts'
import type { QuestionContent } from '../question.ts'
import { plainTextOf } from '../rich-text/plain-text.ts'
import { fillGapMarks } from '../types/cloze.ts'
import { displayed } from '../types/displayed-places.ts'
import { letterOf } from '../types/option-list.ts'
import type { Orders } from '../types/question-type.ts'
import { smallLetter } from './printed-key.ts'

/** How wide the text of a page is. */
const pageTwips = 9_700
const optionIndent = 284

export type Print = { rich: RichWriter; number: number; orders: Orders; isCompact: boolean }

/** A question as it stands on paper: never its key. Compact puts short options beside each other. */
export function printQuestion(content: QuestionContent, print: Print): string {
  const { rich, number, orders } = print
  const head = paragraph(textRun(`Câu ${number}. `, { strong: true }) + rich.runs(stemOf(content)), { staysWithNext: true, spaceBefore: 120 })
  return head + rich.tablesOf(stemOf(content)) + printBody(content, orders, print)
}

function printBody(content: QuestionContent, orders: Orders, print: Print): string {
  const { rich } = print
  switch (content.type) {
    case 'single-choice':
    case 'multiple-choice':
      return printOptions(displayed(content.options, orders, 0), displayed([...content.options.keys()], orders, 0), content.locked ?? [], print)
    case 'four-statements':
      return printStatements(displayed(content.statements, orders, 0), rich)
    case 'ordering':
      return displayed(content.items, orders, 0)
        .map((item, place) => listed(`${smallLetter(place)}) `, item, rich, true))
        .join('')
    case 'matching':
      return printPairs(displayed(content.left, orders, 0), displayed(content.right, orders, 1), rich)
    case 'cloze':
      return printGaps(content, orders, rich)
    default:
      return ''
  }
}

function stemOf(content: QuestionContent): string {
  if (content.type === 'cloze') return fillGapMarks(content.stem, (gap) => `**(${gap + 1})** ................`)
  return content.type === 'numeric' && content.unit !== undefined ? `${content.stem} (${content.unit})` : content.stem
}

function listed(label: string, text: string, rich: RichWriter, staysWithNext: boolean): string {
  return (
    paragraph(textRun(label, { strong: true }) + rich.runs(text), { indentTwips: optionIndent + 340, hangingTwips: 340, staysWithNext }) +
    rich.tablesOf(text)
  )
}

/** A lock is written as "#", as authors write it, where the document is to be read back. */
function printOptions(options: readonly string[], entries: readonly number[], locked: readonly number[], { rich, isCompact }: Print): string {
  const label = (place: number) => `${!isCompact && locked.includes(entries[place] as number) ? '#' : ''}${letterOf(place)}. `
  const columns = isCompact ? columnsFor(options) : 1
  if (columns === 1) return options.map((option, place) => listed(label(place), option, rich, place < options.length - 1)).join('')
  const step = Math.floor((pageTwips - optionIndent) / columns)
  const tabStops = Array.from({ length: columns - 1 }, (_, column) => optionIndent + step * (column + 1))
  const lines: string[] = []
  for (let start = 0; start < options.length; start += columns) {
    const line = options.slice(start, start + columns).map((option, offset) => textRun(label(start + offset), { strong: true }) + rich.runs(option))
    lines.push(paragraph(line.join(textRun('\t')), { indentTwips: optionIndent, tabStops, staysWithNext: start + columns < options.length }))
  }
  return lines.join('')
}

/** Four to a line when each is short, two when they fit half a line, else one. */
function columnsFor(options: readonly string[]): 1 | 2 | 4 {
  const texts = options.map(plainTextOf)
  if (texts.some((text) => text.includes('\n'))) return 1
  const longest = Math.max(...texts.map((text) => text.length))
  return longest <= 18 ? 4 : longest <= 42 ? 2 : 1
}

function printStatements(statements: readonly string[], rich: RichWriter): string {
  const cell = (text: string) => paragraph(textRun(text, { strong: true }), { align: 'center' })
  const rows = statements.map((statement, place) => [paragraph(textRun(`${smallLetter(place)}) `) + rich.runs(statement)), '', ''])
  return table([[cell('Nội dung'), cell('Đúng'), cell('Sai')], ...rows], [7_900, 900, 900], { isRuled: true, hasHeader: true })
}

function printPairs(left: readonly string[], right: readonly string[], rich: RichWriter): string {
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, row) => [
    left[row] === undefined ? '' : paragraph(textRun(`${row + 1}. `, { strong: true }) + rich.runs(left[row] as string)),
    right[row] === undefined ? '' : paragraph(textRun(`${smallLetter(row)}) `, { strong: true }) + rich.runs(right[row] as string)),
  ])
  return table(rows, [4_850, 4_850], { isRuled: true })
}

function printGaps({ gaps }: Extract<QuestionContent, { type: 'cloze' }>, orders: Orders, rich: RichWriter): string {
  let list = 0
  return gaps
    .map((gap, index) => {
      if (gap.kind !== 'choice') return ''
      const options = displayed(gap.options, orders, list++)
      const runs = options.map((option, place) => textRun(`${letterOf(place)}. `, { strong: true }) + rich.runs(option)).join(textRun('\u2003'))
      return paragraph(textRun(`(${index + 1})  `, { strong: true }) + runs, { indentTwips: optionIndent })
    })
    .join('')
}
