CREATE TABLE "one_time_codes" (
	"contest_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"address_hmac" "bytea" NOT NULL,
	"code_hmac" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"tries" smallint DEFAULT 0 NOT NULL,
	"used_by" uuid,
	CONSTRAINT "one_time_codes_contest_id_id_pk" PRIMARY KEY("contest_id","id")
);
--> statement-breakpoint
ALTER TABLE "contests" ADD COLUMN "registration_form" jsonb;--> statement-breakpoint
ALTER TABLE "mail_outbox" ADD COLUMN "channel" text DEFAULT 'mail' NOT NULL;--> statement-breakpoint
ALTER TABLE "one_time_codes" ADD CONSTRAINT "one_time_codes_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "codes_by_action" ON "one_time_codes" USING btree ("contest_id","action_id");--> statement-breakpoint
CREATE INDEX "codes_by_address" ON "one_time_codes" USING btree ("contest_id","address_hmac","created_at");--> statement-breakpoint
CREATE INDEX "codes_by_end" ON "one_time_codes" USING btree ("expires_at");