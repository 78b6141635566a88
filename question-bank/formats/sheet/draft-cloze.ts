import { reason } from '../../reason.ts'
import type { ClozeGap, ClozeGapKey } from '../../types/cloze.ts'
import { gapMark } from '../../types/cloze.ts'
import type { Drafted, Material } from './draft-of.ts'
import { readNumber } from './draft-open.ts'
import { type Cell, richTextOf } from './sheet.ts'
import { joinVariants, splitVariants } from './variants.ts'

const blank = /\(?(?:_{2,}|\.{3,}|…+)\)?/g

/** Gaps are marked [[1]], [[2]] … or drawn as lines; what fills them stands in the columns of options, or in the key, one after the other. */
export function draftCloze({ stem, stemText, options, keys, group }: Material): Drafted {
  const marked = [...stem.text.matchAll(/\[\[\d{1,3}\]\]/g)].length
  const drawn = [...stemText.matchAll(blank)].length
  // the marks of gaps are the only thing that is not plain text in a cell
  let next = 0
  const text =
    marked > 0 ? richTextOf(stem, group.table.isOurs).replace(/\\?\[\\?\[(\d{1,3})\]\]/g, '[[$1]]') : stemText.replace(blank, () => gapMark(next++))
  const count = marked > 0 ? marked : drawn
  const written = keys.map((key) => key.text).join('\n')
  const cells =
    options.length > 0
      ? options.map(({ written: cell }) => cell.text)
      : count === 1
        ? [written]
        : written.split(/\s*[;|\n]\s*/).map((part) => part.replace(/^(?:\(?\d{1,2}[).:]|\[\[\d{1,2}\]\])\s*/, ''))
  const gaps = cells.filter((cell) => cell !== '').map(readGap)
  const content = { type: 'cloze' as const, stem: text, gaps: gaps.map(({ gap }) => gap) }
  if (count === 0) return { draft: { content: { ...content, gaps: [] } }, doubts: [reason('NO_GAPS')] }
  if (gaps.length !== count)
    return { draft: { content }, doubts: [written === '' && gaps.length === 0 ? reason('NO_KEY') : reason('GAPS_DISAGREE', count, gaps.length)] }
  const read = gaps.flatMap(({ key }) => key ?? [])
  if (read.length < count) return { draft: { content }, doubts: [reason('GAP_WITHOUT_KEY', gaps.findIndex(({ key }) => key === undefined) + 1)] }
  return { draft: { content, key: { gaps: read } }, doubts: [] }
}

type Gap = { gap: ClozeGap; key?: ClozeGapKey }

/** "[chọn] *Huế | Hà Nội", "[số] 3,14 ± 0,01", "[chữ] Hà Nội | HN" or just the words. */
function readGap(written: string): Gap {
  const [, kind = 'chữ', times = '1', text = ''] = written.match(/^(?:\[(chọn|số|chữ)(?: ×(\d{1,4}))?\])?\s*(.*)$/su) ?? []
  const weight = Number(times)
  if (kind === 'chọn') {
    const options = splitVariants(text)
    const right = options.flatMap((option, place) => (option.startsWith('*') ? [place] : []))
    const gap = { kind: 'choice' as const, options: options.map((option) => plain(option.replace(/^\*\s*/, ''))) }
    return right.length === 1 ? { gap, key: { kind: 'choice', correct: right[0] as number, weight } } : { gap }
  }
  if (kind === 'số') {
    const gap = { kind: 'numeric' as const }
    const read = splitVariants(text).map((one) => readNumber(one))
    const numbers = read.flatMap((one) => ('value' in one ? [one] : []))
    if (numbers.length === 0 || numbers.length < read.length) return { gap }
    const accepted = numbers.map(({ value, tolerance }) => ({ value, ...(tolerance === undefined ? {} : { tolerance }), worthThousandths: 1_000 }))
    return { gap, key: { kind: 'numeric', number: { accepted }, weight } }
  }
  const accepted = splitVariants(text).map((one) => ({ text: one, worthThousandths: 1_000 }))
  return accepted.length > 0 ? { gap: { kind: 'text' }, key: { kind: 'text', text: { accepted }, weight } } : { gap: { kind: 'text' } }
}

function plain(text: string): string {
  const cell: Cell = { text, looks: 0 }
  return richTextOf(cell)
}

export function writeGap(gap: ClozeGap, key: ClozeGapKey, plainTextOf: (rich: string) => string): string {
  const times = key.weight === 1 ? '' : ` ×${key.weight}`
  if (key.kind === 'choice') {
    const options = gap.kind === 'choice' ? gap.options : []
    return `[chọn${times}] ${joinVariants(options.map((option, place) => (place === key.correct ? '*' : '') + plainTextOf(option)))}`
  }
  if (key.kind === 'text') return `[chữ${times}] ${joinVariants(key.text.accepted.map(({ text }) => text))}`
  const numbers = key.number.accepted.map(({ value, tolerance }) =>
    [value, ...(tolerance === undefined ? [] : [tolerance])].map((one) => one.replace('.', ',')).join(' ± '),
  )
  return `[số${times}] ${numbers.join(' | ')}`
}
