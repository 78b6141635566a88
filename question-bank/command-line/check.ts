import type { ImportReport, ReportedItem } from '../../server/contract/import-report.ts'
import type { SourceFile } from '../formats/format.ts'
import { UnreadableFileError } from '../imported-item.ts'
import { sentenceFor } from '../reason.ts'
import { reportOf } from '../report.ts'
import { letterOf } from '../types/option-list.ts'
import { readInWorker } from '../worker/read-in-worker.ts'

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
    return { file: file.name, format: null, refused: true, reason, counts: { good: 0, doubtful: 0, refused: 0 }, items: [] }
  }
}

const marks = { good: '✓', doubtful: '?', refused: '✗' } as const

function inWords({ file, refused, reason, counts, items, format }: ImportReport): string {
  if (refused) return `✗ ${file}: ${reason}`
  const lines = items.flatMap((item) => [
    `${marks[item.state]} ${item.place}: ${shortened(item.stem)}`,
    ...item.options.map((option, position) => `    ${item.correct.includes(position) ? '●' : '○'} ${letterOf(position)}. ${shortened(option)}`),
    ...(item.options.length === 0 && item.correct.length > 0 ? [`    = ${item.correct.join(' | ')}`] : []),
    ...item.reasons.map((why) => `    → ${why}`),
  ])
  return [`${file} (${format})`, ...lines, `${counts.good} câu tốt, ${counts.doubtful} câu cần xem lại, ${counts.refused} câu bị từ chối`].join('\n')
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 160 ? `${line.slice(0, 159)}…` : line
}
