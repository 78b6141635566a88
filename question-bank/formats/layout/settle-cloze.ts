import { type ImportedItem, settleItem } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { type ClozeContent, type ClozeGap, type ClozeGapKey, gapMark } from '../../types/cloze.ts'
import { letterOf } from '../../types/option-list.ts'
import type { ShortTextKey } from '../../types/short-text.ts'
import { scoringSaid, textRules } from '../sheet/scoring-words.ts'
import { type Block, isTable } from './block.ts'
import { type Line, sliceLine } from './line.ts'
import { readNumbers, readTexts } from './quoted-keys.ts'
import type { ReadQuestion } from './read-question.ts'
import type { Settling } from './settling.ts'
import { richTextOf } from './write-lines.ts'

/** As our files draw a gap, and as people do. */
export const drawnGap = '.'.repeat(16)
// one sign more behind our own is the end of the sentence
const gap = /\((\d{1,3})\) ?(?:\.{16}(?!\.{2})|\.{3,}|…+|(?:\\?_){2,})/g

/** A text with gaps drawn as "(1) ........", the options of a gap on a line "(1) A. … B. …", and a line "Chỗ trống 1: …" for each. */
export function settleCloze({ raw, stem, besides }: ReadQuestion, place: Settling): ImportedItem {
  const optionsOf = new Map<number, string[]>()
  const text: Block[] = [...raw.passage]
  for (const block of stem) {
    const found = isTable(block) || block === raw.first ? undefined : optionsIn(block)
    if (found) optionsOf.set(found.gap, found.options)
    else text.push(block)
  }
  const doubts = [...place.doubts]
  const read = [...besides.gaps].sort(([a], [b]) => a - b).map(([number, { weight, line }]) => readGap(line, weight, optionsOf.get(number)))
  for (const [at, { key }] of read.entries()) if (!key) doubts.push(reason('GAP_WITHOUT_KEY', at + 1))
  const content: ClozeContent = {
    type: 'cloze',
    stem: richTextOf(text).replace(gap, (_drawn, number) => gapMark(Number(number) - 1)),
    gaps: read.map((one) => one.gap),
    ...(besides.scoring?.words.has('all-or-nothing') ? { scoring: 'all-or-nothing' } : {}),
  }
  const keys = read.flatMap(({ key }) => key ?? [])
  if (read.length === 0) doubts.push(reason('NO_KEY'))
  return settleItem(
    place.place,
    { ...place.aboutIt, content, ...(keys.length > 0 && keys.length === read.length ? { key: { gaps: keys } } : {}) },
    doubts,
  )
}

/** "(2)  A. Huế   B. Vinh": the options of the second gap. */
function optionsIn(line: Line): { gap: number; options: string[] } | undefined {
  const number = /^\s*\((\d{1,3})\)\s+(?=A\. )/.exec(line.bare)
  if (!number) return undefined
  const starts = [...line.bare.matchAll(/(?<=^\s*\(\d{1,3}\)\s+|\t|\s{2})([A-Z])\. /g)]
  if (starts.some(([, letter], index) => letter !== letterOf(index))) return undefined
  const options = starts.map((start, index) => richTextOf([sliceLine(line, start.index + start[0].length, starts[index + 1]?.index)]))
  return { gap: Number(number[1]), options }
}

/** "B" of options; “Hà Nội” | “HN”, in brackets how letters are compared; 3,5 ± 0,1. */
function readGap(line: Line, weight: number, options: string[] | undefined): { gap: ClozeGap; key?: ClozeGapKey } {
  const written = line.text.trim()
  if (options) {
    const letter = /^\(?([A-Z])\)?\.?$/.exec(line.bare.trim())?.[1]
    const chosen: ClozeGap = { kind: 'choice', options }
    return letter === undefined ? { gap: chosen } : { gap: chosen, key: { kind: 'choice', correct: letter.charCodeAt(0) - 65, weight } }
  }
  const accepted = readNumbers(written)
  if (accepted) return { gap: { kind: 'numeric' }, key: { kind: 'numeric', number: { accepted }, weight } }
  const [, texts = '', rules = ''] = /^(.*?)(?:\s*\[([^[\]]*)\])?$/s.exec(written) ?? []
  const read = readTexts(texts)
  if (!read) return { gap: { kind: 'text' } }
  const text: ShortTextKey = { accepted: read, ...textRules(scoringSaid(rules).words) }
  return { gap: { kind: 'text' }, key: { kind: 'text', text, weight } }
}
