import { foldHeader } from '../../../question-bank/formats/sheet/header-names.ts'
import type { TextRow, TextTable } from '../../../question-bank/formats/text-table.ts'
import { UnreadableFileError } from '../../../question-bank/imported-item.ts'
import { reason } from '../../../question-bank/reason.ts'
import { Problem } from '../../contract/errors.ts'
import type { MemberFaultCode } from '../../contract/members.ts'
import type { IdentityKind } from '../../contract/registration-form.ts'
import { canonicalEmail, canonicalIdNumber, canonicalPhone } from '../contestants/person-rules.ts'

type Kind = Exclude<IdentityKind, 'portal'>
/** What one line says: whom, and in which unit, by its code. Whatever else stands there is not looked at. */
export type MemberLine = { line: number; identity: string; unitCode: string; fault: MemberFaultCode | undefined }

const headers: Record<Kind | 'unit', RegExp> = {
  phone: /^(?:so )?(?:dien thoai|dt|sdt|di dong|phone|mobile|tel)(?: di dong| number)?$/,
  email: /^(?:dia chi )?(?:e ?mail|thu dien tu)$/,
  idNumber: /^(?:so )?(?:cccd|cmnd|cccd cmnd|cmnd cccd|can cuoc(?: cong dan)?|dinh danh(?: ca nhan)?|id number|id)$/,
  unit: /^(?:ma (?:so )?(?:don vi|dv|to chuc)|unit(?: code)?)$/,
}
const headerWithin = 30
const mostLines = 1_000_000

/** The people of the first sheet that has a column for the identity by which the contest tells people apart. */
export function readMembersTable({ sheets }: TextTable, kind: Kind): MemberLine[] {
  for (const { rows } of sheets) {
    const at = rows.slice(0, headerWithin).findIndex((row) => columnOf(row, kind) >= 0)
    const header = rows[at]
    if (!header) continue
    const [identityAt, unitAt] = [columnOf(header, kind), columnOf(header, 'unit')]
    const lines = rows.slice(at + 1).flatMap((row) => lineOf(row, kind, identityAt, unitAt))
    if (lines.length > mostLines) throw new UnreadableFileError(reason('TOO_MUCH_INSIDE'))
    return withDoublesNamed(lines)
  }
  throw new UnreadableFileError(reason('NO_MEMBER_COLUMN'))
}

function columnOf({ cells }: TextRow, wanted: Kind | 'unit'): number {
  return cells.findIndex((text) => text !== undefined && headers[wanted].test(foldHeader(text)))
}

function lineOf({ line, cells }: TextRow, kind: Kind, identityAt: number, unitAt: number): MemberLine[] {
  // a line without anything in it is a gap; one with a name but no number is a person who would be missing
  if (cells.every((cell) => (cell ?? '').trim() === '')) return []
  const written = (cells[identityAt] ?? '').trim()
  const unitCode = unitAt < 0 ? '' : (cells[unitAt] ?? '').trim()
  if (written === '') return [{ line, identity: '', unitCode, fault: 'IDENTITY_EMPTY' }]
  try {
    return [{ line, identity: canonical[kind](written), unitCode, fault: undefined }]
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return [{ line, identity: '', unitCode, fault: 'IDENTITY_UNREADABLE' }]
  }
}

const canonical: Record<Kind, (written: string) => string> = {
  // a sheet that took the number for a number has lost the zero in front
  phone: (written) => canonicalPhone(/^[235789]\d{8,9}$/.test(written.replace(/\D/g, '')) ? `0${written.replace(/\D/g, '')}` : written),
  email: canonicalEmail,
  idNumber: (written) => canonicalIdNumber(/^\d{10,11}$/.test(written) ? written.padStart(12, '0') : written),
}

function withDoublesNamed(lines: readonly MemberLine[]): MemberLine[] {
  const seen = new Set<string>()
  return lines.map((line) => {
    if (line.fault || !seen.has(line.identity)) {
      seen.add(line.identity)
      return line
    }
    return { ...line, fault: 'DOUBLED' }
  })
}
