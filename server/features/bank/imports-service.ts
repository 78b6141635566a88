import { limits } from '../../../question-bank/formats/limits.ts'
import type { ImportedItem } from '../../../question-bank/imported-item.ts'
import { UnreadableFileError } from '../../../question-bank/imported-item.ts'
import type { Question } from '../../../question-bank/question.ts'
import { keyFaults } from '../../../question-bank/read-question.ts'
import { reason, sentenceFor } from '../../../question-bank/reason.ts'
import { reportOf } from '../../../question-bank/report.ts'
import type { Clock, Scheduler } from '../../clock.ts'
import type {
  ImportConfirmation,
  ImportCorrection,
  ImportItem,
  ImportItemsPage,
  ImportItemsQuery,
  ImportResult,
  ImportStatus,
} from '../../contract/bank.ts'
import { Problem } from '../../contract/errors.ts'
import type { Ids } from '../../ids.ts'
import type { ActBy } from '../audit/act.ts'
import type { AlikeFinder } from './alike-finder.ts'
import type { AttachmentsStore } from './attachments-store.ts'
import { accountOf } from './bank-acts.ts'
import { type BankService, soundQuestion } from './bank-service.ts'
import type { GoodItem, ImportItemRow, ImportRow, ImportsStore, Upload } from './imports-store.ts'
import { digestOfAct } from './question-rows.ts'
import type { ReadInTurn, ReadingQueue } from './reading-queue.ts'

const pageSize = 100
/** Longer than this nobody waits before being told that reading goes on. */
const patienceMs = 2_000
const progressEveryMs = 1_000
/** A file that waits its turn makes no progress and is alive all the same. */
const beatEveryMs = 10_000

type Dependencies = {
  store: ImportsStore
  attachments: AttachmentsStore
  bank: BankService
  queue: ReadingQueue
  alike: AlikeFinder
  ids: Ids
  clock: Clock
  scheduler: Scheduler
}

export function createImportsService({ store, attachments, bank, queue, alike, ids, clock, scheduler }: Dependencies) {
  async function read(upload: Upload, bytes: Uint8Array, readInTurn: ReadInTurn): Promise<ImportedItem[]> {
    let toldAtMs = clock.now()
    const { items, attachments: shown } = await readInTurn({ name: upload.fileName, bytes }, (done, total) => {
      if (clock.now() - toldAtMs < progressEveryMs) return
      toldAtMs = clock.now()
      // only a courtesy: the next one comes in a second
      store.progress(upload.id, done, total).catch(() => {})
    })
    await store.keep(upload, items, shown)
    return items
  }

  async function status(importId: string): Promise<ImportStatus> {
    const found = await store.find(importId)
    if (!found) throw new Problem('IMPORT_NOT_FOUND')
    return presentImport(found)
  }

  return {
    /**
     * Receives a file, reads it in a worker and keeps what it says; nothing becomes a question before somebody confirms.
     * Whoever sent a long file is answered while it is still being read.
     */
    async receive(accountId: number, fileName: string, receiveBytes: () => Promise<Uint8Array>): Promise<ImportStatus> {
      const upload = { id: ids.uuid(clock.now()), accountId, fileName }
      let [isAnswered, hasArrived] = [false, () => {}]
      const arrived = new Promise<void>((resolve) => {
        hasArrived = resolve
      })
      const work = queue
        .admit(async (readInTurn) => {
          const bytes = await receiveBytes()
          hasArrived()
          return read(upload, bytes, readInTurn)
        })
        // a warning that can wait: it holds nobody's place
        .then((items) => alike.compareItems(upload.id, items).catch(() => {}))
        .catch(async (error: unknown) => {
          if (!isAnswered) throw error
          await store.refuse(upload, error instanceof UnreadableFileError ? error.reason : reason('READING_INTERRUPTED')).catch(() => {})
        })
      const patience = arrived.then(() => scheduler.after(patienceMs)).then(() => 'slow' as const)
      try {
        if ((await Promise.race([work, patience])) === 'slow') {
          isAnswered = true
          await store.announce(upload)
          const beat = scheduler.every(beatEveryMs, () => store.touch(upload.id).catch(() => {}))
          work.finally(() => beat.stop()).catch(() => {})
        }
      } catch (error) {
        if (!(error instanceof UnreadableFileError)) throw error
        throw new Problem('FILE_NOT_READABLE', { errors: [{ at: 'file', reason: error.message }] })
      }
      return status(upload.id)
    },

    status,

    async items(importId: string, { state, after = -1 }: ImportItemsQuery): Promise<ImportItemsPage> {
      const rows = await store.items(importId, state, after, pageSize)
      if (rows.length === 0) await status(importId)
      return { items: rows.map(presentItem), next: rows.length === pageSize ? (rows.at(-1)?.position ?? null) : null }
    },

    /** The organizer chooses the key, writes the question anew, or leaves it out. */
    async correct(importId: string, position: number, { isDropped, key, question: sent }: ImportCorrection): Promise<ImportItem> {
      const question = sent === undefined ? undefined : soundQuestion(sent)
      if (question) await bank.refuseUnknownAttachments(question)
      const row = await store.correct(importId, position, (before) => {
        const corrected = question ?? (key === undefined ? undefined : withKey(before.item, key))
        return {
          item: corrected ? { place: before.item.place, state: 'good', question: corrected, reasons: [] } : before.item,
          isDropped: isDropped ?? (corrected ? false : before.isDropped),
          isCorrected: before.isCorrected || corrected !== undefined,
        }
      })
      if (row === null) throw new Problem('NOT_FOUND')
      if (row === undefined) throw refusalOf(await status(importId))
      return presentItem(row)
    },

    async confirm(by: ActBy, importId: string, { actionId, drop = [] }: ImportConfirmation): Promise<ImportResult> {
      const actionDigest = digestOfAct(accountOf(by), { drop: [...new Set(drop)].sort((a, b) => a - b) })
      const stored = await store.confirm(importId, { actionId, actionDigest }, by, drop, (transaction, pieces) =>
        bank.storePieces(transaction, questionsIn(pieces), { importId, authorId: accountOf(by), state: 'draft' }),
      )
      if (stored === 0) throw new Problem('IMPORT_EMPTY')
      if (stored !== undefined) return { importId, stored }
      const settled = await store.find(importId)
      if (!settled) throw new Problem('IMPORT_NOT_FOUND')
      if (settled.confirmedBy !== actionId) throw refusalOf(presentImport(settled))
      if ((settled.confirmedDigest ?? actionDigest) !== actionDigest) throw new Problem('ACTION_ID_REUSED')
      return { importId, stored: settled.stored ?? 0 }
    },

    /** A repeat finds it undone and says so. */
    async undo(by: ActBy, importId: string): Promise<ImportStatus> {
      const outcome = await store.undo(importId, by)
      if (outcome === 'in-use') throw new Problem('IMPORT_IN_USE')
      if (outcome === 'revised') throw new Problem('IMPORT_REVISED')
      const now = await status(importId)
      if (now.state !== 'undone') throw refusalOf(now)
      return now
    },

    async discard(importId: string): Promise<void> {
      if (await store.discard(importId)) return
      throw refusalOf(await status(importId))
    },

    /** Forgets previews that nobody came back to, and pictures that nothing shows. */
    async tidy(): Promise<void> {
      await store.dropForgotten()
      await attachments.dropUnused()
    },
  }
}
export type ImportsService = ReturnType<typeof createImportsService>

