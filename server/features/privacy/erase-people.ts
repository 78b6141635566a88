import type { TransactionSql } from 'postgres'
import { arrayOf } from '../../database/array-literal.ts'

/**
 * Whoever is named is nobody from here on: the key is destroyed, and with it everything that was sealed under it; results stay as figures.
 * Open attempts are voided. Identities stay reserved, as HMACs alone. Answers with those who were somebody until now: a repeat erases nobody twice.
 */
export async function erasePeople(transaction: TransactionSql, contestId: number, ids: readonly string[], at: Date): Promise<string[]> {
  // whoever is starting an attempt holds the same row: of two at once one is first, and the start that comes later finds nobody
  const held = await transaction<{ id: string }[]>`
    select id from contestants where contest_id = ${contestId} and id = any(${arrayOf(ids, String)}::text::uuid[]) and erased_at is null order by id for update`
  const people = arrayOf(held, ({ id }) => id)
  if (held.length === 0) return []
  await transaction`
    update attempts set state = 'voided', closed_at = least(${at}::timestamptz, deadline_at), settled_at = clock_timestamp()
    where contest_id = ${contestId} and contestant_id = any(${people}::text::uuid[]) and state = 'open' and round_id in (select r.id from rounds r where r.contest_id = ${contestId})`
  await transaction`
    update contestants set personal = null, born_on = null, occupation = null, public_name = 'hidden', device = 'erased', erased_at = ${at} where contest_id = ${contestId} and id = any(${people}::text::uuid[])`
  await transaction`delete from person_keys where contest_id = ${contestId} and contestant_id = any(${people}::text::uuid[])`
  await transaction`delete from person_changes where contest_id = ${contestId} and contestant_id = any(${people}::text::uuid[])`
  await transaction`delete from contestant_identities where contest_id = ${contestId} and contestant_id = any(${people}::text::uuid[]) and not is_reserved`
  await transaction`update contestant_identities set sealed = null where contest_id = ${contestId} and contestant_id = any(${people}::text::uuid[])`
  return held.map(({ id }) => id)
}
