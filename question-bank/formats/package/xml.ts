import { parseXml, XmlElement, type XmlNode, XmlText } from '@rgrove/parse-xml'
import { UnreadableFileError } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { limits } from '../limits.ts'
import { decodeText } from '../text/decode-text.ts'

export type { XmlElement } from '@rgrove/parse-xml'

const longestPlainTag = 4_000

/** The root of a part. Entities of the file's own are never expanded: whoever declares some is sent away. */
export function parsePart(part: Uint8Array): XmlElement {
  return parseText(checkedText(part, limits.xmlElements))
}

/** The text of a part that asks for no more than it may, of so many elements at most. */
export function checkedText(part: Uint8Array, mostElements: number): string {
  const text = decodeText(part)
  const markup = withoutLiterals(text)
  if (/<!(?:DOCTYPE|ENTITY)/i.test(markup.slice(0, 4_000))) throw new UnreadableFileError(reason('XML_ENTITIES'))
  refuseExcess(markup, mostElements)
  return text
}

/** Of a text that was checked. */
export function parseText(text: string): XmlElement {
  try {
    const { root } = parseXml(text)
    if (root) return root
  } catch {
    // falls through to the sentence below: where the XML broke is of no use to the person who uploaded it
  }
  throw new UnreadableFileError(reason('BROKEN_XML'))
}

/** Comments and CDATA hold no elements, whatever tags of a web page stand there. */
function withoutLiterals(text: string): string {
  const kept: string[] = []
  let done = 0
  for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', Math.max(done, at + 2))) {
    const closing = text.startsWith('<![CDATA[', at) ? ']]>' : text.startsWith('<!--', at) ? '-->' : undefined
    if (closing === undefined) continue
    const end = text.indexOf(closing, at + 4)
    if (end < 0) break
    kept.push(text.slice(done, at))
    done = end + closing.length
  }
  return kept.join('') + text.slice(done)
}

/** The parser calls itself for each level, so levels are counted before it starts; and so are elements and the attributes of a tag. */
function refuseExcess(text: string, mostElements: number): void {
  let depth = 0
  let elements = 0
  for (const [tag, isClosing, isEmpty] of text.matchAll(/<(\/)?[A-Za-z_][^<>]*?(\/)?>/g)) {
    if (tag === undefined) continue
    if (tag.length > longestPlainTag) refuseManyAttributes(tag)
    if (!isClosing) elements += 1
    if (elements > mostElements) throw new UnreadableFileError(reason('TOO_HEAVY'))
    if (isEmpty) continue
    depth += isClosing ? -1 : 1
    if (depth > limits.xmlDepth) throw new UnreadableFileError(reason('TOO_DEEP'))
  }
}

/** A long tag may hold one picture; nobody writes hundreds of attributes, and a parser needs seconds for a million. */
function refuseManyAttributes(tag: string): void {
  let attributes = 0
  for (const _start of tag.matchAll(/=\s*["']/g)) {
    attributes += 1
    if (attributes > limits.xmlAttributes) throw new UnreadableFileError(reason('TOO_MANY_ATTRIBUTES'))
  }
}

export function isElement(node: XmlNode): node is XmlElement {
  return node instanceof XmlElement
}

export function isText(node: XmlNode): node is XmlText {
  return node instanceof XmlText
}

export function elementsOf(parent: XmlElement): XmlElement[] {
  return parent.children.filter(isElement)
}

export function childrenNamed(parent: XmlElement, name: string): XmlElement[] {
  return elementsOf(parent).filter((child) => child.name === name)
}

export function childNamed(parent: XmlElement, name: string): XmlElement | undefined {
  return elementsOf(parent).find((child) => child.name === name)
}