export function tooLargeFile(): Problem {
  return new Problem('BODY_TOO_LARGE', { errors: [{ at: 'file', reason: sentenceFor(reason('FILE_TOO_LARGE', limits.fileBytes / 1024 / 1024)) }] })
}

function withKey(item: ImportedItem, key: unknown): Question {
  if (item.state === 'refused')
    throw new Problem('QUESTION_REFUSED', { errors: [{ at: 'key', reason: sentenceFor(reason('BROKEN_QUESTION', 'content', 'missing')) }] })
  const faults = keyFaults(item.question, key)
  if (faults.length > 0) throw new Problem('QUESTION_REFUSED', { errors: faults.map((fault) => ({ at: 'key', reason: sentenceFor(fault) })) })
  return { ...item.question, key: key as Question['key'] }
}

async function* questionsIn(pieces: AsyncIterable<readonly GoodItem[]>): AsyncGenerator<Question[]> {
  for await (const piece of pieces) yield piece.flatMap(({ item }) => (item.state === 'good' ? [item.question] : []))
}

/** Why something cannot be done to an import in this state. */
function refusalOf({ state }: ImportStatus): Problem {
  return new Problem(state === 'reading' || state === 'refused' || state === 'previewed' ? 'IMPORT_NOT_READY' : 'IMPORT_ALREADY_CONFIRMED')
}

function presentImport({ id, fileName, state, done, total, refusal, compared, counts, stored }: ImportRow): ImportStatus {
  const why = refusal ?? reason('READING_INTERRUPTED')
  return { importId: id, fileName, state, progress: { done, total }, reason: state === 'refused' ? sentenceFor(why) : '', counts, compared, stored }
}

function presentItem({ position, item, isDropped, isCorrected, alike }: ImportItemRow): ImportItem {
  return {
    ...reportOf(item),
    position,
    isDropped,
    isCorrected,
    alike: alike ?? [],
    ...(item.state === 'refused' ? {} : { question: item.question }),
  }
}
