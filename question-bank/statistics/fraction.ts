/** A whole number over a whole number above zero: what is defined exactly is computed exactly, and rounded once, when it is shown. */
export type Fraction = { part: bigint; of: bigint }

export const nothing: Fraction = { part: 0n, of: 1n }

export function fraction(part: bigint, of: bigint): Fraction {
  const divisor = commonDivisor(part < 0n ? -part : part, of)
  return { part: part / divisor, of: of / divisor }
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.part * b.of + b.part * a.of, a.of * b.of)
}

/** In thousandths, halves away from zero. */
export function thousandths({ part, of }: Fraction): number {
  const size = part < 0n ? -part : part
  const rounded = Number((2_000n * size + of) / (2n * of))
  return part < 0n && rounded > 0 ? -rounded : rounded
}

/** a / √(b·c) in thousandths, halves away from zero; null when b or c is nothing. */
export function ratioToRoot(a: Fraction, b: Fraction, c: Fraction): number | null {
  if (b.part <= 0n || c.part <= 0n) return null
  // twice the thousandths, squared: the root of its whole part is the whole part of its root
  const squared = (4_000_000n * a.part * a.part * b.of * c.of) / (a.of * a.of * b.part * c.part)
  const rounded = Number((wholeRoot(squared) + 1n) / 2n)
  return a.part < 0n && rounded > 0 ? -rounded : rounded
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b]
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller]
  return larger
}

/** The largest whole number whose square is not above this one (Newton). */
function wholeRoot(square: bigint): bigint {
  if (square < 2n) return square
  let root = 1n << BigInt((square.toString(2).length + 1) >> 1)
  for (let next = (root + square / root) >> 1n; next < root; next = (root + square / root) >> 1n) root = next
  return root
}
