import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type ImportedFile, type ImportedItem, settleItem } from '../../imported-item.ts'
import { levelFrom } from '../../levels.ts'
import type { AboutQuestion } from '../../question.ts'
import { type Reason, reason } from '../../reason.ts'
import { richTextFromPlain } from '../../rich-text/plain-text.ts'
import { lockedByWording } from '../../types/option-locks.ts'
import type { SourceFile } from '../format.ts'
import { type Columns, positionOf, recognizeColumns } from './columns.ts'
import { readSheets, type Sheet } from './read-sheets.ts'

const headerMayStandWithin = 15

/** Single-choice questions, one a row. What parses is offered, the rest is listed with place and reason. */
export function readXlsx({ bytes }: SourceFile): ImportedFile {
  return { items: readSheets(bytes).flatMap(readSheet), attachments: [] }
}

function readSheet(sheet: Sheet): ImportedItem[] {
  const top = sheet.rows.slice(0, headerMayStandWithin)
  const headerAt = top.findIndex((row) => recognizeColumns(row.cells) !== undefined)
  const columns = headerAt < 0 ? undefined : recognizeColumns((top[headerAt] as Sheet['rows'][number]).cells)
  if (!columns) return []
  return sheet.rows
    .slice(headerAt + 1)
    .filter((row) => row.cells.size > 0)
    .map((row) => readRow(row.cells, columns, `${sheet.name}, dòng ${row.number}`))
}

function readRow(cells: ReadonlyMap<number, string>, columns: Columns, place: string): ImportedItem {
  const cell = (column: number | undefined) => (column === undefined ? '' : (cells.get(column) ?? ''))
  const stem = cell(columns.stem)
  const written = columns.options.map(cell)
  const options = written.filter((text) => text !== '')
  const refusals: Reason[] = []
  if (stem === '') refusals.push(reason('NO_STEM'))
  if (options.length < 2) refusals.push(reason('TOO_FEW_OPTIONS'))
  const firstGap = written.indexOf('')
  if (firstGap !== -1 && firstGap < options.length) refusals.push(reason('EMPTY_OPTION', String.fromCharCode(65 + firstGap)))
  if (refusals.length > 0) return { place, state: 'refused', seen: [stem, ...written].filter((text) => text !== '').join(' | '), reasons: refusals }
  const { correct, doubts } = readKey(cell(columns.key), options)
  const [topic, level, explanation, source] = [cell(columns.topic), levelFrom(cell(columns.level)), cell(columns.explanation), cell(columns.source)]
  const about: AboutQuestion = {
    ...(topic === '' ? {} : { topic: [topic] }),
    ...(level === undefined ? {} : { level }),
    ...(explanation === '' ? {} : { explanation: richTextFromPlain(explanation) }),
    ...(source === '' ? {} : { source }),
  }
  const locked = lockedByWording(options)
  const content = {
    type: 'single-choice' as const,
    stem: richTextFromPlain(stem),
    options: options.map(richTextFromPlain),
    ...(locked.length === 0 ? {} : { locked }),
  }
  return settleItem(place, { ...about, content, ...(correct === undefined ? {} : { key: { correct } }) }, doubts)
}

/** The key cell holds a letter, a number or the full text. When two readings disagree nobody guesses. */
function readKey(written: string, options: readonly string[]): { correct?: number; doubts: Reason[] } {
  if (written === '') return { doubts: [reason('NO_KEY')] }
  const byText = options.flatMap((option, index) => (foldKeepingMarks(option) === foldKeepingMarks(written) ? [index] : []))
  const letter = foldVietnamese(written).match(/^(?:dap an|phuong an|cau)?\s*:?\s*([a-h]|[1-8](?:\.0)?)[.)]?$/)?.[1]
  const byLetter = letter === undefined ? [] : [positionOf(letter.charAt(0))].filter((position) => position < options.length)
  if (letter !== undefined && byLetter.length === 0 && byText.length === 0) return { doubts: [reason('KEY_BEYOND_OPTIONS', written, options.length)] }
  const readings = [...new Set([...byLetter, ...byText])]
  if (readings.length === 1) return { correct: readings[0] as number, doubts: [] }
  return { doubts: [readings.length > 1 ? reason('KEY_READS_TWO_WAYS', written) : reason('KEY_IS_NO_OPTION', written)] }
}

function foldKeepingMarks(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').replace(/[.;]$/, '').trim()
}
