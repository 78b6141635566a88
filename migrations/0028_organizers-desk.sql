CREATE TABLE "contest_desk_actions" (
	"contest_id" integer NOT NULL,
	"action_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "contest_desk_actions_contest_id_action_id_pk" PRIMARY KEY("contest_id","action_id")
);
--> statement-breakpoint
ALTER TABLE "contests" ADD COLUMN "rules_blocks" jsonb;--> statement-breakpoint
ALTER TABLE "contests" ADD COLUMN "sealed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contests" ADD COLUMN "published_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contests" ADD COLUMN "archived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;