import { parentPort } from 'node:worker_threads'
import type { SourceFile } from '../../../question-bank/formats/format.ts'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { UnreadableFileError } from '../../../question-bank/imported-item.ts'
import { faultsOf } from '../../../question-bank/question.ts'
import { type Reason, sentenceFor } from '../../../question-bank/reason.ts'
import { reportOf } from '../../../question-bank/report.ts'

/** What became of one mutated file. */
export type Outcome = { kind: 'read' | 'refused'; items: number } | { kind: 'broken'; why: string }

parentPort?.on('message', (file: SourceFile) => parentPort?.postMessage(outcomeOf(file)))

function outcomeOf(file: SourceFile): Outcome {
  try {
    const { items } = readFile(file)
    for (const item of items) {
      item.reasons.forEach(haveSentences)
      for (const language of ['vi', 'en'] as const) reportOf(item, language)
      if (item.state === 'good' && faultsOf(item.question).length > 0) throw new Error(`${item.place} is good with faults`)
      if (item.state !== 'good' && item.reasons.length === 0) throw new Error(`${item.place} is ${item.state} without a reason`)
    }
    return { kind: 'read', items: items.length }
  } catch (error) {
    if (!(error instanceof UnreadableFileError))
      return { kind: 'broken', why: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    try {
      haveSentences(error.reason)
      return { kind: 'refused', items: 0 }
    } catch (silent) {
      return { kind: 'broken', why: String(silent) }
    }
  }
}

/** The words of the file may be anything, so what is said is looked at before it is in the sentence. */
function haveSentences(reason: Reason): void {
  const isWhole = reason.said.every((part) => typeof part === 'string' || Number.isFinite(part))
  for (const language of ['vi', 'en'] as const) {
    const sentence = sentenceFor(reason, language)
    if (!isWhole || sentence.length < 10) throw new Error(`${reason.code} says “${sentence}” in ${language}`)
  }
}
