import type { ReportedItem } from '../../server/contract/import-report.ts'
import { levelName } from '../levels.ts'
import { letterOf } from '../types/option-list.ts'

const marks = { good: '✓', doubtful: '?', refused: '✗' } as const

/** An item as somebody reads it who compares it with the file: the question, its key, and what is said about it. */
export function itemInWords(item: ReportedItem): string[] {
  const about = [
    item.points === null ? '' : `${String(item.points).replace('.', ',')} điểm`,
    item.level === null ? '' : levelName(item.level),
    item.topic.join(' / '),
  ].filter((one) => one !== '')
  return [
    `${marks[item.state]} ${item.place}: ${shortened(item.stem)}`,
    ...optionLines(item),
    ...keyLines(item),
    ...(about.length === 0 ? [] : [`    (${about.join('; ')})`]),
    ...item.reasons.map((why) => `    → ${why}`),
  ]
}

function optionLines({ type, options, correct, marking }: ReportedItem): string[] {
  return options.map((option, position) => {
    const text = `${letterOf(position)}. ${shortened(option)}`
    if (type === 'ordering') return `    ${text}`
    if (type === 'matching') return `    ${text} – ${shortened(String(correct[position] ?? '?'))}`
    const share = marking?.shares[position]
    return `    ${correct.includes(position) ? '●' : '○'} ${text}${share === undefined ? '' : ` (${percent(share)})`}`
  })
}

function keyLines({ type, options, correct, marking }: ReportedItem): string[] {
  if (correct.length === 0) return []
  if (type === 'ordering') return [`    = ${correct.map((position) => letterOf(Number(position))).join(' → ')}`]
  if (options.length > 0) return []
  const values = correct.map((value, at) => {
    if (typeof value === 'boolean') return value ? 'Đúng' : 'Sai'
    const { tolerance, share } = marking?.accepted[at] ?? { tolerance: null, share: 1 }
    return `${value}${tolerance === null ? '' : ` (± ${tolerance})`}${share === 1 ? '' : ` (${percent(share)})`}`
  })
  return [`    = ${values.join(' | ')}`]
}

function percent(share: number): string {
  return `${String(Math.round(share * 1_000) / 10).replace('.', ',')} %`
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 160 ? `${line.slice(0, 159)}…` : line
}
