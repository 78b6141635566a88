CREATE TABLE "alike_pairs" (
	"older_id" uuid NOT NULL,
	"newer_id" uuid NOT NULL,
	"likeness" smallint NOT NULL,
	"parted" text,
	"keys_disagree" boolean NOT NULL,
	CONSTRAINT "alike_pairs_newer_id_older_id_pk" PRIMARY KEY("newer_id","older_id")
);
--> statement-breakpoint
ALTER TABLE "bank_imports" ADD COLUMN "confirmed_digest" text;--> statement-breakpoint
ALTER TABLE "question_revisions" ADD COLUMN "action_digest" text;--> statement-breakpoint
ALTER TABLE "question_revisions" ADD COLUMN "needs_second_person" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "compared_number" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "alike_pairs" ADD CONSTRAINT "alike_pairs_older_id_questions_id_fk" FOREIGN KEY ("older_id") REFERENCES "public"."questions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alike_pairs" ADD CONSTRAINT "alike_pairs_newer_id_questions_id_fk" FOREIGN KEY ("newer_id") REFERENCES "public"."questions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alike_pairs_by_older" ON "alike_pairs" USING btree ("older_id");--> statement-breakpoint
CREATE INDEX "alike_pairs_by_likeness" ON "alike_pairs" USING btree ("likeness","newer_id","older_id");--> statement-breakpoint
CREATE INDEX "revisions_by_author" ON "question_revisions" USING btree ("author_id","question_id");--> statement-breakpoint
CREATE INDEX "questions_to_compare" ON "questions" USING btree ("id") WHERE compared_number <> latest_number;--> statement-breakpoint
-- texts are looked up by their words: what was folded before loses its punctuation and gets a blank at each end
UPDATE "questions" SET "search_text" = ' ' || btrim(translate(regexp_replace(regexp_replace("search_text", '([%+=<>≤≥≠×÷°√±∞€$&@#])', ' \1 ', 'g'), '(?<![0-9])[.,]|[.,](?![0-9])|[^[:alnum:].,%+=<>≤≥≠×÷°√±∞€$&@#]+', ' ', 'g'), ',', '.')) || ' ',
  "source_text" = ' ' || btrim(translate(regexp_replace(regexp_replace("source_text", '([%+=<>≤≥≠×÷°√±∞€$&@#])', ' \1 ', 'g'), '(?<![0-9])[.,]|[.,](?![0-9])|[^[:alnum:].,%+=<>≤≥≠×÷°√±∞€$&@#]+', ' ', 'g'), ',', '.')) || ' ';
