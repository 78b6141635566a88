import { strToU8, zipSync } from 'fflate'

/** A workbook as Excel writes it, small: texts shared, numbers as numbers, cells named by column and row. */
export function xlsxFile(sheets: Record<string, (string | number | null)[][]>): Uint8Array {
  const shared: string[] = []
  const sharedIndex = (text: string) => (shared.includes(text) ? shared.indexOf(text) : shared.push(text) - 1)
  const names = Object.keys(sheets)
  const worksheets = Object.values(sheets).map((rows) => {
    const body = rows.map((cells, row) => {
      const written = cells.map((cell, column) => {
        const at = `${String.fromCharCode(65 + column)}${row + 1}`
        if (cell === null) return ''
        return typeof cell === 'number' ? `<c r="${at}"><v>${cell}</v></c>` : `<c r="${at}" t="s"><v>${sharedIndex(cell)}</v></c>`
      })
      return `<row r="${row + 1}">${written.join('')}</row>`
    })
    return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body.join('')}</sheetData></worksheet>`
  })
  const relation = (number: number) => `<Relationship Id="rId${number}" Type="worksheet" Target="worksheets/sheet${number}.xml"/>`
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${names.map((name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, index) => relation(index + 1)).join('')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst>${shared.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`,
  }
  worksheets.forEach((xml, index) => {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = xml
  })
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])))
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
}
