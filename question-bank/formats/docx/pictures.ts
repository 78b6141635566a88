import { type Attachment, makeAttachment } from '../../attachment.ts'
import { type Reason, reason } from '../../reason.ts'
import type { Inline } from '../../rich-text/rich-text.ts'
import { descendants, type OfficeElement } from './office-xml.ts'

export type Pictures = ReturnType<typeof gatherPictures>

/** Pictures by what a browser can show; one that it cannot is said to be there, so that nobody misses it unknowingly. */
export function gatherPictures(partOf: (relation: string) => Uint8Array | undefined) {
  const attachments = new Map<string, Attachment>()
  const known = new Map<string, { inline: Inline; doubts: Reason[] }>()

  function load(relation: string | undefined, alt: string): { inline: Inline; doubts: Reason[] } {
    const bytes = relation === undefined ? undefined : partOf(relation)
    if (!bytes) return { inline: { kind: 'text', text: '[hình]' }, doubts: [reason('PICTURE_MISSING')] }
    const made = makeAttachment(bytes)
    if (made === 'too-large') return { inline: { kind: 'text', text: '[hình]' }, doubts: [reason('PICTURE_TOO_LARGE')] }
    if (made === 'unknown-type') return { inline: { kind: 'text', text: '[hình]' }, doubts: [reason('PICTURE_NOT_SHOWN')] }
    attachments.set(made.digest, made)
    return { inline: { kind: 'attachment', digest: made.digest, alt }, doubts: [] }
  }

  return {
    attachments,
    read(relation: string | undefined, alt: string): { inline: Inline; doubts: Reason[] } {
      const name = `${relation} ${alt}`
      const found = known.get(name) ?? load(relation, alt)
      known.set(name, found)
      return found
    },
    /** What its author says of a picture for those who do not see it. File names say nothing. */
    wordsFor(drawing: OfficeElement): string {
      const words = descendants(drawing, 'wp:docPr')[0]?.attributes.descr ?? ''
      return /\.(?:png|jpe?g|gif|bmp|webp)$/i.test(words) ? '' : words.replace(/\s+/g, ' ').trim()
    },
  }
}
