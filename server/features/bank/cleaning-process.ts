import { makeAttachment } from '../../../question-bank/attachment.ts'
import { cleanSound } from '../../../question-bank/sounds/clean-sound.ts'
import { cleanPicture } from './clean-picture.ts'
import type { AttachmentFlaw, CleanedAttachment } from './cleaned-attachment.ts'

// strangers' pictures are decoded in a process of its own: whatever a decoder does wrong ends here, and so does its memory
process.on('message', async ({ mediaType, bytes }: CleanedAttachment) => process.send?.(await clean(mediaType, bytes)))
process.on('disconnect', () => process.exit(0))

async function clean(mediaType: string, bytes: Uint8Array): Promise<CleanedAttachment | AttachmentFlaw> {
  const made = mediaType.startsWith('audio/') ? cleanedSound(mediaType, bytes) : await cleanPicture(mediaType, bytes)
  if (typeof made === 'string') return made
  // what a stranger's bytes became is judged as they were
  const judged = makeAttachment(made.bytes)
  return judged === 'too-large' ? 'too-large' : typeof judged === 'string' ? 'broken' : made
}

function cleanedSound(mediaType: string, bytes: Uint8Array): CleanedAttachment | AttachmentFlaw {
  const sound = cleanSound(mediaType, bytes)
  return sound ? { mediaType, bytes: sound } : 'broken'
}
