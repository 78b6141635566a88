import type { TransactionSql } from 'postgres'
import { foldVietnamese } from '../../../question-bank/fold-vietnamese.ts'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { BankPage, ImportConfirmation, ImportedItem, ImportPreview, ImportResult } from '../../contract/staff.ts'
import type { Ids } from '../../ids.ts'
import type { BankStore, NewQuestion } from './bank-store.ts'
import type { ReadUpload } from './read-upload.ts'

const pageSize = 50

export function createBankService({ store, ids, clock, readUpload }: { store: BankStore; ids: Ids; clock: Clock; readUpload: ReadUpload }) {
  function toQuestion(item: ImportedItem): NewQuestion {
    const correct = item.correct[0]
    if (correct === undefined || item.correct.length > 1) throw new Error(`a good item has one right option: ${item.place}`)
    return {
      id: ids.uuid(clock.now()),
      revisionId: ids.uuid(clock.now()),
      topic: item.topic ?? 'Chưa phân loại',
      level: item.level ?? '',
      source: item.source ?? null,
      searchText: foldVietnamese(`${item.stem} ${item.options.join(' ')} ${item.topic ?? ''}`),
      content: { type: 'single-choice', stem: item.stem, options: item.options },
      key: { correct },
      explanation: item.explanation ?? null,
    }
  }

  return {
    /** Reads the file and keeps what it says; nothing becomes a question before somebody confirms. */
    async preview(accountId: number, fileName: string, file: Uint8Array): Promise<ImportPreview> {
      const items = await readUpload(file)
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
        const questions = found.items.filter((item) => item.state === 'good' && !drop.includes(item.place)).map(toQuestion)
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
        questions: rows.map(({ id, topic, level, source, content, key, explanation }) => ({
          id,
          topic,
          level,
          stem: content.stem,
          options: [...content.options],
          correct: [key.correct],
          ...(explanation === null ? {} : { explanation }),
          ...(source === null ? {} : { source }),
        })),
        next: rows.length === pageSize ? (rows.at(-1)?.id ?? null) : null,
      }
    },
    /** For seeds and tools: questions as an import would have them, stored at once. */
    async store(transaction: TransactionSql, items: readonly ImportedItem[]): Promise<{ topic: string; revisionId: string }[]> {
      const questions = items.map(toQuestion)
      await store.addQuestions(transaction, questions)
      return questions.map(({ topic, revisionId }) => ({ topic, revisionId }))
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
    items,
  }
}
