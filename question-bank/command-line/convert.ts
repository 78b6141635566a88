import { writeDocx } from '../formats/docx-writing/write-docx.ts'
import type { SourceFile } from '../formats/format.ts'
import { formatOfExtension, writeFile } from '../formats/write-file.ts'
import { UnreadableFileError } from '../imported-item.ts'
import { reportOf } from '../report.ts'
import { readInWorker } from '../worker/read-in-worker.ts'

/** How the writers say that a question is not in the file at all. */
const leftOut = /câu bị bỏ ra$/

/** The good questions of a file in another format. Whole: every question of the file stands in the new one. */
export async function convert(
  file: SourceFile,
  to: string,
  { hasKeys }: { hasKeys: boolean },
): Promise<{ bytes?: Uint8Array; text: string; isWhole: boolean }> {
  const format = Object.entries(formatOfExtension).find(([extension]) => to.toLowerCase().endsWith(extension))?.[1]
  if (!format)
    return { text: `Không ghi được định dạng của “${to}”. Các đuôi tệp ghi được: ${Object.keys(formatOfExtension).join(' ')}`, isWhole: false }
  if (!hasKeys && format !== 'docx') return { text: 'Chỉ tệp .docx ghi được mà không có đáp án.', isWhole: false }
  try {
    const { items, attachments } = await readInWorker(file)
    const questions = items.flatMap((item) => (item.state === 'good' ? [item.question] : []))
    const { bytes, losses } = hasKeys ? writeFile(format, { questions, attachments }) : writeDocx({ questions, attachments }, { hasKeys })
    const missing = new Set(losses.flatMap(({ what, questions: touched }) => (leftOut.test(what) ? touched : [])))
    const left = items.filter((item) => item.state !== 'good').map((item) => reportOf(item))
    const lines = [
      `${questions.length - missing.size} câu đã ghi vào ${to}`,
      ...left.map(({ place, reasons }) => `bỏ lại ${place}: ${reasons.join(' ')}`),
      ...losses.map(
        ({ what, questions: touched }) =>
          `${leftOut.test(what) ? '' : 'không giữ được: '}${what} (câu ${touched.map((question) => question + 1).join(', ')})`,
      ),
    ]
    return { bytes, text: lines.join('\n'), isWhole: left.length === 0 && missing.size === 0 }
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error
    return { text: error.message, isWhole: false }
  }
}
