import type { Sql } from 'postgres'
import { type DrillContest, questionCount } from '../drills/drill-contest.ts'

/** So many standings are written by one transaction, as the service writes them: whoever follows them goes by transactions. */
const atOnce = 250

/**
 * Attempts that were sat, answered and scored long ago, written by statements that run inside PostgreSQL: four people in five sat once,
 * the others twice, and everybody answered every question. Their scores are what nobody earns (one thousandth), so that one which was not
 * made anew is seen.
 */
export async function seedScoredAttempts(sql: Sql, { contestId, roundId }: DrillContest, size: number, say: (line: string) => void): Promise<void> {
  const people = Math.ceil(size / 1.2)
  await sql`
    insert into contestants (contest_id, id, action_id, request_digest, seed, unit_id, device, consents, registered_at)
    select ${contestId}, uuidv7(), gen_random_uuid(), '\\x00', substring(sha256((n || ' scored')::bytea) for 16),
      (array(select id from units where code like 'C%' order by id))[1 + n % 3], 'scored-' || n, '[]', now() from generate_series(1, ${people}) n`
  await sql`
    insert into attempts (contest_id, id, round_id, contestant_id, unit_id, attempt_no, attempts_allowed, round_version, question_count, state, start_action_id, device, started_at,
      deadline_at, accepts_until, closed_at, settled_at, submit_action_id, receipt_code, key_number, score_thousandths, correct_count, answered_count, duration_ms, answer_digest)
    select c.contest_id, uuidv7(), ${roundId}, c.id, c.unit_id, n, 2, 1, ${questionCount}, 'submitted', gen_random_uuid(), c.device, now() - interval '40 minutes',
      now() - interval '10 minutes', now() - interval '10 minutes', now() - interval '20 minutes', now() - interval '20 minutes', gen_random_uuid(), 'ABCDEFGHJK', 0, 1, 0, ${questionCount},
      600000 + (('x' || substr(md5(c.id::text), 1, 4))::bit(16)::integer), '\\x00'
    from contestants c, generate_series(1, case when right(c.device, 1) in ('0', '5') then 2 else 1 end) n where c.contest_id = ${contestId} and c.device like 'scored-%'`
  say('attempts are written')
  await sql`
    insert into answer_log (contest_id, attempt_id, tap, question, is_overtaken, seq, received_at, action_id, device, answer)
    select ${contestId}, a.id, n, n - 1, false, n, a.started_at + n * interval '20 seconds', gen_random_uuid(), a.device, (get_byte(a.start_action_id::text::bytea, n) % 4)::text
    from attempts a, generate_series(1, ${questionCount}) n where a.contest_id = ${contestId} and a.state = 'submitted' order by n, a.id`
  say('answers are written')
  await sql`analyze attempts`
  await sql
    .unsafe(
      `do $$
       declare people uuid[];
       begin
         create temporary table unplaced as select id, row_number() over (order by id) / ${atOnce} as piece from contestants where contest_id = ${contestId} and device like 'scored-%';
         create index on unplaced (piece);
         analyze unplaced;
         for piece_no in 0 .. (select max(piece) from unplaced) loop
           insert into standings (contest_id, round_id, projection, contestant_id, unit_id, attempt_id, version, scored_attempts, score_thousandths, duration_ms, submitted_at_ms,
             rules_version, duration_above_floor_ms, first_entered_at_ms, attempts_used, full_mark_attempts, place_by, written_by)
           select distinct on (p.projection, a.contestant_id) a.contest_id, a.round_id, p.projection, a.contestant_id, a.unit_id, a.id, 1, 1, 1, a.duration_ms,
             (extract(epoch from a.closed_at) * 1000)::bigint, 1, a.duration_ms, (extract(epoch from a.started_at) * 1000)::bigint, 1, 0,
             array[-1, a.duration_ms, (extract(epoch from a.closed_at) * 1000)::bigint], pg_current_xact_id()
           from unplaced u join attempts a on a.contest_id = ${contestId} and a.round_id = ${roundId} and a.contestant_id = u.id, (values ('official'), ('public')) p(projection)
           where u.piece = piece_no;
           commit;
         end loop;
       end $$`,
    )
    .simple()
  await sql`vacuum analyze`
  say('standings are written')
}
