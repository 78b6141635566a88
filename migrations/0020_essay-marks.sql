CREATE TABLE "essay_answers" (
	"contest_id" integer NOT NULL,
	"attempt_id" uuid NOT NULL,
	"question" smallint NOT NULL,
	"round_id" integer NOT NULL,
	"revision_id" uuid NOT NULL,
	"code" text NOT NULL,
	"most_thousandths" integer NOT NULL,
	"mark_number" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "essay_answers_contest_id_attempt_id_question_pk" PRIMARY KEY("contest_id","attempt_id","question"),
	CONSTRAINT "essay_answers_worth" UNIQUE("contest_id","attempt_id","question","most_thousandths")
);
--> statement-breakpoint
CREATE TABLE "essay_marks" (
	"contest_id" integer NOT NULL,
	"attempt_id" uuid NOT NULL,
	"question" smallint NOT NULL,
	"number" smallint NOT NULL,
	"points_thousandths" integer NOT NULL,
	"most_thousandths" integer NOT NULL,
	"marker_id" integer NOT NULL,
	"marked_at" timestamp with time zone NOT NULL,
	"action_id" uuid NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "essay_marks_contest_id_attempt_id_question_number_pk" PRIMARY KEY("contest_id","attempt_id","question","number"),
	CONSTRAINT "points_within_the_question" CHECK (points_thousandths between 0 and most_thousandths),
	CONSTRAINT "a_change_has_a_reason" CHECK (number = 1 or note <> '')
);
--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "marked_thousandths" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "essays_waiting" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "essay_marks" ADD CONSTRAINT "essay_marks_marker_id_accounts_id_fk" FOREIGN KEY ("marker_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "essay_marks" ADD CONSTRAINT "mark_of_an_answer" FOREIGN KEY ("contest_id","attempt_id","question","most_thousandths") REFERENCES "public"."essay_answers"("contest_id","attempt_id","question","most_thousandths") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "essay_answers_by_code" ON "essay_answers" USING btree ("contest_id","code");--> statement-breakpoint
CREATE INDEX "essay_answers_to_mark" ON "essay_answers" USING btree ("contest_id","round_id",(mark_number > 0),"code");--> statement-breakpoint
CREATE UNIQUE INDEX "one_mark_per_action" ON "essay_marks" USING btree ("contest_id","action_id");--> statement-breakpoint
CREATE INDEX "attempts_with_essays_waiting" ON "attempts" USING btree ("contest_id","round_id") WHERE essays_waiting > 0;--> statement-breakpoint
CREATE TRIGGER marks_are_appended BEFORE UPDATE OR DELETE ON "essay_marks" FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER marks_stay BEFORE TRUNCATE ON "essay_marks" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- Whether officials had struck a question by this number: then people's marks of it say nothing, neither more nor less than the key did.
CREATE FUNCTION is_struck(p_revision uuid, p_key_number integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT m.change->>'kind' = 'voided' FROM key_amendments m
    WHERE m.revision_id = p_revision AND m.number <= p_key_number ORDER BY m.number DESC LIMIT 1), false)
$$;--> statement-breakpoint
-- What people gave for the essays of one attempt, and how many of them nobody has marked. A score made with a key number asks by the same number.
CREATE FUNCTION essay_marks_of(p_contest integer, p_attempt uuid, p_key_number integer) RETURNS TABLE (points integer, waiting integer) LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(m.points_thousandths), 0)::integer, (count(*) FILTER (WHERE e.mark_number = 0))::integer
  FROM essay_answers e
  LEFT JOIN essay_marks m ON m.contest_id = e.contest_id AND m.attempt_id = e.attempt_id AND m.question = e.question AND m.number = e.mark_number
  WHERE e.contest_id = p_contest AND e.attempt_id = p_attempt AND NOT is_struck(e.revision_id, p_key_number)
$$;--> statement-breakpoint
-- as before; marks of essays are a log too
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
      WHEN one.relname IN ('audit_heads', 'answer_log', 'key_amendments', 'essay_marks') THEN 'SELECT, INSERT'
      ELSE 'SELECT, INSERT, UPDATE, DELETE' END, one.name, p_role);
  END LOOP;
END $$;
