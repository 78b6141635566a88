-- As before, with the facts that rules of the contest ask for.
CREATE OR REPLACE FUNCTION register_contestants(p_contest integer, p_rows jsonb) RETURNS SETOF uuid LANGUAGE plpgsql VOLATILE SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  v_added uuid[];
  v_refused uuid[];
BEGIN
  WITH added AS (
    INSERT INTO contestants (contest_id, id, action_id, request_digest, seed, personal, public_name, unit_id, device, consents, registered_at, born_on, occupation)
    SELECT p_contest, t.id, t."actionId", decode(t."requestDigest", 'hex'), decode(t.seed, 'hex'), decode(t.personal, 'hex'), t."publicName", t."unitId", t.device, t.consents, t."registeredAt", t."bornOn", t.occupation
    FROM jsonb_to_recordset(p_rows) AS t(id uuid, "actionId" uuid, "requestDigest" text, seed text, personal text, "publicName" text, "unitId" integer,
      device text, consents jsonb, "registeredAt" timestamptz, "refusedBy" jsonb, "bornOn" date, occupation text)
    WHERE NOT EXISTS (
      SELECT FROM jsonb_array_elements_text(t."refusedBy") AS r(hmac)
      -- the limit keeps the order: first the HMAC, then the one row it finds
      CROSS JOIN LATERAL (SELECT FROM contestant_identities i WHERE i.contest_id = p_contest AND i.hmac = decode(r.hmac, 'hex') AND i.is_reserved LIMIT 1) taken)
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
  SELECT array_agg(DISTINCT r.contestant_id) INTO v_refused
  FROM (SELECT w.contestant_id, w.hmac FROM wanted w EXCEPT SELECT c.contestant_id, c.hmac FROM claimed c) r;

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
