import type { TransactionSql } from 'postgres'
import type { Question } from '../../../question-bank/question.ts'
import type { QuestionState } from '../../contract/bank.ts'
import { storableJson } from './question-rows.ts'

/** A question with its first revision, ready to be stored. */
export type NewQuestion = {
  id: string
  revisionId: string
  topicId: number
  topicNames: readonly string[]
  question: Question
  sourceText: string
  searchText: string
  sameWords: string
  bands: readonly number[]
  digests: readonly string[]
}
export type Origin = {
  importId: string | null
  authorId: number | null
  state: QuestionState
  note?: string
  actionId?: string
  actionDigest?: string
}

const atOnce = 500

/** In pieces, so that a bank of thousands neither makes one huge statement nor holds the process up. */
export async function addQuestions(transaction: TransactionSql, questions: readonly NewQuestion[], origin: Origin): Promise<void> {
  for (let start = 0; start < questions.length; start += atOnce) await addPiece(transaction, questions.slice(start, start + atOnce), origin)
}

async function addPiece(transaction: TransactionSql, questions: readonly NewQuestion[], origin: Origin): Promise<void> {
  const { importId, authorId, state, note = '', actionId = null, actionDigest = null } = origin
  const rows = storableJson(
    questions.map(({ question, ...row }) => ({
      ...row,
      topic: row.topicNames.join(' / '),
      level: question.level ?? '',
      tags: [...new Set((question.tags ?? []).map((tag) => tag.normalize('NFC').trim()).filter((tag) => tag !== ''))],
      source: question.source ?? null,
      type: question.content.type,
      content: question.content,
      key: question.key,
      explanation: question.explanation ?? null,
      optionFeedback: question.optionFeedback ?? null,
      pointsThousandths: question.pointsThousandths ?? null,
      name: question.name ?? null,
    })),
  )
  // read once for all tables: most of the time of a large import is spent on reading what is sent
  await transaction`
    with sent as materialized (
      select * from jsonb_to_recordset(${rows}::text::jsonb) as t(id uuid, "revisionId" uuid, topic text, "topicId" integer, level text, tags text[], source text,
        "sourceText" text, type text, "searchText" text, "sameWords" text, bands integer[], digests text[], content jsonb, key jsonb, explanation text,
        "optionFeedback" jsonb, "pointsThousandths" integer, name text)
    ), stored as (
      insert into questions (id, topic, topic_id, level, tags, source, source_text, type, state, approved_number, import_id, search_text, same_words, bands)
      select id, topic, "topicId", level, tags, source, "sourceText", type, ${state}, case ${state}::text when 'approved' then 1 end, ${importId}::uuid,
        "searchText", "sameWords", bands from sent
    ), revised as (
      insert into question_revisions (id, question_id, number, content, key, explanation, option_feedback, points_thousandths, name, note, action_id, action_digest,
        author_id, needs_second_person)
      select "revisionId", id, 1, content, key, explanation, nullif("optionFeedback", 'null'), "pointsThousandths", name, ${note}, ${actionId}::uuid,
        ${actionDigest}::text, ${authorId}::integer, (select has_two_person_rule from bank_settings) from sent
    ), showing as (
      insert into question_attachments (revision_id, digest)
      select "revisionId", d from sent, unnest(digests) d where exists (select 1 from bank_attachments a where a.digest = d)
    )
    insert into alike_todo (question_id) select id from sent`
}
