-- what questions turned out to be: sums per revision and round, and which attempts are in them
CREATE TABLE "counted_attempts" (
	"contest_id" integer NOT NULL,
	"attempt_id" uuid NOT NULL,
	CONSTRAINT "counted_attempts_contest_id_attempt_id_pk" PRIMARY KEY("contest_id","attempt_id")
);
--> statement-breakpoint
CREATE TABLE "question_statistics" (
	"contest_id" integer NOT NULL,
	"round_id" integer NOT NULL,
	"revision_id" uuid NOT NULL,
	"points_thousandths" integer NOT NULL,
	"rest_thousandths" integer NOT NULL,
	"sums" jsonb NOT NULL,
	CONSTRAINT "question_statistics_place" PRIMARY KEY("contest_id","round_id","revision_id","points_thousandths","rest_thousandths")
);
--> statement-breakpoint
CREATE INDEX "statistics_by_revision" ON "question_statistics" USING btree ("revision_id");