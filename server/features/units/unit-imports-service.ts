import { writeTextCsv } from '../../../question-bank/formats/csv/write-csv.ts'
import type { SourceFile } from '../../../question-bank/formats/format.ts'
import { writeTextXlsx } from '../../../question-bank/formats/xlsx/write-xlsx.ts'
import { UnreadableFileError } from '../../../question-bank/imported-item.ts'
import { sentenceFor } from '../../../question-bank/reason.ts'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import type {
  UnitExportQuery,
  UnitImportCounts,
  UnitImportLine,
  UnitImportLines,
  UnitImportLinesQuery,
  UnitImportStatus,
} from '../../contract/units.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import type { Ids } from '../../ids.ts'
import { type ComparedLine, compareLines } from './compare-lines.ts'
import { readUnitsTable, type UnitLine } from './read-units-table.ts'
import type { TableReader } from './table-reader.ts'
import type { Acting, UnitActsService } from './unit-acts-service.ts'
import type { StoredLine, UnitImportsStore } from './unit-imports-store.ts'
import type { UnitsService } from './units-service.ts'

const pageSize = 200
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Dependencies = {
  store: UnitImportsStore
  acts: UnitActsService
  units: UnitsService
  readTable: TableReader
  ids: Ids
  clock: Clock
}

/** Trees of units as files: read, compared with what is there, shown, and taken over when somebody says so. */
export function createUnitImportsService({ store, acts, units, readTable, ids, clock }: Dependencies) {
  async function read(receive: () => Promise<SourceFile>): Promise<UnitLine[]> {
    try {
      return readUnitsTable(await readTable(receive))
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error
      throw new Problem('FILE_NOT_READABLE', { errors: [{ at: 'file', reason: sentenceFor(error.reason) }] })
    }
  }

  async function status(importId: string): Promise<UnitImportStatus> {
    const found = await store.find(importId)
    if (!found) throw new Problem('IMPORT_NOT_FOUND')
    const { confirmedBy: _confirmedBy, ...shown } = found
    return shown
  }

  return {
    /** Nothing changes before somebody confirms. */
    async receive(accountId: number, fileName: string, receiveBytes: () => Promise<Uint8Array>): Promise<UnitImportStatus> {
      const lines = await read(async () => ({ name: fileName, bytes: await receiveBytes() }))
      const { units: known, version } = await store.known(units.today())
      const compared = compareLines(lines, new Map(known.map((unit) => [unit.code, unit])))
      const id = ids.uuid(clock.now())
      await store.keep({ id, accountId, fileName, treeVersion: version, counts: countsOf(compared) }, compared)
      return status(id)
    },

    status,

    async lines(importId: string, { state, after = -1, lang = 'vi' }: UnitImportLinesQuery): Promise<UnitImportLines> {
      const rows = await store.lines(importId, state, after, pageSize)
      if (rows.length === 0) await status(importId)
      return { lines: rows.map((row) => presentLine(row, lang)), next: rows.length === pageSize ? (rows.at(-1)?.position ?? null) : null }
    },

    async confirm(acting: Acting, importId: string, actionId: string): Promise<UnitImportStatus> {
      const { counts } = await status(importId)
      if (counts.new + counts.changed === 0) throw new Problem('IMPORT_EMPTY')
      await acts.takeOver(acting, importId, actionId)
      return status(importId)
    },

    async discard(importId: string): Promise<void> {
      if (await store.discard(importId)) return
      await status(importId)
      throw new Problem('IMPORT_ALREADY_CONFIRMED')
    },

    /** The open units of a day, as our own import reads them back. Nothing in it is ever a formula. */
    async file(
      { format, day = units.today() }: UnitExportQuery,
      language: Language,
    ): Promise<{ bytes: Uint8Array; fileName: string; mediaType: string }> {
      const { sheet, headers, name } = textsIn(language).unitsFile
      const rows = (await store.exported(day)).map((unit) => [unit.code, unit.name, unit.parentCode ?? '', String(unit.headcount ?? '')])
      const titles = [headers.code, headers.name, headers.parentCode, headers.headcount]
      const fileName = `${name(day)}.${format}`
      if (format === 'csv') return { bytes: writeTextCsv([titles, ...rows]), fileName, mediaType: 'text/csv; charset=utf-8' }
      const columns = titles.map((header, at) => ({ header, width: [16, 48, 16, 12][at] ?? 16 }))
      return { bytes: writeTextXlsx(sheet, columns, rows), fileName, mediaType: xlsxType }
    },

    tidy: () => store.dropForgotten(),
  }
}
export type UnitImportsService = ReturnType<typeof createUnitImportsService>

function countsOf(lines: readonly ComparedLine[]): UnitImportCounts {
  const counts: UnitImportCounts = { new: 0, changed: 0, same: 0, missing: 0, refused: 0 }
  for (const { state } of lines) counts[state] += 1
  return counts
}

function presentLine({ reasons, ...line }: StoredLine, language: Language): UnitImportLine {
  const sentences = textsIn(language).unitLineReasons
  return {
    ...line,
    reasons: reasons.map(({ code, lines, text = '' }) => ({
      code,
      ...(lines ? { lines } : {}),
      sentence: sentences[code](text, (lines ?? []).join(', ')),
    })),
  }
}
