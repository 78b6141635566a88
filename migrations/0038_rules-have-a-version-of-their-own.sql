ALTER TABLE "contests" ADD COLUMN "rules_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
-- standings name the version they were made by: none of them is made anew by this
UPDATE "contests" SET "rules_version" = "version";
