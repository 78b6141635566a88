import { attachmentScheme, type Inline } from './rich-text.ts'

const digestPattern = /^[0-9a-f]{64}$/

/** Something that is no text and holds no marks, and where it ends. */
export type Special = { inline: Inline; end: number }

/** A formula, code or a picture that begins here. */
export function specialAt(source: string, at: number): Special | undefined {
  if (source[at] === '$') return formulaAt(source, at)
  if (source[at] === '`') {
    const end = source.indexOf('`', at + 1)
    return end > at + 1 ? { inline: { kind: 'code', text: source.slice(at + 1, end) }, end: end + 1 } : undefined
  }
  return source.startsWith('![', at) ? attachmentAt(source, at) : undefined
}

/** "$x$", not "5 $ or 10 $": a formula touches its marks, and no digit follows it. */
function formulaAt(source: string, at: number): Special | undefined {
  const isDisplayed = source.startsWith('$$', at)
  const mark = isDisplayed ? '$$' : '$'
  const start = at + mark.length
  if (!isDisplayed && /^\s/.test(source.slice(start, start + 1))) return undefined
  for (let end = source.indexOf(mark, start); end >= 0; end = source.indexOf(mark, end + 1)) {
    if (isEscaped(source, end)) continue
    const tex = source.slice(start, end)
    const isClosed = tex.trim() !== '' && (isDisplayed || (!/\s$/.test(tex) && !/\d/.test(source[end + 1] ?? '')))
    return isClosed ? { inline: { kind: 'formula', tex: tex.trim(), isDisplayed }, end: end + mark.length } : undefined
  }
  return undefined
}

function attachmentAt(source: string, at: number): Special | undefined {
  let close = at + 2
  // a bracket that is not escaped ends the search, so that a long row of "![" costs nothing
  while (close < source.length && source[close] !== ']' && source[close] !== '[') close += source[close] === '\\' ? 2 : 1
  if (!source.startsWith(`](${attachmentScheme}`, close)) return undefined
  const start = close + 2 + attachmentScheme.length
  const digest = source.slice(start, start + 64)
  if (source[start + 64] !== ')' || !digestPattern.test(digest)) return undefined
  return { inline: { kind: 'attachment', digest, alt: source.slice(at + 2, close).replace(/\\(.)/gs, '$1') }, end: start + 65 }
}

function isEscaped(source: string, at: number): boolean {
  let slashes = 0
  while (source[at - 1 - slashes] === '\\') slashes += 1
  return slashes % 2 === 1
}
