import type { Mapping, ResponseDeclaration } from './declarations.ts'
import { elementsIn, type QtiElement, wordIn } from './qti-element.ts'
import { areSame, itemsOf, numberOf, refuse, type Scalar, scalarOf, type Value, valueFrom } from './scoring-values.ts'

/** What expressions may ask for. */
export type Scope = {
  declarations: ReadonlyMap<string, ResponseDeclaration>
  responses: ReadonlyMap<string, readonly string[]>
  outcomes: Map<string, Value>
}

/** The value of an expression. What is not listed here is not understood, and nobody guesses. */
export function evaluate(expression: QtiElement, scope: Scope): Value {
  const operator = operators[expression.name]
  return operator ? operator(expression, scope) : refuse()
}

type Operator = (expression: QtiElement, scope: Scope) => Value

const valuesOf = (expression: QtiElement, scope: Scope): Value[] => elementsIn(expression).map((child) => evaluate(child, scope))
const numbers = (fold: (values: readonly number[]) => number): Operator => {
  return (expression, scope) => {
    const values = valuesOf(expression, scope)
    return values.includes(null) ? null : fold(values.flatMap(itemsOf).map(numberOf))
  }
}
const compared = (holds: (a: number, b: number) => boolean): Operator => {
  return (expression, scope) => {
    const [a = null, b = null] = valuesOf(expression, scope)
    return a === null || b === null ? null : holds(numberOf(a), numberOf(b))
  }
}
const gathered = (isOrdered: boolean): Operator => {
  return (expression, scope) => {
    const items = valuesOf(expression, scope).flatMap(itemsOf)
    return items.length === 0 ? null : { items, isOrdered }
  }
}

const operators: Readonly<Record<string, Operator>> = {
  variable: ({ attributes }, scope) => variable(attributes.identifier ?? '', scope),
  correct({ attributes }, { declarations }) {
    const declaration = declarations.get(attributes.identifier ?? '')
    return declaration?.correct ? valueFrom(declaration.correct, declaration) : null
  },
  baseValue: (expression) => scalarOf(wordIn(expression), expression.attributes.baseType ?? 'string'),
  null: () => null,
  isNull: (expression, scope) => (valuesOf(expression, scope)[0] ?? null) === null,
  not(expression, scope) {
    const [value = null] = valuesOf(expression, scope)
    return value === null ? null : value !== true
  },
  and: (expression, scope) => valuesOf(expression, scope).every((value) => value === true),
  or: (expression, scope) => valuesOf(expression, scope).some((value) => value === true),
  match(expression, scope) {
    const [a = null, b = null] = valuesOf(expression, scope)
    return a === null || b === null ? null : areSame(a, b)
  },
  equal(expression, scope) {
    const [a = null, b = null] = valuesOf(expression, scope)
    return a === null || b === null ? null : isNear(numberOf(a), numberOf(b), expression)
  },
  stringMatch(expression, scope) {
    const [a = null, b = null] = valuesOf(expression, scope)
    if (a === null || b === null) return null
    const fold = (value: Value) => (expression.attributes.caseSensitive === 'false' ? String(value).toLowerCase() : String(value))
    return expression.attributes.substring === 'true' ? refuse() : fold(a) === fold(b)
  },
  member(expression, scope) {
    const [one = null, all = null] = valuesOf(expression, scope)
    return one === null || all === null ? null : itemsOf(all).some((item) => areSame(item, one))
  },
  contains(expression, scope) {
    const [all = null, some = null] = valuesOf(expression, scope)
    return all === null || some === null ? null : itemsOf(some).every((item) => itemsOf(all).includes(item))
  },
  containerSize: (expression, scope) => itemsOf(valuesOf(expression, scope)[0] ?? null).length,
  index(expression, scope) {
    const place = Number(expression.attributes.n)
    return itemsOf(valuesOf(expression, scope)[0] ?? null)[place - 1] ?? null
  },
  mapResponse({ attributes }, { declarations, responses }) {
    const identifier = attributes.identifier ?? ''
    const declaration = declarations.get(identifier)
    return declaration?.mapping ? mapped(responses.get(identifier) ?? [], declaration.mapping, declaration) : refuse()
  },
  multiple: gathered(false),
  ordered: gathered(true),
  sum: numbers((values) => values.reduce((sum, value) => sum + value, 0)),
  product: numbers((values) => values.reduce((product, value) => product * value, 1)),
  subtract: numbers(([a = 0, b = 0]) => a - b),
  divide: numbers(([a = 0, b = 0]) => (b === 0 ? refuse() : a / b)),
  max: numbers((values) => Math.max(...values)),
  min: numbers((values) => Math.min(...values)),
  truncate: numbers(([value = 0]) => Math.trunc(value)),
  round: numbers(([value = 0]) => Math.floor(value + 0.5)),
  integerToFloat: numbers(([value = 0]) => value),
  gt: compared((a, b) => a > b),
  gte: compared((a, b) => a >= b),
  lt: compared((a, b) => a < b),
  lte: compared((a, b) => a <= b),
}

function variable(identifier: string, { declarations, responses, outcomes }: Scope): Value {
  const declaration = declarations.get(identifier)
  return declaration ? valueFrom(responses.get(identifier) ?? [], declaration) : (outcomes.get(identifier) ?? null)
}

function isNear(given: number, wanted: number, { attributes }: QtiElement): boolean {
  const { toleranceMode = 'exact', tolerance = '' } = attributes
  if (toleranceMode === 'exact') return given === wanted
  const [below = Number.NaN, above = below] = tolerance.trim().split(/\s+/).map(Number)
  if (!Number.isFinite(below) || !Number.isFinite(above)) return refuse()
  const share = toleranceMode === 'relative' ? wanted / 100 : 1
  // a hair's breadth for what floating point adds to an edge
  const hair = 1e-9 * Math.max(1, Math.abs(wanted))
  return given >= wanted - below * share - hair && given <= wanted + above * share + hair
}

/** Each answer counts once, however often it was given. */
function mapped(words: readonly string[], { entries, lower, upper, otherwise }: Mapping, { baseType }: ResponseDeclaration): number {
  const worths = [...new Set(words)].map((word) => {
    const isKey = (key: string, isCaseSensitive: boolean): boolean =>
      baseType === 'string' && !isCaseSensitive ? key.toLowerCase() === word.toLowerCase() : same(key, word, baseType)
    return entries.find(({ key, isCaseSensitive }) => isKey(key, isCaseSensitive))?.value ?? otherwise
  })
  const sum = worths.reduce((total, worth) => total + worth, 0)
  return Number.isFinite(sum) ? Math.min(upper, Math.max(lower, sum)) : refuse()
}

function same(key: string, word: string, baseType: string): boolean {
  const [a, b]: [Scalar, Scalar] = [scalarOf(key, baseType), scalarOf(word, baseType)]
  return a === b
}
