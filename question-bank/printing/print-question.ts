import type { RichWriter } from '../formats/docx-writing/rich-runs.ts'
import { paragraph, table, textRun } from '../formats/docx-writing/word-xml.ts'
import { drawnGap } from '../formats/layout/settle-cloze.ts'
import { pairLabels } from '../formats/layout/settle-columns.ts'
import type { QuestionContent } from '../question.ts'
import { plainTextOf } from '../rich-text/plain-text.ts'
import { fillGapMarks } from '../types/cloze.ts'
import { displayed } from '../types/displayed-places.ts'
import { letterOf } from '../types/option-list.ts'
import type { Orders } from '../types/question-type.ts'
import type { QuestionContentOf } from '../types/question-types.ts'
import { smallLetter } from './printed-key.ts'

/** How wide the text of a page is. */
const pageTwips = 9_700
const optionIndent = 284

export type Print = { rich: RichWriter; number: number; orders: Orders; isCompact: boolean }

/** A question as it stands on paper: never its key. Compact puts short options beside each other. */
export function printQuestion(content: QuestionContent, print: Print): string {
  const { rich, number, orders } = print
  const stem = rich.blocks(stemOf(content, print), textRun(`Câu ${number}. `, { strong: true }), { staysWithNext: true, spaceBefore: 120 })
  return stem + printBody(content, orders, print)
}

function printBody(content: QuestionContent, orders: Orders, print: Print): string {
  const { rich } = print
  switch (content.type) {
    case 'single-choice':
    case 'multiple-choice':
      return printOptions(displayed(content.options, orders, 0), displayed([...content.options.keys()], orders, 0), content.locked ?? [], print)
    case 'four-statements':
      return print.isCompact ? printStatements(displayed(content.statements, orders, 0), rich) : listStatements(content, orders, rich)
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

/** The unit stands behind the question where people answer, and on a line of its own where the document is to be read back. */
function stemOf(content: QuestionContent, { isCompact }: Print): string {
  if (content.type === 'cloze') return fillGapMarks(content.stem, (gap) => `(${gap + 1}) ${drawnGap}`)
  return isCompact && content.type === 'numeric' && content.unit !== undefined ? `${content.stem} (${content.unit})` : content.stem
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
  const cell = (text: string) => paragraph(textRun(text, { strong: true }), { align: 'center', staysWithNext: true })
  const rows = statements.map((statement, place) => {
    const text = textRun(`${smallLetter(place)}) `) + rich.runs(statement)
    return [paragraph(text, { staysWithNext: place < statements.length - 1 }), '', '']
  })
  return table([[cell('Nội dung'), cell('Đúng'), cell('Sai')], ...rows], [7_900, 900, 900], { isRuled: true, hasHeader: true })
}

function listStatements({ statements, locked = [] }: QuestionContentOf<'four-statements'>, orders: Orders, rich: RichWriter): string {
  const label = (entry: number, place: number) => `${locked.includes(entry) ? '#' : ''}${smallLetter(place)}) `
  const entries = displayed([...statements.keys()], orders, 0)
  return entries.map((entry, place) => listed(label(entry, place), statements[entry] as string, rich, place < entries.length - 1)).join('')
}

function printPairs(left: readonly string[], right: readonly string[], rich: RichWriter): string {
  const cell = (label: string, text: string | undefined) => (text === undefined ? '' : rich.blocks(text, textRun(`${label} `, { strong: true })))
  const name = (text: string) => paragraph(textRun(text, { strong: true }), { align: 'center' })
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, row) => [
    cell(`${row + 1}.`, left[row]),
    cell(`${pairLabels[row]})`, right[row]),
  ])
  return table([[name('Cột A'), name('Cột B')], ...rows], [4_850, 4_850], { isRuled: true, hasHeader: true })
}

function printGaps({ gaps }: Extract<QuestionContent, { type: 'cloze' }>, orders: Orders, rich: RichWriter): string {
  let list = 0
  return gaps
    .map((gap, index) => {
      if (gap.kind !== 'choice') return ''
      const options = displayed(gap.options, orders, list++)
      const runs = options
        .map((option, place) => textRun(`${place === 0 ? '' : '  '}\t${letterOf(place)}. `, { strong: true }) + rich.runs(option))
        .join('')
      return paragraph(textRun(`(${index + 1})`, { strong: true }) + runs, { indentTwips: optionIndent })
    })
    .join('')
}
