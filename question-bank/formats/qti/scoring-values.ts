import type { ResponseDeclaration } from './declarations.ts'

/** What an expression of response processing is worth: nothing, one value, or a container of values. */
export type Scalar = string | number | boolean
export type Container = { items: readonly Scalar[]; isOrdered: boolean }
export type Value = null | Scalar | Container

/** The file scores in a way that is not understood here: somebody has to look at it. */
export class NotUnderstoodError extends Error {}

function isContainer(value: Value): value is Container {
  return typeof value === 'object' && value !== null
}

export function scalarOf(text: string, baseType: string): Scalar {
  if (baseType === 'integer' || baseType === 'float') return numberFrom(text)
  return baseType === 'boolean' ? text === 'true' || text === '1' : text
}

function numberFrom(text: string): number {
  const value = Number(text.trim() === '' ? Number.NaN : text.replace(',', '.'))
  if (!Number.isFinite(value)) throw new NotUnderstoodError()
  return value
}

/** Several words of a response as the value of its declaration; none of them is nothing. */
export function valueFrom(words: readonly string[], { cardinality, baseType }: Pick<ResponseDeclaration, 'cardinality' | 'baseType'>): Value {
  if (words.length === 0) return null
  const items = words.map((word) => scalarOf(word, baseType))
  if (cardinality === 'single') return items.length === 1 ? (items[0] as Scalar) : refuse()
  return cardinality === 'multiple' || cardinality === 'ordered' ? { items, isOrdered: cardinality === 'ordered' } : refuse()
}

export function itemsOf(value: Value): readonly Scalar[] {
  return value === null ? [] : isContainer(value) ? value.items : [value]
}

export function numberOf(value: Value): number {
  return typeof value === 'number' ? value : refuse()
}

export function areSame(a: Value, b: Value): boolean {
  const [left, right] = [itemsOf(a), itemsOf(b)]
  if (left.length !== right.length) return false
  const isOrdered = (isContainer(a) && a.isOrdered) || (isContainer(b) && b.isOrdered)
  const inOrder = (items: readonly Scalar[]) => (isOrdered ? items : items.toSorted((one, other) => (String(one) < String(other) ? -1 : 1)))
  const others = inOrder(right)
  return inOrder(left).every((item, index) => item === others[index])
}

export function refuse(): never {
  throw new NotUnderstoodError()
}
