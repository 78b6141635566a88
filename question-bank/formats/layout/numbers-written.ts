import { canonicalDecimal } from '../../types/decimal.ts'

export type WrittenNumber = { value: string; unit: string } | 'two-readings'

/** A number as Vietnamese authors write it: a comma for decimals, points or spaces between thousands, a unit behind. */
export function numberWritten(text: string): WrittenNumber | undefined {
  const tidy = text
    .replace(/^\$|\$$/g, '')
    .replace(/\{,\}/g, ',')
    .replace(/^[=≈]\s*/, '')
    .trim()
  const match = /^([+−–-]?\s?\d[\d., ]*\d|[+−–-]?\s?\d)\s*(%|°C?|[a-zA-ZÀ-ỹ%°][a-zA-ZÀ-ỹ%°³²/0-9]{0,11}(?:\s[a-zA-ZÀ-ỹ]{1,10})?)?$/u.exec(tidy)
  if (!match) return undefined
  const [written, unit] = [(match[1] as string).replace(/\s+(?=\d)/g, ' '), match[2] ?? '']
  const digits = written.replace(/^([+−–-])\s/, '$1')
  if (/^[+−–-]?\d{1,3}(?: \d{3})+$/.test(digits)) return { value: plain(digits.replaceAll(' ', '')), unit }
  if (/^[+−–-]?\d{1,3}(?:\.\d{3}){2,}$/.test(digits)) return { value: plain(digits.replaceAll('.', '')), unit }
  if (/^[+−–-]?\d{1,3}(?:\.\d{3})+,\d+$/.test(digits)) return { value: plain(digits.replaceAll('.', '')), unit }
  // "1.500" is a thousand and a half to one reader and one and a half to another
  if (/^[+−–-]?[1-9]\d{0,2}\.\d{3}$/.test(digits) || /^[+−–-]?[1-9]\d{0,2},\d00$/.test(digits)) return 'two-readings'
  const value = canonicalDecimal(digits)
  return value === undefined ? undefined : { value, unit }
}

function plain(digits: string): string {
  return canonicalDecimal(digits) ?? digits
}
