CREATE TABLE "alike_todo" (
	"question_id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
DROP INDEX "questions_to_compare";--> statement-breakpoint
ALTER TABLE "alike_todo" ADD CONSTRAINT "alike_todo_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" DROP COLUMN "compared_number";--> statement-breakpoint
-- what is in the bank already is compared once, in the background
INSERT INTO "alike_todo" ("question_id") SELECT "id" FROM "questions";
