import { zipSync } from 'fflate'
import type { Bank } from '../formats/format.ts'
import { type ExamSettings, printExam } from './exam-papers.ts'

/** The papers and the sheet of keys, each a file of its own, in one zip: the same inputs, the same bytes. */
export function packExam(bank: Bank, settings: ExamSettings): Uint8Array {
  const { papers, keySheet } = printExam(bank, settings)
  const files = Object.fromEntries([...papers.map(({ code, bytes }) => [`de-${code}.docx`, bytes] as const), ['dap-an.docx', keySheet]])
  // each is a zip already
  return zipSync(files, { level: 0, mtime: new Date(Date.UTC(2000, 0, 1)) })
}
