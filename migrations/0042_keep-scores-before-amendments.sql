CREATE TABLE "amended_scores" (
	"contest_id" integer NOT NULL,
	"key_number" smallint NOT NULL,
	"attempt_id" uuid NOT NULL,
	"round_id" integer NOT NULL,
	"contestant_id" uuid NOT NULL,
	"key_before" smallint NOT NULL,
	"score_before" integer NOT NULL,
	"score_after" integer NOT NULL,
	"place_by" bigint[],
	CONSTRAINT "amended_scores_pk" PRIMARY KEY("contest_id","key_number","attempt_id")
);
--> statement-breakpoint
CREATE INDEX "amended_scores_of_round" ON "amended_scores" USING btree ("contest_id","round_id","contestant_id");
--> statement-breakpoint
-- as before; what an amendment changed is a log too
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
      WHEN one.relname IN ('audit_heads', 'answer_log', 'key_amendments', 'essay_marks', 'attempt_acts', 'former_receipts', 'late_answers', 'attempt_overrides', 'notices', 'entered_truths', 'award_steps', 'amended_scores') THEN 'SELECT, INSERT'
      ELSE 'SELECT, INSERT, UPDATE, DELETE' END, one.name, p_role);
  END LOOP;
END $$;
