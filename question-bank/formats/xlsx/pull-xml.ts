import { UnreadableFileError } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { limits } from '../limits.ts'
import { decodeText } from '../text/decode-text.ts'

/** What was met: the name is without its prefix, because programs choose prefixes as they like. */
export type XmlVisitor = {
  open?(name: string, attribute: (name: string) => string | undefined): void
  close?(name: string): void
  text?(text: string): void
}

/**
 * Walks a part once and keeps nothing, because sheets are too large to be held as trees. As strict as a parser where it matters: elements
 * nest, entities of the file's own are refused, depth is bounded.
 */
export function walkXml(part: Uint8Array, { open, close, text: onText }: XmlVisitor): void {
  const xml = decodeText(part)
  const names: string[] = []
  let at = 0
  let hasRoot = false
  while (at < xml.length) {
    const tag = xml.indexOf('<', at)
    const textEnd = tag < 0 ? xml.length : tag
    if (textEnd > at && names.length > 0) onText?.(decodeEntities(xml.slice(at, textEnd)))
    if (tag < 0) break
    const next = xml[tag + 1]
    if (next === '!' || next === '?') {
      at = skipMarkup(xml, tag, onText)
      continue
    }
    const end = tagEnd(xml, tag)
    if (next === '/') {
      const name = xml.slice(tag + 2, end).trimEnd()
      if (names.pop() !== name) broken()
      close?.(localName(name))
    } else {
      const isEmpty = xml[end - 1] === '/'
      const inside = xml.slice(tag + 1, isEmpty ? end - 1 : end)
      const space = inside.search(/[\s]/)
      const name = space < 0 ? inside : inside.slice(0, space)
      if (name === '' || (names.length === 0 && hasRoot)) broken()
      hasRoot = true
      open?.(localName(name), (wanted) => attributeIn(space < 0 ? '' : inside.slice(space), wanted))
      if (isEmpty) close?.(localName(name))
      else names.push(name)
      if (names.length > limits.xmlDepth) throw new UnreadableFileError(reason('TOO_DEEP'))
    }
    at = end + 1
  }
  if (names.length > 0 || !hasRoot) broken()
}

function broken(): never {
  throw new UnreadableFileError(reason('BROKEN_XML'))
}

/** The end of a tag; a ">" inside an attribute is none. */
function tagEnd(xml: string, tag: number): number {
  let end = xml.indexOf('>', tag)
  for (let from = tag; end >= 0; ) {
    const quote = nextQuote(xml, from, end)
    if (quote < 0) return end
    const closing = xml.indexOf(xml[quote] as string, quote + 1)
    if (closing < 0) broken()
    from = closing + 1
    if (closing > end) end = xml.indexOf('>', closing)
  }
  return broken()
}

function nextQuote(xml: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const code = xml.charCodeAt(at)
    if (code === 0x22 || code === 0x27) return at
  }
  return -1
}

/** Behind a comment, an instruction or a CDATA section; declarations of entities are refused. */
function skipMarkup(xml: string, tag: number, onText: XmlVisitor['text']): number {
  const [start, stop] = xml.startsWith('<!--', tag) ? ['<!--', '-->'] : xml.startsWith('<![CDATA[', tag) ? ['<![CDATA[', ']]>'] : ['<?', '?>']
  if (start === '<?' && xml[tag + 1] === '!') throw new UnreadableFileError(reason('XML_ENTITIES'))
  const end = xml.indexOf(stop, tag + start.length)
  if (end < 0) broken()
  if (start === '<![CDATA[') onText?.(xml.slice(tag + start.length, end))
  return end + stop.length
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** Attributes are looked for only where somebody asks. Their prefix does not count either: "r:id" is asked for as "id" after others failed. */
function attributeIn(attributes: string, wanted: string): string | undefined {
  for (let at = attributes.indexOf(wanted); at >= 0; at = attributes.indexOf(wanted, at + 1)) {
    const before = attributes[at - 1]
    const match =
      before === ' ' || before === '\n' || before === '\t' || before === '\r' || before === ':'
        ? /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes.slice(at + wanted.length))
        : null
    if (match) return decodeEntities(match[1] ?? match[2] ?? '')
  }
  return undefined
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (_whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? broken()
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : broken()
  })
}
