import { parseRichText } from './parse-rich-text.ts'
import type { Block, Inline, Mark } from './rich-text.ts'

/** How a page shows an attachment: its address and whether it is heard or seen. */
export type ShownAttachment = { address: string; isAudio: boolean }
export type AttachmentAt = (digest: string) => ShownAttachment | undefined

const tagOf: Readonly<Record<Mark, string>> = { strong: 'strong', emphasis: 'em', underline: 'u', sub: 'sub', super: 'sup' }

/** A rich text as HTML that `richTextFromHtml` reads back word for word. */
export function htmlFromRichText(source: string, attachmentAt: AttachmentAt = () => undefined): string {
  return parseRichText(source)
    .map((block) => blockHtml(block, attachmentAt))
    .join('')
}

/** The same without a paragraph around it, where there is only one. */
export function inlineHtmlFromRichText(source: string, attachmentAt: AttachmentAt = () => undefined): string {
  const blocks = parseRichText(source)
  const [first] = blocks
  return blocks.length === 1 && first?.kind === 'paragraph' ? inlineHtml(first.inside, attachmentAt) : htmlFromRichText(source, attachmentAt)
}

function blockHtml(block: Block, attachmentAt: AttachmentAt): string {
  if (block.kind === 'paragraph') return `<p>${inlineHtml(block.inside, attachmentAt)}</p>`
  const rows = block.rows.map((cells) => `<tr>${cells.map((cell) => `<td>${inlineHtml(cell, attachmentAt)}</td>`).join('')}</tr>`)
  return `<table><tbody>${rows.join('')}</tbody></table>`
}

function inlineHtml(inlines: readonly Inline[], attachmentAt: AttachmentAt): string {
  return inlines.map((inline) => oneHtml(inline, attachmentAt)).join('')
}

function oneHtml(inline: Inline, attachmentAt: AttachmentAt): string {
  if (inline.kind === 'text') return plainHtml(inline.text)
  if (inline.kind === 'break') return '<br>'
  if (inline.kind === 'code') return `<code>${escapeHtml(inline.text)}</code>`
  if (inline.kind === 'formula') return formulaHtml(inline.tex, inline.isDisplayed)
  if (inline.kind === 'attachment') return attachmentHtml(attachmentAt(inline.digest), inline.alt)
  return `<${tagOf[inline.kind]}>${inlineHtml(inline.inside, attachmentAt)}</${tagOf[inline.kind]}>`
}

function formulaHtml(tex: string, isDisplayed: boolean): string {
  const [opening, closing] = isDisplayed ? ['\\[', '\\]'] : ['\\(', '\\)']
  const isPlain = !tex.includes(closing as string) && !tex.endsWith('\\')
  return isPlain ? escapeHtml(opening + tex + closing) : `<math${isDisplayed ? ' display="block"' : ''} alttext="${escapeHtml(tex)}"></math>`
}

function attachmentHtml(shown: ShownAttachment | undefined, alt: string): string {
  if (!shown) return plainHtml(`[${alt === '' ? 'hình' : alt}]`)
  return shown.isAudio
    ? `<audio controls${alt === '' ? '' : ` title="${escapeHtml(alt)}"`} src="${escapeHtml(shown.address)}">${escapeHtml(alt)}</audio>`
    : `<img src="${escapeHtml(shown.address)}" alt="${escapeHtml(alt)}">`
}

/** What was plain must not turn into a formula on the page, so signs that would begin one are parted from what follows. */
function plainHtml(text: string): string {
  return escapeHtml(text)
    .replace(/ {2,}/g, (spaces) => `${' &nbsp;'.repeat(spaces.length >> 1)}${spaces.length % 2 ? ' ' : ''}`)
    .replace(/\$|\\(?=[([]|$)/g, '<span>$&</span>')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] as string)
}
