/** A picture or sound made anew of what is shown or heard, and nothing else. */
export type CleanedAttachment = { mediaType: string; bytes: Uint8Array }
/** Why there is none. */
export type AttachmentFlaw = 'broken' | 'too-many-pixels' | 'too-large'
