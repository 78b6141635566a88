CREATE TABLE "account_grants" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "account_grants_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"account_id" integer NOT NULL,
	"role" text NOT NULL,
	"unit_id" integer,
	"granted_by" integer,
	"granted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_grant_of_a_kind" UNIQUE NULLS NOT DISTINCT("account_id","role","unit_id"),
	CONSTRAINT "owners_own_everything" CHECK (role <> 'owner' or unit_id is null)
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "one_head" CHECK (is_only)
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"signed_at" timestamp with time zone NOT NULL,
	"key_id" text NOT NULL,
	"signature" "bytea" NOT NULL,
	CONSTRAINT "a_head_has_an_entry" CHECK ("audit_heads"."seq" > 0)
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"entry" text NOT NULL,
	"personal" "bytea",
	"at" timestamp with time zone NOT NULL,
	"act" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"contest_id" integer,
	"unit_id" integer,
	"subject" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "contests" ADD COLUMN "unit_id" integer;--> statement-breakpoint
ALTER TABLE "account_grants" ADD CONSTRAINT "account_grants_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_grants" ADD CONSTRAINT "account_grants_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_grants" ADD CONSTRAINT "account_grants_granted_by_accounts_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "grants_by_unit" ON "account_grants" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "audit_by_time" ON "audit_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_by_act" ON "audit_log" USING btree ("act","seq");--> statement-breakpoint
CREATE INDEX "audit_by_actor" ON "audit_log" USING btree ("actor_kind","actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_by_contest" ON "audit_log" USING btree ("contest_id","seq");--> statement-breakpoint
CREATE INDEX "audit_by_subject" ON "audit_log" USING gin ("subject" jsonb_path_ops);--> statement-breakpoint
ALTER TABLE "contests" ADD CONSTRAINT "contests_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- until now one word said what an account may do; only "owner" meant all of it
INSERT INTO "account_grants" ("account_id", "role") SELECT "id", CASE WHEN "role" IN ('owner', 'organizer', 'reviewer', 'official', 'support', 'auditor') THEN "role" ELSE 'auditor' END FROM "accounts";--> statement-breakpoint
ALTER TABLE "accounts" DROP COLUMN "role";--> statement-breakpoint

-- the chain begins with thirty-two zero bytes
INSERT INTO "audit_head" ("seq", "hash") VALUES (0, decode(repeat('00', 32), 'hex'));--> statement-breakpoint

-- The only way into the audit log. It runs as the owner of the tables, so the server's own role needs no right to write there: it can append, and nothing else.
-- Whoever appends holds the head to the end of the transaction: numbers have no gap, and every hash covers the one before it.
CREATE FUNCTION append_to_audit(p_entries text[], p_personal text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head audit_head;
  parsed jsonb;
BEGIN
  SELECT * INTO STRICT head FROM audit_head FOR UPDATE;
  FOR i IN 1 .. cardinality(p_entries) LOOP
    parsed := p_entries[i]::jsonb;
    head.seq := head.seq + 1;
    head.hash := sha256(head.hash || int8send(head.seq) || convert_to(p_entries[i], 'UTF8'));
    INSERT INTO audit_log (seq, hash, entry, personal, at, act, actor_kind, actor_id, contest_id, unit_id, subject)
    VALUES (head.seq, head.hash, p_entries[i], nullif(decode(p_personal[i], 'hex'), ''), (parsed->>'at')::timestamptz, parsed->>'act',
      parsed->'by'->>'kind', parsed->'by'->>'id', (parsed->>'contestId')::integer, (parsed->>'unitId')::integer, parsed->'subject');
  END LOOP;
  UPDATE audit_head SET seq = head.seq, hash = head.hash;
END $$;--> statement-breakpoint
CREATE TRIGGER audit_is_appended BEFORE UPDATE OR DELETE ON "audit_log" FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER audit_stays BEFORE TRUNCATE ON "audit_log" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER signed_heads_are_appended BEFORE UPDATE OR DELETE ON "audit_heads" FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER signed_heads_stay BEFORE TRUNCATE ON "audit_heads" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint

-- The server's role owns no table, so it asks for the part of the answer log that a new contest needs.
CREATE FUNCTION add_answer_log_of(p_contest integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  EXECUTE format('CREATE TABLE answer_log_c%s PARTITION OF answer_log FOR VALUES IN (%s)', p_contest, p_contest);
END $$;--> statement-breakpoint

-- What the server's role may do, asked for anew after every migration. On the logs: read and append. The answer log is reached through its parent alone.
CREATE FUNCTION let_serve(p_role name) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
      WHEN one.relname IN ('audit_heads', 'answer_log', 'key_amendments') THEN 'SELECT, INSERT'
      ELSE 'SELECT, INSERT, UPDATE, DELETE' END, one.name, p_role);
  END LOOP;
END $$;