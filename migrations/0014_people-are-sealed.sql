-- SQL knows no secret: who registered before waits here until the first start has sealed them
INSERT INTO "contestants_unsealed" ("contest_id", "contestant_id", "full_name", "birth_date", "phone") SELECT "contest_id", "id", "full_name", "birth_date", "phone" FROM "contestants";--> statement-breakpoint
ALTER TABLE "contestants" DROP CONSTRAINT "one_registration_per_identity";--> statement-breakpoint
CREATE UNIQUE INDEX "one_registration_per_identity" ON "contestant_identities" USING btree ("contest_id","hmac") WHERE "contestant_identities"."is_reserved";--> statement-breakpoint
ALTER TABLE "contestants" DROP COLUMN "identity_hmac";--> statement-breakpoint
ALTER TABLE "contestants" DROP COLUMN "full_name";--> statement-breakpoint
ALTER TABLE "contestants" DROP COLUMN "birth_date";--> statement-breakpoint
ALTER TABLE "contestants" DROP COLUMN "phone";--> statement-breakpoint
INSERT INTO "consent_texts" ("contest_id", "id", "version", "purpose", "text", "is_required")
SELECT c.id, t.id, t.version, 'participation', t.text, t.required FROM "contests" c CROSS JOIN jsonb_to_recordset(c.consents) AS t(id text, version integer, text text, required boolean);--> statement-breakpoint
CREATE TRIGGER consent_texts_stay BEFORE UPDATE OR DELETE ON "consent_texts" FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER certificates_stay BEFORE UPDATE OR DELETE ON "erasure_certificates" FOR EACH ROW EXECUTE FUNCTION refuse_change();
