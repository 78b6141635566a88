import type { TransactionSql } from 'postgres'
import type { KeyChange } from '../../../question-bank/amended-key.ts'
import type { QuestionContent, QuestionKey } from '../../../question-bank/question.ts'
import { Problem } from '../../contract/errors.ts'
import type { Database } from '../../database/client.ts'
import type { ActBy } from '../audit/act.ts'
import { accountOf, recordAct } from './bank-acts.ts'

export type AmendmentRow = { number: number; revisionId: string; change: KeyChange; reason: string; author: string; createdAt: Date }
export type NewAmendment = {
  revisionId: string
  change: KeyChange
  reason: string
  actionId: string
  seen?: { id: string; keyNumber: number } | undefined
}
export type RevisionWithAmendments = { id: string; content: QuestionContent; key: QuestionKey; amendments: { number: number; change: KeyChange }[] }

export type AmendmentsStore = ReturnType<typeof createAmendmentsStore>

/** `onAmended` joins the transaction: scores made with the key before it will be made anew. */
export function createAmendmentsStore({ sql }: Database, { onAmended }: { onAmended(transaction: TransactionSql): Promise<void> }) {
  const columns = sql`m.number, m.revision_id as "revisionId", m.change, m.reason, a.display_name as author, m.created_at as "createdAt"`
  return {
    async add(by: ActBy, { revisionId, change, reason, actionId, seen }: NewAmendment): Promise<number> {
      return sql.begin(async (transaction) => {
        // one after the other to the end of each: a number that can be seen has no lower one still to come
        await transaction`select pg_advisory_xact_lock(hashtextextended('amendments of keys', 7407))`
        // an import that is being undone is waited for: its questions are gone then, or stay
        await transaction`
          select 1 from questions q join question_revisions r on r.question_id = q.id where r.id = ${revisionId} for key share of q`
        const [row] = await transaction<{ number: number }[]>`
          insert into key_amendments (number, revision_id, change, reason, author_id, action_id)
          select coalesce(max(number), 0) + 1, ${revisionId}::uuid, ${transaction.json(change as never)}::jsonb, ${reason}, ${accountOf(by)}::integer, ${actionId}::uuid
          from key_amendments having ${seen?.keyNumber ?? null}::integer is null or coalesce(max(number), 0) = ${seen?.keyNumber ?? null}::integer returning number`
        // somebody else decided meanwhile: what was looked at is no longer what would follow
        if (!row) throw new Problem('IMPACT_NOT_SEEN')
        const { number } = row
        await onAmended(transaction)
        await recordAct(transaction, by, 'key.amend', { number, revisionId, ...(seen ? { impactId: seen.id } : {}) }, { after: change, reason })
        return number
      })
    },
    async byAction(actionId: string): Promise<AmendmentRow | undefined> {
      const [row] = await sql<
        AmendmentRow[]
      >`select ${columns} from key_amendments m join accounts a on a.id = m.author_id where m.action_id = ${actionId}`
      return row
    },
    /** Contests whose papers this revision stands on. */
    async contestsWith(revisionId: string): Promise<string[]> {
      const rows = await sql<{ slug: string }[]>`
        select distinct c.slug from round_versions v join contests c on c.id = v.contest_id
        where v.settings #> '{blueprint,pools}' @> jsonb_build_array(jsonb_build_object('revisionIds', jsonb_build_array(${revisionId}::text)))`
      return rows.map((row) => row.slug)
    },
    of: (revisionId: string) => sql<AmendmentRow[]>`
      select ${columns} from key_amendments m join accounts a on a.id = m.author_id where m.revision_id = ${revisionId} order by m.number`,
    async latestNumber(): Promise<number> {
      const [row] = await sql<{ number: number }[]>`select coalesce(max(number), 0)::integer as number from key_amendments`
      return row?.number ?? 0
    },
    revisions: (ids: readonly string[], number: number) => sql<RevisionWithAmendments[]>`
      select r.id, r.content, r.key, coalesce((
        select jsonb_agg(jsonb_build_object('number', m.number, 'change', m.change) order by m.number)
        from key_amendments m where m.revision_id = r.id and m.number <= ${number}), '[]') as amendments
      from question_revisions r where r.id = any(${`{${ids.join()}}`}::text::uuid[])`,
  }
}
