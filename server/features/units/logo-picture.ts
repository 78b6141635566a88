import { type Attachment, makeAttachment } from '../../../question-bank/attachment.ts'
import { Problem } from '../../contract/errors.ts'

export type Logo = Pick<Attachment, 'digest' | 'mediaType' | 'bytes'>
/** Draws pictures anew in a process of its own; whatever else was in the file is gone. */
export type CleanPictures = (attachments: readonly Attachment[]) => Promise<ReadonlyMap<string, Attachment | string>>

export async function logoPicture(bytes: Uint8Array, clean: CleanPictures): Promise<Logo> {
  const sent = makeAttachment(bytes)
  if (typeof sent === 'string' || !sent.mediaType.startsWith('image/')) throw new Problem('UNIT_LOGO_REFUSED')
  const drawn = (await clean([sent])).get(sent.digest)
  if (drawn === undefined || typeof drawn === 'string') throw new Problem('UNIT_LOGO_REFUSED')
  return drawn
}
