import { UnreadableFileError } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { limits } from '../limits.ts'
import { checkedText, parsePart, parseText } from '../package/xml.ts'
import { child, type OfficeElement, officeElement } from './office-xml.ts'

/** What stands in a document, one after the other; to be gone through once. */
export type DocumentBody = { readonly children: Iterable<OfficeElement> }

type Piece = { from: number; to: number }
type Cut = { head: string; tail: string; pieces: Piece[] }

const pieceLetters = 200_000

/** The body of a document. As a whole it would be a tree of a gigabyte, so its paragraphs and tables are parsed some at a time. */
export function documentBody(part: Uint8Array): DocumentBody {
  const text = checkedText(part, limits.documentElements)
  const cut = cutBody(text)
  return cut ? { children: parsePieces(text, cut) } : bodyIn(officeElement(parsePart(part)))
}

function* parsePieces(text: string, { head, tail, pieces }: Cut): Generator<OfficeElement> {
  for (const { from, to } of pieces) yield* bodyIn(officeElement(parseText(head + text.slice(from, to) + tail))).children
}

function bodyIn(document: OfficeElement): OfficeElement {
  const body = child(document, 'w:body')
  if (!body) throw new UnreadableFileError(reason('BROKEN_XML'))
  return body
}

/** Where pieces of the body begin and end; undefined where that cannot be told by looking at tags alone. */
function cutBody(text: string): Cut | undefined {
  // tags in comments are none, and a bracket inside a value ends no tag
  if (/<!--|<!\[CDATA\[|="[^"<>]*>|='[^'<>]*>/.test(text)) return undefined
  const open: string[] = []
  const pieces: Piece[] = []
  let [root, body, tail, from] = ['', '', '', 0]
  for (const match of text.matchAll(/<(\/)?([A-Za-z_][^\s<>/]*)[^<>]*?(\/)?>/g)) {
    const [tag, isClosing, name = '', isEmpty] = match
    const end = match.index + tag.length
    if (isClosing && open.pop() !== name) return undefined
    const isInBody = body !== '' && tail === ''
    if (isClosing && isInBody && open.length === 1) {
      pieces.push({ from, to: match.index })
      tail = `</${name}></${open[0]}>`
    } else if (isInBody && open.length === 2 && (isClosing || isEmpty) && end - from >= pieceLetters) {
      pieces.push({ from, to: end })
      from = end
    } else if (!isClosing && open.length === 0) root = tag
    else if (!isClosing && !isEmpty && open.length === 1 && body === '' && /(?:^|:)body$/.test(name)) {
      body = tag
      from = end
    }
    if (!isClosing && !isEmpty) open.push(name)
  }
  return tail !== '' && open.length === 0 ? { head: root + body, tail, pieces } : undefined
}
