import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type ImportedQuestion, UnreadableFileError } from '../../imported-question.ts'
import { type Columns, positionOf, recognizeColumns } from './columns.ts'
import { readSheets, type Sheet } from './read-sheets.ts'

const headerMayStandWithin = 15
const mostQuestions = 20_000

/** Single-choice questions, one a row. What parses is offered, the rest is listed with place and reason. */
export function importXlsx(file: Uint8Array): ImportedQuestion[] {
  const sheets = readSheets(file)
  const items = sheets.flatMap(readSheet)
  if (items.length === 0) {
    throw new UnreadableFileError(
      'Không tìm thấy câu hỏi. Dòng tiêu đề cần có các cột: Câu hỏi, Đáp án A, Đáp án B, Đáp án C, Đáp án D, Đáp án đúng.',
    )
  }
  if (items.length > mostQuestions)
    throw new UnreadableFileError(`Tệp có hơn ${mostQuestions.toLocaleString('vi')} câu. Hãy chia thành nhiều tệp rồi tải lên.`)
  return items
}

function readSheet(sheet: Sheet): ImportedQuestion[] {
  const top = sheet.rows.slice(0, headerMayStandWithin)
  const headerAt = top.findIndex((row) => recognizeColumns(row.cells) !== undefined)
  const columns = headerAt < 0 ? undefined : recognizeColumns((top[headerAt] as Sheet['rows'][number]).cells)
  if (!columns) return []
  return sheet.rows
    .slice(headerAt + 1)
    .filter((row) => row.cells.size > 0)
    .map((row) => readRow(row.cells, columns, `${sheet.name}, dòng ${row.number}`))
}

function readRow(cells: ReadonlyMap<number, string>, columns: Columns, place: string): ImportedQuestion {
  const cell = (column: number | undefined) => (column === undefined ? '' : (cells.get(column) ?? ''))
  const stem = cell(columns.stem)
  const written = columns.options.map(cell)
  const options = written.filter((text) => text !== '')
  const reasons: string[] = []
  if (stem === '') reasons.push('Thiếu nội dung câu hỏi.')
  if (options.length < 2) reasons.push('Cần ít nhất hai phương án.')
  const firstGap = written.indexOf('')
  if (firstGap !== -1 && firstGap < options.length) reasons.push('Có phương án bỏ trống ở giữa.')
  const refused = reasons.length > 0
  const key = refused ? { correct: [], doubts: [] } : readKey(cell(columns.key), options)
  const doubts = refused ? [] : [...key.doubts, ...doublesAmong(options)]
  const extras = { topic: cell(columns.topic), level: cell(columns.level), explanation: cell(columns.explanation), source: cell(columns.source) }
  return {
    place,
    state: refused ? 'refused' : doubts.length > 0 ? 'doubtful' : 'good',
    stem,
    options,
    correct: key.correct,
    ...Object.fromEntries(Object.entries(extras).filter(([, text]) => text !== '')),
    reasons: [...reasons, ...doubts],
  }
}

/** The key cell holds a letter, a number or the full text. When two readings disagree nobody guesses. */
function readKey(written: string, options: readonly string[]): { correct: number[]; doubts: string[] } {
  if (written === '') return { correct: [], doubts: ['Chưa có đáp án đúng.'] }
  const byText = options.flatMap((option, index) => (foldKeepingMarks(option) === foldKeepingMarks(written) ? [index] : []))
  const letter = foldVietnamese(written).match(/^(?:dap an|phuong an|cau)?\s*:?\s*([a-h]|[1-8](?:\.0)?)[.)]?$/)?.[1]
  const byLetter = letter === undefined ? [] : [positionOf(letter.charAt(0))].filter((position) => position < options.length)
  if (letter !== undefined && byLetter.length === 0 && byText.length === 0)
    return { correct: [], doubts: [`Đáp án đúng ghi “${written}” nhưng câu chỉ có ${options.length} phương án.`] }
  const readings = [...new Set([...byLetter, ...byText])]
  if (readings.length === 1) return { correct: readings, doubts: [] }
  if (readings.length > 1) return { correct: [], doubts: [`Đáp án đúng ghi “${written}” có thể hiểu theo nhiều cách.`] }
  return { correct: [], doubts: [`Đáp án đúng ghi “${written}” không khớp phương án nào.`] }
}

function doublesAmong(options: readonly string[]): string[] {
  return new Set(options.map(foldKeepingMarks)).size < options.length ? ['Có hai phương án giống nhau.'] : []
}

function foldKeepingMarks(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').replace(/[.;]$/, '').trim()
}
