import type { TransactionSql } from 'postgres'
import type { Attachment } from '../../../question-bank/attachment.ts'
import type { ImportedItem } from '../../../question-bank/imported-item.ts'
import type { Reason } from '../../../question-bank/reason.ts'
import type { AlikeOne, ImportStatus } from '../../contract/bank.ts'
import type { Database } from '../../database/client.ts'
import type { ActBy } from '../audit/act.ts'
import { holdPairs } from './alike-pairs-store.ts'
import type { AttachmentsStore } from './attachments-store.ts'
import { recordAct } from './bank-acts.ts'
import { importSteps } from './bank-rules.ts'
import { storableJson } from './question-rows.ts'
import { usedAmong } from './questions-store.ts'

export type ImportRow = {
  id: string
  fileName: string
  state: ImportStatus['state']
  done: number
  total: number
  refusal: Reason | null
  compared: number
  confirmedBy: string | null
  confirmedDigest: string | null
  stored: number | null
  counts: ImportStatus['counts']
}
export type ImportItemRow = { position: number; item: ImportedItem; isDropped: boolean; isCorrected: boolean; alike: AlikeOne[] | null }
export type GoodItem = Pick<ImportItemRow, 'position' | 'item'>
export type Upload = { id: string; accountId: number; fileName: string }

const itemsAtOnce = 500

export type ImportsStore = ReturnType<typeof createImportsStore>

