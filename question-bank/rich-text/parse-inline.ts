import { specialAt } from './inline-scanner.ts'
import type { Inline, Mark } from './rich-text.ts'

type Open = { kind: Mark; written: string; before: Inline[] }

/**
 * Marks open before a sign that is no space and close behind one; no mark stands inside its like, so no text nests deeper than there are
 * marks. One walk: a mark that never closes turns out to be text.
 */
export function parseInline(source: string): Inline[] {
  let found: Inline[] = []
  const open: Open[] = []
  let at = 0

  const addText = (text: string) => {
    const last = found.at(-1)
    if (last?.kind === 'text') last.text += text
    else found.push({ kind: 'text', text })
  }
  const dropLastOpen = () => {
    const { written, before } = open.pop() as Open
    const inside = found
    found = before
    addText(written)
    for (const inline of inside) {
      if (inline.kind === 'text') addText(inline.text)
      else found.push(inline)
    }
  }
  const close = (kind: Mark) => {
    while (open.at(-1)?.kind !== kind) dropLastOpen()
    const { before } = open.pop() as Open
    const inside = found
    // put at its end, not copied: a long text closes many marks
    before.push({ kind, inside })
    found = before
    at += writtenAs[kind].length
  }
  const isOpen = (kind: Mark) => open.some((mark) => mark.kind === kind)
  const endNarrowMarks = () => {
    while (isOpen('sub') || isOpen('super')) dropLastOpen()
  }

  while (at < source.length) {
    const sign = source[at] as string
    const special = specialAt(source, at)
    if (special) {
      found.push(special.inline)
      at = special.end
    } else if (sign === '\\' && at + 1 < source.length) {
      addText(source[at + 1] as string)
      at += 2
    } else if (sign === '\n') {
      endNarrowMarks()
      found.push({ kind: 'break' })
      at += 1
    } else if (/\s/.test(sign)) {
      endNarrowMarks()
      addText(sign)
      at += 1
    } else {
      const step = stepAt(
        source,
        at,
        open.map(({ kind }) => kind),
        found.length > 0,
      )
      if (step === undefined) {
        addText(sign)
        at += 1
      } else if (step.does === 'close') close(step.kind)
      else {
        open.push({ kind: step.kind, written: writtenAs[step.kind], before: found })
        found = []
        at += writtenAs[step.kind].length
      }
    }
  }
  while (open.length > 0) dropLastOpen()
  return found
}

const writtenAs: Readonly<Record<Mark, string>> = { strong: '**', underline: '__', emphasis: '*', sub: '~', super: '^' }

function stepAt(source: string, at: number, open: readonly Mark[], hasInside: boolean): { does: 'open' | 'close'; kind: Mark } | undefined {
  const kind = markAt(source, at, open)
  if (kind === undefined) return undefined
  const after = source[at + writtenAs[kind].length]
  if (open.includes(kind)) return hasInside && !/\s/.test(source[at - 1] as string) ? { does: 'close', kind } : undefined
  return after !== undefined && !/\s/.test(after) ? { does: 'open', kind } : undefined
}

/** In a row of stars the mark that was opened last closes first; two stars that close nothing are strong. */
function markAt(source: string, at: number, open: readonly Mark[]): Mark | undefined {
  const sign = source[at]
  if (sign === '~') return 'sub'
  if (sign === '^') return 'super'
  if (sign === '_') return source[at + 1] === '_' ? 'underline' : undefined
  if (sign !== '*') return undefined
  let stars = 1
  while (source[at + stars] === '*' && stars < 4) stars += 1
  if (stars === 1) return 'emphasis'
  const last = open.filter((mark) => mark === 'strong' || mark === 'emphasis').at(-1)
  const canClose = !/\s/.test(source[at - 1] ?? ' ')
  return last === 'emphasis' && stars !== 2 && canClose ? 'emphasis' : 'strong'
}
