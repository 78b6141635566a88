import type { SourceFile } from '../formats/format.ts'
import { UnreadableFileError } from '../imported-item.ts'
import { printExam } from '../printing/exam-papers.ts'
import { readInWorker } from '../worker/read-in-worker.ts'

export type PapersOptions = { codes: string; title: string; organizer: string; minutes: string; seed: string }

/** Printed papers of the good questions of a file, one for each code, and the sheet of keys. */
export async function papers(file: SourceFile, options: PapersOptions): Promise<{ files: { name: string; bytes: Uint8Array }[]; text: string }> {
  const codes = options.codes.split(',').map((code) => code.trim())
  if (codes.length > 48 || codes.some((code) => !/^[\p{L}\d-]{1,12}$/u.test(code)) || new Set(codes).size < codes.length)
    return { files: [], text: 'Mã đề phải khác nhau, gồm chữ, số hoặc dấu gạch, nhiều nhất 48 mã.' }
  try {
    const { items, attachments } = await readInWorker(file)
    const questions = items.flatMap((item) => (item.state === 'good' ? [item.question] : []))
    const left = items.length - questions.length
    if (questions.length === 0) return { files: [], text: 'Không có câu nào dùng được để in đề.' }
    const minutes = Number(options.minutes)
    const printed = printExam(
      { questions, attachments },
      {
        title: options.title,
        organizer: options.organizer,
        ...(minutes > 0 ? { durationMinutes: minutes } : {}),
        codes,
        seed: new TextEncoder().encode(options.seed),
        shuffleQuestions: true,
        shuffleOptions: true,
      },
    )
    const files = [...printed.papers.map(({ code, bytes }) => ({ name: `de-${code}.docx`, bytes })), { name: 'dap-an.docx', bytes: printed.keySheet }]
    return {
      files,
      text: `${questions.length} câu, ${codes.length} mã đề và một bảng đáp án${left > 0 ? `; bỏ lại ${left} câu chưa dùng được` : ''}`,
    }
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error
    return { files: [], text: error.message }
  }
}
