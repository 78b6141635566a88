import { createRandom } from '../../../widget/core/random.ts'

/** mulberry32: a failing run is repeated by its printed seed. */
export function createSeededRandom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const random = createRandom((bytes) => {
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = Math.floor(next() * 256)
  })
  return { random, next, below: (limit: number) => Math.floor(next() * limit) }
}
