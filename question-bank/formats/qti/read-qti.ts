import { type Attachment, makeAttachment } from '../../attachment.ts'
import { type ImportedFile, type ImportedItem, UnreadableFileError } from '../../imported-item.ts'
import { type Reason, reason } from '../../reason.ts'
import { faultOfAttachment } from '../attachment-faults.ts'
import type { Progress, SourceFile } from '../format.ts'
import { openPackage, type PackageParts } from '../package/open-package.ts'
import { parsePart } from '../package/xml.ts'
import { refuseTooMany } from '../refuse-too-many.ts'
import { itemsOf, type PackagedItem, pathFrom } from './package-index.ts'
import { elementsIn, firstIn, normalised, type QtiNode } from './qti-element.ts'
import { readItem } from './read-item.ts'

const media = /\.(?:xml|png|jpe?g|gif|webp|mp3|ogg|oga|wav|m4a|mp4)$/i

/** QTI 2.1, 2.2 and 3.0: one item, or a package of them with their pictures and sounds. */
export function readQti({ name, bytes }: SourceFile, progress: Progress): ImportedFile {
  const isPackage = bytes[0] === 0x50 && bytes[1] === 0x4b
  const parts: PackageParts = isPackage ? openPackage(bytes, (part) => media.test(part)) : new Map([[name, bytes]])
  const packaged = isPackage ? itemsOf(parts) : oneItem(name, bytes)
  refuseTooMany(packaged.length)
  const attachments = new Map<string, Attachment>()
  const items = packaged.map((one, index) => {
    if (index % 200 === 199) progress(index + 1, packaged.length)
    return readPackaged(one, parts, attachments)
  })
  return { items, attachments: [...attachments.values()] }
}

function oneItem(name: string, bytes: Uint8Array): PackagedItem[] {
  const root = normalised(parsePart(bytes))
  if (root.name === 'assessmentItem') return [{ path: name, root, about: {} }]
  throw new UnreadableFileError(
    reason(root.name === 'assessmentTest' ? 'QTI_TEST_ALONE' : root.name === 'questestinterop' ? 'QTI_OLD' : 'OTHER_FILE'),
  )
}

function readPackaged({ path, root, about }: PackagedItem, parts: PackageParts, attachments: Map<string, Attachment>): ImportedItem {
  if (root?.name !== 'assessmentItem') {
    const why = root ? reason('QTI_NO_ITEM') : parts.has(path) ? reason('BROKEN_XML') : reason('QTI_MISSING_ITEM', path)
    return { place: path, state: 'refused', seen: '', reasons: [why] }
  }
  const attach = (source: string) => attached(source, path, parts, attachments)
  const stimulus = elementsIn(root, 'assessmentStimulusRef').flatMap(({ attributes }) => stimulusAt(pathFrom(path, attributes.href ?? ''), parts))
  return readItem(path, root, { attach, about, stimulus })
}

/** A text that several items share stands before each of them. */
function stimulusAt(path: string, parts: PackageParts): readonly QtiNode[] {
  const part = parts.get(path)
  if (!part) return [{ name: 'object', attributes: { data: path }, children: [] }]
  return firstIn(normalised(parsePart(part)), 'stimulusBody')?.children ?? []
}

function attached(source: string, from: string, parts: PackageParts, attachments: Map<string, Attachment>): string | Reason {
  const inline = /^data:[^,]*;base64,(.+)$/s.exec(source)?.[1]
  const bytes =
    inline === undefined ? (parts.get(pathFrom(from, source)) ?? parts.get(pathFrom('', source))) : new Uint8Array(Buffer.from(inline, 'base64'))
  const made = bytes && makeAttachment(bytes)
  if (made === undefined || typeof made === 'string') return faultOfAttachment(source, made)
  attachments.set(made.digest, made)
  return made.digest
}
