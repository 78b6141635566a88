import { arrayOf, nullableArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'

export type Signals = {
  attemptId: string
  contestantId: string
  device: string
  readingFloorMs: number
  wrongDigest: Buffer | null
  wrongCount: number
}
export type FindingKind = 'too-fast' | 'shared-device' | 'equal-wrong-answers'
export type NewFinding = {
  id: string
  kind: FindingKind
  subject: string
  attemptIds: readonly string[]
  evidence: Record<string, number | string>
  openedAt: Date
}
export type FindingRow = {
  id: string
  kind: FindingKind
  subject: string
  roundId: number
  attemptIds: string[]
  evidence: Record<string, number | string>
  openedAt: Date
}
export type SuspectRow = {
  attemptId: string
  contestantId: string
  unitId: number
  scoreThousandths: number
  durationMs: number
  startedAt: Date
  endedAt: Date
}
/** Attempts of several people that share what they should not. */
export type Cluster = { subject: string; people: number; attemptIds: string[]; wrongCount: number }
type Round = { contestId: number; roundId: number }

const mostAttemptsShown = 50

export type IntegrityStore = ReturnType<typeof createIntegrityStore>

export function createIntegrityStore({ sql }: Database) {
  const clusters = async (rows: Promise<(Omit<Cluster, 'attemptIds'> & { attemptIds: string })[]>): Promise<Cluster[]> =>
    (await rows).map((row) => ({ ...row, attemptIds: row.attemptIds.split(',').slice(0, mostAttemptsShown) }))

  return {
    async cursor(name: string): Promise<string> {
      const [row] = await sql<{ seenBelow: string }[]>`select seen_below::text as "seenBelow" from job_cursors where name = ${name}`
      return row?.seenBelow ?? '0'
    },
    async moveCursor(name: string, seenBelow: string): Promise<void> {
      await sql`insert into job_cursors (name, seen_below) values (${name}, ${seenBelow}::text::xid8) on conflict (name) do update set seen_below = excluded.seen_below`
    },
    /** Scored attempts of these people that have not been looked at. */
    async unseenAttempts({ contestId, roundId }: Round, contestantIds: readonly string[]): Promise<string[]> {
      const rows = await sql<{ id: string }[]>`
        select a.id from attempts a
        where a.contest_id = ${contestId} and a.round_id = ${roundId} and a.contestant_id = any(${arrayOf(contestantIds, (id) => id)}::text::uuid[])
          and a.state in ('submitted', 'expired') and a.key_number is not null
          and not exists (select from integrity_signals s where s.contest_id = a.contest_id and s.attempt_id = a.id)`
      return rows.map((row) => row.id)
    },
    async addSignals({ contestId, roundId }: Round, signals: readonly Signals[]): Promise<void> {
      await sql`
        insert into integrity_signals (contest_id, round_id, attempt_id, contestant_id, device, reading_floor_ms, wrong_digest, wrong_count)
        select ${contestId}, ${roundId}, t.* from unnest(${arrayOf(signals, (one) => one.attemptId)}::text::uuid[], ${arrayOf(signals, (one) => one.contestantId)}::text::uuid[],
          ${arrayOf(signals, (one) => one.device)}::text::text[], ${arrayOf(signals, (one) => one.readingFloorMs)}::text::integer[],
          ${nullableArrayOf(signals, (one) => one.wrongDigest && `"\\\\x${one.wrongDigest.toString('hex')}"`)}::text::bytea[], ${arrayOf(signals, (one) => one.wrongCount)}::text::integer[]) t
        on conflict do nothing`
    },
    /** One device, several people: only among the devices just seen. */
    sharedDevices: ({ contestId, roundId }: Round, devices: readonly string[]) =>
      clusters(sql`
        select device as subject, count(distinct contestant_id)::integer as people, string_agg(attempt_id::text, ',' order by attempt_id) as "attemptIds", 0 as "wrongCount"
        from integrity_signals where contest_id = ${contestId} and round_id = ${roundId} and device = any(${arrayOf(devices, (device) => device)}::text::text[])
        group by device having count(distinct contestant_id) > 1`),
    /** The same wrong answers from several people: only among those just seen. */
    equalWrongAnswers: ({ contestId, roundId }: Round, digests: readonly Buffer[]) =>
      clusters(sql`
        select encode(wrong_digest, 'hex') as subject, count(distinct contestant_id)::integer as people, string_agg(attempt_id::text, ',' order by attempt_id) as "attemptIds",
          max(wrong_count) as "wrongCount"
        from integrity_signals
        where contest_id = ${contestId} and round_id = ${roundId} and wrong_digest = any(${arrayOf(digests, (digest) => `"\\\\x${digest.toString('hex')}"`)}::text::bytea[])
        group by wrong_digest having count(distinct contestant_id) > 1`),
    /** One line per suspicion: seen again with more attempts, it grows instead of standing there twice. */
    async openFinding({ contestId, roundId }: Round, finding: NewFinding): Promise<void> {
      await sql`
        insert into integrity_findings (contest_id, id, round_id, kind, subject, attempt_ids, evidence, opened_at)
        values (${contestId}, ${finding.id}, ${roundId}, ${finding.kind}, ${finding.subject}, ${arrayOf(finding.attemptIds, (id) => id)}::text::uuid[],
          ${sql.json(finding.evidence)}, ${finding.openedAt})
        on conflict (contest_id, round_id, kind, subject) do update set attempt_ids = excluded.attempt_ids, evidence = excluded.evidence`
    },
    findings: async (contestId: number): Promise<FindingRow[]> => {
      const rows = await sql<(Omit<FindingRow, 'attemptIds'> & { attemptIds: string })[]>`
        select id, kind, subject, round_id as "roundId", array_to_string(attempt_ids, ',') as "attemptIds", evidence, opened_at as "openedAt"
        from integrity_findings where contest_id = ${contestId} order by opened_at desc, id limit 500`
      return rows.map((row) => ({ ...row, attemptIds: row.attemptIds.split(',') }))
    },
    suspects: (contestId: number, attemptIds: readonly string[]) => sql<SuspectRow[]>`
      select a.id as "attemptId", a.contestant_id as "contestantId", a.unit_id as "unitId",
        coalesce(a.score_thousandths, 0) as "scoreThousandths", coalesce(a.duration_ms, 0) as "durationMs",
        a.started_at as "startedAt", coalesce(a.closed_at, a.started_at) as "endedAt"
      from attempts a
      where a.contest_id = ${contestId} and a.id = any(${arrayOf(attemptIds, (id) => id)}::text::uuid[])`,
  }
}
