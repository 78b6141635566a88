-- the tree of units remembers: acts, names, parents, lives, successors and headcounts with the day they hold from; files of units
CREATE TABLE "unit_acts" (
	"number" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "unit_acts_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"action_id" uuid NOT NULL,
	"request_digest" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"effective_on" date NOT NULL,
	"actor_id" integer,
	"at" timestamp with time zone NOT NULL,
	"subject" jsonb NOT NULL,
	"unit_id" integer,
	"cancelled_at" timestamp with time zone,
	CONSTRAINT "one_unit_act_per_action" UNIQUE("action_id")
);
--> statement-breakpoint
CREATE TABLE "unit_aliases" (
	"unit_id" integer NOT NULL,
	"alias" text NOT NULL,
	CONSTRAINT "unit_aliases_unit_id_alias_pk" PRIMARY KEY("unit_id","alias")
);
--> statement-breakpoint
CREATE TABLE "unit_headcounts" (
	"unit_id" integer NOT NULL,
	"from_on" date NOT NULL,
	"act" integer NOT NULL,
	"headcount" integer NOT NULL,
	CONSTRAINT "unit_headcounts_unit_id_from_on_act_pk" PRIMARY KEY("unit_id","from_on","act"),
	CONSTRAINT "unit_headcount_is_a_count" CHECK ("unit_headcounts"."headcount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "unit_lives" (
	"unit_id" integer NOT NULL,
	"from_on" date NOT NULL,
	"act" integer NOT NULL,
	"is_open" boolean NOT NULL,
	CONSTRAINT "unit_lives_unit_id_from_on_act_pk" PRIMARY KEY("unit_id","from_on","act")
);
--> statement-breakpoint
CREATE TABLE "unit_logos" (
	"digest" text PRIMARY KEY NOT NULL,
	"media_type" text NOT NULL,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit_names" (
	"unit_id" integer NOT NULL,
	"from_on" date NOT NULL,
	"act" integer NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "unit_names_unit_id_from_on_act_pk" PRIMARY KEY("unit_id","from_on","act")
);
--> statement-breakpoint
CREATE TABLE "unit_parents" (
	"unit_id" integer NOT NULL,
	"from_on" date NOT NULL,
	"act" integer NOT NULL,
	"parent_id" integer,
	CONSTRAINT "unit_parents_unit_id_from_on_act_pk" PRIMARY KEY("unit_id","from_on","act")
);
--> statement-breakpoint
CREATE TABLE "unit_successors" (
	"unit_id" integer NOT NULL,
	"from_on" date NOT NULL,
	"act" integer NOT NULL,
	"successor_id" integer NOT NULL,
	"share_thousandths" smallint NOT NULL,
	CONSTRAINT "unit_successors_unit_id_from_on_act_successor_id_pk" PRIMARY KEY("unit_id","from_on","act","successor_id"),
	CONSTRAINT "unit_share_is_a_share" CHECK ("unit_successors"."share_thousandths" between 0 and 1000)
);
--> statement-breakpoint
CREATE TABLE "unit_tree" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"shape" integer DEFAULT 1 NOT NULL,
	"shape_changed_at" timestamp with time zone NOT NULL,
	"projected_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit_import_lines" (
	"import_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"line" integer,
	"state" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"parent_code" text,
	"headcount" integer,
	"changes" text[] DEFAULT '{}' NOT NULL,
	"reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "unit_import_lines_import_id_position_pk" PRIMARY KEY("import_id","position")
);
--> statement-breakpoint
CREATE TABLE "unit_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" integer NOT NULL,
	"file_name" text NOT NULL,
	"state" text DEFAULT 'previewed' NOT NULL,
	"counts" jsonb NOT NULL,
	"tree_version" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"confirmed_by" uuid
);
--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "is_open" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "contact" jsonb;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "logo_digest" text;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "colours" jsonb;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "level_names" text[];--> statement-breakpoint
ALTER TABLE "unit_acts" ADD CONSTRAINT "unit_acts_actor_id_accounts_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_acts" ADD CONSTRAINT "unit_acts_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_aliases" ADD CONSTRAINT "unit_aliases_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_headcounts" ADD CONSTRAINT "unit_headcounts_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_lives" ADD CONSTRAINT "unit_lives_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_names" ADD CONSTRAINT "unit_names_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_parents" ADD CONSTRAINT "unit_parents_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_parents" ADD CONSTRAINT "unit_parents_parent_id_units_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_successors" ADD CONSTRAINT "unit_successors_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_successors" ADD CONSTRAINT "unit_successors_successor_id_units_id_fk" FOREIGN KEY ("successor_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_import_lines" ADD CONSTRAINT "unit_import_lines_import_id_unit_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."unit_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_imports" ADD CONSTRAINT "unit_imports_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "unit_acts_by_unit" ON "unit_acts" USING btree ("unit_id","number");--> statement-breakpoint
CREATE INDEX "unit_acts_by_day" ON "unit_acts" USING btree ("effective_on");--> statement-breakpoint
CREATE INDEX "unit_lives_by_day" ON "unit_lives" USING btree ("from_on");--> statement-breakpoint
CREATE INDEX "unit_parents_by_parent" ON "unit_parents" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "unit_parents_by_day" ON "unit_parents" USING btree ("from_on");--> statement-breakpoint
CREATE INDEX "unit_successors_by_successor" ON "unit_successors" USING btree ("successor_id");--> statement-breakpoint
CREATE INDEX "unit_lines_by_state" ON "unit_import_lines" USING btree ("import_id","state","position");