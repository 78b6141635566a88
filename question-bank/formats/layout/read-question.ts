import type { Level } from '../../../server/contract/questions.ts'
import type { SaidType } from '../sheet/type-names.ts'
import { aboutIn, type Besides, nothingBesides } from './about-lines.ts'
import { type Answer, answerAtEnd, answerIn, chosenIn, explanationIn, readAnswer } from './answers.ts'
import { type Block, isTable } from './block.ts'
import { levelAtStart } from './labels.ts'
import { type Line, type Look, lookAt, sliceLine } from './line.ts'
import { type MarkBehind, markBehind, truthBehind } from './marks-behind.ts'
import { areInOrder, type Marker, markersIn } from './option-markers.ts'
import type { RawQuestion } from './raw-question.ts'
import type { SignsStand } from './signs-between.ts'

export type ReadOption = {
  letter: string
  isLower: boolean
  letterLook: Look
  isStarred: boolean
  sign: string
  isSignUnsure: boolean
  isLocked: boolean
  /** The option as it stands, marks behind it included. */
  lines: Line[]
  others: Block[]
  behind: MarkBehind | undefined
  truth: boolean | undefined
}

/** A question with everything that it says of itself told apart. Nothing is decided yet. */
export type ReadQuestion = {
  raw: RawQuestion
  stem: Block[]
  options: ReadOption[]
  answers: { answer: Answer; line: Line }[]
  /** Letters that the explanation chooses. */
  chosen: string[]
  explanation: Block[]
  level: Level | undefined
  topic: string | undefined
  source: string | undefined
  tags: string[]
  pointsThousandths: number | undefined
  /** What a line "Loại: …" calls it. */
  saidType: SaidType | undefined
  besides: Besides
  /** Text behind the last option that nobody can place. */
  leftover: Line[]
  /** Another set of options stood before these. */
  earlierSets: number
}

type Entry = { block: Block; markers: Marker[] }
/** How the options of one line are told apart. */
type Parting = { allowsSingleSpaces: boolean; signsStand: SignsStand }

export function readQuestion(raw: RawQuestion, signsStand?: SignsStand): ReadQuestion {
  const read: ReadQuestion = {
    raw,
    stem: [],
    options: [],
    answers: [],
    chosen: [],
    explanation: [],
    level: raw.level,
    topic: raw.topic,
    source: undefined,
    tags: [],
    pointsThousandths: raw.pointsThousandths,
    saidType: undefined,
    besides: nothingBesides(),
    leftover: [],
    earlierSets: 0,
  }
  const entries = sortOut(raw, read)
  // the options of its gaps are no options of the question
  if (read.saidType === 'cloze' && read.besides.gaps.size > 0) return { ...read, stem: entries }
  const narrow = read.options.length === 0 ? layOut(entries, read, { allowsSingleSpaces: true, signsStand }) : read
  if (!areInOrder(narrow.options.map(({ letter }) => letter))) {
    // a single space before "B." may be the end of a name and not an option
    const wide = layOut(entries, read, { allowsSingleSpaces: false, signsStand })
    if (wide.options.length >= 2 && areInOrder(wide.options.map(({ letter }) => letter))) return finish(wide)
  }
  return finish(narrow)
}

