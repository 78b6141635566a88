import type { KeyMarkKind } from './key-of-options.ts'

/** How often each kind of mark is the one that shows an answer in this document. */
export type Habits = { usual: KeyMarkKind | undefined }

const enough = 3

/** The kind of mark that most questions of a document carry; undefined where its author mixes them. */
export function habitsOf(kinds: readonly (readonly KeyMarkKind[])[]): Habits {
  const counts = new Map<KeyMarkKind, number>()
  for (const found of kinds) for (const kind of new Set(found)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const [usual, count] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? []
  const marked = kinds.filter((found) => found.length > 0).length
  return { usual: usual !== undefined && count !== undefined && count >= enough && count >= marked * 0.5 ? usual : undefined }
}
