import type { DrillRandom } from '../drills/drill-random.ts'
import type { Seen } from './schema-values.ts'

const mostOfAName = 60

/** Remembers what stood in answers, by name; "id" of a thing in "questions" is also a "questionId". */
export function createSeen(first: Record<string, unknown[]>): Seen & { learn(body: unknown): void } {
  const values = new Map<string, unknown[]>(Object.entries(first))
  const put = (name: string, value: unknown) => {
    const known = values.get(name) ?? []
    if (known.includes(value)) return
    if (known.length >= mostOfAName) known.shift()
    known.push(value)
    values.set(name, known)
  }
  const learn = (value: unknown, name: string, depth: number): void => {
    if (depth > 6 || value === null) return
    if (Array.isArray(value)) for (const one of value.slice(0, 20)) learn(one, name.replace(/s$/, ''), depth + 1)
    else if (typeof value === 'object') {
      for (const [inner, one] of Object.entries(value).slice(0, 60)) {
        learn(one, inner, depth + 1)
        if (inner === 'id' && name !== '') learn(one, `${name}Id`, depth + 1)
      }
    } else if (typeof value === 'number' || (typeof value === 'string' && value.length < 200)) put(name, value)
  }
  return {
    take(name: string, random: DrillRandom) {
      const known = values.get(name)
      return known && known.length > 0 ? random.pick(known) : undefined
    },
    learn: (body) => learn(body, '', 0),
  }
}
