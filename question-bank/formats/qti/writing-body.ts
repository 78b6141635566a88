import { type Attachment, fileEndingOf } from '../../attachment.ts'
import { parseRichText } from '../../rich-text/parse-rich-text.ts'
import type { Inline } from '../../rich-text/rich-text.ts'
import { inlinesFromPlain } from '../../rich-text/typed-formulas.ts'
import { escapeXml } from '../package/escape-xml.ts'
import { element } from './writing-xml.ts'

export function mediaPath({ digest, mediaType }: Pick<Attachment, 'digest' | 'mediaType'>): string {
  return `media/${digest}.${fileEndingOf(mediaType)}`
}

/** Where texts find the pictures that they show, by digest. */
export type Media = ReadonlyMap<string, Attachment>

/** Rich text as XHTML in blocks. Gaps of a cloze are written by whoever knows them. */
export function blocksXml(text: string, media: Media): string {
  return parseRichText(text)
    .map((block) =>
      block.kind === 'paragraph'
        ? element('p', {}, inlinesXml(block.inside, media))
        : element(
            'table',
            {},
            element('tbody', {}, ...block.rows.map((cells) => element('tr', {}, ...cells.map((cell) => element('td', {}, inlinesXml(cell, media)))))),
          ),
    )
    .join('')
}

/** One paragraph needs no block around it: options and items of lists are mostly such. */
export function shortXml(text: string, media: Media): string {
  const blocks = parseRichText(text)
  const [only] = blocks
  return blocks.length === 1 && only?.kind === 'paragraph' ? inlinesXml(only.inside, media) : blocksXml(text, media)
}

function inlinesXml(inlines: readonly Inline[], media: Media): string {
  return inlines.map((inline) => inlineXml(inline, media)).join('')
}

function inlineXml(inline: Inline, media: Media): string {
  switch (inline.kind) {
    case 'text':
      return plainXml(inline.text)
    case 'break':
      return '<br/>'
    case 'code':
      return element('code', {}, escapeXml(inline.text))
    // the way in which pages write TeX for MathJax and its kin
    case 'formula':
      return element(
        'span',
        { class: 'math', 'data-hoithi-tex': inline.isDisplayed ? 'block' : 'inline' },
        escapeXml(inline.isDisplayed ? `\\[${inline.tex}\\]` : `\\(${inline.tex}\\)`),
      )
    case 'attachment':
      return attachmentXml(inline, media)
    case 'underline':
      return element('span', { class: 'qti-underline' }, inlinesXml(inline.inside, media))
    default:
      return element({ strong: 'strong', emphasis: 'em', sub: 'sub', super: 'sup' }[inline.kind], {}, inlinesXml(inline.inside, media))
  }
}

function attachmentXml({ digest, alt }: Extract<Inline, { kind: 'attachment' }>, media: Media): string {
  const attachment = media.get(digest)
  if (!attachment) return escapeXml(`[${alt}]`)
  const path = `../${mediaPath(attachment)}`
  if (attachment.mediaType.startsWith('image/')) return element('img', { src: path, alt })
  return element('object', { data: path, type: attachment.mediaType }, escapeXml(alt))
}

/** Plain text that looks like typed TeX is parted so that nobody takes it for a formula. */
function plainXml(text: string): string {
  const isTaken = inlinesFromPlain(text).some(({ kind }) => kind === 'formula')
  return isTaken
    ? text
        .split(/([$\\])/)
        .map((part) => (part === '$' || part === '\\' ? element('span', {}, part) : escapeXml(part)))
        .join('')
    : escapeXml(text)
}
