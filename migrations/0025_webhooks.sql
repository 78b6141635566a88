CREATE TABLE "webhook_deliveries" (
	"endpoint_id" integer NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"event" text NOT NULL,
	"subject" text,
	"happened_at" timestamp with time zone NOT NULL,
	"data" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_tried_at" timestamp with time zone,
	"last_status" integer,
	"last_error" text,
	CONSTRAINT "webhook_deliveries_endpoint_id_id_pk" PRIMARY KEY("endpoint_id","id"),
	CONSTRAINT "told_once" UNIQUE("endpoint_id","event","subject"),
	CONSTRAINT "a_delivery_ends_somehow" CHECK (state in ('waiting', 'delivered', 'given-up'))
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_endpoints_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"contest_id" integer,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"events" jsonb NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"off_note" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"enabled_at" timestamp with time zone DEFAULT now() NOT NULL,
	"follows_from" "xid8" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_secrets" (
	"endpoint_id" integer NOT NULL,
	"key_id" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone,
	CONSTRAINT "webhook_secrets_endpoint_id_key_id_pk" PRIMARY KEY("endpoint_id","key_id")
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint_id_webhook_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_secrets" ADD CONSTRAINT "webhook_secrets_endpoint_id_webhook_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhooks_due" ON "webhook_deliveries" USING btree ("endpoint_id","next_try_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "webhooks_by_time" ON "webhook_deliveries" USING btree ("endpoint_id","happened_at");--> statement-breakpoint
CREATE INDEX "webhooks_of_contest" ON "webhook_endpoints" USING btree ("contest_id");--> statement-breakpoint

-- Writes down what is to be told of facts of one contest, for every endpoint that wants to hear of them; a fact that was told is not told again.
CREATE FUNCTION tell_webhooks(p_contest integer, p_event text, p_facts jsonb) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_told integer;
BEGIN
  INSERT INTO webhook_deliveries (endpoint_id, event, subject, happened_at, data)
  SELECT e.id, p_event, f.subject, f.at, f.data
  FROM webhook_endpoints e CROSS JOIN jsonb_to_recordset(p_facts) AS f(subject text, at timestamptz, data jsonb)
  WHERE e.is_enabled AND (e.contest_id = p_contest OR e.contest_id IS NULL) AND e.events ? p_event
  ORDER BY e.id, f.subject
  ON CONFLICT ON CONSTRAINT told_once DO NOTHING;
  GET DIAGNOSTICS v_told = ROW_COUNT;
  RETURN v_told;
END $$;--> statement-breakpoint

-- A person is registered once the key of their data is written: in the same statement it is written down whom that is to be told. Where
-- nobody wants to hear of it, that is one look at a table without rows.
CREATE FUNCTION tell_registered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM webhook_endpoints e WHERE e.is_enabled AND e.events ? 'registered') THEN
    RETURN NULL;
  END IF;
  PERFORM tell_webhooks(told.contest_id, 'registered', told.facts) FROM (
    SELECT c.contest_id, jsonb_agg(jsonb_build_object('subject', c.id, 'at', c.registered_at, 'data', jsonb_build_object('contest', k.slug, 'contestantId', c.id))) AS facts
    FROM added a JOIN contestants c ON c.contest_id = a.contest_id AND c.id = a.contestant_id JOIN contests k ON k.id = c.contest_id
    -- people from before their data were sealed get their key late: that is no news
    WHERE c.registered_at > now() - interval '1 day'
    GROUP BY c.contest_id) told;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER registered_is_told AFTER INSERT ON "person_keys" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tell_registered();
