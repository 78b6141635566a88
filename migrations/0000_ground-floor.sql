-- what the tables below stand on
CREATE EXTENSION IF NOT EXISTS "ltree";--> statement-breakpoint
CREATE TABLE "account_sessions" (
	"secret_hash" "bytea" PRIMARY KEY NOT NULL,
	"account_id" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "accounts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"username" text NOT NULL,
	"display_name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_username_unique" UNIQUE("username")
);
--> statement-breakpoint
CREATE TABLE "answer_log" (
	"contest_id" integer NOT NULL,
	"attempt_id" uuid NOT NULL,
	"tap" smallint NOT NULL,
	"question" smallint NOT NULL,
	"is_overtaken" boolean NOT NULL,
	"seq" integer NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"action_id" uuid NOT NULL,
	"device" text NOT NULL,
	"answer" text NOT NULL,
	CONSTRAINT "answer_log_contest_id_attempt_id_tap_pk" PRIMARY KEY("contest_id","attempt_id","tap")
) PARTITION BY LIST ("contest_id");
--> statement-breakpoint
CREATE TABLE "attempts" (
	"contest_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"round_id" integer NOT NULL,
	"contestant_id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"attempt_no" smallint NOT NULL,
	"attempts_allowed" smallint,
	"round_version" integer NOT NULL,
	"question_count" smallint NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"start_action_id" uuid NOT NULL,
	"device" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"deadline_at" timestamp with time zone NOT NULL,
	"accepts_until" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"submit_action_id" uuid,
	"receipt_code" text NOT NULL,
	"key_number" smallint,
	"score_thousandths" integer,
	"correct_count" smallint,
	"answered_count" smallint,
	"duration_ms" integer,
	"answer_digest" "bytea",
	CONSTRAINT "attempts_contest_id_id_pk" PRIMARY KEY("contest_id","id"),
	CONSTRAINT "not_more_than_allowed" CHECK (attempt_no >= 1 and (attempts_allowed is null or attempt_no <= attempts_allowed)),
	CONSTRAINT "closed_has_a_time" CHECK ((state = 'open') = (closed_at is null))
);
--> statement-breakpoint
CREATE TABLE "bank_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" integer NOT NULL,
	"file_name" text NOT NULL,
	"items" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"confirmed_by" uuid,
	"stored_count" integer
);
--> statement-breakpoint
CREATE TABLE "question_revisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"question_id" uuid NOT NULL,
	"number" smallint NOT NULL,
	"content" jsonb NOT NULL,
	"key" jsonb NOT NULL,
	"explanation" text,
	"author_id" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_revision_per_number" UNIQUE("question_id","number")
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"level" text NOT NULL,
	"source" text,
	"import_id" uuid,
	"search_text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contestants" (
	"contest_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"request_digest" "bytea" NOT NULL,
	"identity_hmac" "bytea" NOT NULL,
	"rejoin_number" smallint DEFAULT 1 NOT NULL,
	"seed" "bytea" NOT NULL,
	"full_name" text NOT NULL,
	"birth_date" date NOT NULL,
	"phone" text NOT NULL,
	"unit_id" integer NOT NULL,
	"device" text NOT NULL,
	"consents" jsonb NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "contestants_contest_id_id_pk" PRIMARY KEY("contest_id","id"),
	CONSTRAINT "one_registration_per_identity" UNIQUE("contest_id","identity_hmac"),
	CONSTRAINT "one_registration_per_action" UNIQUE("contest_id","action_id")
);
--> statement-breakpoint
CREATE TABLE "contests" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "contests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"organizer" text NOT NULL,
	"summary" text NOT NULL,
	"rules" jsonb NOT NULL,
	"consents" jsonb NOT NULL,
	"unit_levels" jsonb NOT NULL,
	"allowed_origins" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contests_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "round_versions" (
	"contest_id" integer NOT NULL,
	"round_id" integer NOT NULL,
	"version" integer NOT NULL,
	"settings" jsonb NOT NULL,
	CONSTRAINT "round_versions_contest_id_round_id_version_pk" PRIMARY KEY("contest_id","round_id","version")
);
--> statement-breakpoint
CREATE TABLE "rounds" (
	"contest_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "rounds_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"title" text NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"freezes_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"notice_number" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "rounds_contest_id_id_pk" PRIMARY KEY("contest_id","id")
);
--> statement-breakpoint
CREATE TABLE "integrity_findings" (
	"contest_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"round_id" integer NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"attempt_ids" uuid[] NOT NULL,
	"evidence" jsonb NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "integrity_findings_contest_id_id_pk" PRIMARY KEY("contest_id","id"),
	CONSTRAINT "one_finding_per_subject" UNIQUE("contest_id","round_id","kind","subject")
);
--> statement-breakpoint
CREATE TABLE "integrity_signals" (
	"contest_id" integer NOT NULL,
	"attempt_id" uuid NOT NULL,
	"round_id" integer NOT NULL,
	"contestant_id" uuid NOT NULL,
	"device" text NOT NULL,
	"reading_floor_ms" integer NOT NULL,
	"wrong_digest" "bytea",
	"wrong_count" integer NOT NULL,
	CONSTRAINT "integrity_signals_contest_id_attempt_id_pk" PRIMARY KEY("contest_id","attempt_id")
);
--> statement-breakpoint
CREATE TABLE "job_cursors" (
	"name" text PRIMARY KEY NOT NULL,
	"seen_below" "xid8" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service_state" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"database_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"last_alive_at" timestamp with time zone NOT NULL,
	"hold_until" timestamp with time zone,
	CONSTRAINT "one_row" CHECK (is_only)
);
--> statement-breakpoint
CREATE TABLE "standings" (
	"contest_id" integer NOT NULL,
	"round_id" integer NOT NULL,
	"projection" text NOT NULL,
	"contestant_id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"attempt_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"scored_attempts" integer NOT NULL,
	"score_thousandths" integer NOT NULL,
	"prediction_gap" integer,
	"duration_ms" integer NOT NULL,
	"submitted_at_ms" bigint NOT NULL,
	"written_by" "xid8" NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "standings_contest_id_round_id_projection_contestant_id_pk" PRIMARY KEY("contest_id","round_id","projection","contestant_id")
);
--> statement-breakpoint
CREATE TABLE "units" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "units_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name" text NOT NULL,
	"parent_id" integer,
	"depth" smallint NOT NULL,
	"path" "ltree" NOT NULL,
	CONSTRAINT "units_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "account_sessions" ADD CONSTRAINT "account_sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_imports" ADD CONSTRAINT "bank_imports_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_revisions" ADD CONSTRAINT "question_revisions_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_revisions" ADD CONSTRAINT "question_revisions_author_id_accounts_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_import_id_bank_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."bank_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contestants" ADD CONSTRAINT "contestants_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contestants" ADD CONSTRAINT "contestants_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_in_order" ON "attempts" USING btree ("contest_id","round_id","contestant_id","attempt_no");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_attempt" ON "attempts" USING btree ("contest_id","round_id","contestant_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "open_attempts_by_end" ON "attempts" USING btree ("contest_id","accepts_until") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "attempts_by_settling" ON "attempts" USING brin ("settled_at");--> statement-breakpoint
CREATE INDEX "questions_by_import" ON "questions" USING btree ("import_id");--> statement-breakpoint
CREATE INDEX "rounds_by_id" ON "rounds" USING btree ("id");--> statement-breakpoint
CREATE INDEX "signals_by_device" ON "integrity_signals" USING btree ("contest_id","round_id","device");--> statement-breakpoint
CREATE INDEX "signals_by_wrong_answers" ON "integrity_signals" USING btree ("contest_id","round_id","wrong_digest");--> statement-breakpoint
CREATE INDEX "standings_by_writer" ON "standings" USING btree ("contest_id","written_by");--> statement-breakpoint
CREATE INDEX "units_by_parent" ON "units" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "units_by_path" ON "units" USING gist ("path");--> statement-breakpoint
-- an attempt is rewritten twice, when it closes and when it is scored: room on its page keeps both beside it
ALTER TABLE "attempts" SET (fillfactor = 70);--> statement-breakpoint
INSERT INTO "service_state" ("last_alive_at") VALUES (now());
