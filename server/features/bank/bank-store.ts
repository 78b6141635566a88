import type { TransactionSql } from 'postgres'
import type { ImportedItem } from '../../../question-bank/imported-item.ts'
import type { QuestionContent, QuestionKey } from '../../../question-bank/question.ts'
import type { Level } from '../../contract/questions.ts'
import { textArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'

export type NewQuestion = {
  id: string
  revisionId: string
  topic: string
  level: string
  source: string | null
  searchText: string
  content: QuestionContent
  key: QuestionKey
  explanation: string | null
}
export type ImportRow = { id: string; fileName: string; items: ImportedItem[]; confirmedBy: string | null; storedCount: number | null }
export type BankRow = {
  id: string
  topic: string
  level: Level | ''
  source: string | null
  content: QuestionContent
  key: QuestionKey
  explanation: string | null
}

export type BankStore = ReturnType<typeof createBankStore>

export function createBankStore({ sql }: Database) {
  return {
    async addImport(row: { id: string; accountId: number; fileName: string; items: ImportedItem[] }): Promise<void> {
      await sql`insert into bank_imports (id, account_id, file_name, items) values (${row.id}, ${row.accountId}, ${row.fileName}, ${sql.json(row.items as never)})`
    },
    async findImport(id: string): Promise<ImportRow | undefined> {
      const [row] = await sql<ImportRow[]>`
        select id, file_name as "fileName", items, confirmed_by as "confirmedBy", stored_count as "storedCount" from bank_imports where id = ${id}`
      return row
    },
    /** All questions of an import and its mark, or nothing. Undefined when another confirmation was first. */
    async confirmImport(
      importId: string,
      actionId: string,
      accountId: number | null,
      questions: readonly NewQuestion[],
    ): Promise<number | undefined> {
      return sql.begin(async (transaction) => {
        const [won] = await transaction`
          update bank_imports set confirmed_at = now(), confirmed_by = ${actionId}, stored_count = ${questions.length}
          where id = ${importId} and confirmed_by is null returning id`
        if (!won) return undefined
        await insertQuestions(transaction, questions, importId, accountId)
        return questions.length
      })
    },
    addQuestions: (transaction: TransactionSql, questions: readonly NewQuestion[]) => insertQuestions(transaction, questions, null, null),
    async page(after: string | undefined, searchText: string | undefined, limit: number): Promise<{ total: number; rows: BankRow[] }> {
      const matches = searchText === undefined ? sql`true` : sql`q.search_text like ${`%${searchText.replace(/[%_\\]/g, '\\$&')}%`}`
      const [count] = await sql<{ total: number }[]>`select count(*)::integer as total from questions q where ${matches}`
      const rows = await sql<BankRow[]>`
        select q.id, q.topic, q.level, q.source, r.content, r.key, r.explanation
        from questions q
        join lateral (select * from question_revisions v where v.question_id = q.id order by v.number desc limit 1) r on true
        where ${matches} and (${after ?? null}::uuid is null or q.id < ${after ?? null}::uuid) order by q.id desc limit ${limit}`
      return { total: count?.total ?? 0, rows }
    },
  }

  async function insertQuestions(
    transaction: TransactionSql,
    questions: readonly NewQuestion[],
    importId: string | null,
    accountId: number | null,
  ): Promise<void> {
    if (questions.length === 0) return
    const column = (pick: (question: NewQuestion) => string) => textArrayOf(questions, pick)
    await transaction`
      insert into questions (id, topic, level, source, import_id, search_text)
      select id::uuid, topic, level, nullif(source, ''), ${importId}::uuid, search_text
      from unnest(${column((q) => q.id)}::text::text[], ${column((q) => q.topic)}::text::text[], ${column((q) => q.level)}::text::text[],
        ${column((q) => q.source ?? '')}::text::text[], ${column((q) => q.searchText)}::text::text[]) as t(id, topic, level, source, search_text)`
    await transaction`
      insert into question_revisions (id, question_id, number, content, key, explanation, author_id)
      select id::uuid, question_id::uuid, 1, content::jsonb, key::jsonb, nullif(explanation, ''), ${accountId}::integer
      from unnest(${column((q) => q.revisionId)}::text::text[], ${column((q) => q.id)}::text::text[], ${column((q) => JSON.stringify(q.content))}::text::text[],
        ${column((q) => JSON.stringify(q.key))}::text::text[], ${column((q) => q.explanation ?? '')}::text::text[]) as t(id, question_id, content, key, explanation)`
  }
}
