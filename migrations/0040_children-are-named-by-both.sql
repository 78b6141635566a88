-- Whoever registered as a child, so that a guardian agreed beside it, is named in full only where both agreed to that since it was last taken back.
UPDATE "contestants" c SET "public_name" = 'masked' FROM "contests" t
WHERE t."id" = c."contest_id" AND c."public_name" = 'full' AND c."consents" @> '[{"by":"guardian"}]' AND NOT EXISTS (
  SELECT FROM jsonb_array_elements(t."consents") AS text WHERE text->>'purpose' = 'public-name' AND NOT EXISTS (
    SELECT FROM (VALUES ('self'), ('guardian')) AS giver(by) WHERE NOT EXISTS (
      SELECT FROM jsonb_array_elements(c."consents") WITH ORDINALITY AS said(r, n)
      WHERE r->>'id' = text->>'id' AND coalesce(r->>'by', 'self') = giver.by AND coalesce((r->>'isWithdrawn')::boolean, false) = false AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(c."consents") WITH ORDINALITY AS later(w, m)
        WHERE w->>'id' = text->>'id' AND (w->>'isWithdrawn')::boolean AND m > n))));
