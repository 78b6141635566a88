import type { TransactionSql } from 'postgres'
import type { Question } from '../../../question-bank/question.ts'
import { readQuestion } from '../../../question-bank/read-question.ts'
import { reason, sentenceFor } from '../../../question-bank/reason.ts'
import { diffRevisions } from '../../../question-bank/revision-diff.ts'
import type { Clock } from '../../clock.ts'
import type {
  BankFilters,
  BankPage,
  BankQuery,
  BankSettings,
  FilingRequest,
  NewQuestionRequest,
  QuestionView,
  RevisionDiff,
  RevisionReply,
  RevisionRequest,
  TransitionRequest,
  TransitionResult,
} from '../../contract/bank.ts'
import { Problem } from '../../contract/errors.ts'
import { isUniqueViolation } from '../../database/database-errors.ts'
import type { Ids } from '../../ids.ts'
import type { ActBy } from '../audit/act.ts'
import { addQuestions, type NewQuestion, type Origin } from './add-questions.ts'
import type { AttachmentsStore } from './attachments-store.ts'
import { accountOf } from './bank-acts.ts'
import { deriveAhead } from './derive-in-worker.ts'
import {
  amendedQuestionOf,
  type Derived,
  derivedOf,
  digestOfAct,
  digestsOf,
  isSameJson,
  noTopic,
  presentQuestion,
  questionOf,
  storableJson,
  storableText,
} from './question-rows.ts'
import type { SearchFilters } from './questions-search.ts'
import type { Filing, QuestionsStore } from './questions-store.ts'
import { searchableText } from './search-words.ts'
import type { TopicsStore } from './topics-store.ts'

const pageSize = 50
const mostTopicDepth = 10
const longestTopicName = 200

type Dependencies = {
  store: QuestionsStore
  topics: TopicsStore
  attachments: AttachmentsStore
  ids: Ids
  clock: Clock
  begin<Result>(work: (transaction: TransactionSql) => Promise<Result>): Promise<Result>
}

