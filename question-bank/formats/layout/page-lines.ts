import { foldVietnamese } from '../../fold-vietnamese.ts'
import { answerIn } from './answers.ts'
import { type Block, isTable } from './block.ts'
import { startOf } from './labels.ts'
import type { Line } from './line.ts'
import { markerAt } from './option-markers.ts'

/** `isApart`: nothing but a page can be numbered between two questions. */
type PageLine = { at: number; number: number; isSure: boolean; isApart: boolean }

const ofAll = /\b(?:trang|page|tr\.?)\s*:?\s*(\d{1,3})\s*(?:\/|tren|of)\s*\d{1,3}/i
const alone = /^[\s\-–—_.|*~]*(?:trang|page|tr\.)\s*:?\s*(\d{1,3})[\s\-–—_.|*~]*$/i
const betweenDashes = /^\s*[-–—~|]+\s*(\d{1,3})\s*[-–—~|]+\s*$/
const bare = /^\s*(\d{1,3})(?:\s*\/\s*\d{1,3})?\s*$/
const named = /\b(?:trang|page)\s*:?\s*(\d{1,3})\b/i

/** A text without what belongs to its pages: their numbers, and what is repeated beside them. It came from a PDF, or was pasted with its footers. */
export function withoutPageLines(blocks: readonly Block[]): Block[] {
  const lines = blocks.flatMap((block, at) => (isTable(block) || block.text.trim() === '' ? [] : [{ block, at }]))
  const pages = sequencesOf(lines.flatMap(({ block }, index) => pageLineOf(block, index, lines)))
  if (pages.length === 0) return [...blocks]
  const gone = new Set(pages.map(({ at }) => at))
  for (const _step of ['next to a number', 'next to that']) {
    const beside = new Map<string, number[]>()
    for (const at of gone)
      for (const neighbour of [at - 1, at + 1]) {
        const line = lines[neighbour]?.block
        if (!line || gone.has(neighbour) || startOf(line) || markerAt(line, 0) || answerIn(line) || line.text.length > 160) continue
        const said = foldVietnamese(line.text).replace(/\d+/g, '0').trim()
        beside.set(said, [...(beside.get(said) ?? []), neighbour])
      }
    for (const places of beside.values()) if (places.length > 1) for (const at of places) gone.add(at)
  }
  const dropped = new Set([...gone].map((at) => lines[at]?.at))
  return blocks.filter((_block, at) => !dropped.has(at))
}

type Numbered = readonly { block: Line; at: number }[]

function pageLineOf(line: Line, at: number, lines: Numbered): PageLine[] {
  const { bare: text } = line
  if (line.text.length > 140 || /[?]/.test(text)) return []
  const sure = ofAll.exec(text) ?? alone.exec(text) ?? betweenDashes.exec(text)
  const isText = startOf(line)?.style === 'cau' || markerAt(line, 0) !== undefined
  if (sure && !isText) return [{ at, number: Number(sure[1]), isSure: true, isApart: true }]
  const maybe = bare.exec(text) ?? (isText ? null : named.exec(text))
  const before = lines[at - 1]?.block
  // "Đáp án:" with its number on the next line
  const isAnswer = before !== undefined && answerIn(before)?.kind === 'blank'
  if (!maybe || line.automatic > 0 || line.continues || isAnswer) return []
  const behind = lines[at + 1]?.block
  const isApart = before !== undefined && behind !== undefined && markerAt(before, 0) !== undefined && startOf(behind) !== undefined
  return [{ at, number: Number(maybe[1]), isSure: false, isApart }]
}

/** A number that may as well be a part of a text is one of a page where it goes on from another page, and the more surely the longer they go on. */
function sequencesOf(found: readonly PageLine[]): PageLine[] {
  const runs: PageLine[][] = []
  for (const page of found) {
    const last = runs.at(-1)?.at(-1)
    const goesOn = last !== undefined && (page.number === last.number + 1 || (page.number === last.number && page.isSure)) && page.at - last.at > 4
    if (goesOn) runs.at(-1)?.push(page)
    else runs.push([page])
  }
  return runs.flatMap((run) =>
    run.filter(
      ({ isSure }) => isSure || run.length >= 3 || (run.length === 2 && (run.some((page) => page.isSure) || run.every(({ isApart }) => isApart))),
    ),
  )
}
