import { type Attachment, fileEndingOf } from '../../attachment.ts'
import { attachmentsIn } from '../../rich-text/plain-text.ts'
import { htmlFromRichText, inlineHtmlFromRichText } from '../../rich-text/to-html.ts'
import { escapeXml, withoutForbidden } from '../package/escape-xml.ts'

/** Writes the pieces of a Moodle file; pictures go beside the texts that show them. */
export class XmlElements {
  readonly #attachments: ReadonlyMap<string, Attachment>

  constructor(attachments: readonly Attachment[]) {
    this.#attachments = new Map(attachments.map((attachment) => [attachment.digest, attachment]))
  }

  /** <name><text>…</text></name>, words only. */
  plain(name: string, text: string, attributes = ''): string {
    return `<${name}${attributes}><text>${escapeXml(text)}</text></${name}>`
  }

  /** A rich text as HTML, with what else stands in the element. */
  rich(
    name: string,
    text: string,
    { attributes = '', inside = '', isInline = false }: { attributes?: string; inside?: string; isInline?: boolean } = {},
  ): string {
    const html = isInline ? this.inlineHtml(text) : htmlFromRichText(text, this.shown)
    return `<${name}${attributes} format="html"><text>${cdata(html)}</text>${this.files([text])}${inside}</${name}>`
  }

  inlineHtml(text: string): string {
    return inlineHtmlFromRichText(text, this.shown)
  }

  files(texts: readonly string[]): string {
    return [...new Set(texts.flatMap(attachmentsIn))]
      .flatMap((digest) => this.#attachments.get(digest) ?? [])
      .map((file) => `<file name="${nameOf(file)}" path="/" encoding="base64">${Buffer.from(file.bytes).toString('base64')}</file>`)
      .join('')
  }

  readonly shown = (digest: string) => {
    const file = this.#attachments.get(digest)
    return file && { address: `@@PLUGINFILE@@/${nameOf(file)}`, isAudio: file.mediaType.startsWith('audio/') }
  }
}

function nameOf({ digest, mediaType }: Attachment): string {
  return `${digest.slice(0, 32)}.${fileEndingOf(mediaType)}`
}

export function cdata(text: string): string {
  return text === '' ? '' : `<![CDATA[${withoutForbidden(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}
