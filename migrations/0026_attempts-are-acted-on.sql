CREATE TABLE "attempt_acts" (
	"contest_id" integer NOT NULL,
	"action_id" uuid NOT NULL,
	"round_id" integer NOT NULL,
	"attempt_id" uuid,
	"kind" text NOT NULL,
	"request_digest" "bytea" NOT NULL,
	"is_limited" boolean NOT NULL,
	"seconds" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reply" jsonb NOT NULL,
	CONSTRAINT "attempt_acts_contest_id_action_id_pk" PRIMARY KEY("contest_id","action_id")
);
--> statement-breakpoint
CREATE TABLE "attempt_overrides" (
	"contest_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"round_id" integer NOT NULL,
	"contestant_id" uuid,
	"unit_id" integer,
	"closes_at" timestamp with time zone,
	"more_seconds" integer DEFAULT 0 NOT NULL,
	"more_attempts" smallint DEFAULT 0 NOT NULL,
	"reason" text NOT NULL,
	"made_by" integer NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attempt_overrides_contest_id_id_pk" PRIMARY KEY("contest_id","id"),
	CONSTRAINT "a_person_or_a_unit" CHECK ((contestant_id is null) <> (unit_id is null)),
	CONSTRAINT "gives_something" CHECK (closes_at is not null or more_seconds > 0 or more_attempts > 0)
);
--> statement-breakpoint
CREATE TABLE "former_receipts" (
	"contest_id" integer NOT NULL,
	"attempt_id" uuid NOT NULL,
	"number" smallint NOT NULL,
	"code" text NOT NULL,
	"state" text NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	"answered_count" smallint NOT NULL,
	"digest" "bytea" NOT NULL,
	"submit_action_id" uuid,
	"last_tap" smallint NOT NULL,
	"reopened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "former_receipts_contest_id_attempt_id_number_pk" PRIMARY KEY("contest_id","attempt_id","number")
);
--> statement-breakpoint
CREATE TABLE "late_answers" (
	"contest_id" integer NOT NULL,
	"attempt_id" uuid NOT NULL,
	"number" smallint NOT NULL,
	"refusal" text NOT NULL,
	"question" smallint NOT NULL,
	"seq" integer NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"action_id" uuid NOT NULL,
	"device" text NOT NULL,
	"answer" text NOT NULL,
	CONSTRAINT "late_answers_contest_id_attempt_id_number_pk" PRIMARY KEY("contest_id","attempt_id","number")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"contest_id" integer NOT NULL,
	"round_id" integer NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"text" text NOT NULL,
	"text_en" text,
	CONSTRAINT "notices_contest_id_round_id_number_pk" PRIMARY KEY("contest_id","round_id","number")
);
--> statement-breakpoint
ALTER TABLE "answer_log" ADD COLUMN "is_late" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "ended_as" text;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "reopenings" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "extended_seconds" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "skew_ms" integer;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "access_code" "bytea";--> statement-breakpoint
CREATE INDEX "acts_of_attempt" ON "attempt_acts" USING btree ("contest_id","attempt_id");--> statement-breakpoint
CREATE INDEX "overrides_of_person" ON "attempt_overrides" USING btree ("contest_id","round_id","contestant_id");--> statement-breakpoint
CREATE INDEX "overrides_of_unit" ON "attempt_overrides" USING btree ("contest_id","round_id","unit_id");--> statement-breakpoint
CREATE INDEX "former_receipts_by_code" ON "former_receipts" USING btree ("code");