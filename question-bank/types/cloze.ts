import { type Static, Type } from 'typebox'
import { type Reason, reason } from '../reason.ts'
import { displayed, readPlace, writePlace } from './displayed-places.ts'
import { gradeNumber, numeric, numericKeyFaults } from './numeric.ts'
import { optionFaults, RichText, stemFaults } from './option-list.ts'
import { fullGrade, type Grade, noGrade, type Orders, type QuestionTypeDefinition } from './question-type.ts'
import { gradeText, shortText, textKeyFaults } from './short-text.ts'

/** A text with gaps, marked [[1]], [[2]] … in its stem. Answered as a JSON list with a text for each gap, "" for one left open. */
const Content = Type.Object({
  type: Type.Literal('cloze'),
  stem: RichText,
  gaps: Type.Array(
    Type.Union([
      Type.Object({ kind: Type.Literal('choice'), options: Type.Array(RichText) }),
      Type.Object({ kind: Type.Literal('text') }),
      Type.Object({ kind: Type.Literal('numeric') }),
    ]),
  ),
  scoring: Type.Optional(Type.Literal('all-or-nothing', { description: 'Only all gaps together are worth something; else each gap counts' })),
})
const weight = { weight: Type.Integer({ minimum: 1, maximum: 1_000, description: 'How much this gap counts beside the others' }) }
const ChoiceGapKey = Type.Object({ kind: Type.Literal('choice'), correct: Type.Integer({ minimum: 0 }), ...weight })
const Key = Type.Object({
  gaps: Type.Array(
    Type.Union([
      ChoiceGapKey,
      Type.Object({ kind: Type.Literal('text'), text: shortText.key as typeof shortText.key, ...weight }),
      Type.Object({ kind: Type.Literal('numeric'), number: numeric.key as typeof numeric.key, ...weight }),
    ]),
  ),
})
export type ClozeContent = Static<typeof Content>
export type ClozeGap = ClozeContent['gaps'][number]
export type ClozeGapKey =
  | Static<typeof ChoiceGapKey>
  | { kind: 'text'; text: Parameters<typeof gradeText>[0]; weight: number }
  | { kind: 'numeric'; number: Parameters<typeof gradeNumber>[0]; weight: number }
export type ClozeKey = { gaps: ClozeGapKey[] }
type GapAnswer = number | string | undefined

export const gapMark = (gap: number): string => `[[${gap + 1}]]`
/** Every "[[1]]" of a stem but those that a backslash makes plain text. */
const gapMarks = /(?<!(?<!\\)(?:\\\\)*\\)\[\[(\d{1,3})\]\]/g

/** A stem with something else where its gaps are. */
export function fillGapMarks(stem: string, fill: (gap: number) => string): string {
  return stem.replace(gapMarks, (_mark, number) => fill(Number(number) - 1))
}

