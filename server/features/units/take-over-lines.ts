import type { TransactionSql } from 'postgres'
import { Problem } from '../../contract/errors.ts'

export type TakenOver = { added: number[]; changed: number[] }

/** Everything that a previewed file changes, set by set: 40,000 units are a handful of statements. Under the lock of the tree. */
export async function takeOverLines(sql: TransactionSql, importId: string, act: number, day: string, actionId: string): Promise<TakenOver> {
  const [held] = await sql<{ isSame: boolean }[]>`
    update unit_imports set state = 'confirmed', confirmed_at = now(), confirmed_by = ${actionId} where id = ${importId} and state = 'previewed'
    returning tree_version = (select version from unit_tree) as "isSame"`
  if (!held) throw new Problem('IMPORT_ALREADY_CONFIRMED')
  // the preview showed another tree: nobody has agreed to this one
  if (!held.isSame) throw new Problem('UNITS_CHANGED')
  const lines = (state: 'new' | 'changed') => sql`unit_import_lines l where l.import_id = ${importId} and l.state = ${state}`
  // with its place at once: a row that is written twice costs the index of paths twice
  const added = await sql<{ id: number }[]>`
    with recursive fresh as materialized (
      select nextval('units_id_seq')::integer as id, l.code, l.name, l.parent_code from ${lines('new')}
    ),
    placed (id, code, name, parent_id, depth, path) as (
      select f.id, f.code, f.name, p.id, coalesce(p.depth + 1, 0), coalesce(p.path || f.id::text, f.id::text::ltree)
      from fresh f left join units p on p.code = f.parent_code where f.parent_code is null or p.id is not null
      union all
      select f.id, f.code, f.name, p.id, p.depth + 1, p.path || f.id::text from placed p join fresh f on f.parent_code = p.code
    )
    insert into units (id, code, name, parent_id, depth, path, is_open, version) overriding system value
    select id, code, name, parent_id, depth, path, true, 1 from placed returning id`
  const changed = await sql<{ id: number }[]>`select u.id from units u where u.code in (select l.code from ${lines('changed')})`
  const isNewOr = (change: string) => sql`(l.state = 'new' or (l.state = 'changed' and ${change} = any(l.changes)))`
  const from = sql`unit_import_lines l join units u on u.code = l.code where l.import_id = ${importId}`
  await sql`insert into unit_lives (unit_id, from_on, act, is_open) select u.id, ${day}, ${act}, true from ${from} and l.state = 'new'`
  await sql`insert into unit_names (unit_id, from_on, act, name) select u.id, ${day}, ${act}, l.name from ${from} and ${isNewOr('name')}`
  await sql`
    insert into unit_headcounts (unit_id, from_on, act, headcount)
    select u.id, ${day}, ${act}, l.headcount from ${from} and l.headcount is not null and ${isNewOr('headcount')}`
  await sql`
    insert into unit_parents (unit_id, from_on, act, parent_id)
    select u.id, ${day}, ${act}, p.id from unit_import_lines l join units u on u.code = l.code left join units p on p.code = l.parent_code
    where l.import_id = ${importId} and ${isNewOr('parent')}`
  return { added: added.map(({ id }) => id), changed: changed.map(({ id }) => id) }
}
