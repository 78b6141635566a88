CREATE TABLE "sealed_races" (
	"contest_id" integer NOT NULL,
	"seal_number" smallint NOT NULL,
	"race_id" text NOT NULL,
	"unit_id" integer NOT NULL,
	"size_class_id" text,
	"place" integer,
	"value" bigint,
	"entrants" integer NOT NULL,
	"entries" integer NOT NULL,
	"headcount" integer,
	CONSTRAINT "sealed_races_pk" PRIMARY KEY("contest_id","seal_number","race_id","unit_id")
);
--> statement-breakpoint
ALTER TABLE "result_seals" ADD COLUMN "rules" jsonb;--> statement-breakpoint
-- results that were sealed before: by the rules that are in force now
update result_seals s set rules = jsonb_build_object('settings', c.settings, 'rounds', coalesce((
  select jsonb_agg(jsonb_build_object('roundId', r.id, 'title', r.title, 'isPractice', v.settings->'isPractice', 'asksPrediction', coalesce(v.settings->'prediction', 'null') <> 'null') order by r.id)
  from rounds r join round_versions v on v.contest_id = r.contest_id and v.round_id = r.id and v.version = r.version
  where r.contest_id = s.contest_id), '[]'))
from contests c where c.id = s.contest_id and s.state = 'sealed';
