import { parentPort, workerData } from 'node:worker_threads'
import { writeDocx } from '../formats/docx-writing/write-docx.ts'
import { writeFile } from '../formats/write-file.ts'
import { packExam } from '../printing/exam-package.ts'
import type { Writing, Written } from './write-in-worker.ts'

// a bank of thousands is written in a thread of its own: other people's requests go on meanwhile
function write(writing: Writing): Written {
  if (writing.kind === 'exam') return { bytes: packExam(writing.bank, writing.settings), losses: [] }
  return writing.hasKeys ? writeFile(writing.format, writing.bank) : writeDocx(writing.bank, { hasKeys: false })
}

const written = write(workerData as Writing)
// handed over, not copied
parentPort?.postMessage(written, written.bytes.buffer instanceof ArrayBuffer ? [written.bytes.buffer] : [])
