-- the tree of units remembers: facts with the day they hold from, today's tree drawn from them, and no cycle on any day (decision 0021)

-- whatever is there now was there from the beginning
INSERT INTO unit_lives (unit_id, from_on, act, is_open) SELECT id, '0001-01-01', 0, true FROM units;
--> statement-breakpoint
INSERT INTO unit_names (unit_id, from_on, act, name) SELECT id, '0001-01-01', 0, name FROM units;
--> statement-breakpoint
INSERT INTO unit_parents (unit_id, from_on, act, parent_id) SELECT id, '0001-01-01', 0, parent_id FROM units;
--> statement-breakpoint
INSERT INTO unit_tree (shape_changed_at, projected_on) VALUES (now(), (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date);
--> statement-breakpoint

-- every unit that there ever was until that day, as it was on that day
CREATE FUNCTION unit_tree_on(day date) RETURNS TABLE (id integer, parent_id integer, name text, is_open boolean) LANGUAGE sql STABLE AS $$
  SELECT l.unit_id, p.parent_id, n.name, l.is_open
  FROM (SELECT DISTINCT ON (unit_id) unit_id, is_open FROM unit_lives WHERE from_on <= day ORDER BY unit_id DESC, from_on DESC, act DESC) l
  JOIN (SELECT DISTINCT ON (unit_id) unit_id, parent_id FROM unit_parents WHERE from_on <= day ORDER BY unit_id DESC, from_on DESC, act DESC) p USING (unit_id)
  JOIN (SELECT DISTINCT ON (unit_id) unit_id, name FROM unit_names WHERE from_on <= day ORDER BY unit_id DESC, from_on DESC, act DESC) n USING (unit_id)
$$;
--> statement-breakpoint

-- writes the tree of a day into the columns of units, where something differs; the caller holds the lock of the tree
CREATE FUNCTION project_unit_tree(day date, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE moved bigint;
BEGIN
  WITH RECURSIVE today AS MATERIALIZED (SELECT * FROM unit_tree_on(day)),
  placed AS (
    SELECT t.id, t.parent_id, t.name, t.is_open, 0::smallint AS depth, t.id::text::ltree AS path FROM today t WHERE t.parent_id IS NULL
    UNION ALL
    SELECT t.id, t.parent_id, t.name, t.is_open, (p.depth + 1)::smallint, p.path || t.id::text FROM placed p JOIN today t ON t.parent_id = p.id
  ),
  written AS (
    UPDATE units u SET name = p.name, parent_id = p.parent_id, depth = p.depth, path = p.path, is_open = p.is_open
    FROM placed p JOIN units b ON b.id = p.id
    WHERE u.id = p.id
      AND (b.name, b.parent_id, b.depth, b.path, b.is_open) IS DISTINCT FROM (p.name, p.parent_id, p.depth, p.path, p.is_open)
    RETURNING (b.path, b.is_open) IS DISTINCT FROM (p.path, p.is_open) AS is_moved
  )
  SELECT count(*) FILTER (WHERE is_moved) INTO moved FROM written;
  UPDATE unit_tree SET projected_on = day, version = version + 1, shape = shape + (moved > 0)::integer,
    shape_changed_at = CASE WHEN moved > 0 THEN at ELSE shape_changed_at END;
END
$$;
--> statement-breakpoint

-- units that would be open below a closed or missing one on some day from `since` on, among those touched and their children
CREATE FUNCTION unit_orphans(touched integer[], since date) RETURNS TABLE (unit_id integer, parent_id integer, day date) LANGUAGE sql STABLE AS $$
  WITH days AS (
    SELECT since AS day
    UNION SELECT l.from_on FROM unit_lives l WHERE l.from_on > since
    UNION SELECT p.from_on FROM unit_parents p WHERE p.from_on > since
  ),
  candidates AS (SELECT unnest(touched) AS id UNION SELECT p.unit_id FROM unit_parents p WHERE p.parent_id = ANY (touched))
  SELECT c.id, p.parent_id, d.day
  FROM candidates c CROSS JOIN days d
  CROSS JOIN LATERAL (
    SELECT l.is_open FROM unit_lives l WHERE l.unit_id = c.id AND l.from_on <= d.day ORDER BY l.from_on DESC, l.act DESC LIMIT 1) own
  CROSS JOIN LATERAL (
    SELECT q.parent_id FROM unit_parents q WHERE q.unit_id = c.id AND q.from_on <= d.day ORDER BY q.from_on DESC, q.act DESC LIMIT 1) p
  LEFT JOIN LATERAL (
    SELECT l.is_open FROM unit_lives l WHERE l.unit_id = p.parent_id AND l.from_on <= d.day ORDER BY l.from_on DESC, l.act DESC LIMIT 1) above ON true
  WHERE own.is_open AND p.parent_id IS NOT NULL AND above.is_open IS NOT TRUE
$$;
--> statement-breakpoint

-- a constraint over many rows and all days: whoever writes parents takes the lock, and sees here what others committed before
CREATE FUNCTION refuse_unit_cycles() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE looped record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('tree of units', 7407));
  WITH RECURSIVE days AS (
    SELECT from_on AS day FROM written
    UNION SELECT p.from_on FROM unit_parents p WHERE p.from_on > (SELECT min(from_on) FROM written)
  ),
  walk (unit_id, day, above) AS (
    SELECT w.unit_id, d.day, p.parent_id
    FROM (SELECT unit_id, min(from_on) AS since FROM written GROUP BY unit_id) w JOIN days d ON d.day >= w.since
    CROSS JOIN LATERAL (
      SELECT q.parent_id FROM unit_parents q WHERE q.unit_id = w.unit_id AND q.from_on <= d.day ORDER BY q.from_on DESC, q.act DESC LIMIT 1) p
    WHERE p.parent_id IS NOT NULL
    -- UNION drops what was there before: a walk ends even on a cycle that it only runs into
    UNION
    SELECT w.unit_id, w.day, p.parent_id
    FROM walk w CROSS JOIN LATERAL (
      SELECT q.parent_id FROM unit_parents q WHERE q.unit_id = w.above AND q.from_on <= w.day ORDER BY q.from_on DESC, q.act DESC LIMIT 1) p
    WHERE p.parent_id IS NOT NULL
  )
  SELECT unit_id, day INTO looped FROM walk WHERE above = unit_id LIMIT 1;
  IF looped.unit_id IS NOT NULL THEN
    RAISE EXCEPTION 'unit % would stand below itself on %', looped.unit_id, looped.day USING ERRCODE = '23514', CONSTRAINT = 'unit_tree_has_no_cycle';
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER unit_parents_added AFTER INSERT ON unit_parents REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_unit_cycles();
--> statement-breakpoint
CREATE TRIGGER unit_parents_changed AFTER UPDATE ON unit_parents REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_unit_cycles();
--> statement-breakpoint
CREATE TRIGGER unit_parents_dropped AFTER DELETE ON unit_parents REFERENCING OLD TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_unit_cycles();
