import { escapeXml } from '../package/escape-xml.ts'

export type RunLook = { strong?: boolean; emphasis?: boolean; underline?: boolean; place?: 'sub' | 'super'; isCode?: boolean; size?: number }

/** A stretch of text that looks the same throughout; tabs and line ends in it are Word's own. */
export function textRun(text: string, look: RunLook = {}): string {
  const body = text
    .split(/([\t\n])/)
    .map((piece) =>
      piece === '\t' ? '<w:tab/>' : piece === '\n' ? '<w:br/>' : piece === '' ? '' : `<w:t xml:space="preserve">${escapeXml(piece)}</w:t>`,
    )
    .join('')
  return body === '' ? '' : `<w:r>${runProperties(look)}${body}</w:r>`
}

// Word reads the properties of a run in one order only
function runProperties({ strong, emphasis, underline, place, isCode, size }: RunLook): string {
  const said = [
    isCode ? '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>' : '',
    strong ? '<w:b/><w:bCs/>' : '',
    emphasis ? '<w:i/><w:iCs/>' : '',
    size === undefined ? '' : `<w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/>`,
    underline ? '<w:u w:val="single"/>' : '',
    place === undefined ? '' : `<w:vertAlign w:val="${place === 'sub' ? 'subscript' : 'superscript'}"/>`,
  ].join('')
  return said === '' ? '' : `<w:rPr>${said}</w:rPr>`
}

// paragraphs that look alike share one frame: the line between them has to be asked for as well
const ruledBelow = ['bottom', 'between'].map((side) => `<w:${side} w:val="dotted" w:sz="4" w:space="1" w:color="808080"/>`).join('')

export type ParagraphLook = {
  align?: 'left' | 'center' | 'right'
  indentTwips?: number
  hangingTwips?: number
  tabStops?: readonly number[]
  spaceBefore?: number
  staysWithNext?: boolean
  breaksPageBefore?: boolean
  isRuledBelow?: boolean
}

export function paragraph(runs: string, look: ParagraphLook = {}): string {
  const { align, indentTwips, hangingTwips, tabStops = [], spaceBefore, staysWithNext, breaksPageBefore, isRuledBelow } = look
  const said = [
    staysWithNext ? '<w:keepNext/>' : '',
    '<w:keepLines/>',
    breaksPageBefore ? '<w:pageBreakBefore/>' : '',
    isRuledBelow ? `<w:pBdr>${ruledBelow}</w:pBdr>` : '',
    tabStops.length === 0 ? '' : `<w:tabs>${tabStops.map((stop) => `<w:tab w:val="left" w:pos="${stop}"/>`).join('')}</w:tabs>`,
    spaceBefore === undefined ? '' : `<w:spacing w:before="${spaceBefore}"/>`,
    indentTwips === undefined && hangingTwips === undefined ? '' : `<w:ind w:left="${indentTwips ?? 0}" w:hanging="${hangingTwips ?? 0}"/>`,
    align === undefined ? '' : `<w:jc w:val="${align}"/>`,
  ].join('')
  return `<w:p><w:pPr>${said}</w:pPr>${runs}</w:p>`
}

/** Cells hold paragraphs. Widths are in twips; without lines the table only lays things out. */
export function table(rows: readonly (readonly string[])[], widths: readonly number[], look: { isRuled: boolean; hasHeader?: boolean }): string {
  const side = (name: string) => `<w:${name} w:val="${look.isRuled ? 'single' : 'nil'}" w:sz="4" w:space="0" w:color="auto"/>`
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(side).join('')
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')
  const written = rows.map((cells, row) => {
    const properties = `<w:trPr><w:cantSplit/>${look.hasHeader && row === 0 ? '<w:tblHeader/>' : ''}</w:trPr>`
    const body = cells.map(
      (cell, column) => `<w:tc><w:tcPr><w:tcW w:w="${widths[column] ?? 0}" w:type="dxa"/></w:tcPr>${cell || paragraph('')}</w:tc>`,
    )
    return `<w:tr>${properties}${body.join('')}</w:tr>`
  })
  return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${written.join('')}</w:tbl>`
}
