import { parentPort, workerData } from 'node:worker_threads'
import type { Bank, FormatName } from '../formats/format.ts'
import { writeFile } from '../formats/write-file.ts'

// a bank of thousands is written in a thread of its own: other people's requests go on meanwhile
const { format, bank } = workerData as { format: FormatName; bank: Bank }
parentPort?.postMessage(writeFile(format, bank))