export function createBankService({ store, topics, attachments, ids, clock, begin }: Dependencies) {
  /** Topics are made where they are missing; names are looked up once for many questions, for nobody moves a topic while they are being filed. */
  async function toRows(
    transaction: TransactionSql,
    questions: readonly Question[],
    derived: readonly Derived[],
    known: Map<string, number>,
  ): Promise<NewQuestion[]> {
    const rows: NewQuestion[] = []
    for (const [at, question] of questions.entries()) {
      const topicNames = tidiedTopic(question.topic)
      const path = topicNames.join('\n')
      const topicId = known.get(path) ?? (await topics.ensure(transaction, topicNames))
      known.set(path, topicId)
      const nowMs = clock.now()
      const [id, revisionId] = [ids.uuid(nowMs), ids.uuid(nowMs)]
      rows.push({
        id,
        revisionId,
        topicId,
        topicNames,
        question,
        sourceText: searchableText(question.source ?? ''),
        ...(derived[at] ?? derivedOf(question)),
      })
    }
    return rows
  }

  /** Questions stored at once, whatever they came from. */
  async function storeAll(transaction: TransactionSql, questions: readonly Question[], origin: Origin) {
    const rows = await toRows(transaction, questions, questions.map(derivedOf), new Map())
    await addQuestions(transaction, rows, origin)
    return rows.map(({ id, topicNames, revisionId }) => ({ id, topic: topicNames.join(' / '), revisionId }))
  }

  /** Very many questions, piece by piece in one transaction; how many there were. */
  async function storePieces(transaction: TransactionSql, pieces: AsyncIterable<readonly Question[]>, origin: Origin): Promise<number> {
    const known = new Map<string, number>()
    let stored = 0
    for await (const { piece, derived } of deriveAhead(pieces, (questions) => questions)) {
      await addQuestions(transaction, await toRows(transaction, piece, derived, known), origin)
      stored += piece.length
    }
    return stored
  }

  async function refuseUnknownAttachments(question: Question): Promise<void> {
    const missing = await attachments.missingAmong(digestsOf(question))
    if (missing.length === 0) return
    throw new Problem('QUESTION_REFUSED', {
      errors: missing.map((digest) => ({ at: 'question', reason: sentenceFor(reason('UNKNOWN_ATTACHMENT', digest.slice(0, 12))) })),
    })
  }

  /** What a revision says of where it belongs; what it does not speak of stays. */
  async function filingOf(transaction: TransactionSql, { topic, level, tags, source }: Question): Promise<Omit<Filing, 'addTags' | 'removeTags'>> {
    return {
      ...(topic === undefined ? {} : { topicId: await topics.ensure(transaction, tidiedTopic(topic)) }),
      ...(level === undefined ? {} : { level }),
      ...(tags === undefined ? {} : { tags: tidiedTags(tags) }),
      ...(source === undefined ? {} : sourceOf(source)),
    }
  }

  async function filtersOf({ topic, ...filters }: BankFilters): Promise<SearchFilters> {
    return topic === undefined ? filters : { ...filters, topicIds: await topics.subtreeOf(topic) }
  }

  /** A repeat of an action gets its first answer; the same id for something else, or from somebody else, is refused. */
  async function replayed(actionId: string, actionDigest: string, question: Question): Promise<RevisionReply | undefined> {
    const made = await store.byAction(actionId)
    if (!made) return undefined
    const isSame =
      made.actionDigest === null ? isSameJson([made.content, made.key], [question.content, question.key]) : made.actionDigest === actionDigest
    if (!isSame) throw new Problem('ACTION_ID_REUSED')
    return { questionId: made.questionId, revisionId: made.revisionId, number: made.number }
  }

  return {
    async page({ after, ...query }: BankQuery): Promise<BankPage> {
      const filters = await filtersOf(query)
      const [rows, counted] = await Promise.all([store.page(filters, after, pageSize), store.count(filters)])
      return { ...counted, questions: rows.map(presentQuestion), next: rows.length === pageSize ? (rows.at(-1)?.id ?? null) : null }
    },

    async view(questionId: string): Promise<QuestionView> {
      const [row, heads, isInUse] = await Promise.all([store.find(questionId), store.heads(questionId), store.isInUse(questionId)])
      if (!row) throw new Problem('QUESTION_NOT_FOUND')
      const revisions = heads.map(({ createdAt, ...head }) => ({ ...head, createdAt: createdAt.toISOString() }))
      return { ...presentQuestion(row), question: amendedQuestionOf(row), isInUse, revisions }
    },

    async diff(questionId: string, from: number, to: number): Promise<RevisionDiff> {
      const [before, after] = await Promise.all([store.find(questionId, from), store.find(questionId, to)])
      if (!before || !after) throw new Problem('QUESTION_NOT_FOUND')
      return { fields: diffRevisions(questionOf(before), questionOf(after)) }
    },

    async create(by: ActBy, { actionId, question: sent, note = '' }: NewQuestionRequest): Promise<RevisionReply> {
      const question = soundQuestion(sent)
      const actionDigest = digestOfAct(accountOf(by), { question, note })
      const before = await replayed(actionId, actionDigest, question)
      if (before) return before
      await refuseUnknownAttachments(question)
      try {
        const [stored] = await begin((transaction) =>
          storeAll(transaction, [question], { importId: null, authorId: accountOf(by), state: 'draft', note, actionId, actionDigest }),
        )
        return { questionId: stored?.id ?? '', revisionId: stored?.revisionId ?? '', number: 1 }
      } catch (error) {
        return againAfter(error, () => replayed(actionId, actionDigest, question))
      }
    },

    /** Revisions never change: an edit is a further one, and only of what the editor has seen. */
    async revise(by: ActBy, questionId: string, { actionId, basedOn, question: sent, note = '' }: RevisionRequest): Promise<RevisionReply> {
      const question = soundQuestion(sent)
      const actionDigest = digestOfAct(accountOf(by), { questionId, basedOn, question, note })
      const before = await replayed(actionId, actionDigest, question)
      if (before) return before
      await refuseUnknownAttachments(question)
      const latest = await store.find(questionId)
      if (latest?.number === basedOn && isSameJson(withoutFiling(questionOf(latest)), withoutFiling(question)))
        throw new Problem('QUESTION_UNCHANGED')
      const id = ids.uuid(clock.now())
      const { digests, ...derived } = derivedOf(question)
      try {
        const revision = { id, note, actionId, actionDigest, question, ...derived }
        const number = await store.revise(by, questionId, basedOn, revision, digests, (transaction) => filingOf(transaction, question))
        if (number !== undefined) return { questionId, revisionId: id, number }
      } catch (error) {
        return againAfter(error, () => replayed(actionId, actionDigest, question))
      }
      // the first request of two alike may have been stored while this one waited for the row
      const first = await replayed(actionId, actionDigest, question)
      if (first) return first
      throw new Problem((await store.find(questionId)) ? 'QUESTION_CHANGED' : 'QUESTION_NOT_FOUND')
    },

    async move(by: ActBy, { transition, questions, force = false }: TransitionRequest): Promise<TransitionResult> {
      return { outcomes: await store.move(by, transition, questions, force) }
    },

    async file(by: ActBy, { questionIds, topicId, level, addTags = [], removeTags = [], source }: FilingRequest): Promise<{ changed: number }> {
      if (topicId !== undefined && (await topics.subtreeOf(topicId)).length === 0) throw new Problem('TOPIC_NOT_FOUND')
      const changed = await store.file(by, questionIds, {
        addTags: tidiedTags(addTags),
        removeTags: tidiedTags(removeTags),
        ...(topicId === undefined ? {} : { topicId }),
        ...(level === undefined ? {} : { level: level ?? '' }),
        ...(source === undefined ? {} : sourceOf(source)),
      })
      return { changed }
    },

    settings: (): Promise<BankSettings> => store.settings(),
    async changeSettings(by: ActBy, settings: BankSettings): Promise<BankSettings> {
      if (!(await store.changeSettings(by, settings))) throw new Problem('OWN_REVISION_IN_REVIEW')
      return settings
    },

    /** In the transaction that saves a blueprint: the revisions it names that may not be drawn; the others cannot go away meanwhile. */
    holdApproved: (transaction: TransactionSql, revisionIds: readonly string[]) => store.holdApproved(transaction, revisionIds),

    filtersOf,
    refuseUnknownAttachments,
    storeAll,
    storePieces,
    /** For seeds and tools: approved questions stored at once, without an import. */
    async store(transaction: TransactionSql, questions: readonly Question[]): Promise<{ topic: string; revisionId: string }[]> {
      return storeAll(transaction, questions, { importId: null, authorId: null, state: 'approved' })
    },
  }
}
export type BankService = ReturnType<typeof createBankService>

