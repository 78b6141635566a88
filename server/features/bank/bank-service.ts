import type { TransactionSql } from 'postgres'
import { foldVietnamese } from '../../../question-bank/fold-vietnamese.ts'
import { type ImportedItem, UnreadableFileError } from '../../../question-bank/imported-item.ts'
import type { Question } from '../../../question-bank/question.ts'
import { reportOf } from '../../../question-bank/report.ts'
import { plainTextOf } from '../../../question-bank/rich-text/plain-text.ts'
import { questionTypeOf } from '../../../question-bank/types/question-types.ts'
import { readInWorker } from '../../../question-bank/worker/read-in-worker.ts'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { BankPage, ImportConfirmation, ImportPreview, ImportResult } from '../../contract/staff.ts'
import type { Ids } from '../../ids.ts'
import type { BankStore, NewQuestion } from './bank-store.ts'

const pageSize = 50
const noTopic = 'Chưa phân loại'

export function createBankService({ store, ids, clock }: { store: BankStore; ids: Ids; clock: Clock }) {
  function toRow({ content, key, topic = [noTopic], level, source, explanation }: Question): NewQuestion {
    const texts = questionTypeOf(content).texts(content).map(plainTextOf)
    return {
      id: ids.uuid(clock.now()),
      revisionId: ids.uuid(clock.now()),
      topic: topic.join(' / '),
      level: level ?? '',
      source: source ?? null,
      searchText: foldVietnamese(`${texts.join(' ')} ${topic.join(' ')}`),
      content,
      key,
      explanation: explanation ?? null,
    }
  }

  return {
    /** Reads the file and keeps what it says; nothing becomes a question before somebody confirms. */
    async preview(accountId: number, fileName: string, bytes: Uint8Array): Promise<ImportPreview> {
      const { items } = await readInWorker({ name: fileName, bytes }).catch((error: unknown) => {
        if (!(error instanceof UnreadableFileError)) throw error
        throw new Problem('FILE_NOT_READABLE', { errors: [{ at: 'file', reason: error.message }] })
      })
      const id = ids.uuid(clock.now())
      await store.addImport({ id, accountId, fileName, items })
      return presentImport({ id, fileName, items, confirmedBy: null })
    },
    async findPreview(importId: string): Promise<ImportPreview> {
      const found = await store.findImport(importId)
      if (!found) throw new Problem('IMPORT_NOT_FOUND')
      return presentImport(found)
    },
    async confirm(accountId: number, importId: string, { actionId, drop = [] }: ImportConfirmation): Promise<ImportResult> {
      const found = await store.findImport(importId)
      if (!found) throw new Problem('IMPORT_NOT_FOUND')
      if (found.confirmedBy === null) {
        const questions = found.items.flatMap((item) => (item.state === 'good' && !drop.includes(item.place) ? [toRow(item.question)] : []))
        if (questions.length === 0) throw new Problem('IMPORT_EMPTY')
        const stored = await store.confirmImport(importId, actionId, accountId, questions)
        if (stored !== undefined) return { importId, stored }
      }
      const settled = await store.findImport(importId)
      if (settled?.confirmedBy !== actionId) throw new Problem('IMPORT_ALREADY_CONFIRMED')
      return { importId, stored: settled.storedCount ?? 0 }
    },
    async page(query: { after?: string; search?: string }): Promise<BankPage> {
      const search = query.search === undefined ? undefined : foldVietnamese(query.search)
      const { total, rows } = await store.page(query.after, search, pageSize)
      return {
        total,
        questions: rows.map(({ id, topic, level, source, content, key, explanation }) => {
          const { options, correct } = questionTypeOf(content).report(content, key)
          return {
            id,
            topic,
            level: level === '' ? null : level,
            stem: plainTextOf(content.stem),
            options: options.map(plainTextOf),
            correct,
            ...(explanation === null ? {} : { explanation: plainTextOf(explanation) }),
            ...(source === null ? {} : { source }),
          }
        }),
        next: rows.length === pageSize ? (rows.at(-1)?.id ?? null) : null,
      }
    },
    /** For seeds and tools: questions stored at once, without an import. */
    async store(transaction: TransactionSql, questions: readonly Question[]): Promise<{ topic: string; revisionId: string }[]> {
      const rows = questions.map(toRow)
      await store.addQuestions(transaction, rows)
      return rows.map(({ topic, revisionId }) => ({ topic, revisionId }))
    },
  }
}
export type BankService = ReturnType<typeof createBankService>

function presentImport({
  id,
  fileName,
  items,
  confirmedBy,
}: {
  id: string
  fileName: string
  items: ImportedItem[]
  confirmedBy: string | null
}): ImportPreview {
  const count = (state: ImportedItem['state']) => items.filter((item) => item.state === state).length
  return {
    importId: id,
    fileName,
    state: confirmedBy === null ? 'previewed' : 'confirmed',
    counts: { good: count('good'), doubtful: count('doubtful'), refused: count('refused') },
    items: items.map((item) => reportOf(item)),
  }
}
