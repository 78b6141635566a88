ALTER TABLE "contest_members" DROP CONSTRAINT "contest_members_contest_id_list_hmac_pk";--> statement-breakpoint
ALTER TABLE "service_state" ADD COLUMN "secret_mark" "bytea";--> statement-breakpoint
ALTER TABLE "contest_members" ADD CONSTRAINT "members_once_in_a_unit" UNIQUE NULLS NOT DISTINCT("contest_id","list","hmac","unit_id");