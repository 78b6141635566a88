import { Check } from 'typebox/value'
import { makeAttachment } from '../../attachment.ts'
import { type ImportedFile, type ImportedItem, settleItem, UnreadableFileError } from '../../imported-item.ts'
import type { Question } from '../../question.ts'
import { reason } from '../../reason.ts'
import type { SourceFile } from '../format.ts'
import { decodeText } from '../text/decode-text.ts'
import { JsonQuestion } from './json-bank.ts'

/** Each question is judged alone: one that does not fit the schema is refused, the others go on. */
export function readJson({ bytes }: SourceFile): ImportedFile {
  const bank = parse(decodeText(bytes))
  if (bank?.format !== 'hoithi-bank' || !Array.isArray(bank.questions)) throw new UnreadableFileError(reason('OTHER_FILE'))
  const attachments = Array.isArray(bank.attachments) ? bank.attachments.flatMap(readAttachment) : []
  return { items: bank.questions.map((question, index) => readItem(question, `câu ${index + 1}`)), attachments }
}

type Loose = { format?: unknown; questions?: unknown[]; attachments?: unknown[] }

function parse(text: string): Loose | undefined {
  try {
    return JSON.parse(text) as Loose
  } catch {
    throw new UnreadableFileError(reason('BROKEN_JSON'))
  }
}

function readItem(question: unknown, place: string): ImportedItem {
  if (!Check(JsonQuestion, question))
    return { place, state: 'refused', seen: JSON.stringify(question).slice(0, 500), reasons: [reason('BROKEN_QUESTION')] }
  return settleItem(place, question as unknown as Question, [])
}

function readAttachment(one: unknown): Exclude<ReturnType<typeof makeAttachment>, string>[] {
  const base64 = (one as { base64?: unknown } | null)?.base64
  const made = typeof base64 === 'string' ? makeAttachment(Buffer.from(base64, 'base64')) : 'unknown-type'
  return typeof made === 'string' ? [] : [made]
}
