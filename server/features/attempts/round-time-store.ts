import type { TransactionSql } from 'postgres'
import type { Database } from '../../database/client.ts'
import { forgetWhatFollowed, formerSql, reopenedColumns } from './changed-attempts.ts'

type Round = { contestId: number; roundId: number }
export type NewOverride = Round & {
  id: string
  contestantId: string | null
  unitId: number | null
  closesAt: Date | null
  moreSeconds: number
  moreAttempts: number
  reason: string
  madeBy: number
  madeAt: Date
}
export type OverrideRow = Pick<NewOverride, 'id' | 'contestantId' | 'unitId' | 'closesAt' | 'moreSeconds' | 'moreAttempts' | 'reason' | 'madeAt'> & {
  madeBy: string
}
/** An incident: when it began, when officials decided, and what they give. */
export type Incident = Round & { beganAt: Date; at: Date; seconds: number }
type Whose = { contestantId: string | null; unitId: number | null }
export type EndedByItself = { id: string; contestantId: string }

export type RoundTimeStore = ReturnType<typeof createRoundTimeStore>

/** The least that anybody gets whose attempt is opened again after an incident. */
const leastSeconds = 60

export function createRoundTimeStore({ sql }: Pick<Database, 'sql'>) {
  return {
    byKey,
    /** Starts under way are waited for, and those that come later wait: nobody starts by the rules of before without being seen. */
    async holdStarts(transaction: TransactionSql, { roundId }: Round): Promise<void> {
      await transaction`select pg_advisory_xact_lock(7408, ${roundId})`
    },

    async addOverride(transaction: TransactionSql, o: NewOverride): Promise<void> {
      await transaction`
        insert into attempt_overrides (contest_id, id, round_id, contestant_id, unit_id, closes_at, more_seconds, more_attempts, reason, made_by, made_at)
        values (${o.contestId}, ${o.id}, ${o.roundId}, ${o.contestantId}, ${o.unitId}, ${o.closesAt}, ${o.moreSeconds}, ${o.moreAttempts}, ${o.reason}, ${o.madeBy}, ${o.madeAt})`
    },

    overridesOf: ({ contestId, roundId }: Round, limit: number) => sql<OverrideRow[]>`
      select o.id, o.contestant_id as "contestantId", o.unit_id as "unitId", o.closes_at as "closesAt", o.more_seconds as "moreSeconds", o.more_attempts as "moreAttempts",
        o.reason, coalesce(a.display_name, '') as "madeBy", o.made_at as "madeAt"
      from attempt_overrides o left join accounts a on a.id = o.made_by
      where o.contest_id = ${contestId} and o.round_id = ${roundId} order by o.made_at desc, o.id limit ${limit}`,

    /** Whoever is in the middle of an attempt gets what the override gives at once; no deadline ever moves forward in time. */
    moveOverridden: (transaction: TransactionSql, { contestId, roundId }: Round, whose: Whose): Promise<number> =>
      byKey(transaction, async () => {
        const held = await transaction<{ id: string }[]>`
          select a.id from attempts a
          where a.contest_id = ${contestId} and a.round_id = ${roundId} and a.state = 'open' and ${ofWhom(transaction, whose)} order by a.id for no key update`
        const moved = await transaction`
          with ruled as (
            select h.id, least(h.started_at + make_interval(secs => (v.settings->>'durationSeconds')::integer + e.more_seconds), greatest(r.closes_at, e.closes_at))
              + make_interval(secs => h.extended_seconds) as deadline_at
            from attempts h
            join rounds r on r.contest_id = h.contest_id and r.id = h.round_id
            join round_versions v on v.contest_id = h.contest_id and v.round_id = h.round_id and v.version = h.round_version
            join contestants c on c.contest_id = h.contest_id and c.id = h.contestant_id
            cross join lateral eased_rules(h.contest_id, h.round_id, h.contestant_id, c.unit_id) e
            where h.contest_id = ${contestId} and h.id = any(${`{${held.map(({ id }) => id).join()}}`}::text::uuid[])
          )
          update attempts a set deadline_at = n.deadline_at, accepts_until = n.deadline_at + (a.accepts_until - a.deadline_at)
          from ruled n where a.contest_id = ${contestId} and a.id = n.id and a.state = 'open' and n.deadline_at > a.deadline_at returning 1`
        return moved.length
      }),

    /** Of each person the last attempt, where nobody ended it but the time, which had not run out when the incident began. One walk along the index, no join. */
    endedByThemselves: (transaction: TransactionSql, { contestId, roundId, beganAt }: Incident) => transaction<EndedByItself[]>`
      select id, contestant_id as "contestantId" from (
        select distinct on (a.contestant_id) a.id, a.contestant_id, a.state, a.accepts_until from attempts a
        where a.contest_id = ${contestId} and a.round_id = ${roundId} and a.state <> 'voided' order by a.contestant_id, a.attempt_no desc
      ) last
      where state = 'expired' and accepts_until >= ${beganAt}::timestamptz
        and (select c.erased_at from contestants c where c.contest_id = ${contestId} and c.id = last.contestant_id) is null
      order by id`,

    /** Everybody whose clock runs, also where it ran out and nobody has closed the attempt yet. No join: a plan by old statistics would take minutes for a hundred thousand. */
    async extendRunning(transaction: TransactionSql, incident: Incident): Promise<number> {
      const { contestId, roundId, beganAt } = incident
      const running = transaction`a.contest_id = ${contestId} and a.round_id = ${roundId} and a.state = 'open' and a.accepts_until >= ${beganAt}::timestamptz`
      // in the order in which saves take them
      await transaction`select count(*) from (select from attempts a where ${running} order by a.id for no key update) held`
      const later = laterDeadline(transaction, incident)
      const { count } = await transaction`
        update attempts a set deadline_at = ${later}, accepts_until = ${later} + (a.accepts_until - a.deadline_at),
          extended_seconds = a.extended_seconds + ceil(extract(epoch from ${later} - a.deadline_at))::integer
        where ${running}`
      return count
    },

    /** Those of them that are still as they were found; each with a code for its next receipt. */
    async reopenEnded(transaction: TransactionSql, incident: Incident, ended: readonly (EndedByItself & { receiptCode: string })[]): Promise<number> {
      const [ids, codes] = [`{${ended.map(({ id }) => id).join()}}`, `{${ended.map(({ receiptCode }) => receiptCode).join()}}`]
      const reopen = () => transaction`
        with reopened as (
          select a.*, ${laterDeadline(transaction, incident)} as new_deadline, i.new_code from attempts a
          join unnest(${ids}::text::uuid[], ${codes}::text::text[]) as i(attempt_id, new_code) on i.attempt_id = a.id
          where a.contest_id = ${incident.contestId} and a.state = 'expired' order by a.id for no key update of a
        ), ${transaction.unsafe(formerSql)}
        update attempts a set ${transaction.unsafe(reopenedColumns)}, receipt_code = n.new_code
        from reopened n where a.contest_id = n.contest_id and a.id = n.id and a.state = 'expired' returning 1`
      const reopened = await byKey(transaction, reopen)
      await forgetWhatFollowed(transaction, incident.contestId, ids)
      return reopened.length
    },
  }
}

