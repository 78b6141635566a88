import type { SourceFile } from '../formats/format.ts'
import { formatOfExtension, writeFile } from '../formats/write-file.ts'
import { UnreadableFileError } from '../imported-item.ts'
import { reportOf } from '../report.ts'
import { readInWorker } from '../worker/read-in-worker.ts'
import { usage } from './usage.ts'

/** The good questions of a file in another format. Whole: nothing was left behind and nothing lost on the way. */
export async function convert(file: SourceFile, to: string): Promise<{ bytes?: Uint8Array; text: string; isWhole: boolean }> {
  const format = Object.entries(formatOfExtension).find(([extension]) => to.toLowerCase().endsWith(extension))?.[1]
  if (!format) return { text: usage, isWhole: false }
  try {
    const { items, attachments } = await readInWorker(file)
    const questions = items.flatMap((item) => (item.state === 'good' ? [item.question] : []))
    const { bytes, losses } = writeFile(format, { questions, attachments })
    const left = items.filter((item) => item.state !== 'good').map((item) => reportOf(item))
    const lines = [
      `${questions.length} câu đã ghi vào ${to}`,
      ...left.map(({ place, reasons }) => `bỏ lại ${place}: ${reasons.join(' ')}`),
      ...losses.map(({ what, questions: touched }) => `không giữ được: ${what} (câu ${touched.map((question) => question + 1).join(', ')})`),
    ]
    return { bytes, text: lines.join('\n'), isWhole: left.length === 0 }
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error
    return { text: error.message, isWhole: false }
  }
}
