import { levelFrom } from '../../levels.ts'
import { scoringSaid } from '../sheet/scoring-words.ts'
import { saidType } from '../sheet/type-names.ts'
import type { Block } from './block.ts'
import { type Line, sliceLine } from './line.ts'
import { thousandthsOf } from './quoted-keys.ts'
import type { ReadQuestion } from './read-question.ts'

/** What a question says of itself in lines of their own, beside what every author says: our own files write these, and so may anybody. */
export type Besides = {
  name?: string
  /** As the column "Cách chấm" of a sheet. */
  scoring?: ReturnType<typeof scoringSaid>
  unit?: string
  /** What single options are worth, by their letters. */
  worths: Map<string, number>
  /** What is said of single options, by their letters. */
  remarks: Map<string, Block[]>
  guide: Block[]
  /** What fills a gap, by its number. */
  gaps: Map<number, { weight: number; line: Line }>
}

export function nothingBesides(): Besides {
  return { worths: new Map(), remarks: new Map(), guide: [], gaps: new Map() }
}

/** Undefined: nothing was understood, the line is of another kind. A remark goes on in the blocks that follow. */
type Taken = { remark?: Block[] } | undefined
type Match = { groups: readonly string[]; said: string; line: Line; from: number }

const taken = {}

const abouts: readonly [RegExp, (match: Match, read: ReadQuestion) => Taken][] = [
  [
    /^(?:loai(?: cau(?: hoi)?)?|dang(?: cau(?: hoi)?)?|kieu cau(?: hoi)?)\s*[:=]\s*/i,
    ({ said }, read) => {
      const type = saidType(said)
      if (type === undefined) return undefined
      read.saidType = type
      return taken
    },
  ],
  [
    /^(?:nhan|tu khoa|tags?)\s*[:=]\s*/i,
    ({ said }, read) => {
      read.tags.push(
        ...said
          .split(/[,;]/)
          .map((tag) => tag.trim())
          .filter((tag) => tag !== ''),
      )
      return taken
    },
  ],
  [
    /^(?:diem|so diem|points?|marks?)\s*[:=]\s*(?=\d{1,4}(?:[.,]\d{1,3})?\s*(?:d|diem|points?)?\s*\.?$)/i,
    ({ said }, read) => {
      read.pointsThousandths = Math.round(Number((/^[\d.,]*\d/.exec(said)?.[0] ?? '').replace(',', '.')) * 1_000)
      return taken
    },
  ],
  [
    /^(?:muc do(?: nhan thuc)?|cap do|level)\s*[:=]\s*/i,
    ({ said }, read) => {
      read.level = levelFrom(said) ?? read.level
      return taken
    },
  ],
  [
    /^(?:thuoc chu de|chu de|chuyen de|noi dung kien thuc|don vi kien thuc|topic)\s*[:=]\s*/i,
    ({ said }, read) => {
      read.topic = said
      return taken
    },
  ],
  [
    /^(?:nguon|can cu|trich dan(?: nguon)?|can cu phap ly|nguon trich dan|source)\s*[:=]\s*/i,
    ({ said }, read) => {
      read.source = said
      return taken
    },
  ],
  [
    /^ten ngan\s*:\s*/i,
    ({ said }, { besides }) => {
      besides.name = said
      return taken
    },
  ],
  [
    /^cach cham\s*:\s*/i,
    ({ said }, { besides }) => {
      const scoring = scoringSaid(said)
      const isUnderstood = scoring.words.size > 0 || scoring.ladder !== undefined || scoring.mostWords !== undefined
      if (!isUnderstood) return undefined
      besides.scoring = scoring
      return taken
    },
  ],
  [
    /^t[iy] le diem\s*:\s*/i,
    ({ said }, { besides }) => {
      const worths = said.split(/\s*;\s*/).map((one) => /^([A-H])\s*[:=]?\s*([+−-]?\d{1,3}(?:,\d)?)\s*%$/.exec(one))
      if (worths.some((one) => one === null)) return undefined
      for (const one of worths) besides.worths.set(one?.[1] ?? '', thousandthsOf(one?.[2] ?? ''))
      return taken
    },
  ],
  [
    /^nhan xet\s+(?:phuong an\s+)?([A-H])\s*:\s*/i,
    ({ groups: [letter = ''], line, from }, { besides }) => {
      const remark = [sliceLine(line, from)]
      besides.remarks.set(letter.toUpperCase(), remark)
      return { remark }
    },
  ],
  // such words begin sentences of other texts, so they count only behind a line that says what is asked for
  [
    /^don vi\s*:\s*/i,
    ({ said }, { saidType: type, besides }) => {
      if (type !== 'numeric' && type !== 'prediction') return undefined
      besides.unit = said
      return taken
    },
  ],
  [
    /^huong dan cham\s*:\s*/i,
    ({ line, from }, { saidType: type, besides: { guide } }) => {
      if (type !== 'essay') return undefined
      guide.push(sliceLine(line, from))
      return { remark: guide }
    },
  ],
  [
    /^(?:cho trong|o trong)\s*\(?(\d{1,3})\)?\s*(?:\(\s*[x×]\s*(\d{1,4})\s*\)\s*)?:\s*/i,
    ({ groups: [gap, weight = '1'], line, from }, { saidType: type, besides }) => {
      if (type !== 'cloze') return undefined
      besides.gaps.set(Number(gap), { weight: Number(weight), line: sliceLine(line, from) })
      return taken
    },
  ],
]

/** Whether a line says something about the question; what it says is taken into `read`. */
export function aboutIn(written: Line, read: ReadQuestion): Taken {
  const line = withoutBrackets(written)
  for (const [pattern, take] of abouts) {
    const match = pattern.exec(line.bare)
    if (!match) continue
    const from = match[0].length
    const said = line.text.slice(from).trim()
    if (said === '') continue
    const [, ...groups] = match
    const found = take({ groups, said, line, from }, read)
    if (found) return found
  }
  return undefined
}

/** "(Mức độ: NB)": a bracket that was opened before the words. */
function withoutBrackets(line: Line): Line {
  const inside = sliceLine(line, 0)
  if (!/^[([]/.test(inside.text)) return inside
  return sliceLine(inside, 1, /[)\]]$/.test(inside.text) ? inside.text.length - 1 : inside.text.length)
}
