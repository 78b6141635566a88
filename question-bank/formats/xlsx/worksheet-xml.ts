import { escapeXml } from '../package/escape-xml.ts'
import { columnName, looks, type Run } from '../sheet/sheet.ts'
import type { WrittenCell } from '../sheet/written-cell.ts'

/** More does not fit a cell. */
const mostCharacters = 32_767

/** Up to the first row. The rows down to the headers stay in sight. */
export function sheetBegins(columns: readonly { width: number }[], headerRow: number): string {
  const widths = columns.map(({ width }, column) => `<col min="${column + 1}" max="${column + 1}" width="${width}" customWidth="1"/>`).join('')
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData>`
}

export function sheetEnds(hasDrawing: boolean): string {
  return `</sheetData>${hasDrawing ? '<drawing r:id="rId1"/>' : ''}</worksheet>`
}

/** Typed as a number; Excel shows it as it shows numbers. */
export function numberXml(value: number, column: number, row: number, style: number): string {
  return `<c r="${columnName(column)}${row}" s="${style}"><v>${value}</v></c>`
}

export function cellXml({ runs }: WrittenCell, column: number, row: number, style: number): string {
  const [first] = runs
  if (first === undefined) return ''
  const isPlain = runs.every((run) => run.looks === 0)
  let left = mostCharacters
  const kept = runs.map((run) => {
    const text = run.text.slice(0, left)
    left -= text.length
    return { ...run, text }
  })
  const inside = isPlain ? textXml(kept.map(({ text }) => text).join('')) : kept.map(runXml).join('')
  return `<c r="${columnName(column)}${row}" s="${style}" t="inlineStr"><is>${inside}</is></c>`
}

function runXml(run: Run): string {
  const marks = [
    [looks.bold, '<b/>'],
    [looks.italic, '<i/>'],
    [looks.underline, '<u/>'],
    [looks.super, '<vertAlign val="superscript"/>'],
    [looks.sub, '<vertAlign val="subscript"/>'],
  ] as const
  const properties = marks.map(([bit, xml]) => ((run.looks & bit) === 0 ? '' : xml)).join('')
  return `<r>${properties === '' ? '' : `<rPr>${properties}</rPr>`}${textXml(run.text)}</r>`
}

function textXml(text: string): string {
  // "_x0041_" in a text would be read as a letter; signs that XML cannot hold say nothing
  const safe = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
  return `<t xml:space="preserve">${escapeXml(safe)}</t>`
}
