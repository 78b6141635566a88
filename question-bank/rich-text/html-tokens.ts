import { decodeEntities } from './html-entities.ts'

export type HtmlToken =
  | { kind: 'text'; text: string }
  | { kind: 'open'; tag: string; attributes: ReadonlyMap<string, string>; isEmpty: boolean }
  | { kind: 'close'; tag: string }

const raw = new Set(['script', 'style', 'template', 'noscript', 'head', 'title'])

/** HTML as people and editors write it, piece by piece in one walk; what is no tag is text. Scripts, styles and comments are not there. */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0
  let text = ''
  const closings = new Map<string, number>()
  const indexOf = (mark: string, from: number) => {
    const known = closings.get(mark)
    if (known !== undefined && (known < 0 || known >= from)) return known
    const found = html.indexOf(mark, from)
    closings.set(mark, found)
    return found
  }
  while (at < html.length) {
    const start = html.indexOf('<', at)
    if (start < 0) break
    text += html.slice(at, start)
    at = start
    const after = html[start + 1] ?? ''
    if (html.startsWith('<!--', start)) {
      const end = indexOf('-->', start + 4)
      at = end < 0 ? html.length : end + 3
    } else if (after === '!' || after === '?') {
      const end = indexOf('>', start)
      at = end < 0 ? html.length : end + 1
    } else if (/[a-zA-Z]/.test(after) || (after === '/' && /[a-zA-Z]/.test(html[start + 2] ?? ''))) {
      const tag = readTag(html, start)
      if (tag === undefined) {
        text += '<'
        at += 1
        continue
      }
      if (text !== '') yield { kind: 'text', text: decodeEntities(text) }
      text = ''
      at = tag.end
      yield tag.token
      if (tag.token.kind === 'open' && raw.has(tag.token.tag) && !tag.token.isEmpty) {
        const close = html.slice(at).search(new RegExp(`</${tag.token.tag}[\\s>/]`, 'i'))
        at = close < 0 ? html.length : at + close
      }
    } else {
      text += '<'
      at += 1
    }
  }
  text += html.slice(at)
  if (text !== '') yield { kind: 'text', text: decodeEntities(text) }
}

const attribute = /[\s/]*([^\s=<>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/y
const longestName = 40

function readTag(html: string, start: number): { token: HtmlToken; end: number } | undefined {
  const isClosing = html[start + 1] === '/'
  const from = start + (isClosing ? 2 : 1)
  const tag =
    html
      .slice(from, from + longestName)
      .match(/^[a-zA-Z][a-zA-Z0-9:-]*/)?.[0]
      ?.toLowerCase() ?? ''
  const attributes = new Map<string, string>()
  let at = from + tag.length
  if (!/[\s/>]/.test(html[at] ?? '')) return undefined
  for (;;) {
    attribute.lastIndex = at
    const found = attribute.exec(html)
    if (!found) break
    at = attribute.lastIndex
    attributes.set((found[1] as string).toLowerCase(), decodeEntities(found[2] ?? found[3] ?? found[4] ?? ''))
    if (attributes.size > 60) return undefined
  }
  const rest = html.slice(at, at + 200).match(/^[\s/"'=]*>/)?.[0]
  if (rest === undefined) return undefined
  const token: HtmlToken = isClosing ? { kind: 'close', tag } : { kind: 'open', tag, attributes, isEmpty: rest.includes('/') }
  return { token, end: at + rest.length }
}
