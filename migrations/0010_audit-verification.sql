CREATE TABLE "audit_verification" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"verdict" jsonb,
	CONSTRAINT "one_verification" CHECK (is_only)
);