/** What a browser sent as a question: fit to be stored, or refused with every reason. */
export function soundQuestion(sent: unknown): Question {
  const { question, faults } = readQuestion(JSON.parse(storableJson(sent ?? null)))
  if (question) return question
  throw new Problem('QUESTION_REFUSED', { errors: faults.map((fault) => ({ at: 'question', reason: sentenceFor(fault) })) })
}

async function againAfter<Result>(error: unknown, find: () => Promise<Result | undefined>): Promise<Result> {
  const first = isUniqueViolation(error, 'one_revision_per_action') ? await find() : undefined
  if (first === undefined) throw error
  return first
}

/** A path of names as people may write them; too deep or too long ones are cut, not refused. */
function tidiedTopic(topic: readonly string[] = []): string[] {
  const names = topic
    .map((name) => storableText(name).normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, longestTopicName))
    .filter((name) => name !== '')
  return names.length === 0 ? [noTopic] : names.slice(0, mostTopicDepth)
}

function sourceOf(source: string): { source: string; sourceText: string } {
  return { source: source.normalize('NFC').trim(), sourceText: searchableText(source) }
}

/** What a revision is made of; the rest is filing, and a change of it alone is none. */
function withoutFiling({ topic: _topic, level: _level, tags: _tags, source: _source, ...asked }: Question) {
  return asked
}

function tidiedTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => tag.normalize('NFC').trim()).filter((tag) => tag !== ''))]
}
