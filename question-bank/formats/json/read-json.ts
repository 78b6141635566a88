import { Check } from 'typebox/value'
import { type Attachment, type AttachmentFault, makeAttachment } from '../../attachment.ts'
import { type ImportedFile, type ImportedItem, settleItem, UnreadableFileError } from '../../imported-item.ts'
import { withLocksByWording } from '../../locks-by-wording.ts'
import type { Question } from '../../question.ts'
import { brokenQuestion } from '../../question-structure.ts'
import { type Reason, reason } from '../../reason.ts'
import { attachmentsIn } from '../../rich-text/plain-text.ts'
import { questionTypeOf } from '../../types/question-types.ts'
import { faultOfAttachment } from '../attachment-faults.ts'
import type { Progress, SourceFile } from '../format.ts'
import { refuseTooMany } from '../refuse-too-many.ts'
import { decodeText } from '../text/decode-text.ts'
import { JsonAttachment, jsonQuestionOf } from './json-bank.ts'

/** Each question is judged alone: one that does not fit the schema is refused, the others go on. */
export function readJson({ bytes }: SourceFile, progress: Progress): ImportedFile {
  const bank = parse(decodeText(bytes))
  if (bank?.format !== 'hoithi-bank' || !Array.isArray(bank.questions)) throw new UnreadableFileError(reason('OTHER_FILE'))
  if (bank.version !== 1) throw new UnreadableFileError(reason('NEWER_JSON'))
  refuseTooMany(bank.questions.length)
  const total = bank.questions.length
  const sent = Array.isArray(bank.attachments) ? bank.attachments.flatMap(readAttachment) : []
  const attachments = sent.flatMap(({ made }) => (typeof made === 'string' ? [] : [made]))
  const known = new Map(sent.map(({ digest, made }) => [digest, typeof made === 'string' ? made : 'kept'] as const))
  const items = bank.questions.map((question, index) => {
    if (index % 1_000 === 999) progress(index + 1, total)
    return readItem(question, `câu ${index + 1}`, known)
  })
  return { items, attachments }
}

/** By its digest: whether it is kept, or why not. */
type Known = ReadonlyMap<string, 'kept' | AttachmentFault>

type Loose = { format?: unknown; version?: unknown; questions?: unknown; attachments?: unknown } | null

function parse(text: string): Loose {
  try {
    return JSON.parse(text) as Loose
  } catch (error) {
    // the parser of the runtime calls itself for each level and says so when it had enough
    throw new UnreadableFileError(reason(error instanceof RangeError ? 'TOO_DEEP' : 'BROKEN_JSON'))
  }
}

function readItem(question: unknown, place: string, known: Known): ImportedItem {
  if (!fits(question)) return { place, state: 'refused', seen: seenIn(question), reasons: [brokenQuestion(question)] }
  return settleItem(place, withLocksByWording(question), [...missingAttachments(question, known), ...feedbackFaults(question)])
}

function fits(question: unknown): question is Question {
  const type = (question as { content?: { type?: unknown } } | null)?.content?.type
  const schema = typeof type === 'string' ? jsonQuestionOf.get(type) : undefined
  return schema !== undefined && Check(schema, question)
}

/** What a person would recognise the item by: its text where it has one. */
function seenIn(question: unknown): string {
  const stem = (question as { content?: { stem?: unknown } } | null)?.content?.stem
  return (typeof stem === 'string' ? stem : (JSON.stringify(question, limitDepth()) ?? '')).slice(0, 500)
}

/** Nobody reads deeper, and what is written calls itself for each level. */
function limitDepth(): (key: string, value: unknown) => unknown {
  const depths = new WeakMap<object, number>()
  return function (this: unknown, _key: string, value: unknown) {
    if (typeof value !== 'object' || value === null) return value
    const depth = (depths.get(this as object) ?? 0) + 1
    depths.set(value, depth)
    return depth > 5 ? '…' : value
  }
}

function missingAttachments({ content, explanation = '', optionFeedback = [] }: Question, known: Known): Reason[] {
  const texts = [...questionTypeOf(content).texts(content), explanation, ...optionFeedback.map((text) => text ?? '')]
  const missing = new Set(texts.flatMap(attachmentsIn).filter((digest) => known.get(digest) !== 'kept'))
  return [...missing].map((digest) => faultOfAttachment(digest.slice(0, 12), known.get(digest) as AttachmentFault | undefined))
}

function feedbackFaults({ content, optionFeedback }: Question): Reason[] {
  const options = 'options' in content ? content.options.length : 0
  return optionFeedback && optionFeedback.length > options ? [reason('BROKEN_QUESTION', 'optionFeedback', 'wrong')] : []
}

/** Bytes that are not those of the digest are somebody else's picture: the texts that show it will miss it. */
function readAttachment(one: unknown): { digest: string; made: Attachment | AttachmentFault }[] {
  if (!Check(JsonAttachment, one)) return []
  const made = makeAttachment(new Uint8Array(Buffer.from(one.base64, 'base64')))
  return typeof made !== 'string' && made.digest !== one.digest ? [] : [{ digest: one.digest, made }]
}
