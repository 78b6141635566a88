import { looks } from '../sheet/sheet.ts'
import { legacyEncodingOfFont } from '../text/legacy-vietnamese.ts'
import { builtInFormat } from './number-format.ts'
import { walkXml } from './pull-xml.ts'

/** The font matters where it draws Vietnamese letters in the places of others. */
export type CellStyle = { looks: number; format: string; font?: string }

const plainStyle: CellStyle = { looks: 0, format: 'General' }

/** For each style of a workbook how its cells look and how their numbers are shown. */
export function readStyles(part: Uint8Array | undefined): (style: number) => CellStyle {
  if (!part) return () => plainStyle
  const formats = new Map<number, string>()
  const fonts: number[] = []
  const fontNames: string[] = []
  const fills: number[] = []
  const styles: CellStyle[] = []
  let inside = ''
  walkXml(part, {
    open(name, attribute) {
      if (/^(?:fonts|fills|cellXfs|cellStyleXfs|dxfs|borders)$/.test(name)) inside = name
      else if (name === 'numFmt' && inside !== 'dxfs') formats.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '')
      else if (name === 'font' && inside === 'fonts') fonts.push(0)
      else if (name === 'name' && inside === 'fonts') fontNames[fonts.length - 1] = attribute('val') ?? ''
      else if (name === 'fill' && inside === 'fills') fills.push(0)
      else if (inside === 'fonts' && fonts.length > 0) fonts[fonts.length - 1] = (fonts.at(-1) as number) | lookOf(name, attribute)
      else if (inside === 'fills' && name === 'patternFill' && attribute('patternType') === 'solid') fills[fills.length - 1] = looks.fill
      else if (inside === 'fills' && name === 'fgColor' && isPaper(attribute)) fills[fills.length - 1] = 0
      else if (inside === 'cellXfs' && name === 'xf') {
        const id = Number(attribute('numFmtId') ?? 0)
        const font = fontNames[Number(attribute('fontId') ?? 0)]
        styles.push({
          looks: (fonts[Number(attribute('fontId') ?? 0)] ?? 0) | (fills[Number(attribute('fillId') ?? 0)] ?? 0),
          format: formats.get(id) ?? builtInFormat(id),
          ...(font !== undefined && legacyEncodingOfFont(font) ? { font } : {}),
        })
      }
    },
    close(name) {
      if (name === inside) inside = ''
    },
  })
  return (style) => styles[style] ?? plainStyle
}

/** What an element of a font says of the looks. */
export function lookOf(name: string, attribute: (name: string) => string | undefined): number {
  const value = attribute('val')
  if (value === '0' || value === 'false' || value === 'none') return 0
  if (name === 'b') return looks.bold
  if (name === 'i') return looks.italic
  if (name === 'u') return looks.underline
  if (name === 'strike') return looks.strike
  if (name === 'vertAlign') return value === 'subscript' ? looks.sub : value === 'superscript' ? looks.super : 0
  return name === 'color' && !isInk(attribute) ? looks.colour : 0
}

/** Black, automatic, or the dark text of the theme. */
function isInk(attribute: (name: string) => string | undefined): boolean {
  const rgb = attribute('rgb')
  if (rgb !== undefined) return /^(?:ff|00)?000000$/i.test(rgb)
  const theme = attribute('theme')
  if (theme !== undefined) return theme === '1' || theme === '0'
  const indexed = attribute('indexed')
  return indexed === undefined || indexed === '8' || indexed === '64' || indexed === '0' || indexed === '32767'
}

function isPaper(attribute: (name: string) => string | undefined): boolean {
  const rgb = attribute('rgb')
  return (
    (rgb !== undefined && /^(?:ff|00)?ffffff$/i.test(rgb)) ||
    attribute('theme') === '0' ||
    attribute('indexed') === '9' ||
    attribute('indexed') === '65'
  )
}
