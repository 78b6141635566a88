ALTER TABLE "units" ADD COLUMN "has_old_double" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- codes that differ in capitals alone and are there already stay as they are; of each such group the first one is told apart
UPDATE "units" u SET "has_old_double" = true WHERE EXISTS (SELECT FROM "units" o WHERE lower(o.code) = lower(u.code) AND o.id < u.id);--> statement-breakpoint
CREATE UNIQUE INDEX "one_unit_per_code" ON "units" USING btree (lower("code")) WHERE not "units"."has_old_double";