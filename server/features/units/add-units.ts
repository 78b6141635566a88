import type { TransactionSql } from 'postgres'

export type NewUnit = { code: string; name: string; parentCode: string | null }

/** Parents come before their children. */
export async function addUnits(transaction: TransactionSql, units: readonly NewUnit[]): Promise<void> {
  const byCode = new Map<string, { id: number; path: string; depth: number }>()
  for (const { code, name, parentCode } of units) {
    const parent = parentCode === null ? undefined : byCode.get(parentCode)
    if (parentCode !== null && !parent) throw new Error(`unit ${code} comes before its parent ${parentCode}`)
    const [row] = await transaction<{ id: number }[]>`
        with next as (select nextval('units_id_seq')::integer as id)
        insert into units (id, code, name, parent_id, depth, path) overriding system value
        select id, ${code}, ${name}, ${parent?.id ?? null}::integer, ${parent ? parent.depth + 1 : 0}::smallint, (${parent ? `${parent.path}.` : ''}::text || id)::ltree from next
        returning id`
    const id = row?.id ?? 0
    byCode.set(code, { id, path: parent ? `${parent.path}.${id}` : String(id), depth: parent ? parent.depth + 1 : 0 })
  }
}
