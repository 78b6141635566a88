import { foldVietnamese } from '../../../question-bank/fold-vietnamese.ts'
import type { PublicUnit } from '../../contract/contests.ts'
import type { units } from './units.table.ts'

export type UnitRow = Pick<typeof units.$inferSelect, 'id' | 'code' | 'name' | 'parentId' | 'depth'>

/** The whole tree in memory: 40,000 units are a few megabytes, and every page asks for them. */
export type UnitTree = {
  get(id: number): UnitRow | undefined
  childrenOf(id: number | null): PublicUnit[]
  search(text: string, limit: number): PublicUnit[]
  /** The unit and all above it, top first. */
  trailOf(id: number): UnitRow[]
}

export function createUnitTree(rows: readonly UnitRow[]): UnitTree {
  const byName = new Intl.Collator('vi', { numeric: true })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const children = new Map<number | null, UnitRow[]>()
  for (const row of rows) {
    const siblings = children.get(row.parentId)
    if (siblings) siblings.push(row)
    else children.set(row.parentId, [row])
  }
  for (const siblings of children.values()) siblings.sort((a, b) => byName.compare(a.name, b.name))
  const searchable = rows.map((row) => ({ row, folded: foldVietnamese(row.name) }))

  const trailOf = (id: number): UnitRow[] => {
    const row = byId.get(id)
    return row ? [...(row.parentId === null ? [] : trailOf(row.parentId)), row] : []
  }
  const present = (row: UnitRow): PublicUnit => ({
    id: row.id,
    name: row.name,
    level: row.depth,
    hasChildren: children.has(row.id),
    trail: trailOf(row.id)
      .slice(0, -1)
      .map((above) => above.name),
  })

  return {
    get: (id) => byId.get(id),
    childrenOf: (id) => (children.get(id) ?? []).map(present),
    search(text, limit) {
      const wanted = foldVietnamese(text)
      const found: UnitRow[] = []
      for (const { row, folded } of searchable) {
        if (folded.includes(wanted)) found.push(row)
        if (found.length === limit) break
      }
      return found.map(present)
    },
    trailOf,
  }
}
