import { parentPort, workerData } from 'node:worker_threads'
import { importXlsx } from '../../../question-bank/formats/xlsx/import-xlsx.ts'
import { UnreadableFileError } from '../../../question-bank/imported-question.ts'

// an upload is a stranger's file: it is read in a thread of its own, with bounded memory and time
try {
  parentPort?.postMessage({ items: importXlsx(workerData as Uint8Array) })
} catch (error) {
  parentPort?.postMessage({
    refusal: error instanceof UnreadableFileError ? error.message : 'Không đọc được tệp này. Hãy lưu lại từ Excel rồi tải lên lần nữa.',
  })
}
