import { randomBytes } from 'node:crypto'
import { createSeededRandom } from '../../question-bank/seeded-random.ts'

export type DrillRandom = ReturnType<typeof createDrillRandom>

/** Printed with every drill: the same seed gives the same people, taps and mishaps. */
export function newSeed(): string {
  return randomBytes(6).toString('hex')
}

export function createDrillRandom(seed: string, purpose: string) {
  const { below } = createSeededRandom(Buffer.from(seed), purpose)
  return {
    below,
    /** True so many times in a hundred. */
    percent: (chance: number) => below(100) < chance,
    pick: <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item,
    uuid(): string {
      const bytes = Buffer.from(Array.from({ length: 16 }, () => below(256)))
      bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
      bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
      const hex = bytes.toString('hex')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
    },
  }
}
