import { canonicalDecimal, parseDecimal } from '../../types/decimal.ts'
import type { NumericKey } from '../../types/numeric.ts'
import type { ShortTextKey } from '../../types/short-text.ts'

// How several accepted answers stand in one line. Texts stand in quotes, so that “B”, “Đúng” or “1945” are no letter, no truth and no number:
// “Nguyễn Ái Quốc” | “Bác Hồ” (50 %)      3,5 ± 0,01 | 4 (50 %)

type Texts = ShortTextKey['accepted']
type Numbers = NumericKey['accepted']

const share = '(?:\\s*\\((\\d{1,3}(?:,\\d)?)\\s*%\\))?'
const quoted = new RegExp(`^[“"]((?:[^\\\\”"]|\\\\.)*)[”"]${share}\\s*(?:\\|\\s*(?=[“"])|$)`)
const number = new RegExp(`^([+−–-]?\\d+(?:,\\d+)?)(?:\\s*\\(?(?:±|\\+/-)\\s*(\\d+(?:,\\d+)?)\\)?)?${share}$`)

export function writeTexts(accepted: Texts): string {
  return accepted.map(({ text, worthThousandths }) => `“${text.replace(/[\\”"]/g, '\\$&')}”${shareOf(worthThousandths)}`).join(' | ')
}

/** Undefined: not written like this. */
export function readTexts(written: string): Texts | undefined {
  const accepted: Texts = []
  for (let rest = written.trim().replace(/[”"]\s*\.$/, (end) => end.slice(0, -1)); rest !== ''; ) {
    const match = quoted.exec(rest)
    if (!match) return undefined
    accepted.push({ text: (match[1] as string).replace(/\\(.)/g, '$1').trim(), worthThousandths: worthOf(match[2]) })
    rest = rest.slice(match[0].length)
  }
  return accepted.length > 0 ? accepted : undefined
}

export function writeNumbers(accepted: Numbers): string {
  return accepted
    .map(
      ({ value, tolerance, worthThousandths }) =>
        `${withComma(value)}${tolerance === undefined ? '' : ` ± ${withComma(tolerance)}`}${shareOf(worthThousandths)}`,
    )
    .join(' | ')
}

/** Undefined: not written like this. A comma is the decimal mark; where a point may part thousands, this is not the place to guess. */
export function readNumbers(written: string): Numbers | undefined {
  const accepted: Numbers = []
  for (const one of written.trim().split(/\s*\|\s*/)) {
    const match = number.exec(one)
    const value = match ? canonicalDecimal(match[1] as string) : undefined
    // "1,500" is a thousand and a half to one reader and one and a half to another
    if (!match || value === undefined || /^\D?[1-9]\d{0,2},\d00$/.test(match[1] as string)) return undefined
    const tolerance = match[2] === undefined ? undefined : canonicalDecimal(match[2])
    accepted.push({ value, ...(tolerance === undefined ? {} : { tolerance }), worthThousandths: worthOf(match[3]) })
  }
  return accepted
}

/** "33,3 %" and back, in whole thousandths. */
export function percentOf(thousandths: number): string {
  return `${withComma(String(thousandths / 10)).replace('-', '−')} %`
}

export function thousandthsOf(percent: string): number {
  const decimal = parseDecimal(percent)
  return decimal ? Number(decimal.digits) * 10 ** (1 - decimal.places) : 0
}

function shareOf(worthThousandths: number): string {
  return worthThousandths === 1_000 ? '' : ` (${percentOf(worthThousandths)})`
}

function worthOf(percent: string | undefined): number {
  return percent === undefined ? 1_000 : thousandthsOf(percent)
}

/** Numbers on paper have a comma. */
export function withComma(value: string): string {
  return value.replace('.', ',')
}
