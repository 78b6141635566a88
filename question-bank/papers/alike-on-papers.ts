import type { Blueprint } from '../paper.ts'
import type { Likeness } from '../similarity.ts'

/** Two revisions that say the same, or nearly. */
export type AlikeRevisions = Likeness & { revisionIds: readonly [string, string] }
export type AlikeOnPapers = AlikeRevisions & { poolIds: readonly [string, string] }

/** Those that one paper could show both of, the likest first: two of a pool that gives one question never meet. */
export function alikeOnPapers({ pools }: Blueprint, pairs: readonly AlikeRevisions[]): AlikeOnPapers[] {
  const poolOf = new Map(pools.flatMap((pool) => pool.revisionIds.map((id) => [id, pool] as const)))
  return pairs
    .flatMap((pair) => {
      const [one, other] = pair.revisionIds.map((id) => poolOf.get(id))
      if (!one || !other || (one === other && one.draw < 2)) return []
      return [{ ...pair, poolIds: [one.id, other.id] as const }]
    })
    .sort((a, b) => b.likeness - a.likeness)
}