/** Answers, explanations, levels and sources are taken out; what is left is stem and options. */
function sortOut(raw: RawQuestion, read: ReadQuestion): Block[] {
  const rest: Block[] = []
  let [isExplaining, isAnswered, hadOptions, areOptionsLate] = [false, false, false, false]
  // a guide or a remark goes on until something else is said
  let remark: Block[] | undefined
  const first = levelAtStart(raw.first)
  if (first) read.level ??= first.level
  for (const block of [first?.rest ?? raw.first, ...raw.entries]) {
    if (isTable(block)) {
      ;(remark ?? (isExplaining ? read.explanation : rest)).push(block)
      continue
    }
    const about = aboutIn(block, read)
    if (about) {
      remark = about.remark
      continue
    }
    const explained = explanationIn(block)
    if (explained || answerIn(block)) remark = undefined
    if (remark) {
      remark.push(block)
      continue
    }
    if (explained && block !== raw.first) {
      isExplaining = true
      if (explained.text !== '') {
        const inside = answerIn(explained)
        if (inside) read.answers.push({ answer: inside, line: block })
        if (!inside || (inside.kind === 'letters' && inside.tail.text !== '')) read.explanation.push(explained)
      }
      continue
    }
    const answer = block === raw.first ? undefined : answerIn(block)
    if (answer && (!isExplaining || answer.kind === 'letters')) {
      // "Đáp án:" with the letter on the next line
      const isWaiting = answer.kind === 'blank'
      if (!isWaiting || block.spans.some(({ look }) => look.strike)) read.answers.push({ answer, line: block })
      if (answer.kind === 'letters' && isExplaining) read.explanation.push(block)
      if (!isAnswered) hadOptions = rest.some(holdsOption)
      isAnswered = true
      continue
    }
    // the key may stand between the stem and the options
    const areOptionsBehind = isAnswered && !isExplaining && holdsOption(block) && read.answers.every((one) => one.answer.kind === 'letters')
    if (areOptionsBehind && (!hadOptions || areOptionsLate)) {
      areOptionsLate = true
      rest.push(block)
    } else if (isExplaining) read.explanation.push(block)
    else if (isAnswered) {
      const late = read.answers.length === 0 ? readAnswer(sliceLine(block, 0)) : undefined
      const isNumber = late?.kind === 'value' && /^[+−–-]?\d[\d.,]*$/.test(late.text) && !rest.some(holdsOption)
      if (late && (isNumber || late.kind === 'letters' || late.kind === 'truths')) read.answers.push({ answer: late, line: block })
      else read.explanation.push(block)
    } else {
      const ending = answerAtEnd(block)
      if (ending) {
        read.answers.push({ answer: ending.answer, line: block })
        rest.push(ending.rest)
      } else rest.push(block)
    }
  }
  read.chosen = read.explanation.flatMap((block) => (isTable(block) ? [] : chosenIn(block)))
  return rest
}

function holdsOption(block: Block): boolean {
  return !isTable(block) && markersIn(block, { allowsSingleSpaces: false, mayStartInside: false }).length > 0
}

function layOut(rest: readonly Block[], base: ReadQuestion, parting: Parting): ReadQuestion {
  const read: ReadQuestion = { ...base, stem: [], options: [], leftover: [], earlierSets: 0 }
  const entries: Entry[] = rest.map((block, index) => ({
    block,
    markers: isTable(block) ? [] : markersOf(block, index === 0, parting, rest[index + 1]),
  }))
  const from = lastSetAt(entries, read)
  for (const [index, { block, markers }] of entries.entries()) {
    const own = index < from.entry ? [] : index === from.entry ? markers.slice(from.marker) : markers
    if (isTable(block) || own.length === 0) addText(block, read)
    else {
      const [firstMarker] = own as [Marker, ...Marker[]]
      if (firstMarker.start > 0) addText(sliceLine(block, 0, firstMarker.start), read)
      own.forEach((marker, at) => {
        read.options.push(optionOf(block, marker, own[at + 1]?.start))
      })
    }
  }
  read.options = inReadingOrder(read.options)
  return read
}

/** A and C on one line over B and D on the next: two columns, read downwards. */
function inReadingOrder(options: ReadOption[]): ReadOption[] {
  const rows = options.length / 2
  const isInColumns =
    rows >= 2 &&
    Number.isInteger(rows) &&
    options.every(({ letter, others, lines }, index) => {
      const [row, column] = [Math.floor(index / 2), index % 2]
      const isOnLine = (other: number) => options[other]?.lines[0]?.place === lines[0]?.place
      return letter.charCodeAt(0) === 65 + row + column * rows && others.length === 0 && isOnLine(row * 2) && !isOnLine(row * 2 + 2)
    })
  return isInColumns ? [...options].sort((a, b) => (a.letter < b.letter ? -1 : 1)) : options
}

