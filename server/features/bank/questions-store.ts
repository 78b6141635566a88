import type { TransactionSql } from 'postgres'
import type { KeyAmendment } from '../../../question-bank/amended-key.ts'
import type { Question, QuestionContent, QuestionKey } from '../../../question-bank/question.ts'
import type { QuestionState, Transition, TransitionOutcome } from '../../contract/bank.ts'
import type { Level } from '../../contract/questions.ts'
import { arrayOf, textArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { ActBy } from '../audit/act.ts'
import { markToCompare } from './alike-pairs-store.ts'
import { accountOf, recordAct } from './bank-acts.ts'
import { transitions } from './bank-rules.ts'
import { conditionsOf, type SearchFilters } from './questions-search.ts'
import { keepTopicsStill } from './topics-store.ts'

export type QuestionRow = {
  id: string
  revisionId: string
  number: number
  state: QuestionState
  approvedNumber: number | null
  topicId: number
  /** From the root down. */
  topicNames: string[]
  level: Level | ''
  tags: string[]
  source: string | null
  content: QuestionContent
  key: QuestionKey
  explanation: string | null
  optionFeedback: (string | null)[] | null
  pointsThousandths: number | null
  name: string | null
  /** The last one of this revision: it alone says how the key is. */
  amendment: KeyAmendment | null
}
/** Before acts had digests: null. */
type MadeByAction = {
  questionId: string
  revisionId: string
  number: number
  actionDigest: string | null
  content: QuestionContent
  key: QuestionKey
}
type Moved = { id: string; outcome: TransitionOutcome; state: QuestionState | null; rounds?: string[] }
export type RevisionHeadRow = { revisionId: string; number: number; author: string | null; createdAt: Date; note: string }
export type Filing = {
  topicId?: number
  level?: Level | ''
  addTags: readonly string[]
  removeTags: readonly string[]
  /** All of them, instead of those there are. */
  tags?: readonly string[]
  source?: string
  sourceText?: string
}
export type NewRevision = {
  id: string
  note: string
  actionId: string
  actionDigest: string
  question: Question
  searchText: string
  sameWords: string
  bands: readonly number[]
}

const columns = `q.id, r.id as "revisionId", r.number, q.state, q.approved_number as "approvedNumber", q.topic_id as "topicId",
  (select jsonb_agg(a.name order by nlevel(a.path)) from bank_topics t join bank_topics a on a.path @> t.path where t.id = q.topic_id) as "topicNames",
  q.level, to_jsonb(q.tags) as tags, q.source, r.content, r.key, r.explanation, r.option_feedback as "optionFeedback", r.points_thousandths as "pointsThousandths", r.name,
  (select jsonb_build_object('number', m.number, 'change', m.change) from key_amendments m where m.revision_id = r.id order by m.number desc limit 1) as amendment`

/** Counting every hit of a short text, or all that one person wrote, would cost more than showing them. */
const mostCounted = 5_000

export type QuestionsStore = ReturnType<typeof createQuestionsStore>

export function createQuestionsStore({ sql }: Database) {
  const read = (tail: string, params: (string | number)[]) => sql.unsafe<QuestionRow[]>(`select ${columns} ${tail}`, params)

  return {
    async page(filters: SearchFilters, after: string | undefined, limit: number): Promise<QuestionRow[]> {
      const { where, params } = conditionsOf(filters)
      const rest = after === undefined ? '' : `and q.id < $${params.length + 1}::uuid`
      return read(
        `from (select * from questions q where ${where} ${rest} order by q.id desc limit ${limit}) q
         join question_revisions r on r.question_id = q.id and r.number = q.latest_number order by q.id desc`,
        after === undefined ? params : [...params, after],
      )
    },
    async count(filters: SearchFilters): Promise<{ total: number; isTotalLeast: boolean }> {
      const { where, params } = conditionsOf(filters)
      const isCapped = filters.search !== undefined || filters.source !== undefined || filters.author !== undefined
      const from = isCapped ? `(select 1 from questions q where ${where} limit ${mostCounted + 1}) hits` : `questions q where ${where}`
      const [row] = await sql.unsafe<{ total: number }[]>(`select count(*)::integer as total from ${from}`, params)
      const total = row?.total ?? 0
      return isCapped && total > mostCounted ? { total: mostCounted, isTotalLeast: true } : { total, isTotalLeast: false }
    },
    async byIds(ids: readonly string[]): Promise<QuestionRow[]> {
      return read(
        'from questions q join question_revisions r on r.question_id = q.id and r.number = q.latest_number where q.id = any($1::text::uuid[])',
        [`{${ids.join()}}`],
      )
    },
    /** Of each question the approved revision; what has none is not among them. */
    async approvedOf(ids: readonly string[]): Promise<QuestionRow[]> {
      return read(
        'from questions q join question_revisions r on r.question_id = q.id and r.number = q.approved_number where q.id = any($1::text::uuid[])',
        [`{${ids.join()}}`],
      )
    },
    async byRevisions(revisionIds: readonly string[]): Promise<QuestionRow[]> {
      return read('from question_revisions r join questions q on q.id = r.question_id where r.id = any($1::text::uuid[])', [
        `{${revisionIds.join()}}`,
      ])
    },
    async find(id: string, number?: number): Promise<QuestionRow | undefined> {
      const [row] = await read(
        'from questions q join question_revisions r on r.question_id = q.id and r.number = coalesce(nullif($2::integer, 0), q.latest_number) where q.id = $1::text::uuid',
        [id, number ?? 0],
      )
      return row
    },
    /** What these revisions ask, in the order of their questions. */
    revisions: (ids: readonly string[]) => sql<{ revisionId: string; questionId: string; content: QuestionContent; key: QuestionKey }[]>`
      select id as "revisionId", question_id as "questionId", content, key from question_revisions
      where id = any(${`{${ids.join()}}`}::text::uuid[]) order by question_id, id`,
    heads: (id: string) => sql<RevisionHeadRow[]>`
      select r.id as "revisionId", r.number, a.display_name as author, r.created_at as "createdAt", r.note
      from question_revisions r left join accounts a on a.id = r.author_id where r.question_id = ${id} order by r.number desc`,
    async isInUse(id: string): Promise<boolean> {
      return (await roundsNaming(sql as unknown as TransactionSql, [id])).length > 0
    },
    /** The id of the question and the revision that this action made before. */
    async byAction(actionId: string): Promise<MadeByAction | undefined> {
      const [row] = await sql<MadeByAction[]>`
        select question_id as "questionId", id as "revisionId", number, action_digest as "actionDigest", content, key from question_revisions where action_id = ${actionId}`
      return row
    },

    /** A further revision of a question whose latest one is still the one that was edited; undefined when it is not. */
    async revise(
      by: ActBy,
      questionId: string,
      basedOn: number,
      revision: NewRevision,
      digests: readonly string[],
      filingOf: (transaction: TransactionSql) => Promise<Omit<Filing, 'addTags' | 'removeTags'>>,
    ): Promise<number | undefined> {
      const { id, note, actionId, actionDigest, question } = revision
      const { content, key, explanation, optionFeedback, pointsThousandths, name } = question
      return sql.begin(async (transaction) => {
        await keepTopicsStill(transaction)
        const [revised] = await transaction<{ number: number }[]>`
          update questions set latest_number = latest_number + 1, state = 'draft', type = ${content.type}, search_text = ${revision.searchText},
            same_words = ${revision.sameWords}, bands = ${`{${revision.bands.join()}}`}::text::integer[]
          where id = ${questionId} and latest_number = ${basedOn} returning latest_number as number`
        if (!revised) return undefined
        await transaction`
          insert into question_revisions (id, question_id, number, content, key, explanation, option_feedback, points_thousandths, name, note, action_id, action_digest, author_id,
            needs_second_person)
          values (${id}, ${questionId}, ${revised.number}, ${transaction.json(content as never)}, ${transaction.json(key as never)}, ${explanation ?? null},
            ${optionFeedback === undefined ? null : transaction.json(optionFeedback as never)}, ${pointsThousandths ?? null}, ${name ?? null}, ${note}, ${actionId}, ${actionDigest}, ${accountOf(by)},
            (select has_two_person_rule from bank_settings))`
        await transaction`insert into question_attachments (revision_id, digest) select ${id}, d from unnest(${`{${digests.join()}}`}::text::text[]) d`
        await markToCompare(transaction, [questionId])
        const filing = await filingOf(transaction)
        const { topicId = null, level = null, tags, source = null, sourceText = null } = filing
        await transaction`
          update questions q set topic_id = coalesce(${topicId}::integer, q.topic_id), level = coalesce(${level}::text, q.level),
            source = coalesce(${source}::text, q.source), source_text = coalesce(${sourceText}::text, q.source_text),
            tags = coalesce(${tags ? textArrayOf(tags, String) : null}::text::text[], q.tags) where q.id = ${questionId}`
        await recordAct(transaction, by, 'question.revise', { questionId, revisionId: id, number: revised.number, note, filing })
        return revised.number
      })
    },

    /**
     * One statement decides and moves; rows are taken in the order of their ids, so two such acts at once never wait for each other in a ring.
     * Whoever waited for a row is judged by what is there then.
     */
    async move(by: ActBy, transition: Transition, questions: readonly { id: string; number: number }[], isForced: boolean): Promise<Moved[]> {
      if (transition !== 'retire' || isForced) return sql.begin((transaction) => moveExcept(transaction, by, transition, questions, []))
      return sql.begin(async (transaction) => {
        const ids = questions.map(({ id }) => id)
        // whoever pins one of them in a blueprint meanwhile waits, or was first and is seen here
        await transaction`select 1 from questions where id = any(${`{${ids.join()}}`}::text::uuid[]) order by id for no key update`
        const named = await roundsNaming(transaction, ids)
        const moved = await moveExcept(transaction, by, transition, questions, [...new Set(named.map(({ id }) => id))])
        return moved.map((one) =>
          one.outcome === 'IN_BLUEPRINT' ? { ...one, rounds: named.filter(({ id }) => id === one.id).map(({ round }) => round) } : one,
        )
      })
    },

    async file(by: ActBy, ids: readonly string[], filing: Filing): Promise<number> {
      const { topicId = null, level = null, addTags, removeTags, source = null, sourceText = null } = filing
      return sql.begin(async (transaction) => {
        await keepTopicsStill(transaction)
        const changed = await transaction`
          update questions q set topic_id = coalesce(${topicId}::integer, q.topic_id), level = coalesce(${level}::text, q.level),
            source = coalesce(${source}::text, q.source), source_text = coalesce(${sourceText}::text, q.source_text),
            tags = array(select distinct t from unnest(q.tags || ${textArrayOf(addTags, String)}::text::text[]) t
              where t <> all(${textArrayOf(removeTags, String)}::text::text[]) order by t)
          where q.id in (select id from questions where id = any(${`{${ids.join()}}`}::text::uuid[]) order by id for no key update)`
        if (changed.count > 0) await recordAct(transaction, by, 'question.file', { ids: [...ids], filing })
        return changed.count
      })
    },

    async settings(): Promise<{ hasTwoPersonRule: boolean }> {
      const [row] = await sql<{ hasTwoPersonRule: boolean }[]>`select has_two_person_rule as "hasTwoPersonRule" from bank_settings`
      return row ?? { hasTwoPersonRule: false }
    },
    /** False: whom the rule hinders just now does not switch it off. */
    async changeSettings(by: ActBy, settings: { hasTwoPersonRule: boolean }): Promise<boolean> {
      return sql.begin(async (transaction) => {
        const [before] = await transaction<{ hasRule: boolean }[]>`select has_two_person_rule as "hasRule" from bank_settings for update`
        const isSwitchedOff = before?.hasRule === true && !settings.hasTwoPersonRule
        const [own] = isSwitchedOff
          ? await transaction`select 1 from questions q where q.state = 'in-review' and ${hasWrittenSince(transaction, accountOf(by))} limit 1`
          : []
        if (own) return false
        await transaction`update bank_settings set has_two_person_rule = ${settings.hasTwoPersonRule}`
        await recordAct(transaction, by, 'bank.settings', {}, { before: { hasTwoPersonRule: before?.hasRule === true }, after: settings })
        return true
      })
    },

    /**
     * For whoever pins revisions in a blueprint: keeps their questions from going away until the transaction is over,
     * and names those of them that may not be drawn.
     */
    async holdApproved(transaction: TransactionSql, revisionIds: readonly string[]): Promise<string[]> {
      const held = await transaction<{ revisionId: string }[]>`
        select r.id as "revisionId" from questions q join question_revisions r on r.question_id = q.id and r.number = q.approved_number
        where r.id = any(${`{${revisionIds.join()}}`}::text::uuid[]) order by q.id for share of q`
      const approved = new Set(held.map((row) => row.revisionId))
      return revisionIds.filter((id) => !approved.has(id))
    },
  }
}

/** A person is no second one for a question that they wrote at since it was last approved. */
const hasWrittenSince = (sql: TransactionSql | Database['sql'], actorId: number) => sql`exists (
  select 1 from question_revisions w where w.question_id = q.id and w.number > coalesce(q.approved_number, 0) and w.author_id = ${actorId}::integer)`

/** What was written while the rule was on needs a second person for ever, whoever switches the rule off. */
const isBoundAuthor = (sql: TransactionSql | Database['sql'], actorId: number) => sql`exists (
  select 1 from question_revisions w where w.question_id = q.id and w.number > coalesce(q.approved_number, 0) and w.author_id = ${actorId}::integer
    and (w.needs_second_person or (select has_two_person_rule from bank_settings)))`

/** All but those that are kept for the sake of rounds that name them. */
async function moveExcept(
  sql: TransactionSql,
  by: ActBy,
  transition: Transition,
  questions: readonly { id: string; number: number }[],
  kept: readonly string[],
): Promise<Moved[]> {
  const { from, to } = transitions[transition]
  const [ids, numbers] = [arrayOf(questions, ({ id }) => id), arrayOf(questions, ({ number }) => number)]
  const actorId = accountOf(by)
  const moved = await sql<(Moved & { number: number })[]>`
    with input as (
      select distinct on (id) * from unnest(${ids}::text::uuid[], ${numbers}::text::integer[]) with ordinality as t(id, number, ord) order by id, ord
    ), held as materialized (
      select q.id from questions q join input i on i.id = q.id order by q.id for no key update of q
    ), moved as (
      update questions q set state = ${to}, approved_number = case ${transition}::text when 'approve' then q.latest_number when 'retire' then null else q.approved_number end
      from held h join input i on i.id = h.id join question_revisions r on r.question_id = i.id and r.number = i.number
      where q.id = h.id and q.latest_number = i.number and q.state = any(${`{${from.join()}}`}::text::text[]) and q.id <> all(${`{${kept.join()}}`}::text::uuid[])
        and (${transition}::text <> 'approve' or not ${isBoundAuthor(sql, actorId)})
      returning q.id, q.state
    )
    select i.id, i.number, coalesce(m.state, q.state) as state, case
      when m.id is not null then 'moved'
      when q.id is null then 'QUESTION_NOT_FOUND'
      when q.latest_number <> i.number then 'QUESTION_CHANGED'
      when q.state <> all(${`{${from.join()}}`}::text::text[]) then 'WRONG_STATE'
      when q.id = any(${`{${kept.join()}}`}::text::uuid[]) then 'IN_BLUEPRINT'
      when ${transition}::text = 'approve' and ${isBoundAuthor(sql, actorId)} then 'OWN_REVISION'
      else 'WRONG_STATE' end as outcome
    from input i left join moved m on m.id = i.id left join questions q on q.id = i.id order by i.ord`
  const done = moved.filter(({ outcome }) => outcome === 'moved').map(({ id, number }) => ({ id, number }))
  if (done.length > 0) await recordAct(sql, by, `question.${transition}`, { questions: done })
  return moved.map(({ number: _number, ...one }) => one)
}

/** The rounds whose blueprint in force names a revision of these questions. */
async function roundsNaming(sql: TransactionSql, questionIds: readonly string[]): Promise<{ id: string; round: string }[]> {
  return sql<{ id: string; round: string }[]>`
    with pinned as (
      select distinct (p.id #>> '{}')::uuid as id, c.title || ' – ' || r.title as round
      from rounds r join contests c on c.id = r.contest_id join round_versions v on v.contest_id = r.contest_id and v.round_id = r.id and v.version = r.version,
        jsonb_path_query(v.settings, '$.blueprint.pools[*].revisionIds[*]') as p(id)
    )
    select distinct asked.id, pinned.round from pinned join question_revisions r on r.id = pinned.id
    join unnest(${`{${questionIds.join()}}`}::text::uuid[]) asked(id) on asked.id = r.question_id order by 2`
}

/** Those of these questions that some blueprint names or ever named. */
export async function usedAmong(transaction: TransactionSql, questionIds: readonly string[]): Promise<string[]> {
  const rows = await transaction<{ id: string }[]>`
    with pinned as (
      select distinct (p.id #>> '{}')::uuid as id from round_versions v,
        jsonb_path_query(v.settings, '$.blueprint.pools[*].revisionIds[*]') as p(id)
    )
    select distinct asked.id from pinned join question_revisions r on r.id = pinned.id
    join unnest(${`{${questionIds.join()}}`}::text::uuid[]) asked(id) on asked.id = r.question_id`
  return rows.map((row) => row.id)
}
