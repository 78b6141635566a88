CREATE TABLE "contest_versions" (
	"contest_id" integer NOT NULL,
	"version" integer NOT NULL,
	"settings" jsonb NOT NULL,
	CONSTRAINT "contest_versions_contest_id_version_pk" PRIMARY KEY("contest_id","version")
);
--> statement-breakpoint
ALTER TABLE "standings" ALTER COLUMN "score_thousandths" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "standings" ALTER COLUMN "prediction_gap" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "standings" ALTER COLUMN "duration_ms" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "most_thousandths" integer;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "prediction" bigint;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "reading_floor_ms" integer;--> statement-breakpoint
ALTER TABLE "contestants" ADD COLUMN "born_on" date;--> statement-breakpoint
ALTER TABLE "contestants" ADD COLUMN "occupation" text;--> statement-breakpoint
ALTER TABLE "contests" ADD COLUMN "settings" jsonb NOT NULL DEFAULT '{"announcedAt": "1970-01-01T00:00:00.000Z", "registrationOpensAt": null, "registrationClosesAt": null,
  "reviewHours": 0, "cumulative": null, "ageGroups": null, "unitRaces": [], "prizes": [], "onePrizeEach": true, "supportLimits": {"mostMinutes": 15, "mostTimes": 1}}';--> statement-breakpoint
-- contests from before are as they were; who makes one says what is ruled
ALTER TABLE "contests" ALTER COLUMN "settings" DROP DEFAULT;--> statement-breakpoint
INSERT INTO "contest_versions" ("contest_id", "version", "settings") SELECT id, 1, settings FROM contests;--> statement-breakpoint
ALTER TABLE "contests" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "prediction_truth" bigint;--> statement-breakpoint
ALTER TABLE "standings" ADD COLUMN "rules_version" integer NOT NULL DEFAULT 1;--> statement-breakpoint
ALTER TABLE "standings" ADD COLUMN "prediction" bigint;--> statement-breakpoint
ALTER TABLE "standings" ADD COLUMN "duration_above_floor_ms" bigint NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "standings" ADD COLUMN "first_entered_at_ms" bigint NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "standings" ADD COLUMN "attempts_used" integer NOT NULL DEFAULT 1;--> statement-breakpoint
ALTER TABLE "standings" ADD COLUMN "full_mark_attempts" integer NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "standings" ADD COLUMN "place_by" bigint[];--> statement-breakpoint
ALTER TABLE "standings" ALTER COLUMN "rules_version" DROP DEFAULT, ALTER COLUMN "duration_above_floor_ms" DROP DEFAULT, ALTER COLUMN "first_entered_at_ms" DROP DEFAULT,
  ALTER COLUMN "attempts_used" DROP DEFAULT, ALTER COLUMN "full_mark_attempts" DROP DEFAULT;--> statement-breakpoint
-- what was ruled so far in the words of today: one attempt that counts, the best, free to go back and forth
UPDATE "round_versions" SET settings = settings || jsonb_build_object(
  'pauseSeconds', 0, 'counts', 'best', 'navigation', 'free', 'wrongThousandths', 0, 'blankThousandths', 0, 'places', 'shared', 'eligibility', '{}'::jsonb,
  'prediction', null, 'publicCounts', 'shown', 'isPractice', false,
  'ranking', (SELECT jsonb_agg(jsonb_build_object('key', key) ORDER BY place) FROM jsonb_array_elements_text(settings->'ranking') WITH ORDINALITY AS k(key, place)),
  'reveal', jsonb_build_object('when', CASE settings->>'reveal' WHEN 'score-after-attempt' THEN 'after-attempt' ELSE 'never' END, 'shows', 'score'));--> statement-breakpoint
UPDATE "standings" s SET rules_version = r.version, attempts_used = s.scored_attempts, first_entered_at_ms = s.submitted_at_ms - s.duration_ms, place_by = (
    SELECT array_agg(CASE k.rule->>'key' WHEN 'score' THEN -s.score_thousandths WHEN 'predictionGap' THEN s.prediction_gap WHEN 'durationMs' THEN s.duration_ms
      ELSE s.submitted_at_ms END ORDER BY k.place)
    FROM jsonb_array_elements(v.settings->'ranking') WITH ORDINALITY AS k(rule, place))
  FROM rounds r JOIN round_versions v ON v.contest_id = r.contest_id AND v.round_id = r.id AND v.version = r.version
  WHERE r.contest_id = s.contest_id AND r.id = s.round_id;
