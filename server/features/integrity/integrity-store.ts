import { arrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'

export type Signals = {
  contestId: number
  attemptId: string
  roundId: number
  contestantId: string
  device: string
  readingFloorMs: number
  wrongDigest: Buffer | null
  wrongCount: number
}
export type FindingKind = 'too-fast' | 'shared-device' | 'equal-wrong-answers'
export type NewFinding = {
  contestId: number
  id: string
  roundId: number
  kind: FindingKind
  subject: string
  attemptIds: readonly string[]
  evidence: Record<string, number | string>
  openedAt: Date
}
export type FindingRow = {
  id: string
  kind: FindingKind
  roundId: number
  attemptIds: string[]
  evidence: Record<string, number | string>
  openedAt: Date
}
export type SuspectRow = { attemptId: string; contestantId: string; fullName: string; unitId: number; scoreThousandths: number; durationMs: number }

export type IntegrityStore = ReturnType<typeof createIntegrityStore>

export function createIntegrityStore({ sql }: Database) {
  return {
    async cursor(name: string): Promise<string> {
      const [row] = await sql<{ seenBelow: string }[]>`select seen_below::text as "seenBelow" from job_cursors where name = ${name}`
      return row?.seenBelow ?? '0'
    },
    async moveCursor(name: string, seenBelow: string): Promise<void> {
      await sql`insert into job_cursors (name, seen_below) values (${name}, ${seenBelow}::text::xid8) on conflict (name) do update set seen_below = excluded.seen_below`
    },
    /** Scored attempts of these people that have not been looked at. */
    async unseenAttempts(contestId: number, roundId: number, contestantIds: readonly string[]): Promise<string[]> {
      const rows = await sql<{ id: string }[]>`
        select a.id from attempts a
        where a.contest_id = ${contestId} and a.round_id = ${roundId} and a.contestant_id = any(${arrayOf(contestantIds, (id) => id)}::text::uuid[])
          and a.state in ('submitted', 'expired') and a.key_number is not null
          and not exists (select from integrity_signals s where s.contest_id = a.contest_id and s.attempt_id = a.id)`
      return rows.map((row) => row.id)
    },
    async addSignals(signals: Signals): Promise<void> {
      await sql`
        insert into integrity_signals (contest_id, attempt_id, round_id, contestant_id, device, reading_floor_ms, wrong_digest, wrong_count)
        values (${signals.contestId}, ${signals.attemptId}, ${signals.roundId}, ${signals.contestantId}, ${signals.device}, ${signals.readingFloorMs}, ${signals.wrongDigest}, ${signals.wrongCount})
        on conflict do nothing`
    },
    sameDevice: (signals: Signals) => sql<{ attemptId: string; contestantId: string }[]>`
      select attempt_id as "attemptId", contestant_id as "contestantId" from integrity_signals
      where contest_id = ${signals.contestId} and round_id = ${signals.roundId} and device = ${signals.device} order by attempt_id limit 50`,
    sameWrongAnswers: (signals: Signals) => sql<{ attemptId: string; contestantId: string }[]>`
      select attempt_id as "attemptId", contestant_id as "contestantId" from integrity_signals
      where contest_id = ${signals.contestId} and round_id = ${signals.roundId} and wrong_digest = ${signals.wrongDigest} order by attempt_id limit 50`,
    /** One line per suspicion: seen again with more attempts, it grows instead of standing there twice. */
    async openFinding(finding: NewFinding): Promise<void> {
      await sql`
        insert into integrity_findings (contest_id, id, round_id, kind, subject, attempt_ids, evidence, opened_at)
        values (${finding.contestId}, ${finding.id}, ${finding.roundId}, ${finding.kind}, ${finding.subject}, ${arrayOf(finding.attemptIds, (id) => id)}::text::uuid[],
          ${sql.json(finding.evidence)}, ${finding.openedAt})
        on conflict (contest_id, round_id, kind, subject) do update set attempt_ids = excluded.attempt_ids, evidence = excluded.evidence`
    },
    findings: async (contestId: number): Promise<FindingRow[]> => {
      const rows = await sql<(Omit<FindingRow, 'attemptIds'> & { attemptIds: string })[]>`
        select id, kind, round_id as "roundId", array_to_string(attempt_ids, ',') as "attemptIds", evidence, opened_at as "openedAt"
        from integrity_findings where contest_id = ${contestId} order by opened_at desc, id limit 500`
      return rows.map((row) => ({ ...row, attemptIds: row.attemptIds.split(',') }))
    },
    suspects: (contestId: number, attemptIds: readonly string[]) => sql<SuspectRow[]>`
      select a.id as "attemptId", a.contestant_id as "contestantId", c.full_name as "fullName", a.unit_id as "unitId",
        coalesce(a.score_thousandths, 0) as "scoreThousandths", coalesce(a.duration_ms, 0) as "durationMs"
      from attempts a join contestants c on c.contest_id = a.contest_id and c.id = a.contestant_id
      where a.contest_id = ${contestId} and a.id = any(${arrayOf(attemptIds, (id) => id)}::text::uuid[])`,
  }
}
