CREATE TABLE "key_impact_standings" (
	"contest_id" integer NOT NULL,
	"impact_id" uuid NOT NULL,
	"round_id" integer NOT NULL,
	"contestant_id" uuid NOT NULL,
	"place_by" bigint[],
	"standing" jsonb NOT NULL,
	CONSTRAINT "key_impact_standings_pk" PRIMARY KEY("contest_id","impact_id","round_id","contestant_id")
);
--> statement-breakpoint
CREATE TABLE "key_impacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"revision_id" uuid NOT NULL,
	"change" jsonb NOT NULL,
	"key_number" smallint NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"asked_by" jsonb NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"step" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"result" jsonb,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "award_steps" (
	"contest_id" integer NOT NULL,
	"number" integer NOT NULL,
	"seal_number" smallint NOT NULL,
	"kind" text NOT NULL,
	"prize_id" text,
	"contestant_id" uuid,
	"unit_id" integer,
	"body" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"account_id" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"action_id" uuid NOT NULL,
	"action_digest" text NOT NULL,
	CONSTRAINT "award_steps_contest_id_number_pk" PRIMARY KEY("contest_id","number"),
	CONSTRAINT "a_check_is_of_somebody" CHECK (kind <> 'checked' or (contestant_id is null) <> (unit_id is null))
);
--> statement-breakpoint
CREATE TABLE "entered_truths" (
	"contest_id" integer NOT NULL,
	"round_id" integer NOT NULL,
	"number" smallint NOT NULL,
	"thousandths" bigint NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "entered_truths_contest_id_round_id_number_pk" PRIMARY KEY("contest_id","round_id","number")
);
--> statement-breakpoint
CREATE TABLE "result_seal_pieces" (
	"contest_id" integer NOT NULL,
	"seal_number" smallint NOT NULL,
	"edition" text NOT NULL,
	"piece" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "result_seal_pieces_contest_id_seal_number_edition_piece_pk" PRIMARY KEY("contest_id","seal_number","edition","piece")
);
--> statement-breakpoint
CREATE TABLE "result_seals" (
	"contest_id" integer NOT NULL,
	"number" smallint NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"reason" text NOT NULL,
	"action_id" uuid NOT NULL,
	"asked_by" jsonb NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"step" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"problem" text,
	"sealed_at" timestamp with time zone,
	"manifests" jsonb,
	"pseudonyms" "bytea",
	CONSTRAINT "result_seals_contest_id_number_pk" PRIMARY KEY("contest_id","number"),
	CONSTRAINT "sealed_is_whole" CHECK ((state = 'sealed') = (sealed_at is not null and manifests is not null and pseudonyms is not null))
);
--> statement-breakpoint
CREATE TABLE "sealed_places" (
	"contest_id" integer NOT NULL,
	"seal_number" smallint NOT NULL,
	"round_id" integer NOT NULL,
	"contestant_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"attempt_id" uuid NOT NULL,
	"score_thousandths" bigint NOT NULL,
	"duration_ms" bigint NOT NULL,
	"submitted_at_ms" bigint NOT NULL,
	"prediction" bigint,
	"prediction_gap" bigint,
	"attempts_used" integer NOT NULL,
	CONSTRAINT "sealed_places_pk" PRIMARY KEY("contest_id","seal_number","round_id","contestant_id")
);
--> statement-breakpoint
ALTER TABLE "key_impact_standings" ADD CONSTRAINT "key_impact_standings_impact_id_key_impacts_id_fk" FOREIGN KEY ("impact_id") REFERENCES "public"."key_impacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_impacts" ADD CONSTRAINT "key_impacts_revision_id_question_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."question_revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award_steps" ADD CONSTRAINT "award_steps_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "result_seals" ADD CONSTRAINT "result_seals_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "key_impacts_at_work" ON "key_impacts" USING btree ("asked_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "one_award_step_per_action" ON "award_steps" USING btree ("contest_id","action_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_seal_at_work" ON "result_seals" USING btree ("contest_id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "sealed_places_in_order" ON "sealed_places" USING btree ("contest_id","seal_number","round_id","place","contestant_id");--> statement-breakpoint
-- pieces are compressed already: packing them again would only cost
ALTER TABLE "result_seal_pieces" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;--> statement-breakpoint

-- as before; numbers that the organizer entered and the steps that were taken about prizes are logs too
CREATE OR REPLACE FUNCTION let_serve(p_role name) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  one record;
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA public, drizzle TO %I', p_role);
  EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA drizzle TO %I', p_role);
  EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %I', p_role);
  FOR one IN SELECT c.oid::regclass AS name, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  LOOP
    EXECUTE format('REVOKE ALL ON %s FROM %I', one.name, p_role);
    EXECUTE format('GRANT %s ON %s TO %I', CASE
      WHEN one.relname IN ('audit_log', 'audit_head') THEN 'SELECT'
      WHEN one.relname IN ('audit_heads', 'answer_log', 'key_amendments', 'essay_marks', 'attempt_acts', 'former_receipts', 'late_answers', 'attempt_overrides', 'notices', 'entered_truths', 'award_steps') THEN 'SELECT, INSERT'
      ELSE 'SELECT, INSERT, UPDATE, DELETE' END, one.name, p_role);
  END LOOP;
END $$;
