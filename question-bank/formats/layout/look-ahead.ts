import { answerIn, explanationIn, readAnswer } from './answers.ts'
import { type Block, isTable, linesOf } from './block.ts'
import { isNoise, isPart, topicOf } from './headings.ts'
import { isKeyHeading } from './key-headings.ts'
import { keysInLine, namedKeysInLine } from './key-lines.ts'
import { keysInTable } from './key-tables.ts'
import { isWord, type Start, type StartStyle, startOf } from './labels.ts'
import type { Line } from './line.ts'
import { markersIn } from './option-markers.ts'
import { passageIn } from './passages.ts'
import { isSectionName, isTitleInCapitals } from './sections.ts'

/** The code of this paper, where its head names one and no other. */
export function codeOf(blocks: readonly Block[]): string | undefined {
  const codes = blocks
    .slice(0, 30)
    .flatMap((block) => (isTable(block) ? linesOf([block]) : [block]))
    .flatMap(({ bare }) => /\bma de(?: thi)?\s*[:.]?\s*(\d{3,4})\b/i.exec(bare)?.[1] ?? [])
  return new Set(codes).size === 1 ? codes[0] : undefined
}

/** How most questions of a document begin; words win over numbers, since numbers also count other things. */
export function styleOf(blocks: readonly Block[]): StartStyle | undefined {
  const counts: Record<StartStyle, number> = { cau: 0, question: 0, bai: 0, number: 0, bracket: 0 }
  let bracketed = 0
  for (const [index, block] of blocks.entries()) {
    if (isTable(block)) continue
    const start = startOf(block)
    if (start?.style === 'bracket') {
      // "(1) …, (2) …" mostly count statements: only where each has options of its own, and the numbers go on, they count questions
      if (!nextIsFirstOption(blocks, index, { before: 'bracket' })) continue
      counts.bracket += (start.number ?? 0) > bracketed ? 1 : Number.NEGATIVE_INFINITY
      bracketed = start.number ?? 0
      continue
    }
    if (start && (start.rest.text.length > 2 || isWord(start.style)) && keysInLine(block).length === 0) counts[start.style] += 1
  }
  if (counts.cau > 0) return 'cau'
  if (counts.question > 0) return 'question'
  if (counts.bai > 0 && counts.number <= counts.bai) return 'bai'
  if (counts.number > 0) return 'number'
  return counts.bracket > 1 ? 'bracket' : undefined
}

const farthest = 40

export function linesAfter(blocks: readonly Block[], index: number): Block[] {
  return blocks.slice(index + 1, index + 1 + farthest).filter((block) => isTable(block) || (block.text.trim() !== '' && !isNoise(block)))
}

/** Options follow before anything else begins. */
export function beginsQuestion(blocks: readonly Block[], index: number, style: StartStyle | undefined): boolean {
  const own = blocks[index]
  if (own && !isTable(own) && markersIn(startOf(own)?.rest ?? own, { allowsSingleSpaces: true, mayStartInside: true }).length >= 2) return true
  let options = 0
  for (const block of linesAfter(blocks, index)) {
    if (isTable(block)) continue
    const start = startOf(block)
    if (start && start.style === style) return false
    options += markersIn(block, { allowsSingleSpaces: true, mayStartInside: false }).length
    if (options >= 2) return true
    if (explanationIn(block) || answerIn(block)) return false
  }
  return false
}

export function nextIsQuestion(blocks: readonly Block[], index: number, style: StartStyle | undefined): boolean {
  for (const [offset, block] of blocks.slice(index + 1, index + farthest).entries()) {
    if (isTable(block)) return false
    if (block.text.trim() === '') continue
    const start = startOf(block)
    if (start && start.style === style)
      return keysInLine(block).length === 0 && start.rest.text.length > 12 && beginsQuestion(blocks, index + 1 + offset, style)
  }
  return false
}

export function nextIsStart(blocks: readonly Block[], index: number, style: StartStyle | undefined): boolean {
  for (const next of linesAfter(blocks, index)) {
    if (isTable(next)) return false
    if (isPart(next) || isSectionName(next) || isTitleInCapitals(next) || topicOf(next) !== undefined || passageIn(next)) continue
    return startOf(next)?.style === style
  }
  return false
}

/** A list or a table of keys follows, or numbers with short answers: not the question behind the `last` one, under an answer left open. */
export function nextAreKeys(blocks: readonly Block[], index: number, style: StartStyle | undefined, last?: number): boolean {
  let seen = 0
  for (const [offset, next] of blocks.slice(index + 1, index + farthest).entries()) {
    if (!isTable(next) && (next.text.trim() === '' || isNoise(next))) continue
    seen += 1
    if (seen > 4) return false
    if (isTable(next)) return keysInTable(next, { isExpected: true }) !== undefined
    if (namedKeysInLine(next, { isExpected: true }).keys.length > 0 || /^\s*(?:[A-H][\s,;|.-]*){5,}$/.test(next.bare)) return true
    const start = startOf(next)
    if (start && start.style === style && last !== undefined && start.number === last + 1) return false
    if (start && start.style === style) return !beginsQuestion(blocks, index + 1 + offset, style) && answerLine(start) !== undefined
    if (start && isWord(start.style)) return false
    if (markersIn(next, { allowsSingleSpaces: true, mayStartInside: false }).length > 0) return false
    if (!isPart(next) && !isKeyHeading(next) && next.text.length > 60) return false
  }
  return false
}

type FirstOption = {
  isLower?: boolean
  /** How questions begin here: behind the next of them the options are its own. */
  before?: StartStyle | undefined
}

export function nextIsFirstOption(blocks: readonly Block[], index: number, { isLower, before }: FirstOption = {}): boolean {
  for (const next of linesAfter(blocks, index).slice(0, 6)) {
    if (isTable(next)) return false
    const [marker] = markersIn(next, { allowsSingleSpaces: true, mayStartInside: false })
    if (marker) return marker.letter === 'A' && (isLower === undefined || marker.isLower === isLower)
    const style = startOf(next)?.style
    if ((style !== undefined && (style === 'cau' || style === before)) || answerIn(next) || explanationIn(next)) return false
  }
  return false
}

/** What stands behind a number in a list of keys, when it is an answer. Numbers that are not how this document counts questions also count steps. */
export function answerLine({ rest }: Start, isOwnStyle = true): Line | undefined {
  const answer = answerIn(rest)
  if (answer) return answer.kind === 'value' ? answer.line : rest
  const read = readAnswer(rest)
  if (read.kind === 'letters' || read.kind === 'truths') return rest
  return isOwnStyle && rest.text.length <= 40 ? rest : undefined
}
