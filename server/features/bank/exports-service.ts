import type { Attachment } from '../../../question-bank/attachment.ts'
import type { FormatName, WrittenFile } from '../../../question-bank/formats/format.ts'
import { limits } from '../../../question-bank/formats/limits.ts'
import { formatOfExtension } from '../../../question-bank/formats/write-file.ts'
import { writeInWorker } from '../../../question-bank/worker/write-in-worker.ts'
import type { BankFilters, ExportLosses } from '../../contract/bank.ts'
import { Problem } from '../../contract/errors.ts'
import type { AttachmentsStore } from './attachments-store.ts'
import type { BankService } from './bank-service.ts'
import { amendedQuestionOf, digestsOf, isBeyondOneKey, questionOf } from './question-rows.ts'
import type { QuestionRow, QuestionsStore } from './questions-store.ts'
import type { WritingTurns } from './writing-turns.ts'

const rowsAtOnce = 200
const mostAttachmentBytes = 100 * 1024 * 1024
const amendmentLoss = 'đính chính (nhiều đáp án cùng đúng, hoặc câu đã huỷ): tệp chỉ ghi một đáp án'

const mediaTypes: Record<string, string> = {
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gift': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.zip': 'application/zip',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

export type ExportedFile = { bytes: Uint8Array; fileName: string; mediaType: string }

type Dependencies = { questions: QuestionsStore; attachments: AttachmentsStore; bank: BankService; turns: WritingTurns }

/** Files for other programs: the latest revisions of the questions that the filters leave. */
export function createExportsService({ questions, attachments, bank, turns }: Dependencies) {
  async function gather(filters: BankFilters): Promise<{ rows: QuestionRow[]; shown: Attachment[] }> {
    const searched = await bank.filtersOf(filters)
    const rows: QuestionRow[] = []
    const digests = new Set<string>()
    for (let after: string | undefined; ; after = rows.at(-1)?.id) {
      const piece = await questions.page(searched, after, rowsAtOnce)
      rows.push(...piece)
      for (const row of piece) for (const digest of digestsOf(questionOf(row))) digests.add(digest)
      if (rows.length > limits.questions) throw new Problem('EXPORT_TOO_LARGE')
      if (piece.length < rowsAtOnce) break
    }
    const shown = await attachments.findAll([...digests], mostAttachmentBytes)
    if (!shown) throw new Problem('EXPORT_TOO_LARGE')
    // the oldest first: the order in which they were written
    return { rows: rows.reverse(), shown }
  }

  const write = (format: FormatName, filters: BankFilters, hasKeys = true): Promise<WrittenFile & { rows: QuestionRow[] }> =>
    turns.inTurn(async () => {
      const { rows, shown } = await gather(filters)
      const bank = { questions: rows.map(amendedQuestionOf), attachments: shown }
      const { bytes, losses } = await writeInWorker({ kind: 'bank', format, hasKeys, bank })
      const amended = rows.flatMap((row, at) => (isBeyondOneKey(row) ? [at] : []))
      return { bytes, losses: amended.length === 0 ? losses : [...losses, { what: amendmentLoss, questions: amended }], rows }
    })

  return {
    async file(format: string, filters: BankFilters, hasKeys: boolean): Promise<ExportedFile> {
      const { extension, name } = writable(format)
      // only Word is for people alone: every other file without keys would be a bank that nobody can use
      if (!hasKeys && name !== 'docx') throw new Problem('BAD_REQUEST', { errors: [{ at: 'keys', reason: 'only docx is written without keys' }] })
      const { bytes } = await write(name, filters, hasKeys)
      return {
        bytes,
        fileName: `ngan-hang-cau-hoi${hasKeys ? '' : '-khong-dap-an'}${extension}`,
        mediaType: mediaTypes[extension] ?? 'application/octet-stream',
      }
    },
    /** What such a file would not say, with the questions it touches. */
    async losses(format: string, filters: BankFilters): Promise<ExportLosses> {
      const { losses, rows } = await write(writable(format).name, filters)
      return { losses: losses.map(({ what, questions: touched }) => ({ what, questionIds: touched.map((at) => rows[at]?.id ?? '') })) }
    },
  }
}
export type ExportsService = ReturnType<typeof createExportsService>

function writable(format: string): { extension: string; name: FormatName } {
  const found = Object.entries(formatOfExtension).find(([, name]) => name === format)
  if (!found) throw new Problem('BAD_REQUEST', { errors: [{ at: 'format', reason: 'nothing is written in this format' }] })
  return { extension: found[0], name: found[1] }
}
