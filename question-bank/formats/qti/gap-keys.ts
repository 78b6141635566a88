import { type Reason, reason } from '../../reason.ts'
import { canonicalDecimal } from '../../types/decimal.ts'
import type { NumericKey } from '../../types/numeric.ts'
import type { ShortTextKey } from '../../types/short-text.ts'
import type { ResponseDeclaration } from './declarations.ts'
import { type ItemContext, noted, respond } from './item-context.ts'
import { descendants, elementsIn, type QtiElement, wordIn } from './qti-element.ts'

/** Texts that may be typed into one gap, and what each is worth. */
export type TypedKey = { kind: 'text'; keys: readonly ShortTextKey[] } | { kind: 'numeric'; keys: readonly NumericKey[] }
export type TypedGap = TypedKey & { probes: readonly string[]; doubts: readonly Reason[] }

export function typedGap(interaction: QtiElement, declaration: ResponseDeclaration, context: ItemContext): TypedGap {
  const isNumber = declaration.baseType === 'float' || declaration.baseType === 'integer'
  const values = valuesFor(declaration, context.item)
  const worthOf = worths(values, declaration, noted(interaction, 'type') === undefined ? context.score : undefined)
  return isNumber ? numericGap(values, worthOf, declaration, context) : textGap(interaction, values, worthOf, declaration)
}

/** Everything that the file ever compares this response with. */
function valuesFor({ identifier, correct = [], mapping }: ResponseDeclaration, item: QtiElement): string[] {
  const mapped = mapping?.entries.filter(({ value }) => value > 0).map(({ key }) => key) ?? []
  const compared = comparisonsOf(item, identifier).flatMap((expression) => elementsIn(expression, 'baseValue').map(wordIn))
  return [...new Set([...mapped, ...correct, ...compared])]
}

function comparisonsOf(item: QtiElement, identifier: string): QtiElement[] {
  return descendants(item, ({ name }) => name === 'equal' || name === 'match' || name === 'stringMatch').filter((expression) =>
    elementsIn(expression, 'variable').some(({ attributes }) => attributes.identifier === identifier),
  )
}

function worths(
  values: readonly string[],
  { identifier, correct = [], mapping }: ResponseDeclaration,
  score: ItemContext['score'],
): (value: string) => number {
  const mapped = (value: string) => mapping?.entries.find(({ key }) => key === value)?.value ?? (correct.includes(value) ? 1 : 0)
  const scores = new Map(values.map((value) => [value, score?.(respond(identifier, [value])) ?? mapped(value)]))
  // a gap may be worth nothing by itself where only all gaps together are
  const isAlone = Math.max(0, ...scores.values()) > 0
  const worth = (value: string) => (isAlone ? (scores.get(value) ?? 0) : mapped(value))
  const best = Math.max(...values.map(worth), 0)
  return (value) => (best > 0 ? Math.max(0, Math.round((worth(value) * 1_000) / best)) : 0)
}

function textGap(interaction: QtiElement, values: readonly string[], worthOf: (value: string) => number, { mapping }: ResponseDeclaration): TypedGap {
  const accepted = values.map((text) => ({ text, worthThousandths: worthOf(text) })).filter(({ worthThousandths }) => worthThousandths > 0)
  const flags = new Set(noted(interaction, 'accepts')?.split(' '))
  const own = { ...(flags.has('wildcards') ? { hasWildcards: true } : {}), ...(flags.has('no-diacritics') ? { ignoresDiacritics: true } : {}) }
  const [loose, strict]: ShortTextKey[] = [
    { accepted, ...own },
    { accepted, ...own, isCaseSensitive: true },
  ]
  // patterns and missing diacritics are ours alone: the rules of the file cannot be asked about them
  const isBeyondQti = flags.has('wildcards') || flags.has('no-diacritics')
  const cases = new Set(mapping?.entries.map(({ isCaseSensitive }) => isCaseSensitive))
  return {
    kind: 'text',
    keys: flags.has('case') ? [strict as ShortTextKey, loose as ShortTextKey] : [loose as ShortTextKey, strict as ShortTextKey],
    probes: isBeyondQti ? [] : [...accepted.flatMap(({ text }) => [text, text.toUpperCase(), text.toLowerCase()]), 'một câu trả lời khác hẳn'],
    doubts: accepted.length === 0 ? [reason('NO_ACCEPTED_TEXT')] : cases.size > 1 ? [reason('QTI_SCORING')] : [],
  }
}

function numericGap(
  values: readonly string[],
  worthOf: (value: string) => number,
  { identifier, correct = [] }: ResponseDeclaration,
  { item }: ItemContext,
): TypedGap {
  const tolerances = new Map<string, string>()
  for (const expression of comparisonsOf(item, identifier)) {
    const [below, above = below] = (expression.attributes.tolerance ?? '').trim().split(/\s+/)
    const isEven = expression.attributes.toleranceMode === 'absolute' && below !== undefined && below !== '' && below === above
    const compared = elementsIn(expression, 'correct').length > 0 ? correct : elementsIn(expression, 'baseValue').map(wordIn)
    if (isEven) for (const value of compared) tolerances.set(value, canonicalDecimal(below) ?? below)
  }
  const accepted = values.flatMap((value) => {
    const tolerance = tolerances.get(value)
    const worthThousandths = worthOf(value)
    return worthThousandths === 0
      ? []
      : [{ value: canonicalDecimal(value) ?? value, ...(tolerance === undefined || tolerance === '0' ? {} : { tolerance }), worthThousandths }]
  })
  const probes = accepted.flatMap(({ value, tolerance = '0' }) => {
    const [middle, width] = [Number(value), Number(tolerance)]
    const near = [middle - width / 2, middle + width / 2, middle - width * 1.01 - 0.001, middle + width * 1.01 + 0.001]
    return [value, ...near.map((number) => canonicalDecimal(number.toFixed(6)) ?? value)]
  })
  return { kind: 'numeric', keys: [{ accepted }], probes, doubts: accepted.length === 0 ? [reason('NO_KEY')] : [] }
}
