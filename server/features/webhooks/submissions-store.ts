import { arrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'

export type Follower = { endpointId: number; contestId: number | null; enabledAt: Date; followsFrom: string }
export type Person = { roundId: number; contestantId: string }
export type SubmissionsStore = ReturnType<typeof createSubmissionsStore>

const cursorOf = (endpointId: number, contestId: number) => `webhook ${endpointId} ${contestId}`

/** What endpoints hear of submissions, and how far they have heard. */
export function createSubmissionsStore({ sql }: Database) {
  return {
    followers: () => sql<Follower[]>`
      select id as "endpointId", contest_id as "contestId", enabled_at as "enabledAt", follows_from::text as "followsFrom"
      from webhook_endpoints where is_enabled and events ? 'submitted' order by id`,
    async cursor(endpointId: number, contestId: number): Promise<string | undefined> {
      const [row] = await sql<{ seenBelow: string }[]>`
        select seen_below::text as "seenBelow" from job_cursors where name = ${cursorOf(endpointId, contestId)}`
      return row?.seenBelow
    },
    async moveCursor(endpointId: number, contestId: number, seenBelow: string): Promise<void> {
      await sql`
        insert into job_cursors (name, seen_below) values (${cursorOf(endpointId, contestId)}, ${seenBelow}::text::xid8)
        on conflict (name) do update set seen_below = excluded.seen_below`
    },
    /** Attempts of these people that were handed in, by themselves or by the deadline; what was told is not told again. */
    async tell(endpointId: number, contestId: number, people: readonly Person[], since: Date): Promise<void> {
      await sql`
        insert into webhook_deliveries (endpoint_id, event, subject, happened_at, data)
        select ${endpointId}::integer, 'submitted', a.id, a.closed_at, jsonb_build_object('contest', c.slug, 'contestantId', a.contestant_id, 'attemptId', a.id,
          'roundId', a.round_id, 'attemptNo', a.attempt_no, 'endedBy', case a.state when 'submitted' then 'submission' else 'deadline' end,
          'startedAt', to_char(a.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'endedAt', to_char(a.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'receiptCode', a.receipt_code)
        from unnest(${arrayOf(people, (one) => one.roundId)}::text::integer[], ${arrayOf(people, (one) => one.contestantId)}::text::uuid[]) as p(round_id, contestant_id)
          join attempts a on a.contest_id = ${contestId} and a.round_id = p.round_id and a.contestant_id = p.contestant_id
          join contests c on c.id = a.contest_id
        where a.state in ('submitted', 'expired') and a.key_number is not null and a.closed_at >= ${since}
        order by a.id
        on conflict on constraint told_once do nothing`
    },
  }
}
