-- the same question, asked of tens of thousands of units at once: a join instead of looking each one up in a long list
CREATE OR REPLACE FUNCTION unit_orphans(touched integer[], since date) RETURNS TABLE (unit_id integer, parent_id integer, day date) LANGUAGE sql STABLE AS $$
  WITH days AS (
    SELECT since AS day
    UNION SELECT l.from_on FROM unit_lives l WHERE l.from_on > since
    UNION SELECT p.from_on FROM unit_parents p WHERE p.from_on > since
  ),
  asked AS (SELECT DISTINCT unnest(touched) AS id),
  candidates AS (SELECT a.id FROM asked a UNION SELECT p.unit_id FROM unit_parents p JOIN asked a ON a.id = p.parent_id)
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
