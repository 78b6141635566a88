ALTER TABLE "attempts" ADD COLUMN "navigation" text DEFAULT 'free' NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "reached" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "round_versions" ADD COLUMN "navigation" text GENERATED ALWAYS AS (coalesce(settings->>'navigation', 'free')) STORED NOT NULL;--> statement-breakpoint

-- As before; how one moves through the paper is fixed by what the round rules now.
CREATE OR REPLACE FUNCTION start_attempts(
  p_contest integer, p_round integer, p_version integer, p_question_count smallint, p_attempts_allowed smallint,
  p_duration_seconds integer, p_grace_seconds integer, p_pause_seconds integer,
  p_contestants uuid[], p_actions uuid[], p_new_ids uuid[], p_receipt_codes text[], p_devices text[], p_received bigint[], p_access_codes text[], p_skews integer[]
) RETURNS TABLE (
  "position" integer, outcome text, attempt_id uuid, attempt_no smallint, state text, started_at timestamptz, deadline_at timestamptz,
  accepts_until timestamptz, round_version integer, notice_number integer, seed bytea, waits_until timestamptz
) LANGUAGE plpgsql VOLATILE SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
  is_eased boolean;
BEGIN
  -- whoever changes the time of a whole round waits for the starts under way, and later starts wait for them: nobody falls between
  PERFORM pg_advisory_xact_lock_shared(7408, p_round);
  -- one person's starts go one after the other, on whatever process they arrive
  PERFORM 1 FROM contestants c WHERE c.contest_id = p_contest AND c.id = ANY (p_contestants) ORDER BY c.id FOR NO KEY UPDATE;
  -- most rounds have no override: then nobody is asked about
  is_eased := EXISTS (SELECT FROM attempt_overrides o WHERE o.contest_id = p_contest AND o.round_id = p_round);
  RETURN QUERY
  WITH input AS (
    SELECT t.*, to_timestamp(t.received / 1000.0) AS received_at
    FROM unnest(p_contestants, p_actions, p_new_ids, p_receipt_codes, p_devices, p_received, p_access_codes, p_skews)
      WITH ORDINALITY AS t(contestant_id, action_id, new_id, receipt_code, device, received, access_codes, skew_ms, ord)
  ), known AS (
    SELECT i.*, c.unit_id, c.seed, (c.id IS NOT NULL AND c.erased_at IS NULL) AS is_known, r.opens_at, greatest(r.closes_at, eased.closes_at) AS closes_at, r.version, r.notice_number,
      r.access_code, coalesce(eased.more_seconds, 0) AS more_seconds, p_attempts_allowed + coalesce(eased.more_attempts, 0) AS allowed, past.*
    FROM input i
    LEFT JOIN contestants c ON c.contest_id = p_contest AND c.id = i.contestant_id
    LEFT JOIN rounds r ON r.contest_id = p_contest AND r.id = p_round
    LEFT JOIN LATERAL (SELECT e.* FROM eased_rules(p_contest, p_round, i.contestant_id, c.unit_id) e WHERE is_eased) eased ON true
    LEFT JOIN LATERAL (
      SELECT count(*) AS used,
        (array_agg(a.id) FILTER (WHERE a.start_action_id = i.action_id))[1] AS replayed_id,
        bool_and(a.device = i.device) FILTER (WHERE a.start_action_id = i.action_id) AS is_same_start,
        (array_agg(a.id) FILTER (WHERE a.state = 'open'))[1] AS open_id,
        max(a.closed_at) + make_interval(secs => p_pause_seconds) AS waits_until
      FROM attempts a
      WHERE a.contest_id = p_contest AND a.round_id = p_round AND a.contestant_id = i.contestant_id
    ) past ON true
  ), judged AS (
    SELECT k.*, CASE
      WHEN NOT k.is_known THEN 'TOKEN_INVALID'
      WHEN k.replayed_id IS NOT NULL AND NOT k.is_same_start THEN 'ACTION_ID_REUSED'
      WHEN k.replayed_id IS NOT NULL THEN 'replayed'
      WHEN k.open_id IS NOT NULL THEN 'resumed'
      WHEN k.version IS DISTINCT FROM p_version THEN 'STALE_ROUND'
      WHEN k.received_at < k.opens_at THEN 'ROUND_NOT_OPEN'
      WHEN k.received_at >= k.closes_at THEN 'ROUND_CLOSED'
      WHEN p_attempts_allowed IS NOT NULL AND k.used >= k.allowed THEN 'NO_ATTEMPTS_LEFT'
      WHEN k.received_at < k.waits_until THEN 'PAUSE_NOT_OVER'
      -- the digests by the present key and by those before it
      WHEN k.access_code IS NOT NULL AND encode(k.access_code, 'hex') <> ALL (string_to_array(coalesce(k.access_codes, ''), ' ')) THEN 'ACCESS_CODE_WRONG'
      ELSE 'started' END AS verdict
    FROM known k
  ), made AS (
    INSERT INTO attempts AS a (contest_id, id, round_id, contestant_id, unit_id, attempt_no, attempts_allowed, round_version, question_count,
      start_action_id, device, started_at, deadline_at, accepts_until, receipt_code, skew_ms, navigation)
    SELECT p_contest, j.new_id, p_round, j.contestant_id, j.unit_id, j.used + 1, j.allowed, p_version, p_question_count,
      j.action_id, j.device, j.received_at,
      least(j.received_at + make_interval(secs => p_duration_seconds + j.more_seconds), j.closes_at),
      least(j.received_at + make_interval(secs => p_duration_seconds + j.more_seconds), j.closes_at) + make_interval(secs => p_grace_seconds),
      j.receipt_code, j.skew_ms,
      coalesce((SELECT v.navigation FROM round_versions v WHERE v.contest_id = p_contest AND v.round_id = p_round AND v.version = p_version), 'free')
    FROM judged j WHERE j.verdict = 'started'
    RETURNING a.id, a.attempt_no, a.state, a.started_at, a.deadline_at, a.accepts_until, a.round_version
  )
  SELECT j.ord::integer, j.verdict, m.id, m.attempt_no, m.state, m.started_at, m.deadline_at, m.accepts_until, m.round_version, j.notice_number, j.seed, j.waits_until
  FROM judged j JOIN made m ON m.id = j.new_id
  UNION ALL
  SELECT j.ord::integer, j.verdict, a.id, a.attempt_no, a.state, a.started_at, a.deadline_at, a.accepts_until, a.round_version, j.notice_number, j.seed, j.waits_until
  FROM judged j
  LEFT JOIN attempts a ON a.contest_id = p_contest AND a.id = CASE j.verdict WHEN 'replayed' THEN j.replayed_id WHEN 'resumed' THEN j.open_id END
  WHERE j.verdict <> 'started';