export const cloze: QuestionTypeDefinition<ClozeContent, ClozeKey, readonly GapAnswer[]> = {
  name: 'cloze',
  content: Content,
  key: Key,
  gradedBy: 'machine',
  faultsOf({ stem, gaps }, key) {
    const marked = [...stem.matchAll(gapMarks)].map(([, number]) => Number(number))
    const faults: Reason[] = [...stemFaults(stem)]
    if (gaps.length === 0) faults.push(reason('NO_GAPS'))
    if (gaps.length !== key.gaps.length) faults.push(reason('GAPS_DISAGREE', gaps.length, key.gaps.length))
    else if (marked.length !== gaps.length || new Set(marked).size < marked.length || marked.some((number) => number < 1 || number > gaps.length))
      faults.push(reason('GAPS_DISAGREE', marked.length, gaps.length))
    else faults.push(...gaps.flatMap((gap, index) => gapFaults(gap, key.gaps[index] as ClozeGapKey, index)))
    return faults
  },
  shuffledLists: ({ gaps }) => gaps.flatMap((gap) => (gap.kind === 'choice' ? [{ size: gap.options.length, locked: [] }] : [])),
  present({ type, stem, gaps }, orders) {
    const lists = listsOf(gaps)
    return {
      type,
      stem,
      gaps: gaps.map((gap, index) =>
        gap.kind === 'choice' ? { kind: 'choice', options: displayed(gap.options, orders, lists[index] as number) } : gap,
      ),
    }
  },
  read({ gaps }, text, orders) {
    const given = parseTexts(text)
    if (!given || given.length !== gaps.length) return undefined
    const lists = listsOf(gaps)
    const answers = given.map((one, index) => readGap(gaps[index] as ClozeGap, one, orders, lists[index] as number))
    return answers.every((answer) => answer === undefined) ? undefined : answers
  },
  write({ gaps }, answers, orders) {
    const lists = listsOf(gaps)
    return JSON.stringify(
      answers.map((answer, index) =>
        answer === undefined ? '' : typeof answer === 'number' ? writePlace(answer, orders, lists[index] as number) : answer,
      ),
    )
  },
  grade({ scoring }, { gaps }, answers): Grade {
    // each gap's fraction is brought to millionths before they are weighed, so that the sum is one whole number
    let [part, of] = [0, 0]
    gaps.forEach((key, index) => {
      of += key.weight * 1_000
      const answer = answers[index]
      if (answer === undefined) return
      const grade = gradeGap(key, answer)
      part += Math.trunc((key.weight * 1_000 * grade.part) / grade.of)
    })
    if (scoring === 'all-or-nothing') return part === of && of > 0 ? fullGrade : noGrade
    return { part, of: Math.max(1, of) }
  },
  leastGrade: () => noGrade,
  fullAnswer: (_content, { gaps }) =>
    gaps.map((key) => {
      if (key.kind === 'choice') return key.correct
      if (key.kind === 'text') return key.text.accepted.find(({ worthThousandths }) => worthThousandths === 1_000)?.text
      return key.number.accepted.find(({ worthThousandths }) => worthThousandths === 1_000)?.value
    }),
  texts: ({ stem, gaps }) => [stem, ...gaps.flatMap((gap) => (gap.kind === 'choice' ? gap.options : []))],
  mapTexts: (content, change) => ({
    ...content,
    stem: change(content.stem),
    gaps: content.gaps.map((gap) => (gap.kind === 'choice' ? { ...gap, options: gap.options.map(change) } : gap)),
  }),
  report: ({ gaps }, key) => ({ options: [], correct: key ? key.gaps.map((gapKey, index) => reportGap(gaps[index], gapKey)) : [] }),
}

/** Which shuffled list belongs to which gap. */
function listsOf(gaps: readonly ClozeGap[]): (number | undefined)[] {
  let next = 0
  return gaps.map((gap) => (gap.kind === 'choice' ? next++ : undefined))
}

function readGap(gap: ClozeGap, text: string, orders: Orders, list: number): GapAnswer {
  if (gap.kind === 'choice') return readPlace(text, orders, list)
  return text.trim() === '' ? undefined : text
}

function gradeGap(key: ClozeGapKey, answer: number | string): Grade {
  if (key.kind === 'choice') return { part: answer === key.correct ? 1 : 0, of: 1 }
  return key.kind === 'text' ? gradeText(key.text, String(answer)) : gradeNumber(key.number, String(answer))
}

function gapFaults(gap: ClozeGap, key: ClozeGapKey, index: number): Reason[] {
  if (gap.kind !== key.kind) return [reason('GAP_WITHOUT_KEY', index + 1)]
  if (key.kind === 'text') return textKeyFaults(key.text)
  if (key.kind === 'numeric') return numericKeyFaults(key.number)
  const options = gap.kind === 'choice' ? gap.options : []
  return key.correct >= options.length ? [reason('GAP_WITHOUT_KEY', index + 1)] : optionFaults(options)
}

function reportGap(gap: ClozeGap | undefined, key: ClozeGapKey): string {
  if (key.kind === 'text') return key.text.accepted[0]?.text ?? ''
  if (key.kind === 'numeric') return key.number.accepted[0]?.value ?? ''
  return gap?.kind === 'choice' ? (gap.options[key.correct] ?? '') : ''
}

function parseTexts(text: string): string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) && parsed.every((one) => typeof one === 'string') ? parsed : undefined
  } catch {
    return undefined
  }
}
