import { type Block, isTable } from './block.ts'
import { type Line, sliceLine } from './line.ts'
import { wholeLook } from './looks-as-marks.ts'
import { markBehind } from './marks-behind.ts'
import type { ReadOption, ReadQuestion } from './read-question.ts'

const empty = '[☐□◻○◯❑❒]|\\[\\s*\\]|\\(\\s{1,3}\\)'
const ticked = '[☑☒✓✔✅●◉⦿■]|\\[\\s*[xXvV✓✔]\\s*\\]|\\(\\s*[xX✓✔]\\s*\\)'
const dash = /^\s*[-–•+]\s*(?=\S)/
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

/** "- Huế / - Hà Nội (đúng)": a list without letters is one of options only where one of its lines says that it is right. */
export function withDashedOptions(question: ReadQuestion): ReadQuestion {
  const { stem, options, answers } = question
  if (options.length > 0 || answers.length > 0 || question.raw.kind === 'essay') return question
  const isDashed = (block: Block | undefined): block is Line => block !== undefined && !isTable(block) && dash.test(block.text)
  const from = stem.findIndex((block, index) => index > 0 && isDashed(block))
  const list = from < 1 ? [] : stem.slice(from)
  if (list.length < 2 || list.length > 8 || !list.every(isDashed)) return question
  const found = list.map((line, index) => {
    const text = sliceLine(line, dash.exec(line.text)?.[0].length ?? 0)
    const behind = markBehind(text)
    return { ...plainOption(text), letter: String.fromCharCode(65 + index), behind: behind?.means === 'right' ? behind : undefined }
  })
  const isMarked = found.filter(({ behind }) => behind).length === 1 || (list.length >= 3 && asks(stem[from - 1]) && looksDifferOnce(list))
  return isMarked ? { ...question, stem: stem.slice(0, from), options: found } : question
}

function asks(block: Block | undefined): boolean {
  return block !== undefined && !isTable(block) && /[?:]\s*$/.test(block.text)
}

/** One line is bold, underlined or coloured from end to end and no other is at all. */
function looksDifferOnce(list: readonly Line[]): boolean {
  const looks = ['bold', 'underline', 'highlight', 'color'] as const
  const isShown = (line: Line) => line.spans.some(({ look, text }) => text.trim() !== '' && looks.some((name) => look[name] !== undefined))
  const shown = list.filter(isShown)
  return shown.length === 1 && looks.some((name) => wholeLook(shown)[name] !== undefined)
}

/** A line that begins with a box may hold several: each stands before its option. */
function optionsIn(line: Line): ReadOption[] {
  const boxes = [...line.text.matchAll(box)]
  return boxes.map((match, index) => ({
    ...plainOption(sliceLine(line, match.index + match[0].length, boxes[index + 1]?.index)),
    isStarred: match.groups?.ticked !== undefined,
    sign: match.groups?.ticked ?? '',
  }))
}

function plainOption(line: Line): ReadOption {
  return {
    letter: '',
    isLower: false,
    letterLook: {},
    isStarred: false,
    sign: '',
    isSignUnsure: false,
    isLocked: false,
    lines: [line],
    others: [],
    behind: undefined,
    truth: undefined,
  }
}
