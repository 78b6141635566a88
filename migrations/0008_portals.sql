CREATE TABLE "contest_portals" (
	"contest_id" integer NOT NULL,
	"portal_id" integer NOT NULL,
	CONSTRAINT "contest_portals_contest_id_portal_id_pk" PRIMARY KEY("contest_id","portal_id")
);
--> statement-breakpoint
CREATE TABLE "portal_secrets" (
	"portal_id" integer NOT NULL,
	"key_id" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "portal_secrets_portal_id_key_id_pk" PRIMARY KEY("portal_id","key_id")
);
--> statement-breakpoint
CREATE TABLE "portals" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "portals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name" text NOT NULL,
	"unit_id" integer,
	"origins" jsonb NOT NULL,
	"logo" text,
	"jwks_url" text,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "portals_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "used_tickets" (
	"portal_id" integer NOT NULL,
	"ticket_id" text NOT NULL,
	"action_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "used_tickets_portal_id_ticket_id_pk" PRIMARY KEY("portal_id","ticket_id")
);
--> statement-breakpoint
ALTER TABLE "contest_portals" ADD CONSTRAINT "contest_portals_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contest_portals" ADD CONSTRAINT "contest_portals_portal_id_portals_id_fk" FOREIGN KEY ("portal_id") REFERENCES "public"."portals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portal_secrets" ADD CONSTRAINT "portal_secrets_portal_id_portals_id_fk" FOREIGN KEY ("portal_id") REFERENCES "public"."portals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portals" ADD CONSTRAINT "portals_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contests_of_portal" ON "contest_portals" USING btree ("portal_id");--> statement-breakpoint
CREATE INDEX "portals_by_unit" ON "portals" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "used_tickets_by_end" ON "used_tickets" USING btree ("expires_at");