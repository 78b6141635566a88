import { type Reason, reason } from '../../reason.ts'
import { letterOf } from '../../types/option-list.ts'
import type { Line } from './line.ts'
import { lookOfOption, type MarkLook, markLooks, setApart, wholeLook } from './looks-as-marks.ts'
import type { ReadQuestion } from './read-question.ts'

/** One way in which an author shows the right option, and which options it shows. */
export type KeyMark = { kind: KeyMarkKind; options: number[]; value?: string }
export type KeyMarkKind = 'line' | 'explanation' | 'sign' | 'behind' | 'list' | MarkLook

export const explicitKinds: readonly KeyMarkKind[] = ['line', 'explanation', 'sign', 'behind', 'list']

export type MarksSeen = { marks: KeyMark[]; doubts: Reason[] }

/** Every mark that a question carries on its options; looks that the stem has too are no marks. */
export function marksOn(question: ReadQuestion): MarksSeen {
  const { options } = question
  const marks: KeyMark[] = []
  const doubts: Reason[] = []
  const add = (kind: KeyMarkKind, marked: readonly number[], value?: string) => {
    if (marked.length > 0) marks.push({ kind, options: [...new Set(marked)].sort((a, b) => a - b), ...(value === undefined ? {} : { value }) })
  }
  const starred = options.flatMap(({ isStarred }, index) => (isStarred ? [index] : []))
  if (starred.length < options.length) add('sign', starred)
  const behind = options.flatMap((option, index) => (option.behind?.means === 'right' ? [index] : []))
  if (behind.length < options.length) add('behind', behind)
  const looks = options.map((option) =>
    lookOfOption(
      option.letterLook,
      option.lines.map((line) => withoutMark(line, option.behind?.rest, option.lines)),
    ),
  )
  const stem = wholeLook(question.stem.filter((block): block is Line => !('kind' in block)))
  for (const name of markLooks) {
    const seen = setApart(looks, name)
    if (seen.length === 0) continue
    const [first, second] = seen
    if (name === 'strike') {
      doubts.push(reason('STRUCK_OPTION', lettersOf(first?.options ?? [])))
      continue
    }
    // letter and text together are one mark; where they point at different options both are seen
    const all =
      second && String(first?.options) !== String(second.options)
        ? [...new Set([...(first?.options ?? []), ...second.options])]
        : (first?.options ?? [])
    const value = first?.value ?? ''
    if (stem[name] !== undefined && (name === 'bold' || name === 'italic' || name === 'underline' || stem[name] === value)) {
      doubts.push(reason('STEM_LOOKS_MARKED_TOO', name, lettersOf(all)))
      continue
    }
    add(name, all, value)
  }
  return { marks, doubts }
}

/** Looks that cover only a part of one option and of no other. */
export function partlyMarked(question: ReadQuestion): { name: MarkLook; option: number } | undefined {
  const looks = question.options.map((option) => lookOfOption(option.letterLook, option.lines))
  for (const name of ['highlight', 'color', 'bold', 'underline'] as const) {
    const partly = looks.flatMap(({ partly: names }, index) => (names.has(name) ? [index] : []))
    if (partly.length === 1) return { name, option: partly[0] as number }
  }
  return undefined
}

function withoutMark(line: Line, rest: Line | undefined, lines: readonly Line[]): Line {
  return rest && line === lines.at(-1) ? rest : line
}

export function lettersOf(options: readonly number[]): string {
  return options.map(letterOf).join(', ')
}
