CREATE TABLE "contest_members" (
	"contest_id" integer NOT NULL,
	"list" text NOT NULL,
	"hmac" "bytea" NOT NULL,
	"key_ids" integer[] NOT NULL,
	"unit_id" integer,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "contest_members_contest_id_list_hmac_pk" PRIMARY KEY("contest_id","list","hmac")
);
--> statement-breakpoint
ALTER TABLE "contest_members" ADD CONSTRAINT "contest_members_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contest_members" ADD CONSTRAINT "contest_members_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "members_by_unit" ON "contest_members" USING btree ("contest_id","list","unit_id");