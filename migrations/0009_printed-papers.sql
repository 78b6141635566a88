CREATE TABLE "bank_prints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"action_id" uuid NOT NULL,
	"account_id" integer NOT NULL,
	"title" text NOT NULL,
	"organizer" text NOT NULL,
	"duration_minutes" integer,
	"codes" text[] NOT NULL,
	"shuffle_questions" boolean NOT NULL,
	"shuffle_options" boolean NOT NULL,
	"seed" "bytea" NOT NULL,
	"revision_ids" uuid[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "bank_prints_action_id_unique" UNIQUE("action_id")
);
--> statement-breakpoint
ALTER TABLE "bank_prints" ADD CONSTRAINT "bank_prints_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;