import type { TransactionSql } from 'postgres'
import type { Database } from '../../database/client.ts'
import type { ActBy } from '../audit/act.ts'
import { recordAct } from './bank-acts.ts'

export type TopicRow = { id: number; name: string; parentId: number | null; questionCount: number }
export type TopicStep = 'done' | 'TOPIC_NOT_FOUND' | 'TOPIC_NAME_TAKEN' | 'TOPIC_MOVE_REFUSED'

export type TopicsStore = ReturnType<typeof createTopicsStore>

export function createTopicsStore({ sql }: Database) {
  /** The shape of the tree is a rule over many rows, so those who change it take turns. */
  const alone = <Result>(work: (transaction: TransactionSql) => Promise<Result>) =>
    sql.begin(async (transaction) => {
      await transaction`select pg_advisory_xact_lock(hashtextextended('topics of the bank', 7407))`
      return work(transaction)
    }) as Promise<Result>

  return {
    all: () => sql<TopicRow[]>`
      select t.id, t.name, t.parent_id as "parentId", coalesce(c.count, 0)::integer as "questionCount"
      from bank_topics t left join (select topic_id, count(*) as count from questions group by topic_id) c on c.topic_id = t.id
      order by nlevel(t.path), t.id`,
    async subtreeOf(id: number): Promise<number[]> {
      const rows = await sql<{ id: number }[]>`
        select b.id from bank_topics a join bank_topics b on b.path <@ a.path where a.id = ${id}`
      return rows.map((row) => row.id)
    },
    /** The topic that these names lead to from the root down, made where it is missing. */
    async ensure(transaction: TransactionSql, names: readonly string[]): Promise<number> {
      await keepTopicsStill(transaction)
      let parent: number | null = null
      for (const name of names) parent = await ensureChild(transaction, parent, name)
      return parent ?? 1
    },
    add: (by: ActBy, name: string, parentId: number | null): Promise<number | TopicStep> =>
      alone(async (transaction) => {
        if (parentId !== null && !(await isKnown(transaction, parentId))) return 'TOPIC_NOT_FOUND' as const
        const id = await insertChild(transaction, parentId, name)
        if (id === undefined) return 'TOPIC_NAME_TAKEN' as const
        await recordAct(transaction, by, 'topic.create', { topicId: id }, { after: { name, parentId } })
        return id
      }),
    change: (by: ActBy, id: number, change: { name?: string; parentId?: number | null }): Promise<TopicStep> =>
      alone(async (transaction) => {
        const [topic] = await transaction<{ name: string; parentId: number | null }[]>`
          select name, parent_id as "parentId" from bank_topics where id = ${id} and id <> 1`
        if (!topic) return 'TOPIC_NOT_FOUND'
        const { name = topic.name, parentId = topic.parentId } = change
        if (parentId !== null) {
          const [target] = await transaction<{ isBelow: boolean }[]>`
            select p.path <@ t.path as "isBelow" from bank_topics p, bank_topics t where p.id = ${parentId} and t.id = ${id}`
          if (!target) return 'TOPIC_NOT_FOUND'
          if (target.isBelow) return 'TOPIC_MOVE_REFUSED'
        }
        const [twin] = await transaction`
          select 1 from bank_topics where parent_id is not distinct from ${parentId}::integer and name_key = ${nameKeyOf(name)} and id <> ${id}`
        if (twin) return 'TOPIC_NAME_TAKEN'
        await transaction`update bank_topics set name = ${name}, name_key = ${nameKeyOf(name)} where id = ${id}`
        await moveBelow(transaction, id, parentId)
        await recordAct(transaction, by, 'topic.change', { topicId: id }, { before: topic, after: { name, parentId } })
        return 'done'
      }),
    /** Questions and topics below go over; topics of one name become one. */
    merge: (by: ActBy, from: number, into: number): Promise<TopicStep> =>
      alone(async (transaction) => {
        const [pair] = await transaction<{ isBelow: boolean; name: string }[]>`
          select b.path <@ a.path as "isBelow", a.name from bank_topics a, bank_topics b where a.id = ${from} and b.id = ${into} and a.id <> 1`
        if (!pair) return 'TOPIC_NOT_FOUND'
        if (pair.isBelow) return 'TOPIC_MOVE_REFUSED'
        // all that go over, in the order in which everybody takes questions, and before any topic: whoever refiles some of them never waits in a ring
        await transaction`
          select 1 from questions where topic_id in (select b.id from bank_topics a join bank_topics b on b.path <@ a.path where a.id = ${from})
          order by id for no key update`
        await mergeInto(transaction, from, into)
        await recordAct(transaction, by, 'topic.merge', { topicId: from, name: pair.name, into })
        return 'done'
      }),
  }
}

/** Nobody moves or merges topics while questions are being filed under them. Taken before any row: whoever moves topics waits for questions. */
export async function keepTopicsStill(transaction: TransactionSql): Promise<void> {
  await transaction`select pg_advisory_xact_lock_shared(hashtextextended('topics of the bank', 7407))`
}

/** "Lịch  sử " and "lịch sử" are one topic. */
function nameKeyOf(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
}

async function isKnown(transaction: TransactionSql, id: number): Promise<boolean> {
  return (await transaction`select 1 from bank_topics where id = ${id} for key share`).length > 0
}

async function insertChild(transaction: TransactionSql, parentId: number | null, name: string): Promise<number | undefined> {
  const [row] = await transaction<{ id: number }[]>`
    with next as (select nextval('bank_topics_id_seq')::integer as id)
    insert into bank_topics (id, name, name_key, parent_id, path)
    select id, ${name}, ${nameKeyOf(name)}, ${parentId}::integer,
      (coalesce((select path::text || '.' from bank_topics where id = ${parentId}::integer), '') || id)::ltree from next
    on conflict (parent_id, name_key) do nothing returning id`
  return row?.id
}

async function ensureChild(transaction: TransactionSql, parentId: number | null, name: string): Promise<number> {
  const find = async () => {
    const [row] = await transaction<{ id: number }[]>`
      select id from bank_topics where parent_id is not distinct from ${parentId}::integer and name_key = ${nameKeyOf(name)}`
    return row?.id
  }
  const known = await find()
  if (known !== undefined) return known
  // one after the other to the end of each: two imports that bring the same new topics in another order would wait for each other for ever
  await transaction`select pg_advisory_xact_lock(hashtextextended('new topics of the bank', 7407))`
  return (await find()) ?? (await insertChild(transaction, parentId, name)) ?? (await find()) ?? 1
}

async function moveBelow(transaction: TransactionSql, id: number, parentId: number | null): Promise<void> {
  await transaction`update bank_topics set parent_id = ${parentId}::integer where id = ${id}`
  await transaction`
    update bank_topics t set path = (coalesce((select path::text || '.' from bank_topics where id = ${parentId}::integer), '')
      || subpath(t.path, nlevel(old.path) - 1)::text)::ltree
    from (select path from bank_topics where id = ${id}) old where t.path <@ old.path`
}

async function mergeInto(transaction: TransactionSql, from: number, into: number): Promise<void> {
  const children = await transaction<{ id: number; twin: number | null }[]>`
    select c.id, o.id as twin from bank_topics c
    left join bank_topics o on o.parent_id = ${into} and o.name_key = c.name_key and o.id <> ${from}
    where c.parent_id = ${from}`
  for (const { id, twin } of children) {
    if (twin === null) await moveBelow(transaction, id, into)
    else await mergeInto(transaction, id, twin)
  }
  await transaction`update questions set topic_id = ${into} where topic_id = ${from}`
  await transaction`delete from bank_topics where id = ${from}`
}