export function createImportsStore({ sql }: Database, attachments: AttachmentsStore) {
  /** Holds the import still while something of it changes, unless it is past that. */
  const whileIn = <Result>(state: ImportStatus['state'], importId: string, work: (transaction: TransactionSql) => Promise<Result>) =>
    sql.begin(async (transaction) => {
      // no key: whoever revises one of its questions asks whether the import is still there, and would wait for us while we wait for the question
      const [held] = await transaction`select 1 from bank_imports where id = ${importId} and state = ${state} for no key update`
      return held ? work(transaction) : undefined
    }) as Promise<Result | undefined>

  /** Whoever reads or waits to read says so every ten seconds: after a minute of silence its process has ended in the middle. */
  const isCutOff = sql`(i.state = 'reading' and i.touched_at < now() - interval '1 minute')`

  return {
    /** A slow file is announced, so that its progress can be asked for. */
    async announce({ id, accountId, fileName }: Upload): Promise<void> {
      await sql`insert into bank_imports (id, account_id, file_name, state) values (${id}, ${accountId}, ${fileName}, 'reading') on conflict (id) do nothing`
    },
    async progress(id: string, done: number, total: number): Promise<void> {
      await sql`update bank_imports set done_count = ${done}, total_count = ${total}, touched_at = now() where id = ${id} and state = 'reading'`
    },
    async touch(id: string): Promise<void> {
      await sql`update bank_imports set touched_at = now() where id = ${id} and state = 'reading'`
    },
    async refuse({ id, accountId, fileName }: Upload, refusal: Reason): Promise<void> {
      await sql`
        insert into bank_imports (id, account_id, file_name, state, refusal) values (${id}, ${accountId}, ${fileName}, 'refused', ${sql.json(refusal as never)})
        on conflict (id) do update set state = 'refused', refusal = excluded.refusal where bank_imports.state = 'reading'`
    },
    async keep({ id, accountId, fileName }: Upload, items: readonly ImportedItem[], shown: readonly Attachment[]): Promise<void> {
      await sql.begin(async (transaction) => {
        await transaction`
          insert into bank_imports (id, account_id, file_name, state, done_count, total_count)
          values (${id}, ${accountId}, ${fileName}, 'previewed', ${items.length}, ${items.length})
          on conflict (id) do update set state = 'previewed', done_count = excluded.done_count, total_count = excluded.total_count, touched_at = now()`
        for (let start = 0; start < items.length; start += itemsAtOnce) {
          const rows = storableJson(items.slice(start, start + itemsAtOnce))
          await transaction`
            insert into bank_import_items (import_id, position, state, item)
            select ${id}, ${start} + t.ord - 1, t.item->>'state', t.item from jsonb_array_elements(${rows}::text::jsonb) with ordinality as t(item, ord)`
        }
        await attachments.keepFor(transaction, id, shown)
      })
    },
    async find(id: string): Promise<ImportRow | undefined> {
      const [row] = await sql<ImportRow[]>`
        select i.id, i.file_name as "fileName", i.done_count as done, i.total_count as total, i.refusal, i.compared_count as compared,
          i.confirmed_by as "confirmedBy", i.confirmed_digest as "confirmedDigest", i.stored_count as stored,
          case when ${isCutOff} then 'refused' else i.state end as state,
          (select jsonb_build_object('good', count(*) filter (where t.state = 'good'), 'doubtful', count(*) filter (where t.state = 'doubtful'),
            'refused', count(*) filter (where t.state = 'refused'), 'dropped', count(*) filter (where t.is_dropped and t.state = 'good'))
           from bank_import_items t where t.import_id = i.id) as counts
        from bank_imports i where i.id = ${id}`
      return row
    },
    items: (importId: string, state: ImportedItem['state'] | undefined, after: number, limit: number): Promise<ImportItemRow[]> =>
      sql<ImportItemRow[]>`
        select position, item, is_dropped as "isDropped", is_corrected as "isCorrected", alike from bank_import_items
        where import_id = ${importId} and position > ${after} and ${state === undefined ? sql`true` : sql`state = ${state}`} order by position limit ${limit}`,

    /** Undefined: the preview is over. Null: there is no such item. */
    correct: (
      importId: string,
      position: number,
      change: (row: ImportItemRow) => { item: ImportedItem; isDropped: boolean; isCorrected: boolean },
    ): Promise<ImportItemRow | null | undefined> =>
      whileIn(importSteps.correct, importId, async (transaction) => {
        const [row] = await transaction<ImportItemRow[]>`
          select position, item, is_dropped as "isDropped", is_corrected as "isCorrected", alike from bank_import_items
          where import_id = ${importId} and position = ${position}`
        if (!row) return null
        const changed = change(row)
        await transaction`
          update bank_import_items set item = ${storableJson(changed.item)}::text::jsonb, state = ${changed.item.state}, is_dropped = ${changed.isDropped},
            is_corrected = ${changed.isCorrected} where import_id = ${importId} and position = ${position}`
        return { ...row, ...changed }
      }),

    /**
     * All questions of an import and its mark, or nothing. Undefined when another confirmation was first; 0 when there is nothing to store.
     * `storeItems` goes through the pieces and says how many questions it stored.
     */
    async confirm(
      importId: string,
      { actionId, actionDigest }: { actionId: string; actionDigest: string },
      by: ActBy,
      drop: readonly number[],
      storeItems: (transaction: TransactionSql, pieces: AsyncIterable<readonly GoodItem[]>) => Promise<number>,
    ): Promise<number | undefined> {
      return whileIn(importSteps.confirm, importId, async (transaction) => {
        const stored = await storeItems(transaction, goodItems(transaction, importId, drop))
        if (stored === 0) return 0
        await transaction`
          update bank_imports set state = 'confirmed', confirmed_at = now(), confirmed_by = ${actionId}, confirmed_digest = ${actionDigest}, stored_count = ${stored} where id = ${importId}`
        await transaction`delete from bank_import_attachments where import_id = ${importId}`
        await recordAct(transaction, by, 'import.confirm', { importId, stored })
        return stored
      })
    },

    /** Takes back every question of an import. What is locked here cannot be used or revised meanwhile. */
    async undo(importId: string, by: ActBy): Promise<'undone' | 'in-use' | 'revised' | undefined> {
      return whileIn(importSteps.undo, importId, async (transaction) => {
        await holdPairs(transaction)
        const questions = await transaction<{ id: string; number: number }[]>`
          select id, latest_number as number from questions where import_id = ${importId} order by id for update`
        const ids = questions.map((question) => question.id)
        const [amended] = await transaction`
          select 1 from key_amendments a join question_revisions r on r.id = a.revision_id
          join questions q on q.id = r.question_id where q.import_id = ${importId} limit 1`
        if (amended !== undefined || (await usedAmong(transaction, ids)).length > 0) return 'in-use'
        if (questions.some(({ number }) => number > 1)) return 'revised'
        await transaction`delete from question_revisions r using questions q where q.id = r.question_id and q.import_id = ${importId}`
        await transaction`delete from questions where import_id = ${importId}`
        await transaction`update bank_imports set state = 'undone', undone_at = now() where id = ${importId}`
        await recordAct(transaction, by, 'import.undo', { importId, questions: ids.length })
        return 'undone'
      })
    },
    async discard(importId: string): Promise<boolean> {
      return sql.begin(async (transaction) => {
        const [held] = await transaction`
          select 1 from bank_imports i where i.id = ${importId} and (i.state in ('previewed', 'refused') or ${isCutOff}) for update`
        if (held) await remove(transaction, [importId])
        return held !== undefined
      })
    },
    /** Previews that nobody confirmed for a month. */
    async dropForgotten(): Promise<number> {
      return sql.begin(async (transaction) => {
        const old = await transaction<{ id: string }[]>`
          select id from bank_imports where state in ('reading', 'previewed', 'refused') and created_at < now() - interval '30 days' limit 100 for update skip locked`
        await remove(
          transaction,
          old.map((row) => row.id),
        )
        return old.length
      })
    },

    async noteAlike(importId: string, alike: readonly { position: number; alike: AlikeOne[] }[], compared: number): Promise<void> {
      await sql`
        with noted as (
          update bank_import_items t set alike = n.alike
          from jsonb_to_recordset(${storableJson(alike)}::text::jsonb) as n(position integer, alike jsonb)
          where t.import_id = ${importId} and t.position = n.position
        )
        update bank_imports set compared_count = ${compared} where id = ${importId}`
    },
  }
}

async function* goodItems(transaction: TransactionSql, importId: string, drop: readonly number[]): AsyncGenerator<readonly GoodItem[]> {
  const dropped = `{${drop.join()}}`
  for (let after = -1; ; ) {
    const items = await transaction<GoodItem[]>`
      select position, item from bank_import_items
      where import_id = ${importId} and state = 'good' and not is_dropped and position > ${after} and position <> all(${dropped}::text::integer[])
      order by position limit ${itemsAtOnce}`
    if (items.length === 0) return
    yield items
    after = items.at(-1)?.position ?? after
  }
}

async function remove(transaction: TransactionSql, importIds: readonly string[]): Promise<void> {
  const ids = `{${importIds.join()}}`
  await transaction`delete from bank_import_attachments where import_id = any(${ids}::text::uuid[])`
  await transaction`delete from bank_import_items where import_id = any(${ids}::text::uuid[])`
  await transaction`delete from bank_imports where id = any(${ids}::text::uuid[])`
}
