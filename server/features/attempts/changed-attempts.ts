import type { TransactionSql } from 'postgres'
import { statesBefore } from './attempt-transitions.ts'

type Place = { contestId: number; attemptId: string }
export type ReopenOrder = Place & { at: Date; seconds: number; receiptCode: string }

// Each transition is one statement that names the states it may begin from: false means that nothing was changed.

/** What it had earned stays with it, out of all standings, for the day it is reinstated. */
export async function voidAttempt(transaction: TransactionSql, { contestId, attemptId, at }: Place & { at: Date }): Promise<boolean> {
  const changed = await transaction`
    update attempts a set state = 'voided', ended_as = case a.state when 'open' then 'expired' else a.state end,
      closed_at = coalesce(a.closed_at, least(${at}::timestamptz, a.deadline_at)), settled_at = coalesce(a.settled_at, clock_timestamp())
    where a.contest_id = ${contestId} and a.id = ${attemptId} and a.state = any(${statesBefore('void')}::text::text[]) returning 1`
  return changed.length > 0
}

/** As if it had ended just now for whoever looks for endings without a score. */
export async function reinstateAttempt(transaction: TransactionSql, { contestId, attemptId }: Place): Promise<boolean> {
  const changed = await transaction`
    update attempts a set state = coalesce(a.ended_as, 'expired'), ended_as = null, settled_at = clock_timestamp()
    where a.contest_id = ${contestId} and a.id = ${attemptId} and a.state = any(${statesBefore('reinstate')}::text::text[]) returning 1`
  return changed.length > 0
}

/** Counted from the deadline, or from now where that is over. */
export async function extendAttempt(
  transaction: TransactionSql,
  { contestId, attemptId, at, seconds }: Place & { at: Date; seconds: number },
): Promise<boolean> {
  const changed = await transaction`
    update attempts a set deadline_at = n.deadline_at, accepts_until = n.deadline_at + (a.accepts_until - a.deadline_at),
      extended_seconds = a.extended_seconds + ceil(extract(epoch from n.deadline_at - a.deadline_at))::integer
    from (
      select o.id, greatest(o.deadline_at, ${at}::timestamptz) + make_interval(secs => ${seconds}) as deadline_at
      from attempts o where o.contest_id = ${contestId} and o.id = ${attemptId}
    ) n
    where a.contest_id = ${contestId} and a.id = n.id and a.state = any(${statesBefore('extend')}::text::text[]) returning 1`
  return changed.length > 0
}

/**
 * Opens what has ended and is scored: its log goes on, its score is gone, its receipt is kept among the former ones. Not where a later attempt has been
 * made. The deadline is never earlier than it was.
 */
export async function reopenAttempt(transaction: TransactionSql, { contestId, attemptId, at, seconds, receiptCode }: ReopenOrder): Promise<boolean> {
  const changed = await transaction`
    with reopened as (
      select a.*, greatest(a.deadline_at, ${at}::timestamptz + make_interval(secs => ${seconds})) as new_deadline
      from attempts a where a.contest_id = ${contestId} and a.id = ${attemptId} and a.state = any(${statesBefore('reopen')}::text::text[]) and a.key_number is not null
        and not exists (select from attempts b where b.contest_id = a.contest_id and b.round_id = a.round_id and b.contestant_id = a.contestant_id
          and b.attempt_no > a.attempt_no and b.state <> 'voided')
    ), ${transaction.unsafe(formerSql)}
    update attempts a set ${transaction.unsafe(reopenedColumns)}, receipt_code = ${receiptCode}
    from reopened n where a.contest_id = n.contest_id and a.id = n.id returning 1`
  if (changed.length > 0) await forgetWhatFollowed(transaction, contestId, `{${attemptId}}`)
  return changed.length > 0
}

/** Of the relation `reopened`: the receipts that are taken back. */
export const formerSql = `former as (
  insert into former_receipts (contest_id, attempt_id, number, code, state, closed_at, answered_count, digest, submit_action_id, last_tap, reopened_at)
  select o.contest_id, o.id, o.reopenings, o.receipt_code, o.state, o.closed_at, coalesce(o.answered_count, 0), o.answer_digest, o.submit_action_id,
    (select coalesce(max(l.tap), 0) from answer_log l where l.contest_id = o.contest_id and l.attempt_id = o.id), clock_timestamp()
  from reopened o where o.answer_digest is not null
)`

/** What an update from `reopened n` sets, but the new code of the receipt. */
export const reopenedColumns = `state = 'open', closed_at = null, settled_at = null, submit_action_id = null, reopenings = a.reopenings + 1,
  deadline_at = n.new_deadline, accepts_until = n.new_deadline + (a.accepts_until - a.deadline_at),
  extended_seconds = a.extended_seconds + ceil(extract(epoch from n.new_deadline - a.deadline_at))::integer,
  key_number = null, score_thousandths = null, correct_count = null, answered_count = null, duration_ms = null, answer_digest = null, marked_thousandths = 0,
  essays_waiting = 0, most_thousandths = null, prediction = null, reading_floor_ms = null`

/** Essays may be written anew, so nobody marks them now and no earlier mark counts; signals of integrity are taken anew from the next ending. */
export async function forgetWhatFollowed(transaction: TransactionSql, contestId: number, attemptIds: string): Promise<void> {
  await transaction`
    delete from essay_answers e where e.contest_id = ${contestId} and e.attempt_id = any(${attemptIds}::text::uuid[])
      and not exists (select from essay_marks m where m.contest_id = e.contest_id and m.attempt_id = e.attempt_id and m.question = e.question)`
  // marks are never deleted: an answer that has some leaves the queue until it is scored again
  await transaction`update essay_answers set mark_number = -1 where contest_id = ${contestId} and attempt_id = any(${attemptIds}::text::uuid[])`
  await transaction`delete from integrity_signals where contest_id = ${contestId} and attempt_id = any(${attemptIds}::text::uuid[])`
}
