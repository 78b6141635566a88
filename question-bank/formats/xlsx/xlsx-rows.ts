import type { Sheet } from '../sheet/sheet.ts'
import { readStyles } from './cell-styles.ts'
import { readWorksheet } from './read-worksheet.ts'
import { sharedStringsOf } from './shared-strings.ts'
import { openWorkbook } from './workbook-parts.ts'

/** The sheets of a workbook as their cells show them, without what lies upon the cells. */
export function sheetsOfXlsx(bytes: Uint8Array): Sheet[] {
  const workbook = openWorkbook(bytes)
  const context = { shared: sharedStringsOf(workbook.sharedStrings), styleOf: readStyles(workbook.styles), isFrom1904: workbook.isFrom1904 }
  return workbook.sheets.flatMap(({ name, path, isHidden }): Sheet[] => {
    const part = workbook.parts.get(path)
    if (!part) return []
    const { rows, merged } = readWorksheet(part, context)
    return [{ name, rows, merged, ...(isHidden ? { isHidden } : {}) }]
  })
}
