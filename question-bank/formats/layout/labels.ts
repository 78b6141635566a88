import type { Level } from '../../../server/contract/questions.ts'
import { levelFrom } from '../../levels.ts'
import { type Line, sliceLine } from './line.ts'

/** How a document numbers its questions. */
export type StartStyle = 'cau' | 'question' | 'bai' | 'number' | 'bracket'
export type Start = {
  style: StartStyle
  number: number | undefined
  label: string
  rest: Line
  level?: Level
  pointsThousandths?: number
  isAutomatic: boolean
}

const words: readonly [StartStyle, RegExp][] = [
  ['cau', /^\s*(?:c[aâ]u(?:\s+hoi)?)\s*(?:so\s*|thu\s*)?(\d{1,5})(?![\d])(?!\s*[.,]\d)/i],
  ['cau', /^\s*cau\s+hoi\s*()(?=:)/i],
  ['cau', /^\s*cau\s+hoi\s+(?:phu|du doan)\s*()(?:so\s*)?\d{0,2}\s*(?=[:.(])/i],
  ['question', /^\s*(?:question|quest\.?|qn?)\s*[.=]?\s*(\d{1,5})(?!\d)(?!\s*[.,]\d)/i],
  ['bai', /^\s*bai(?:\s+tap)?\s*(?:so\s*)?(\d{1,5})(?!\d)(?!\s*[.,]\d)/i],
  ['number', /^\s*(\d{1,4})\s*(?=[.):/](?!\d)|[-–]\s)/],
  ['bracket', /^\s*[[({](\d{1,4})[\])}](?=\s*[\p{L}"“«\ufffc.:)])/iu],
]
const automaticNumber = /^\s*(?:\d+\.)*(\d{1,4})[.):/]?\s*$/
/** Numbers without a word also count other things: lists inside a question, gaps of a text, steps of a solution. */
export function isWord(style: StartStyle): boolean {
  return style !== 'number' && style !== 'bracket'
}

/** "Câu 1 và câu 2 …", "Câu 1 - 5: …" speak of questions and are none. */
const speaksOfSeveral = /^\s*(?:,\s*\d|(?:va|den|toi|hoac|and|to)\b|[-–]\s*(?:cau\s*)?\d)/i
const group = /^\s*(?:\(([^()]{1,40})\)|\[([^[\]]{1,40})\])/
const points = /^(?:moi cau\s*)?(\d{1,3}(?:[.,]\d{1,3})?)\s*(?:d|diem|points?|pts?|marks?)\.?$/i

/** Whether a line begins a question, and what stands behind its label. */
export function startOf(line: Line): Start | undefined {
  for (const [style, pattern] of words) {
    const match = pattern.exec(line.bare)
    if (!match) continue
    if (isWord(style) && /^\s*[a-z]/.test(line.text) && !/^\s*[.:)]/.test(line.bare.slice(match[0].length))) continue
    return startBehind(line, style, match[1] ?? '', match[0].length)
  }
  const automatic = line.automatic > 0 ? automaticNumber.exec(line.bare.slice(0, line.automatic)) : null
  return automatic ? startBehind(line, 'number', automatic[1] as string, line.automatic) : undefined
}

function startBehind(line: Line, style: StartStyle, number: string, labelEnd: number): Start | undefined {
  if (isWord(style) && speaksOfSeveral.test(line.bare.slice(labelEnd))) return undefined
  const start: Start = { style, number: number === '' ? undefined : Number(number), label: '', rest: line, isAutomatic: line.automatic >= labelEnd }
  let at = labelEnd
  for (;;) {
    const behind = line.bare.slice(at)
    const marks = /^\s*(?:[.:)/]+|[-–—](?=\s|$))/.exec(behind)
    const said = marks ? null : group.exec(behind)
    if (marks) at += marks[0].length
    else if (said && readGroup(said[1] ?? said[2] ?? '', start)) at += said[0].length
    else break
  }
  start.label = line.text.slice(0, labelEnd).trim()
  start.rest = sliceLine(line, at)
  return start
}

/** "(NB)", "[Thông hiểu]", "(0,25 điểm)": said about the question, no part of it. */
function readGroup(said: string, start: Start): boolean {
  // "(Vận dụng cao - 1 điểm)" says both
  const parts = said.split(/\s*[-–—,;|]\s+|\s+[-–—|]\s*/)
  if (parts.length === 2) {
    const own: Start = { ...start }
    const areRead = parts.every((part) => readGroup(part, own))
    if (areRead && own.level !== undefined && own.pointsThousandths !== undefined) {
      Object.assign(start, { level: own.level, pointsThousandths: own.pointsThousandths })
      return true
    }
  }
  const [level, worth] = [levelFrom(said), points.exec(said.trim())]
  if (worth) start.pointsThousandths = Math.round(Number((worth[1] as string).replace(',', '.')) * 1_000)
  else if (level !== undefined && !/^\s*\d\s*$/.test(said)) start.level = level
  else return false
  return true
}

/** The same words as an own line, or at the end of a stem. */
export function levelAtStart(line: Line): { level: Level; rest: Line } | undefined {
  const said = group.exec(line.bare)
  const level = said ? levelFrom(said[1] ?? said[2] ?? '') : undefined
  return said && level !== undefined && !/\d/.test(said[0]) ? { level, rest: sliceLine(line, said[0].length) } : undefined
}
