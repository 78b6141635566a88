import { type Attachment, makeAttachment } from '../../attachment.ts'

/** The pictures and sounds of a file, each kept once, and what shows them. */
export class Pictures {
  readonly #found = new Map<string, Attachment>()

  get attachments(): Attachment[] {
    return [...this.#found.values()]
  }

  /** The digest of what was written in base64; undefined when it is no picture or sound that we keep. */
  keep(base64: string): string | undefined {
    const made = makeAttachment(new Uint8Array(Buffer.from(base64, 'base64')))
    if (typeof made === 'string') return undefined
    this.#found.set(made.digest, made)
    return made.digest
  }

  /** A picture that stands in the address itself. */
  readonly ofAddress = (address: string): string | undefined => {
    const comma = address.startsWith('data:') ? address.slice(0, 200).indexOf(',') : -1
    return comma > 0 && /;base64$/i.test(address.slice(0, comma)) ? this.keep(address.slice(comma + 1)) : undefined
  }
}
