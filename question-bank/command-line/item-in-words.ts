import type { ReportedItem } from '../../server/contract/import-report.ts'
import type { ImportedItem } from '../imported-item.ts'
import { levelName } from '../levels.ts'
import { letterOf } from '../types/option-list.ts'
import type { QuestionKeyOf } from '../types/question-types.ts'

const marks = { good: '✓', doubtful: '?', refused: '✗' } as const

/** An item as somebody reads it who compares it with the file: the question, its key, and what is said about it. */
export function itemInWords(item: ReportedItem, source: ImportedItem | undefined): string[] {
  const about = [
    item.points === null ? '' : `${String(item.points).replace('.', ',')} điểm`,
    item.level === null ? '' : levelName(item.level),
    item.topic.join(' / '),
  ].filter((one) => one !== '')
  return [
    `${marks[item.state]} ${item.place}: ${shortened(item.stem)}`,
    ...optionLines(item),
    ...keyLines(item, source),
    ...(about.length === 0 ? [] : [`    (${about.join('; ')})`]),
    ...item.reasons.map((why) => `    → ${why}`),
  ]
}

function optionLines({ type, options, correct }: ReportedItem): string[] {
  return options.map((option, position) => {
    const text = `${letterOf(position)}. ${shortened(option)}`
    if (type === 'ordering') return `    ${text}`
    if (type === 'matching') return `    ${text} – ${shortened(String(correct[position] ?? '?'))}`
    return `    ${correct.includes(position) ? '●' : '○'} ${text}`
  })
}

function keyLines({ type, options, correct }: ReportedItem, source: ImportedItem | undefined): string[] {
  if (correct.length === 0) return []
  if (type === 'ordering') return [`    = ${correct.map((position) => letterOf(Number(position))).join(' → ')}`]
  if (options.length > 0) return []
  const tolerances = tolerancesOf(source)
  const values = correct.map((value, at) => (typeof value === 'boolean' ? (value ? 'Đúng' : 'Sai') : `${value}${tolerances[at] ?? ''}`))
  return [`    = ${values.join(' | ')}`]
}

/** For each accepted number how far an answer may be from it. */
function tolerancesOf(source: ImportedItem | undefined): string[] {
  if (!source || source.state === 'refused' || source.question.content.type !== 'numeric') return []
  const key = source.question.key as QuestionKeyOf<'numeric'> | undefined
  return (key?.accepted ?? []).map(({ tolerance }) => (tolerance === undefined ? '' : ` (± ${tolerance})`))
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 160 ? `${line.slice(0, 159)}…` : line
}
