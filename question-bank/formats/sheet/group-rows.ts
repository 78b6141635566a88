import { foldVietnamese } from '../../fold-vietnamese.ts'
import type { Columns, Table } from './find-tables.ts'
import { optionLetter } from './header-names.ts'
import { cellIn } from './row-group.ts'
import type { Row } from './sheet.ts'

// a word alone is not enough: "Bài thơ nào …" and "Nguồn gốc của …" may be questions
const heading =
  /^(?:(?:phan|chuong|muc|bai|de|ma de|tuan|vong|dot|nhom)(?: thi| so| thu)?\s*[:.]?\s*(?:\d|[ivx]+\b|[a-h]\b|nhat\b|hai\b|ba\b)|(?:chu de|chuyen de|linh vuc|noi dung|phan)\s*(?:\d+|[ivx]+\b)?\s*[:.–-]|[ivx]{1,4}\s*[.):/–-]|[a-h]\s*[.)/–-]\s*(?:phan|trac nghiem|tu luan|cau hoi)|-*\s*het\s*[-.]*$|(?:tong(?: cong| so(?: cau| diem)?)?|cong)\s*(?:[:\d]|$)|\*?\s*(?:ghi chu|luu y|chu thich|huong dan|nguon)\s*(?:[:.]|$)|nguoi (?:lap|soan|duyet|bien soan|ra de)|ban (?:to chuc|giam hieu|giam khao)\s*$|(?:.{0,40}, )?ngay .{0,20}thang .{0,12}nam)/
const asksSomething = /[?？]|\.{3}|…|_{2,}|:\s*$/

/** Rows of one question together; headings, notes and rows that only carry numbers are left out. */
export function groupRows(table: Table): Row[][] {
  const groups: Row[][] = []
  let stepsAside = false
  for (const row of table.rows) {
    const kind = kindOf(row, table)
    if (kind === 'aside') stepsAside = true
    else if (kind === 'more' && groups.length > 0 && !stepsAside) (groups.at(-1) as Row[]).push(row)
    else {
      groups.push([row])
      stepsAside = false
    }
  }
  return groups
}

function kindOf(row: Row, { columns, sheet }: Table): 'question' | 'more' | 'aside' {
  const stem = cellIn(row, columns, 'stem')
  const hasStem = stem.text !== '' || stem.pictures !== undefined
  const filled = (['key', 'together', 'wrong', 'explanation', 'left', 'right', 'picture'] as const).filter((role) => {
    const { text, pictures, isContinued } = cellIn(row, columns, role)
    return !isContinued && (text !== '' || pictures !== undefined)
  })
  const optionCount = columns.options.filter((column) => row.cells.get(column) !== undefined && !row.cells.get(column)?.isContinued).length
  const isListed = columns.options.length < 2
  if (isListed && isMore(row, columns, hasStem && !stem.isContinued)) return 'more'
  const own = [...row.cells.values()].filter(({ isContinued, text }) => !isContinued && text !== '')
  const hasPicture = [...row.cells.values()].some(({ pictures }) => pictures !== undefined)
  if (hasPicture && !hasStem) return 'question'
  // a line below the table, wherever it was put: who signed it, and when
  if (own.length === 1 && !hasStem && heading.test(foldVietnamese(own[0]?.text ?? ''))) return 'aside'
  if (optionCount > 0 || filled.length > 0) return 'question'
  if (hasStem && !stem.isContinued) {
    const isAlone = own.length === 1 && cellIn(row, columns, 'number').text === ''
    return isAlone && isHeading(stem.text, isWide(row, sheet, columns)) ? 'aside' : 'question'
  }
  // a row without question, options and key: pre-numbered, or a heading or note beside the table, unless it asks something
  return own.some(({ text }) => text.length > 12 && asksSomething.test(text) && !heading.test(foldVietnamese(text))) ? 'question' : 'aside'
}

function isHeading(text: string, isWideCell: boolean): boolean {
  return heading.test(foldVietnamese(text)) ? !/[?？]\s*$/.test(text) : isWideCell && !asksSomething.test(text)
}

/** One cell merged over the stem and what follows it is a heading in Excel. */
function isWide({ number }: Row, { merged }: Table['sheet'], { roles }: Columns): boolean {
  const stem = roles.get('stem')?.[0] ?? 0
  return merged.some(({ top, left, right }) => top === number && left <= stem && right > stem)
}

/** An option of the question above: no stem and no number of its own, or a line "B. …" where questions and options share a column. */
function isMore(row: Row, columns: Columns, hasStem: boolean): boolean {
  const number = cellIn(row, columns, 'number')
  // the first option may stand in the row of its question
  if (optionLetter(cellIn(row, columns, 'letter').text) !== undefined)
    return (
      !(hasStem && columns.roles.has('together')) && (number.text === '' || number.isContinued === true || optionLetter(number.text) !== undefined)
    )
  if (number.text !== '' && !number.isContinued) return false
  if (hasStem) return !columns.roles.has('together') && /^[#*]{0,2}[A-H]\s*[.)]\s*\S/.test(cellIn(row, columns, 'stem').text)
  const hasOption = columns.options.some((column) => row.cells.get(column) !== undefined)
  return hasOption || (['together', 'left', 'right'] as const).some((role) => cellIn(row, columns, role).text !== '')
}
