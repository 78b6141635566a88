-- One batch of registrations of one contest. Whoever's action or identity is there already is left out; the constraints decide between processes.
-- Actions first, then identities, both in order: whoever takes them in one order cannot deadlock.
CREATE FUNCTION register_contestants(p_contest integer, p_rows jsonb) RETURNS SETOF uuid LANGUAGE plpgsql VOLATILE SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  v_added uuid[];
  v_refused uuid[];
BEGIN
  WITH added AS (
    INSERT INTO contestants (contest_id, id, action_id, request_digest, seed, personal, public_name, unit_id, device, consents, registered_at)
    SELECT p_contest, t.id, t."actionId", decode(t."requestDigest", 'hex'), decode(t.seed, 'hex'), decode(t.personal, 'hex'), t."publicName", t."unitId", t.device, t.consents, t."registeredAt"
    FROM jsonb_to_recordset(p_rows) AS t(id uuid, "actionId" uuid, "requestDigest" text, seed text, personal text, "publicName" text, "unitId" integer,
      device text, consents jsonb, "registeredAt" timestamptz, "refusedBy" jsonb)
    WHERE NOT EXISTS (
      SELECT FROM jsonb_array_elements_text(t."refusedBy") AS r(hmac)
      JOIN contestant_identities i ON i.contest_id = p_contest AND i.hmac = decode(r.hmac, 'hex') AND i.is_reserved)
    ORDER BY t."actionId" ON CONFLICT DO NOTHING
    RETURNING id
  )
  SELECT array_agg(a.id) INTO v_added FROM added a;

  WITH wanted AS (
    SELECT t.id AS contestant_id, decode(i.hmac, 'hex') AS hmac, i.kind, i."keyIds", i."isReserved", decode(i.sealed, 'hex') AS sealed
    FROM jsonb_to_recordset(p_rows) AS t(id uuid, identities jsonb)
    CROSS JOIN jsonb_to_recordset(t.identities) AS i(hmac text, kind text, "keyIds" integer[], "isReserved" boolean, sealed text)
    WHERE t.id = ANY (v_added)
  ), claimed AS (
    INSERT INTO contestant_identities AS i (contest_id, hmac, contestant_id, kind, key_ids, is_reserved, sealed)
    SELECT p_contest, w.hmac, w.contestant_id, w.kind, w."keyIds", w."isReserved", w.sealed FROM wanted w ORDER BY w.hmac
    ON CONFLICT DO NOTHING
    RETURNING i.contestant_id, i.hmac
  )
  SELECT array_agg(DISTINCT w.contestant_id) INTO v_refused
  FROM wanted w LEFT JOIN claimed c ON c.contestant_id = w.contestant_id AND c.hmac = w.hmac WHERE c.hmac IS NULL;

  -- between the look above and the insert somebody else was quicker
  IF v_refused IS NOT NULL THEN
    DELETE FROM contestant_identities i WHERE i.contest_id = p_contest AND i.contestant_id = ANY (v_refused);
    DELETE FROM contestants c WHERE c.contest_id = p_contest AND c.id = ANY (v_refused);
  END IF;

  RETURN QUERY
  INSERT INTO person_keys AS k (contest_id, contestant_id, key_id, wrapped, name_marks)
  SELECT p_contest, t.id, t."keyId", decode(t.wrapped, 'hex'), t."nameMarks"
  FROM jsonb_to_recordset(p_rows) AS t(id uuid, "keyId" integer, wrapped text, "nameMarks" bigint[])
  WHERE t.id = ANY (v_added) AND t.id <> ALL (coalesce(v_refused, '{}'))
  RETURNING k.contestant_id;
END $$;
--> statement-breakpoint

-- Whoever was erased starts nothing any more. The erasure holds the same row, so of two at once one is first.
CREATE OR REPLACE FUNCTION start_attempts(
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
    SELECT i.*, c.unit_id, c.seed, (c.id IS NOT NULL AND c.erased_at IS NULL) AS is_known, r.opens_at, r.closes_at, r.version, r.notice_number, past.*
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
