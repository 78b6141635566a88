CREATE TABLE "contestant_identities" (
	"contest_id" integer NOT NULL,
	"hmac" "bytea" NOT NULL,
	"contestant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key_ids" integer[] NOT NULL,
	"is_reserved" boolean NOT NULL,
	"sealed" "bytea",
	CONSTRAINT "contestant_identities_contest_id_hmac_contestant_id_pk" PRIMARY KEY("contest_id","hmac","contestant_id")
);
--> statement-breakpoint
CREATE TABLE "contestants_unsealed" (
	"contest_id" integer NOT NULL,
	"contestant_id" uuid NOT NULL,
	"full_name" text NOT NULL,
	"birth_date" date NOT NULL,
	"phone" text NOT NULL,
	CONSTRAINT "contestants_unsealed_contest_id_contestant_id_pk" PRIMARY KEY("contest_id","contestant_id")
);
--> statement-breakpoint
CREATE TABLE "person_keys" (
	"contest_id" integer NOT NULL,
	"contestant_id" uuid NOT NULL,
	"key_id" integer NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"name_marks" bigint[] NOT NULL,
	CONSTRAINT "person_keys_contest_id_contestant_id_pk" PRIMARY KEY("contest_id","contestant_id")
);
--> statement-breakpoint
CREATE TABLE "consent_texts" (
	"contest_id" integer NOT NULL,
	"id" text NOT NULL,
	"version" integer NOT NULL,
	"purpose" text NOT NULL,
	"text" text NOT NULL,
	"text_en" text,
	"is_required" boolean NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consent_texts_contest_id_id_version_pk" PRIMARY KEY("contest_id","id","version")
);
--> statement-breakpoint
CREATE TABLE "erasure_certificates" (
	"contest_id" integer NOT NULL,
	"number" integer NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"content" jsonb NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "erasure_certificates_contest_id_number_pk" PRIMARY KEY("contest_id","number")
);
--> statement-breakpoint
CREATE TABLE "person_changes" (
	"contest_id" integer NOT NULL,
	"contestant_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "person_changes_contest_id_contestant_id_number_pk" PRIMARY KEY("contest_id","contestant_id","number")
);
--> statement-breakpoint
ALTER TABLE "contestants" ADD COLUMN "personal" "bytea";--> statement-breakpoint
ALTER TABLE "contestants" ADD COLUMN "public_name" text DEFAULT 'masked' NOT NULL;--> statement-breakpoint
ALTER TABLE "contestants" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contests" ADD COLUMN "privacy" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "identities_of_person" ON "contestant_identities" USING btree ("contest_id","contestant_id");--> statement-breakpoint
CREATE INDEX "people_by_name" ON "person_keys" USING gin ("name_marks");--> statement-breakpoint
CREATE INDEX "person_keys_by_key" ON "person_keys" USING btree ("key_id");