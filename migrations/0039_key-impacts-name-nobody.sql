-- Names that were kept with the impact of an amendment would outlive their people: what is kept names them by id alone.
-- Winners were kept by name only and cannot be found again by it; the prizes that change stay named.
UPDATE "key_impacts" SET "result" = jsonb_set("result", '{rounds}', (
  SELECT coalesce(jsonb_agg(r || jsonb_build_object(
    'first', (SELECT coalesce(jsonb_agg(f - 'name' ORDER BY fn), '[]') FROM jsonb_array_elements(r->'first') WITH ORDINALITY AS first_of(f, fn)),
    'prizes', (SELECT coalesce(jsonb_agg(p || '{"winners":[],"winnersThen":[]}' ORDER BY pn), '[]') FROM jsonb_array_elements(r->'prizes') WITH ORDINALITY AS prize_of(p, pn))
  ) ORDER BY n), '[]') FROM jsonb_array_elements("result"->'rounds') WITH ORDINALITY AS round_of(r, n)
)) WHERE "result" IS NOT NULL;--> statement-breakpoint
-- what is still worked out begins again
UPDATE "key_impacts" SET "step" = '{}', "done" = 0 WHERE "step" <> '{}';
