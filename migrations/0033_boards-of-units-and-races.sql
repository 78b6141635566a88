CREATE TABLE "unit_race_results" (
	"contest_id" integer NOT NULL,
	"race_id" text NOT NULL,
	"projection" text NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"took_ms" integer NOT NULL,
	"seen_below" "xid8" NOT NULL,
	"made_by" text NOT NULL,
	"rows" jsonb NOT NULL,
	CONSTRAINT "unit_race_results_contest_id_race_id_projection_pk" PRIMARY KEY("contest_id","race_id","projection")
);
--> statement-breakpoint
CREATE INDEX "standings_of_unit" ON "standings" USING btree ("contest_id","round_id","projection","unit_id","place_by","contestant_id") WHERE "standings"."place_by" is not null;