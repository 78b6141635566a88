import type { UnitPath } from '../access/can.ts'

type Placed = { id: number; parentId: number | null }

/** Of a tree, the subtrees that somebody's grants reach; a null among the paths means all of it. */
export function unitsWithin<Unit extends Placed>(tree: readonly Unit[], paths: readonly UnitPath[]): Unit[] {
  if (paths.includes(null)) return [...tree]
  const byId = new Map(tree.map((unit) => [unit.id, unit]))
  const tops = new Set(paths.map((path) => Number(path?.split('.').at(-1))))
  const isWithin = ({ id, parentId }: Placed): boolean => {
    const above = parentId === null ? undefined : byId.get(parentId)
    return tops.has(id) || (above !== undefined && isWithin(above))
  }
  return tree.filter(isWithin)
}
