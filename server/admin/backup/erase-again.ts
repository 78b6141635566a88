import type { Sql, TransactionSql } from 'postgres'
import type { Erasure } from '../../boot/erasures-file.ts'

const atOnce = 5_000

/** People whose data were destroyed after the backup was made: their keys come back with it and go again before anybody sees them. */
export async function eraseAgain(transaction: TransactionSql, erasures: readonly Erasure[]): Promise<number> {
  let count = 0
  for (let first = 0; first < erasures.length; first += atOnce) {
    const piece = transaction.json(erasures.slice(first, first + atOnce) as never)
    const erased = await transaction`
      with told as (select * from jsonb_to_recordset(${piece}::jsonb) as t("contestId" integer, "contestantId" uuid, "erasedAt" timestamptz)),
        keys as (delete from person_keys k using told t where k.contest_id = t."contestId" and k.contestant_id = t."contestantId"),
        changes as (delete from person_changes p using told t where p.contest_id = t."contestId" and p.contestant_id = t."contestantId"),
        plain as (delete from contestants_unsealed u using told t where u.contest_id = t."contestId" and u.contestant_id = t."contestantId"),
        identities as (update contestant_identities i set sealed = null from told t where i.contest_id = t."contestId" and i.contestant_id = t."contestantId")
      update contestants c set personal = null, erased_at = t."erasedAt" from told t
      where c.contest_id = t."contestId" and c.id = t."contestantId" and c.erased_at is null returning 1`
    count += erased.length
  }
  return count
}

/** Those that the database knows which is about to be replaced. */
export async function erasuresIn(sql: Sql): Promise<Erasure[]> {
  const [known] =
    await sql`select exists (select from information_schema.columns where table_schema = 'public' and table_name = 'contestants' and column_name = 'erased_at') as found`
  if (!known?.found) return []
  return sql<Erasure[]>`
    select contest_id as "contestId", id as "contestantId", to_char(erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "erasedAt"
    from contestants where erased_at is not null`
}
