import { isTable } from './block.ts'
import { type Line, sliceLine } from './line.ts'
import type { ReadOption, ReadQuestion } from './read-question.ts'

const empty = '[☐□◻○◯❑❒]|\\[\\s*\\]|\\(\\s{1,3}\\)'
const ticked = '[☑☒✓✔✅●◉⦿■]|\\[\\s*[xXvV✓✔]\\s*\\]|\\(\\s*[xX✓✔]\\s*\\)'
const box = new RegExp(`(?<=^|\\s)(?:(?<empty>${empty})|(?<ticked>${ticked}))\\s*(?=[^\\s☐☑☒])`, 'gu')

/** "☐ Huế / ☒ Hà Nội": options without letters, each behind a box to tick. */
export function withBoxedOptions(question: ReadQuestion): ReadQuestion {
  const { stem, options } = question
  if (options.length > 0 || question.raw.kind === 'essay') return question
  const from = stem.findIndex((block, index) => index > 0 && !isTable(block) && startsWithBox(block))
  const list = from < 1 ? [] : stem.slice(from)
  if (!list.every((block) => !isTable(block) && startsWithBox(block))) return question
  const found = (list as Line[]).flatMap(optionsIn).map((option, index) => ({ ...option, letter: String.fromCharCode(65 + index) }))
  // without an empty one the signs are how the list looks
  if (found.length < 2 || found.every(({ isStarred }) => isStarred)) return question
  return { ...question, stem: stem.slice(0, from), options: found }
}

function startsWithBox(line: Line): boolean {
  return [...line.text.matchAll(box)][0]?.index === /^\s*/.exec(line.text)?.[0].length
}

/** A line that begins with a box may hold several: each stands before its option. */
function optionsIn(line: Line): ReadOption[] {
  const boxes = [...line.text.matchAll(box)]
  return boxes.map((match, index) => ({
    letter: '',
    isLower: false,
    letterLook: {},
    isStarred: match.groups?.ticked !== undefined,
    sign: match.groups?.ticked ?? '',
    isSignUnsure: false,
    isLocked: false,
    lines: [sliceLine(line, match.index + match[0].length, boxes[index + 1]?.index)],
    others: [],
    behind: undefined,
    truth: undefined,
  }))
}
