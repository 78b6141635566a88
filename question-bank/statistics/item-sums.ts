import type { ItemSitting } from './sitting.ts'

/**
 * All that is remembered of one revision within one round: sums, which can be added to and added up. Whoever adds attempts one by
 * one, in pieces, or all at once has the same sums. Earned points and the points of the rest of the paper are in thousandths.
 */
export type ItemSums = {
  shown: number
  answered: number
  /** Of the points earned with this question, the points of the rest of the paper, and their products. */
  own: bigint
  rest: bigint
  ownOwn: bigint
  restRest: bigint
  ownRest: bigint
  /** For each option as its author numbered it: how many chose it, and the sum of the rest of their papers. */
  choices: Map<string, { count: number; rest: bigint }>
  /** How many took so many whole seconds. */
  seconds: Map<number, number>
}

export function emptySums(): ItemSums {
  return { shown: 0, answered: 0, own: 0n, rest: 0n, ownOwn: 0n, restRest: 0n, ownRest: 0n, choices: new Map(), seconds: new Map() }
}

export function addSitting(sums: ItemSums, { earned, restEarned, isAnswered, choices, seconds }: ItemSitting): void {
  const [own, rest] = [BigInt(earned), BigInt(restEarned)]
  sums.shown += 1
  sums.answered += Number(isAnswered)
  sums.own += own
  sums.rest += rest
  sums.ownOwn += own * own
  sums.restRest += rest * rest
  sums.ownRest += own * rest
  for (const choice of choices) addChoice(sums, choice, 1, rest)
  if (seconds !== null) sums.seconds.set(seconds, (sums.seconds.get(seconds) ?? 0) + 1)
}

export function addSums(sums: ItemSums, more: ItemSums): void {
  sums.shown += more.shown
  sums.answered += more.answered
  sums.own += more.own
  sums.rest += more.rest
  sums.ownOwn += more.ownOwn
  sums.restRest += more.restRest
  sums.ownRest += more.ownRest
  for (const [choice, { count, rest }] of more.choices) addChoice(sums, choice, count, rest)
  for (const [seconds, count] of more.seconds) sums.seconds.set(seconds, (sums.seconds.get(seconds) ?? 0) + count)
}

function addChoice(sums: ItemSums, choice: string, count: number, rest: bigint): void {
  const known = sums.choices.get(choice)
  sums.choices.set(choice, { count: (known?.count ?? 0) + count, rest: (known?.rest ?? 0n) + rest })
}

/** Sums as JSON can hold them: these grow beyond what its numbers can say. */
export type WrittenSums = {
  shown: number
  answered: number
  own: string
  rest: string
  ownOwn: string
  restRest: string
  ownRest: string
  choices: [choice: string, count: number, rest: string][]
  seconds: [seconds: number, count: number][]
}

/** Equal sums are written alike. */
export function writeSums({ shown, answered, own, rest, ownOwn, restRest, ownRest, choices, seconds }: ItemSums): WrittenSums {
  return {
    shown,
    answered,
    own: String(own),
    rest: String(rest),
    ownOwn: String(ownOwn),
    restRest: String(restRest),
    ownRest: String(ownRest),
    choices: [...choices].map(([choice, { count, rest: sum }]): [string, number, string] => [choice, count, String(sum)]).sort(byName),
    seconds: [...seconds].sort(([a], [b]) => a - b),
  }
}

export function readSums(written: WrittenSums): ItemSums {
  return {
    shown: written.shown,
    answered: written.answered,
    own: BigInt(written.own),
    rest: BigInt(written.rest),
    ownOwn: BigInt(written.ownOwn),
    restRest: BigInt(written.restRest),
    ownRest: BigInt(written.ownRest),
    choices: new Map(written.choices.map(([choice, count, rest]) => [choice, { count, rest: BigInt(rest) }])),
    seconds: new Map(written.seconds),
  }
}

function byName([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number {
  return a < b ? -1 : 1
}
