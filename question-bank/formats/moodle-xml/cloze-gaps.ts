import { type Reason, reason } from '../../reason.ts'
import { decodeEntities } from '../../rich-text/html-entities.ts'
import type { ClozeGap, ClozeGapKey } from '../../types/cloze.ts'
import { worthOf } from './choice-from-shares.ts'
import { numberKeyFrom, type TypedAnswer, textKeyFrom } from './typed-answers.ts'

type Kind = 'choice' | 'text' | 'exact-text' | 'numeric' | 'several'
const kinds: readonly [Kind, RegExp][] = [
  ['choice', /^(?:MULTICHOICE|MC)(?:_?(?:V|H|S|VS|HS))?$/],
  ['text', /^(?:SHORTANSWER|SA|MW)$/],
  ['exact-text', /^(?:SHORTANSWER_C|SAC|MWC)$/],
  ['numeric', /^(?:NUMERICAL|NM)$/],
  ['several', /^(?:MULTIRESPONSE|MR)(?:_?(?:H|S|HS))?$/],
]

export type FoundGap = { gap: ClozeGap; key: ClozeGapKey | undefined; doubts: Reason[] }
export type Cloze = { text: string; gaps: FoundGap[] }

/** Private signs stand for a gap while the text around it is read. */
const gapSign = (gap: number): string => `\ue000${gap + 1}\ue001`

/** "{1:SHORTANSWER:=Hà Nội~%50%Hanoi}" and its like inside a text. Options are rich, so somebody else reads them. */
export function takeGaps(text: string, rich: (written: string) => string): Cloze {
  const gaps: FoundGap[] = []
  const opening = /\{(\d{0,4}):([A-Z_]{2,20}):/g
  let written = ''
  let done = 0
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const kind = kinds.find(([, pattern]) => pattern.test(match?.[2] as string))?.[0]
    const end = kind === undefined ? undefined : closingOf(text, opening.lastIndex)
    if (kind === undefined || end === undefined) continue
    written += text.slice(done, match.index) + gapSign(gaps.length)
    gaps.push(readGap(kind, Math.min(1_000, Math.max(1, Number(match[1] || '1'))), text.slice(opening.lastIndex, end), rich))
    done = end + 1
    opening.lastIndex = done
  }
  return { text: written + text.slice(done), gaps }
}

const longestGap = 20_000

function closingOf(text: string, from: number): number | undefined {
  // most texts that close nothing have no bracket at all, and that is seen at once
  if (!text.slice(from, from + longestGap).includes('}')) return undefined
  for (let at = from; at < Math.min(text.length, from + longestGap); at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '}') return at
  }
  return undefined
}

function readGap(kind: Kind, weight: number, inside: string, rich: (written: string) => string): FoundGap {
  const answers = alternativesOf(inside)
  if (kind === 'choice' || kind === 'several') {
    const gap = { kind: 'choice' as const, options: answers.map(({ text }) => rich(text)) }
    const full = answers.flatMap(({ worth }, option) => (worth === 1_000 ? [option] : []))
    const isClear = kind === 'choice' && full.length === 1 && answers.every(({ worth }) => worth === 0 || worth === 1_000)
    return isClear
      ? { gap, key: { kind: 'choice', correct: full[0] as number, weight }, doubts: [] }
      : { gap, key: undefined, doubts: [reason('GAP_NOT_READ', inside.slice(0, 80))] }
  }
  const plain = answers.map((answer) => ({
    ...answer,
    text: decodeEntities(answer.text.replace(/<[^<>]*>/g, ''))
      .replaceAll('\u00a0', ' ')
      .trim(),
  }))
  if (kind === 'numeric') {
    const { key, doubts } = numberKeyFrom(plain.map(withTolerance))
    return { gap: { kind: 'numeric' }, key: key && { kind: 'numeric', number: key, weight }, doubts }
  }
  const { key, doubts } = textKeyFrom(plain, kind === 'exact-text')
  return { gap: { kind: 'text' }, key: key && { kind: 'text', text: key, weight }, doubts }
}

function withTolerance(answer: TypedAnswer): TypedAnswer {
  const at = answer.text.indexOf(':')
  return at < 0 ? answer : { ...answer, text: answer.text.slice(0, at), tolerance: answer.text.slice(at + 1) }
}

/** "=right#said~wrong~%50%half": a backslash before ~ # } " / makes them plain, and nothing else. */
function alternativesOf(inside: string): TypedAnswer[] {
  const answers: { text: string; feedback?: string }[] = [{ text: '' }]
  for (let at = 0; at < inside.length; at += 1) {
    let sign = inside[at] as string
    const last = answers.at(-1) as { text: string; feedback?: string }
    const isPlain = sign === '\\' && '~#}"/'.includes(inside[at + 1] ?? ' ')
    if (isPlain) {
      at += 1
      sign = inside[at] as string
    } else if (sign === '~') {
      answers.push({ text: '' })
      continue
    } else if (sign === '#' && inside[at - 1] !== '&' && last.feedback === undefined) {
      last.feedback = ''
      continue
    }
    if (last.feedback === undefined) last.text += sign
    else last.feedback += sign
  }
  return answers.filter(({ text }, index) => index > 0 || text.trim() !== '' || answers.length === 1).map(({ text }) => worthAndText(text.trim()))
}

function worthAndText(written: string): TypedAnswer {
  if (written.startsWith('=')) return { text: written.slice(1).trim(), worth: 1_000 }
  const [weighed, percent] = /^%(-?[\d.,]{1,12})%/.exec(written) ?? []
  return weighed === undefined ? { text: written, worth: 0 } : { text: written.slice(weighed.length).trim(), worth: worthOf(percent as string) }
}
