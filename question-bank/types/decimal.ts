/** A decimal number as a whole number of its last place: no floating point comes near a grade. */
export type Decimal = { digits: bigint; places: number }

/** Vietnamese writes a comma, keyboards a point; both are decimal marks here, and thousands are not parted. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = text
    .trim()
    .replace(/^[−–]/, '-')
    .match(/^([+-]?)(\d{1,30})(?:[.,](\d{1,30}))?$/)
  if (!match) return undefined
  const [, sign, whole = '', fraction = ''] = match
  const digits = BigInt(whole + fraction)
  return { digits: sign === '-' ? -digits : digits, places: fraction.length }
}

/** In whole thousandths, what is finer cut off; undefined beyond what a number can hold exactly. */
export function thousandthsOf({ digits, places }: Decimal): number | undefined {
  const thousandths = places <= 3 ? digits * 10n ** BigInt(3 - places) : digits / 10n ** BigInt(places - 3)
  return thousandths > BigInt(Number.MAX_SAFE_INTEGER) || thousandths < BigInt(Number.MIN_SAFE_INTEGER) ? undefined : Number(thousandths)
}

/** Whether two numbers are no further apart than the tolerance. */
export function isWithin(a: Decimal, b: Decimal, tolerance: Decimal): boolean {
  const places = Math.max(a.places, b.places, tolerance.places)
  const scale = ({ digits, places: own }: Decimal) => digits * 10n ** BigInt(places - own)
  const distance = scale(a) - scale(b)
  return (distance < 0n ? -distance : distance) <= scale(tolerance)
}

/** One writing for one number: no plus, no zeros that say nothing, a point as the mark. */
export function canonicalDecimal(text: string): string | undefined {
  const parsed = parseDecimal(text)
  if (!parsed) return undefined
  const isNegative = parsed.digits < 0n
  const digits = String(isNegative ? -parsed.digits : parsed.digits).padStart(parsed.places + 1, '0')
  const whole = digits.slice(0, digits.length - parsed.places)
  const fraction = digits.slice(digits.length - parsed.places).replace(/0+$/, '')
  return `${isNegative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