function markersOf(line: Line, isFirst: boolean, parting: Parting, next: Block | undefined): Marker[] {
  const found = markersIn(line, { ...parting, mayStartInside: true })
  if (found.length === 0 || (found[0] as Marker).start === 0) return isFirst && found.length === 1 ? [] : found
  // options that begin inside a line are sure when several follow one another
  if (found.length >= 3 || (found.length === 2 && /[\t]| {2}/.test(line.text.slice(0, (found[1] as Marker).start)))) return found
  const nextLetter = next && !isTable(next) ? markersIn(next, { allowsSingleSpaces: false, mayStartInside: false })[0]?.letter : undefined
  const goesOn = nextLetter === String.fromCharCode((found.at(-1) as Marker).letter.charCodeAt(0) + 1)
  return goesOn ? found : []
}

/** Lists before the options ("a) … b) …, which are right?") are part of the stem: the options are the last run of letters that begins with A. */
function lastSetAt(entries: readonly Entry[], read: ReadQuestion): { entry: number; marker: number } {
  const all = entries.flatMap(({ markers }, entry) => markers.map((marker, index) => ({ ...marker, entry, index })))
  const starts = all.flatMap((marker, index) => (marker.letter === 'A' ? [index] : []))
  const last = starts.at(-1)
  if (last === undefined || last === 0) return { entry: 0, marker: 0 }
  const set = all.slice(last)
  const [first] = set as [(typeof all)[number]]
  const before = all.slice(0, last)
  const isWhole = set.length >= 2 && areInOrder(set.map(({ letter }) => letter)) && set.every(({ isLower }) => isLower === first.isLower)
  if (!isWhole) return { entry: 0, marker: 0 }
  const isAlike = before.filter(({ isLower, letter }) => isLower === first.isLower && letter === 'A').length > 0 && before.length >= 2
  if (isAlike) {
    read.earlierSets = 1
    return { entry: 0, marker: 0 }
  }
  return { entry: first.entry, marker: first.index }
}

function addText(block: Block, read: ReadQuestion): void {
  const last = read.options.at(-1)
  if (!last) read.stem.push(block)
  else last.others.push(block)
}

function optionOf(line: Line, marker: Marker, end: number | undefined): ReadOption {
  const body = sliceLine(line, marker.end, end)
  return {
    letter: marker.letter,
    isLower: marker.isLower,
    letterLook: lookAt(line, marker.letterAt),
    isStarred: marker.isStarred,
    sign: marker.sign,
    isSignUnsure: marker.isSignUnsure === true,
    isLocked: marker.isLocked,
    lines: [body],
    others: [],
    behind: undefined,
    truth: undefined,
  }
}

/** What follows an option belongs to it; what follows the last one only where it goes on in the same paragraph. */
function finish(read: ReadQuestion): ReadQuestion {
  read.options.forEach((option, index) => {
    const isLast = index === read.options.length - 1
    for (const block of option.others) {
      if (!isTable(block) && (!isLast || block.continues || (/^\s*[\ufffc\p{Ll}]/u.test(block.text) && !/^\s*\p{L}\s*[.)/]/u.test(block.text))))
        option.lines.push(block)
      else if (!isTable(block)) read.leftover.push(block)
    }
    const last = option.lines.at(-1) as Line
    const truth = truthBehind(last)
    if (truth) option.truth = truth.truth
    // both options are marked, so that the marks disagree
    const next = read.options[index + 1]
    option.behind = markBehind(last) ?? (next?.isSignUnsure ? { rest: last, seen: next.sign, means: 'right' } : undefined)
  })
  // what stands behind all options, or says of some that they are wrong and of none that it is right, is a part of their texts
  const right = read.options.filter(({ behind }) => behind?.means === 'right').length
  if (right === 0 || right === read.options.length) for (const option of read.options) option.behind = undefined
  return read
}
