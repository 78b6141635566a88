ALTER TABLE "contestant_identities" ADD COLUMN "released_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "person_changes" ADD COLUMN "is_identity" boolean DEFAULT false NOT NULL;