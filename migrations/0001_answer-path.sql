-- The answer path: what decides in one statement. Each function is called with one batch of one contest.
-- A volatile function takes a new snapshot for each statement inside it: whoever waited for a row lock then sees what the
-- holder committed. A single SELECT … FOR UPDATE with an INSERT would still judge by the snapshot from before the wait.
-- The planner may not know yet how large these tables are; every access is by key, so plans by key are asked for.

CREATE FUNCTION start_attempts(
  p_contest integer, p_round integer, p_version integer, p_question_count smallint, p_attempts_allowed smallint,
  p_duration_seconds integer, p_grace_seconds integer,
  p_contestants uuid[], p_actions uuid[], p_new_ids uuid[], p_receipt_codes text[], p_devices text[], p_received bigint[]
) RETURNS TABLE (
  "position" integer, outcome text, attempt_id uuid, attempt_no smallint, state text, started_at timestamptz, deadline_at timestamptz,
  accepts_until timestamptz, round_version integer, notice_number integer, seed bytea
) LANGUAGE plpgsql VOLATILE SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
BEGIN
  -- one person's starts go one after the other, on whatever process they arrive
  PERFORM 1 FROM contestants c WHERE c.contest_id = p_contest AND c.id = ANY (p_contestants) ORDER BY c.id FOR NO KEY UPDATE;
  RETURN QUERY
  WITH input AS (
    SELECT t.*, to_timestamp(t.received / 1000.0) AS received_at
    FROM unnest(p_contestants, p_actions, p_new_ids, p_receipt_codes, p_devices, p_received)
      WITH ORDINALITY AS t(contestant_id, action_id, new_id, receipt_code, device, received, ord)
  ), known AS (
    SELECT i.*, c.unit_id, c.seed, c.id IS NOT NULL AS is_known, r.opens_at, r.closes_at, r.version, r.notice_number, past.*
    FROM input i
    LEFT JOIN contestants c ON c.contest_id = p_contest AND c.id = i.contestant_id
    LEFT JOIN rounds r ON r.contest_id = p_contest AND r.id = p_round
    LEFT JOIN LATERAL (
      SELECT count(*) AS used,
        (array_agg(a.id) FILTER (WHERE a.start_action_id = i.action_id))[1] AS replayed_id,
        bool_and(a.device = i.device) FILTER (WHERE a.start_action_id = i.action_id) AS is_same_start,
        (array_agg(a.id) FILTER (WHERE a.state = 'open'))[1] AS open_id
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
      WHEN p_attempts_allowed IS NOT NULL AND k.used >= p_attempts_allowed THEN 'NO_ATTEMPTS_LEFT'
      ELSE 'started' END AS verdict
    FROM known k
  ), made AS (
    INSERT INTO attempts AS a (contest_id, id, round_id, contestant_id, unit_id, attempt_no, attempts_allowed, round_version, question_count,
      start_action_id, device, started_at, deadline_at, accepts_until, receipt_code)
    SELECT p_contest, j.new_id, p_round, j.contestant_id, j.unit_id, j.used + 1, p_attempts_allowed, p_version, p_question_count,
      j.action_id, j.device, j.received_at,
      least(j.received_at + make_interval(secs => p_duration_seconds), j.closes_at),
      least(j.received_at + make_interval(secs => p_duration_seconds), j.closes_at) + make_interval(secs => p_grace_seconds),
      j.receipt_code
    FROM judged j WHERE j.verdict = 'started'
    RETURNING a.id, a.attempt_no, a.state, a.started_at, a.deadline_at, a.accepts_until, a.round_version
  )
  SELECT j.ord::integer, j.verdict, m.id, m.attempt_no, m.state, m.started_at, m.deadline_at, m.accepts_until, m.round_version, j.notice_number, j.seed
  FROM judged j JOIN made m ON m.id = j.new_id
  UNION ALL
  SELECT j.ord::integer, j.verdict, a.id, a.attempt_no, a.state, a.started_at, a.deadline_at, a.accepts_until, a.round_version, j.notice_number, j.seed
  FROM judged j
  LEFT JOIN attempts a ON a.contest_id = p_contest AND a.id = CASE j.verdict WHEN 'replayed' THEN j.replayed_id WHEN 'resumed' THEN j.open_id END
  WHERE j.verdict <> 'started';
END $$;
--> statement-breakpoint

-- At most one request per attempt and batch, its taps in rising sequence: the writer sees to both.
CREATE FUNCTION save_taps(
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
    INSERT INTO answer_log (contest_id, attempt_id, tap, question, is_overtaken, seq, received_at, action_id, device, answer)
    SELECT p_contest, n.attempt_id, n.new_tap, n.question, n.is_overtaken, n.seq, n.received_at, n.action_id, n.device, n.answer FROM numbered n
  )
  SELECT n.ord::integer, 'saved', n.new_tap, n.deadline_at, n.notice_number FROM numbered n
  UNION ALL
  SELECT j.ord::integer, CASE j.verdict WHEN 'replayed' THEN 'saved' ELSE j.verdict END, j.replayed_tap, j.deadline_at, j.notice_number
  FROM judged j WHERE j.verdict <> 'saved';
END $$;
--> statement-breakpoint

-- Closing is the first step of a submission. Its second step, scoring, reads a log that can no longer change.
CREATE FUNCTION close_attempts(p_contest integer, p_attempts uuid[], p_actions uuid[], p_received bigint[]) RETURNS TABLE (attempt attempts, seed bytea)
LANGUAGE plpgsql VOLATILE SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
BEGIN
  -- the writer sends the ids in order and the plan walks them in that order, so locks are taken as save_taps takes them
  RETURN QUERY
  UPDATE attempts a
  -- what comes after deadline and grace ends nothing: the attempt had ended by itself, with what was saved by then
  SET state = CASE WHEN i.received_at <= a.accepts_until THEN 'submitted' ELSE 'expired' END,
      closed_at = CASE WHEN i.received_at <= a.accepts_until THEN i.received_at ELSE a.deadline_at END,
      submit_action_id = i.action_id, settled_at = clock_timestamp()
  FROM (
    SELECT t.attempt_id, t.action_id, to_timestamp(t.received / 1000.0) AS received_at
    FROM unnest(p_attempts, p_actions, p_received) AS t(attempt_id, action_id, received)
  ) i, contestants c
  WHERE a.contest_id = p_contest AND a.id = i.attempt_id AND a.state = 'open' AND c.contest_id = p_contest AND c.id = a.contestant_id
  RETURNING a, c.seed;
END $$;
--> statement-breakpoint

-- The sweeper's close. Processes share the work by skipping what another one holds.
CREATE FUNCTION expire_attempts(p_contest integer, p_before timestamptz, p_limit integer) RETURNS SETOF uuid
LANGUAGE sql VOLATILE AS $$
  UPDATE attempts a SET state = 'expired', closed_at = a.deadline_at, settled_at = clock_timestamp()
  FROM (
    SELECT d.id FROM attempts d
    WHERE d.contest_id = p_contest AND d.state = 'open' AND d.accepts_until < p_before
    ORDER BY d.id LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
  ) due
  WHERE a.contest_id = p_contest AND a.id = due.id AND a.state = 'open'
  RETURNING a.id
$$;
