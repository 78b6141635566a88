import type { ImportReport, ReportedItem } from '../../server/contract/import-report.ts'
import type { SourceFile } from '../formats/format.ts'
import { UnreadableFileError } from '../imported-item.ts'
import { sentenceFor } from '../reason.ts'
import { reportOf } from '../report.ts'
import { readInWorker } from '../worker/read-in-worker.ts'
import { itemInWords } from './item-in-words.ts'

type Options = { isJson: boolean; language: 'vi' | 'en' }

/** What a file says, item by item. Clean: neither the file nor any item of it is refused. */
export async function check(file: SourceFile, { isJson, language }: Options): Promise<{ text: string; isClean: boolean }> {
  const report = await reportFile(file, language)
  return { text: isJson ? JSON.stringify(report, null, 2) : inWords(report), isClean: !report.refused && report.counts.refused === 0 }
}

async function reportFile(file: SourceFile, language: 'vi' | 'en'): Promise<ImportReport> {
  try {
    const { format, items } = await readInWorker(file)
    const reported = items.map((item) => reportOf(item, language))
    const count = (state: ReportedItem['state']) => reported.filter((item) => item.state === state).length
    return {
      file: file.name,
      format,
      refused: false,
      reason: null,
      counts: { good: count('good'), doubtful: count('doubtful'), refused: count('refused') },
      items: reported,
    }
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error
    const reason = sentenceFor(error.reason, language)
    const counts = { good: 0, doubtful: 0, refused: 0 }
    return { file: file.name, format: null, refused: true, reason, counts, items: [] }
  }
}

function inWords({ file, refused, reason, counts, items, format }: ImportReport): string {
  if (refused) return `✗ ${file}: ${reason}`
  const lines = items.flatMap(itemInWords)
  return [`${file} (${format})`, ...lines, `${counts.good} câu tốt, ${counts.doubtful} câu cần xem lại, ${counts.refused} câu bị từ chối`].join('\n')
}
