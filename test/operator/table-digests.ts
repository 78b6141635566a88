import type { Sql } from 'postgres'

type Row = { table: string; columns: string }

/** What each table holds, whatever the order; without the numbers of transactions, which mean nothing in another cluster. */
export async function tableDigests(sql: Sql, without: readonly string[] = []): Promise<Record<string, string>> {
  const tables = await sql<Row[]>`
    select c.relname as table, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
      and a.atttypid <> 'xid8'::regtype
    group by c.relname order by c.relname`
  const digests: Record<string, string> = {}
  for (const { table, columns } of tables) {
    if (without.includes(table)) continue
    const [row] = await sql.unsafe(
      `select count(*) || ' ' || coalesce(md5(string_agg(line, E'\\n' order by line)), '') as digest from (select row(${columns})::text as line from "${table}") lines`,
    )
    digests[table] = row?.digest
  }
  return digests
}
