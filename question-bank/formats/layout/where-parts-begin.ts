import { type Block, isTable } from './block.ts'
import type { GatheredQuestions } from './gather-questions.ts'
import { isWord, type Start, type StartStyle, startOf } from './labels.ts'
import type { Line } from './line.ts'
import { linesAfter, nextIsFirstOption, nextIsStart } from './look-ahead.ts'
import { isSectionName, isTitleInCapitals } from './sections.ts'

export type Mode = 'head' | 'question' | 'explanation' | 'keys' | 'over'
export type Here = { blocks: readonly Block[]; index: number; style: StartStyle | undefined; mode: Mode; asked: GatheredQuestions }

/** "TUẦN 2", "B. ĐỊA LÝ": no option and no text of a question, since a question follows and the last one is complete. */
export function isSectionHeading(line: Line, here: Here): boolean {
  const { blocks, index, style, mode, asked } = here
  if (!(isSectionName(line) || isTitleInCapitals(line))) return false
  if (!(asked.isComplete || mode === 'explanation')) return endsOpenQuestion(line, here)
  if (isSectionName(line)) return !asked.current || nextIsStart(blocks, index, style) || nextGoesOn(here)
  const letter = /^\s*([A-H])\s*[.):]/.exec(line.bare)?.[1]
  // behind options only the letter that the headings have come to is no slip of another option
  const last = asked.section.find(({ kind }) => kind === 'letter')?.values[0]
  const mayBeOption =
    letter !== undefined && asked.current !== undefined && letter !== 'A' && letter.toLowerCase().charCodeAt(0) !== (last?.charCodeAt(0) ?? 0) + 1
  const isNextOption = letter !== undefined && asked.current !== undefined && letter.charCodeAt(0) === 65 + asked.optionCount && mode === 'question'
  return !mayBeOption && !isNextOption && nextIsStart(blocks, index, style)
}

/** "III. KIẾN THỨC CHUNG" between an essay and the next question: nothing that belongs to the essay. */
function endsOpenQuestion(line: Line, { blocks, index, style, asked }: Here): boolean {
  return asked.optionCount === 0 && /^\s*[IVX]{1,4}\s*[.):/–-]/.test(line.bare) && isTitleInCapitals(line) && nextIsStart(blocks, index, style)
}

/** Plain numbers also count lists inside a question: those begin at 1 while no option was seen. */
export function isStartHere(found: Start, { asked, mode }: Here): boolean {
  const { current, optionCount, listNumber, isAnswered } = asked
  if (isWord(found.style) || !current || found.number === undefined) return true
  if (mode === 'explanation' && found.number !== (current.number ?? 0) + 1) return false
  const isEmpty = optionCount < 2 && !isAnswered
  if (isEmpty && found.number === listNumber + 1 && (listNumber > 0 || found.number !== (current.number ?? 0) + 1)) return false
  return found.number > (current.number ?? 0) || !isEmpty
}

/** "5." behind "Câu 4" was pasted from elsewhere, but the numbers go on. */
export function goesOn({ style: found, number }: Start, { style, asked }: Here): boolean {
  return (
    found === 'number' && style !== 'number' && style !== 'bracket' && number !== undefined && number === (asked.questions.at(-1)?.number ?? 0) + 1
  )
}

function nextGoesOn(here: Here): boolean {
  const [next] = linesAfter(here.blocks, here.index)
  const start = next && !isTable(next) ? startOf(next) : undefined
  return start !== undefined && goesOn(start, here) && nextIsFirstOption(here.blocks, here.index + 1)
}
