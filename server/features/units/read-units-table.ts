import { foldHeader } from '../../../question-bank/formats/sheet/header-names.ts'
import type { TextRow, TextTable } from '../../../question-bank/formats/text-table.ts'
import { UnreadableFileError } from '../../../question-bank/imported-item.ts'
import { reason } from '../../../question-bank/reason.ts'
import type { UnitLineReason } from '../../contract/units.ts'
import { isUnitCode, tidyName } from './tidy-name.ts'

/** What one line of a file says of a unit. A column that is not there says nothing. */
export type UnitLine = {
  line: number
  code: string
  name: string
  /** Null: at the top; undefined: the file has no such column. */
  parentCode: string | null | undefined
  headcount: number | undefined
  reasons: UnitLineReason[]
}

const roles: readonly (readonly [keyof Omit<UnitLine, 'line' | 'reasons'>, RegExp])[] = [
  [
    'parentCode',
    /^(?:ma (?:so )?(?:don vi |dv |to chuc )?(?:cap tren|cha|truc thuoc|quan ly)(?: truc tiep)?|(?:don vi )?(?:cap tren|truc thuoc|cha)|parent(?: unit)?(?: code| id)?)$/,
  ],
  ['code', /^(?:ma(?: so)?(?: don vi| dv| to chuc)?|(?:unit )?(?:code|id))$/],
  ['name', /^(?:ten(?: goi)?(?: (?:cua )?(?:don vi|dv|to chuc))?|don vi|(?:unit )?name|unit)$/],
  [
    'headcount',
    /^(?:quan so|si so|nhan su|(?:tong )?so (?:luong|nguoi|thanh vien|doan vien|hoi vien|dang vien|can bo|nhan su|dan)(?: .*)?|tong so|dan so|headcount|members|people|population)$/,
  ],
]
/** Titles and signatures stand above a table, never so many of them. */
const headerWithin = 30
const mostLines = 100_000
const mostName = 200

/** The lines of the first sheet that has a header, whatever the order of its columns. */
export function readUnitsTable({ sheets }: TextTable): UnitLine[] {
  for (const { rows } of sheets) {
    const at = rows.slice(0, headerWithin).findIndex((row) => columnsOf(row) !== undefined)
    const columns = rows[at] && columnsOf(rows[at])
    if (!columns) continue
    const lines = rows.slice(at + 1).flatMap((row) => lineOf(row, columns))
    if (lines.length > mostLines) throw new UnreadableFileError(reason('TOO_MUCH_INSIDE'))
    return lines
  }
  throw new UnreadableFileError(reason('NO_UNIT_COLUMNS'))
}

type Columns = Partial<Record<(typeof roles)[number][0], number>>

function columnsOf({ cells }: TextRow): Columns | undefined {
  const columns: Columns = {}
  cells.forEach((text, column) => {
    const folded = text === undefined ? '' : foldHeader(text)
    const role = roles.find(([, pattern]) => pattern.test(folded))?.[0]
    if (role && columns[role] === undefined) columns[role] = column
  })
  return columns.code !== undefined && columns.name !== undefined ? columns : undefined
}

function lineOf({ line, cells }: TextRow, columns: Columns): UnitLine[] {
  const textIn = (role: keyof Columns) => (columns[role] === undefined ? undefined : (cells[columns[role]] ?? ''))
  const [code, name, parent, written] = [
    tidyName(textIn('code') ?? ''),
    tidyName(textIn('name') ?? ''),
    textIn('parentCode'),
    textIn('headcount') ?? '',
  ]
  // a line that says nothing of a unit: a gap, a total, a note beside the table
  if (code === '' && name === '') return []
  const headcount = headcountOf(written)
  const reasons: UnitLineReason[] = [
    ...(code === '' ? [{ code: 'CODE_EMPTY' as const }] : isUnitCode(code) ? [] : [{ code: 'CODE_UNREADABLE' as const, text: code.slice(0, 80) }]),
    ...(name === '' ? [{ code: 'NAME_EMPTY' as const }] : name.length > mostName ? [{ code: 'NAME_TOO_LONG' as const }] : []),
    ...(written !== '' && headcount === undefined ? [{ code: 'HEADCOUNT_UNREADABLE' as const, text: written.slice(0, 80) }] : []),
  ]
  return [{ line, code, name, parentCode: parent === undefined ? undefined : tidyName(parent) || null, headcount, reasons }]
}

/** "1200", "1.200", "1 200" and "1,200" are one number. */
function headcountOf(written: string): number | undefined {
  const digits = /^\d{1,3}(?:[.,\s]\d{3})+$/.test(written) ? written.replace(/[.,\s]/g, '') : written
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined
}
