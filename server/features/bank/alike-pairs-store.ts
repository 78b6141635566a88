import type { TransactionSql } from 'postgres'
import type { QuestionContent, QuestionKey } from '../../../question-bank/question.ts'
import type { Likeness } from '../../../question-bank/similarity.ts'
import { arrayOf, textArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'

/** What of a question is looked up; `id` where it is one of the bank itself. */
export type Wanted = { place: number; id: string | null; same: string; bands: readonly number[] }
export type Candidate = { place: number; id: string; content: QuestionContent; key: QuestionKey }
export type ToCompare = { id: string; same: string; bands: number[]; content: QuestionContent; key: QuestionKey }
/** Ids are given in the order of their time, so the later question is the one with the greater id. */
export type FoundPair = { olderId: string; newerId: string; likeness: number; parted: Likeness['parted'] | null; keysDisagree: boolean }
export type PairPlace = Pick<FoundPair, 'likeness' | 'newerId' | 'olderId'>
type Limits = { same: number; near: number }
export type PairFilters = { grade?: Likeness['grade'] | undefined; keysDisagree?: boolean | undefined }

export type AlikePairsStore = ReturnType<typeof createAlikePairsStore>

export function createAlikePairsStore({ sql }: Database) {
  return {
    /** Questions of the bank worth comparing with these. Of very many that share a band those that share the most. */
    async candidates(wanted: readonly Wanted[], limits: Limits): Promise<Candidate[]> {
      return sql.begin(async (transaction) => {
        await byIndexes(transaction)
        return candidatesOf(transaction, wanted, limits)
      }) as Promise<Candidate[]>
    },

    /**
     * Bands that stand in very many questions, as a sample tells: what all questions of one pattern share says little of any two of them,
     * and to weigh them all against each other is nearly all the work of a large bank.
     */
    async commonBands(): Promise<Set<number>> {
      const rows = await sql<{ band: number }[]>`
        with size as materialized (select greatest(reltuples, ${sampled})::float8 / ${sampled} as factor from pg_class where oid = 'questions'::regclass)
        select band from questions tablesample system (100 / (select factor from size)), unnest(bands) as band
        group by band having count(*) >= 4 and count(*) * (select factor from size) > ${mostSharing}`
      return new Set(rows.map(({ band }) => band))
    },

    /**
     * The next questions that were not compared since they were written. What is compared meanwhile stays in the bank: its rows are held, without
     * waiting, in the order of their ids. Somebody who is just taking one away comes first; the piece is then left for the next run.
     */
    async comparePiece(
      size: number,
      limits: Limits,
      common: ReadonlySet<number>,
      compare: (questions: readonly ToCompare[], candidates: readonly Candidate[]) => FoundPair[],
    ): Promise<number> {
      return sql.begin(async (transaction) => {
        await byIndexes(transaction)
        const [alone] = await transaction<{ got: boolean }[]>`select pg_try_advisory_xact_lock(hashtextextended('pairs of the bank', 7407)) as got`
        if (!alone?.got) return 0
        const asked = await transaction<{ id: string }[]>`select question_id as id from alike_todo order by question_id limit ${size}`
        const held = await hold(
          transaction,
          asked.map(({ id }) => id),
        )
        const taken = await transaction<{ id: string }[]>`
          delete from alike_todo where question_id = any(${arrayOf(held, String)}::text::uuid[]) returning question_id as id`
        if (taken.length === 0) return 0
        const ids = arrayOf(taken, ({ id }) => id)
        // read after the mark is gone: whoever writes a revision from here on sets it again
        const questions = await transaction<ToCompare[]>`
          select q.id, q.same_words as same, to_jsonb(q.bands) as bands, r.content, r.key from questions q
          join question_revisions r on r.question_id = q.id and r.number = q.latest_number where q.id = any(${ids}::text::uuid[]) order by q.id`
        const wanted = questions.map(({ id, same, bands }, place) => ({ place, id, same, bands: tellingBands(bands, common) }))
        const pairs = compare(questions, await candidatesOf(transaction, wanted, limits))
        const others = [...new Set(pairs.flatMap(({ olderId, newerId }) => [olderId, newerId]))]
        if ((await hold(transaction, others)).length < others.length) throw new HeldElsewhereError()
        await transaction`delete from alike_pairs where newer_id = any(${ids}::text::uuid[]) or older_id = any(${ids}::text::uuid[])`
        await transaction`
          insert into alike_pairs (older_id, newer_id, likeness, parted, keys_disagree)
          select distinct on ("newerId", "olderId") "olderId", "newerId", likeness, parted, "keysDisagree" from jsonb_to_recordset(${JSON.stringify(pairs)}::text::jsonb)
            as t("olderId" uuid, "newerId" uuid, likeness smallint, parted text, "keysDisagree" boolean)`
        return taken.length
      })
    },

    /** The likest first, of those the newest. */
    page: ({ grade, keysDisagree }: PairFilters, after: PairPlace | undefined, limit: number): Promise<FoundPair[]> =>
      sql<FoundPair[]>`
        select older_id as "olderId", newer_id as "newerId", likeness, parted, keys_disagree as "keysDisagree" from alike_pairs
        where ${after ? sql`(likeness, newer_id, older_id) < (${after.likeness}, ${after.newerId}, ${after.olderId})` : sql`true`}
          and ${grade === undefined ? sql`true` : grade === 'same' ? sql`likeness = 1000` : sql`likeness < 1000`}
          and ${keysDisagree === undefined ? sql`true` : sql`keys_disagree = ${keysDisagree}`}
        order by likeness desc, newer_id desc, older_id desc limit ${limit}`,

    async waiting(): Promise<number> {
      const [row] = await sql<{ waiting: number }[]>`select count(*)::integer as waiting from alike_todo`
      return row?.waiting ?? 0
    },
  }
}

/** Somebody is taking one of these questions away. */
export class HeldElsewhereError extends Error {}

/** Whoever takes questions away takes their pairs with them. Two at once that share pairs would wait for each other, so they take turns, with the job too. */
export async function holdPairs(transaction: TransactionSql): Promise<void> {
  await transaction`select pg_advisory_xact_lock(hashtextextended('pairs of the bank', 7407))`
}

/** In the transaction that writes a question: its pairs are looked for anew. The mark is locked, so a run that just takes it is waited for. */
export async function markToCompare(transaction: TransactionSql, questionIds: readonly string[]): Promise<void> {
  await transaction`
    insert into alike_todo (question_id) select id from unnest(${textArrayOf(questionIds, String)}::text::text[]::uuid[]) as t(id) order by id
    on conflict (question_id) do update set question_id = excluded.question_id`
}

async function hold(transaction: TransactionSql, ids: readonly string[]): Promise<string[]> {
  const rows = await transaction<{ id: string }[]>`
    select id from questions where id = any(${textArrayOf(ids, String)}::text::text[]::uuid[]) order by id for key share skip locked`
  return rows.map(({ id }) => id)
}

/** By the indexes, whatever the planner thinks of arrays it has never seen and of rows that came a moment ago. */
async function byIndexes(transaction: TransactionSql): Promise<void> {
  await transaction`
    select set_config(name, 'off', true) from unnest(array['enable_seqscan', 'enable_mergejoin', 'enable_hashjoin']) as name`
}

/** Without what very many others have too, unless hardly anything would be left. */
export function tellingBands(bands: readonly number[], common: ReadonlySet<number>): readonly number[] {
  const telling = bands.filter((band) => !common.has(band))
  return telling.length >= fewestTelling ? telling : bands
}

const sampled = 5_000
/** More than so many questions make a band common. */
const mostSharing = 40
/** Of questions that share 60 % of their words, so many bands hold one that is shared. */
const fewestTelling = 8
/** So many that share a band are weighed against each other. Questions from one template may share it by the thousand. */
const mostWeighed = 100
/** Of those that share a single band: most of them are of one pattern and not alike, and comparing costs more than finding. */
const mostOfOneBand = 8

async function candidatesOf(transaction: TransactionSql, wanted: readonly Wanted[], { same, near }: Limits): Promise<Candidate[]> {
  // looked up first and only then read: the planner would else look everything up again for each question it reads
  return transaction<Candidate[]>`
    with found as materialized (
      select i.place, near.id
      from jsonb_to_recordset(${JSON.stringify(wanted)}::text::jsonb) as i(place integer, id uuid, same text, bands integer[])
      cross join lateral (
        (select c.id from questions c where c.same_words = i.same and c.id is distinct from i.id limit ${same})
        union
        (select ranked.id from (
           select weighed.id, shared.count, row_number() over (order by shared.count desc, weighed.id) as rank
           from (select c.id, c.bands from questions c where c.bands && i.bands and c.id is distinct from i.id limit ${mostWeighed}) weighed,
             lateral (select count(*) from unnest(weighed.bands) b where b = any(i.bands)) shared
         ) ranked where ranked.rank <= ${near} and (ranked.count > 1 or ranked.rank <= ${mostOfOneBand}))
      ) near
    )
    select found.place, q.id, r.content, r.key from found
    join questions q on q.id = found.id join question_revisions r on r.question_id = q.id and r.number = q.latest_number`
}
