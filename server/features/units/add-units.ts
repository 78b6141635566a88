import type { TransactionSql } from 'postgres'

export type NewUnit = { code: string; name: string; parentCode: string | null }

/** Units that are there from the beginning, in any order; a parent may be an older unit. For seeds: acts of people go through the service. */
export async function addUnits(transaction: TransactionSql, units: readonly NewUnit[]): Promise<void> {
  const given = transaction`jsonb_to_recordset(${JSON.stringify(units)}::text::jsonb) as given(code text, name text, "parentCode" text)`
  const codes = new Set(units.map(({ code }) => code))
  const beginning = transaction`'0001-01-01'::date, 0`
  await transaction`select pg_advisory_xact_lock(hashtextextended('tree of units', 7407))`
  await transaction`insert into units (code, name, depth, path) select code, name, 0, 'new'::ltree from ${given}`
  await transaction`
    insert into unit_parents (unit_id, from_on, act, parent_id) select u.id, ${beginning}, above.id
    from ${given} join units u on u.code = given.code left join units above on above.code = given."parentCode"`
  await transaction`insert into unit_names (unit_id, from_on, act, name) select u.id, ${beginning}, u.name from units u join ${given} on given.code = u.code`
  await transaction`insert into unit_lives (unit_id, from_on, act, is_open) select u.id, ${beginning}, true from units u join ${given} on given.code = u.code`
  await transaction`select project_unit_tree((now() at time zone 'Asia/Ho_Chi_Minh')::date, now())`
  const orphan = units.find(({ parentCode }) => parentCode !== null && !codes.has(parentCode))
  const [known] = orphan ? await transaction`select 1 from units where code = ${orphan.parentCode}` : [true]
  if (!known) throw new Error(`unit ${orphan?.code} has no parent ${orphan?.parentCode}`)
}
