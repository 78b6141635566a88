import { type Reason, reason } from '../../reason.ts'
import { canonicalDecimal, parseDecimal } from '../../types/decimal.ts'

export type TypedAnswer = { text: string; worth: number | undefined; tolerance?: string; feedback?: string }
type TextKey = { accepted: { text: string; worthThousandths: number }[]; hasWildcards?: boolean; isCaseSensitive?: boolean }
type NumberKey = { accepted: { value: string; tolerance?: string; worthThousandths: number }[] }
export type Understood<Key> = { key?: Key; doubts: Reason[]; feedback: (string | null)[] }

/** Answers worth nothing only carry what is said to a wrong answer. */
function counted(answers: readonly TypedAnswer[]): { answers: (TypedAnswer & { worth: number })[]; doubts: Reason[]; feedback: (string | null)[] } {
  const doubts = answers.some(({ worth }) => worth === undefined) ? [reason('SHARE_NOT_READ', '?')] : []
  const kept = answers.flatMap((answer) => (answer.worth !== undefined && answer.worth > 0 ? [{ ...answer, worth: answer.worth }] : []))
  const most = Math.max(0, ...kept.map(({ worth }) => worth))
  if (most < 1_000 && doubts.length === 0) doubts.push(reason('NO_FULL_MARK', String(most / 10)))
  return { answers: kept, doubts, feedback: kept.map(({ feedback }) => feedback ?? null) }
}

/** In Moodle a star stands for any characters and "\*" for itself. */
export function textKeyFrom(written: readonly TypedAnswer[], isCaseSensitive = false): Understood<TextKey> {
  const { answers, doubts, feedback } = counted(written)
  const hasWildcards = answers.some(({ text }) => /(?<!\\)\*/.test(text))
  if (hasWildcards && answers.some(({ text }) => text.includes('\\*'))) doubts.push(reason('LITERAL_STAR'))
  if (doubts.length > 0) return { doubts, feedback }
  const accepted = answers.map(({ text, worth }) => ({ text: text.replaceAll('\\*', '*').replace(/\s+/g, ' ').trim(), worthThousandths: worth }))
  return { key: { accepted, ...(hasWildcards ? { hasWildcards } : {}), ...(isCaseSensitive ? { isCaseSensitive } : {}) }, doubts, feedback }
}

export function textAsMoodleWrites(text: string, hasWildcards = false): string {
  return hasWildcards ? text : text.replaceAll('*', '\\*')
}

export function numberKeyFrom(written: readonly TypedAnswer[]): Understood<NumberKey> {
  const { answers, doubts, feedback } = counted(written.filter(({ text, worth }) => text.trim() !== '*' || worth !== 0))
  const accepted: NumberKey['accepted'] = []
  for (const { text, tolerance = '', worth } of answers) {
    const read = readNumber(text, tolerance)
    if (read) accepted.push({ ...read, worthThousandths: worth })
    else doubts.push(reason('NOT_A_NUMBER', `${text}${tolerance === '' ? '' : `:${tolerance}`}`))
  }
  return doubts.length > 0 ? { doubts, feedback } : { key: { accepted }, doubts, feedback }
}

function readNumber(text: string, tolerance: string): { value: string; tolerance?: string } | undefined {
  const range = /^([^.]+(?:\.\d+)?|\.\d+)\.\.(.+)$/.exec(text.trim())
  if (range) return middleOf(range[1] as string, range[2] as string)
  const value = plainNumber(text)
  const allowed = tolerance.trim() === '' ? '0' : plainNumber(tolerance)
  if (value === undefined || allowed === undefined || allowed.startsWith('-')) return undefined
  return allowed === '0' ? { value } : { value, tolerance: allowed }
}

/** "1..5" is 3 with a tolerance of 2, by whole numbers. */
function middleOf(from: string, to: string): { value: string; tolerance?: string } | undefined {
  const [least, most] = [plainNumber(from), plainNumber(to)].map((text) => (text === undefined ? undefined : parseDecimal(text)))
  if (!least || !most) return undefined
  const places = Math.max(least.places, most.places)
  const [low, high] = [least, most].map(({ digits, places: own }) => digits * 10n ** BigInt(places - own)) as [bigint, bigint]
  if (low > high) return undefined
  const tolerance = decimalText((high - low) * 5n, places + 1)
  return { value: decimalText((high + low) * 5n, places + 1), ...(tolerance === '0' ? {} : { tolerance }) }
}

function decimalText(digits: bigint, places: number): string {
  const text = String(digits < 0n ? -digits : digits).padStart(places + 1, '0')
  return canonicalDecimal(`${digits < 0n ? '-' : ''}${text.slice(0, -places)}.${text.slice(-places)}`) as string
}

/** "1.5e3" too: Moodle writes very large and very small numbers so. */
function plainNumber(written: string): string | undefined {
  const text = written
    .trim()
    .replace(/^([+-]?)([.,]\d)/, '$10$2')
    .replace(/(\d)[.,]$/, '$1')
  const [, mantissa, exponent] = /^(.*\d)[eE]([+-]?\d{1,2})$/.exec(text) ?? []
  if (mantissa === undefined) return canonicalDecimal(text)
  const parsed = parseDecimal(mantissa)
  if (!parsed) return undefined
  const places = parsed.places - Number(exponent)
  return decimalText(places < 0 ? parsed.digits * 10n ** BigInt(-places) * 10n : parsed.digits * 10n, Math.max(0, places) + 1)
}