END $$;
--> statement-breakpoint

-- As before; where one moves forward only, what was left behind takes no answer, and one by one neither does what was not sent yet.
CREATE OR REPLACE FUNCTION save_taps(
  p_contest integer, p_attempts uuid[], p_actions uuid[], p_questions smallint[], p_seqs integer[], p_devices text[], p_received bigint[], p_answers text[]
) RETURNS TABLE ("position" integer, outcome text, tap smallint, deadline_at timestamptz, notice_number integer)
LANGUAGE plpgsql VOLATILE SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
BEGIN
  -- a close that comes while we wait here is seen below, one that comes later waits for us
  PERFORM 1 FROM attempts a WHERE a.contest_id = p_contest AND a.id = ANY (p_attempts) ORDER BY a.id FOR NO KEY UPDATE;
  RETURN QUERY
  WITH input AS (
    SELECT t.*, to_timestamp(t.received / 1000.0) AS received_at
    FROM unnest(p_attempts, p_actions, p_questions, p_seqs, p_devices, p_received, p_answers)
      WITH ORDINALITY AS t(attempt_id, action_id, question, seq, device, received, answer, ord)
  ), judged AS (
    SELECT i.*, a.deadline_at, r.notice_number, log.last_tap, log.replayed_tap, CASE
      WHEN a.id IS NULL THEN 'ATTEMPT_NOT_FOUND'
      -- the id is looked up before any other rule: a replay gets its first receipt, however late
      WHEN log.replayed_tap IS NOT NULL AND NOT log.is_same_tap THEN 'ACTION_ID_REUSED'
      WHEN log.replayed_tap IS NOT NULL THEN 'replayed'
      WHEN a.state <> 'open' THEN 'ATTEMPT_CLOSED'
      WHEN i.received_at > a.accepts_until THEN 'DEADLINE_PASSED'
      WHEN i.question >= a.question_count THEN 'QUESTION_NOT_IN_PAPER'
      WHEN a.navigation <> 'free' AND i.question < a.reached THEN 'QUESTION_LEFT_BEHIND'
      WHEN a.navigation = 'one-by-one' AND i.question > a.reached THEN 'QUESTION_NOT_REACHED'
      WHEN log.last_tap >= 1000 THEN 'TOO_MANY_ANSWERS'
      ELSE 'saved' END AS verdict, coalesce(log.is_overtaken, false) AS is_overtaken
    FROM input i
    LEFT JOIN attempts a ON a.contest_id = p_contest AND a.id = i.attempt_id
    LEFT JOIN rounds r ON r.contest_id = p_contest AND r.id = a.round_id
    LEFT JOIN LATERAL (
      SELECT coalesce(max(l.tap), 0) AS last_tap,
        max(l.tap) FILTER (WHERE l.action_id = i.action_id) AS replayed_tap,
        bool_and(l.question = i.question AND l.answer = i.answer AND l.device = i.device AND l.seq = i.seq) FILTER (WHERE l.action_id = i.action_id) AS is_same_tap,
        bool_or(l.question = i.question AND l.device = i.device AND l.seq > i.seq) AS is_overtaken
      FROM answer_log l WHERE l.contest_id = p_contest AND l.attempt_id = i.attempt_id
    ) log ON true
  ), numbered AS (
    SELECT j.*, (j.last_tap + row_number() OVER (PARTITION BY j.attempt_id ORDER BY j.ord))::smallint AS new_tap
    FROM judged j WHERE j.verdict = 'saved'
  ), logged AS (
    INSERT INTO answer_log (contest_id, attempt_id, tap, question, is_overtaken, seq, received_at, action_id, device, answer, is_late)
    SELECT p_contest, n.attempt_id, n.new_tap, n.question, n.is_overtaken, n.seq, n.received_at, n.action_id, n.device, n.answer, n.received_at > n.deadline_at
    FROM numbered n
  ), kept AS (
    INSERT INTO late_answers (contest_id, attempt_id, number, refusal, question, seq, received_at, action_id, device, answer)
    SELECT p_contest, j.attempt_id, (before.count + row_number() OVER (PARTITION BY j.attempt_id ORDER BY j.ord))::smallint, j.verdict, j.question, j.seq,
      j.received_at, j.action_id, j.device, j.answer
    FROM judged j
    CROSS JOIN LATERAL (
      SELECT count(*) AS count, coalesce(bool_or(e.action_id = j.action_id), false) AS is_known
      FROM late_answers e WHERE e.contest_id = p_contest AND e.attempt_id = j.attempt_id
    ) before
    -- evidence, not a way to fill the disk
    WHERE j.verdict IN ('DEADLINE_PASSED', 'ATTEMPT_CLOSED') AND NOT before.is_known AND before.count < 100
  )
  SELECT n.ord::integer, 'saved', n.new_tap, n.deadline_at, n.notice_number FROM numbered n
  UNION ALL
  SELECT j.ord::integer, CASE j.verdict WHEN 'replayed' THEN 'saved' ELSE j.verdict END, j.replayed_tap, j.deadline_at, j.notice_number
  FROM judged j WHERE j.verdict <> 'saved';
END $$;
