import type { AttachmentFault } from '../attachment.ts'
import { type Reason, reason } from '../reason.ts'

/** Drawings may carry scripts, and browsers do not show the others. */
const notTaken =
  /^data:(?:image\/(?!png|jpe?g|gif|webp)|(?!image|audio))|\.(?:svgz?|bmp|tiff?|wmf|emf|ico|avif|heic|psd|pdf|docx?|mp4|avi|mov|flv|swf|wma|aac|flac|mid)(?:[?#]|$)/i

/** Why a picture or a sound is not kept: it is not there, or it is of a kind or size that nobody may show. */
export function faultOfAttachment(address: string, fault?: AttachmentFault): Reason {
  if (fault === 'too-large') return reason('PICTURE_TOO_LARGE')
  const name = address.startsWith('data:') ? address.slice(5).split(/[;,]/, 1)[0] || '?' : address.slice(0, 120)
  return reason(fault === 'unknown-type' || notTaken.test(address) ? 'ATTACHMENT_NOT_TAKEN' : 'UNKNOWN_ATTACHMENT', name)
}
