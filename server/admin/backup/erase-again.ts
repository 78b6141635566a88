import type { Sql, TransactionSql } from 'postgres'
import type { Erasure } from '../../boot/erasures-file.ts'
import { erasePeople } from '../../features/privacy/erase-people.ts'

/** People whose data were destroyed after the backup was made: their keys come back with it and go again before anybody sees them. */
export async function eraseAgain(transaction: TransactionSql, erasures: readonly Erasure[]): Promise<number> {
  let count = 0
  for (const [, together] of Map.groupBy(erasures, ({ contestId, erasedAt }) => `${contestId} ${erasedAt}`)) {
    const [{ contestId, erasedAt }] = together as [Erasure]
    const ids = together.map(({ contestantId }) => contestantId)
    // from before personal data were sealed: nothing of theirs is to be sealed any more
    for (const id of ids) await transaction`delete from contestants_unsealed where contest_id = ${contestId} and contestant_id = ${id}`
    count += (await erasePeople(transaction, contestId, ids, new Date(erasedAt))).length
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