/** As in the functions of the answer path: statistics may be of an hour ago, and every access is by key. */
async function byKey<Result>(transaction: TransactionSql, work: () => PromiseLike<Result>): Promise<Result> {
  const set = (value: 'on' | 'off') => transaction`
    select set_config('enable_seqscan', ${value}, true), set_config('enable_hashjoin', ${value}, true), set_config('enable_mergejoin', ${value}, true)`
  await set('off')
  const result = await work()
  await set('on')
  return result
}

function ofWhom(transaction: TransactionSql, { contestantId, unitId }: Whose) {
  if (contestantId !== null) return transaction`a.contestant_id = ${contestantId}::uuid`
  return transaction`exists (
    select from contestants c join units u on u.id = c.unit_id
    where c.contest_id = a.contest_id and c.id = a.contestant_id and u.path <@ (select top.path from units top where top.id = ${unitId}::integer))`
}

/**
 * What is given counts from the deadline. Whose deadline passed during the incident gets from now on what the incident took: the time that was left when
 * it began, no more than is given and no less than a minute.
 */
function laterDeadline(transaction: TransactionSql, { beganAt, at, seconds }: Incident) {
  return transaction`greatest(a.deadline_at + make_interval(secs => ${seconds}),
    ${at}::timestamptz + least(make_interval(secs => ${seconds}), greatest(make_interval(secs => ${leastSeconds}), a.deadline_at - ${beganAt}::timestamptz)))`
}
