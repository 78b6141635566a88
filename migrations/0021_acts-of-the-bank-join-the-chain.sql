-- what was done in the bank before there was a chain: told once more, in its order, with the time it was done at; the chain vouches for it from here on
SELECT append_to_audit(array_agg(entry ORDER BY id), array_agg(''::text ORDER BY id)) FROM (
  SELECT b.id, jsonb_build_object(
    'at', to_char(b.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'act', b.act, 'subject', b.subject,
    'by', jsonb_build_object('kind', CASE WHEN b.actor_id IS NULL THEN 'service' ELSE 'staff' END, 'id', b.actor_id::text, 'name', coalesce(a.username, ''), 'from', NULL, 'requestId', NULL)
  )::text AS entry
  FROM bank_acts b LEFT JOIN accounts a ON a.id = b.actor_id
) told HAVING count(*) > 0;--> statement-breakpoint
DROP TABLE "bank_acts" CASCADE;
