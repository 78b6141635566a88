import type { SeededRandom } from './seeded-random.ts'

/** Locked entries stay where their author put them; the others change places among themselves. */
export function shuffleAround(size: number, locked: readonly number[], random: SeededRandom): number[] {
  const order: number[] = []
  for (let option = 0; option < size; option += 1) order.push(option)
  const free = locked.length === 0 ? order.slice() : order.filter((option) => !locked.includes(option))
  // Fisher–Yates over the free places
  for (let place = 0; place < free.length - 1; place += 1) {
    const other = place + random.below(free.length - place)
    const [here, there] = [free[place] as number, free[other] as number]
    const moved = order[there] as number
    order[there] = order[here] as number
    order[here] = moved
  }
  return order
}
