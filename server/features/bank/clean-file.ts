import type { Attachment } from '../../../question-bank/attachment.ts'
import type { ReadFile } from '../../../question-bank/formats/read-file.ts'
import type { ImportedItem } from '../../../question-bank/imported-item.ts'
import { type Reason, type ReasonCode, reason } from '../../../question-bank/reason.ts'
import { attachmentScheme } from '../../../question-bank/rich-text/rich-text.ts'
import { cleanAttachments } from './attachment-cleaner.ts'
import type { AttachmentFlaw } from './cleaned-attachment.ts'
import { digestsOf } from './question-rows.ts'

const sentences = {
  broken: 'PICTURE_BROKEN',
  'too-many-pixels': 'PICTURE_TOO_MANY_PIXELS',
  'too-large': 'PICTURE_TOO_LARGE',
} as const satisfies Record<AttachmentFlaw, ReasonCode>

const shownAttachment = new RegExp(`!\\[(?:\\\\.|[^\\]\\\\])*\\]\\(${attachmentScheme}([0-9a-f]{64})\\)`, 'g')

/**
 * Every picture and sound of a file made anew; the texts that show them follow to the new names. What cannot be made anew is not shown,
 * and its questions are doubtful. What the bank knows was made anew when it came first, and keeps its name.
 */
export async function cleanFile(file: ReadFile, unknownAmong: (digests: readonly string[]) => Promise<readonly string[]>): Promise<ReadFile> {
  if (file.attachments.length === 0) return file
  const unknown = new Set(await unknownAmong(file.attachments.map(({ digest }) => digest)))
  const [strange, own] = [file.attachments.filter(({ digest }) => unknown.has(digest)), file.attachments.filter(({ digest }) => !unknown.has(digest))]
  const cleaned = await cleanAttachments(strange)
  const sound = [...own, ...cleaned.values()].filter((one): one is Attachment => typeof one !== 'string')
  const attachments = [...new Map(sound.map((one) => [one.digest, one])).values()]
  return { ...file, items: file.items.map((item) => following(item, cleaned)), attachments }
}

function following(item: ImportedItem, cleaned: ReadonlyMap<string, Attachment | AttachmentFlaw>): ImportedItem {
  if (item.state === 'refused') return item
  const shown = digestsOf(item.question).flatMap((digest) => cleaned.get(digest) ?? [])
  if (shown.length === 0) return item
  const question = mapTexts(item.question, (text) => renamed(text, cleaned)) as typeof item.question
  const flaws: Reason[] = [...new Set(shown.filter((one) => typeof one === 'string'))].map((flaw) => reason(sentences[flaw]))
  return flaws.length === 0
    ? ({ ...item, question } as ImportedItem)
    : { place: item.place, state: 'doubtful', question, reasons: [...item.reasons, ...flaws] }
}

function renamed(text: string, cleaned: ReadonlyMap<string, Attachment | AttachmentFlaw>): string {
  return text.replace(shownAttachment, (mark: string, digest: string) => {
    const now = cleaned.get(digest)
    if (now === undefined) return mark
    return typeof now === 'string' ? '\\[hình\\]' : mark.replace(digest, now.digest)
  })
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapTexts(one, change)]))
}
