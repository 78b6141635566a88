import type { RichWriter } from '../formats/docx-writing/rich-runs.ts'
import { paragraph, type RunLook, textRun } from '../formats/docx-writing/word-xml.ts'
import { percentOf } from '../formats/layout/quoted-keys.ts'
import { typeNames } from '../formats/sheet/type-names.ts'
import { levelName } from '../levels.ts'
import type { Question } from '../question.ts'
import { letterOf } from '../types/option-list.ts'
import type { Orders } from '../types/question-type.ts'
import { printedKey } from './printed-key.ts'
import { isNaturallySaid, keyLines, scoringLine } from './readable-key.ts'

/** Natural: as people write it. Explicit: the type is named and texts stand in quotes. For people: what would be read back as another key. */
export type Manner = 'natural' | 'explicit' | 'for-people'

/** How a key is named that a program must not take for one that it can read: in words that people understand as well. */
const namesForPeople: Readonly<Record<string, string>> = { ordering: 'Thứ tự đúng', matching: 'Ghép đúng', cloze: 'Các chỗ trống' }

/** What stands below a question for those who may know: the key, how it is marked, what is said about it, and why. Named as authors name it. */
export function answerLines(question: Question, orders: Orders, rich: RichWriter, manner: Manner): string {
  const { content, explanation, level, topic, tags, source, pointsThousandths, name } = question
  const indent = { indentTwips: 284 }
  const plain = (label: string, text: string, look: RunLook = {}) => (text === '' ? '' : paragraph(textRun(`${label}: ${text}`, look), indent))
  const richly = (label: string, text: string | undefined) =>
    text === undefined || text === '' ? '' : rich.blocks(text, textRun(`${label}: `), indent)
  const weights = 'weightsThousandths' in question.key ? (question.key.weightsThousandths ?? []) : []
  const isExplicit = manner !== 'natural' || !isNaturallySaid(question)
  const forPeople = printedKey(question, orders)
  return [
    isExplicit ? plain('Loại', typeNames[content.type]) : '',
    // in quotes: "…: Đúng" at the end of a line would say that the line is true
    ...(manner === 'for-people'
      ? [forPeople === '' ? '' : plain(namesForPeople[content.type] ?? 'Được nhận', `“${forPeople}”`)]
      : keyLines(question, orders, isExplicit).map(([label, text]) => plain(label, text, { strong: true }))),
    plain('Cách chấm', scoringLine(question, isExplicit)),
    plain('Tỉ lệ điểm', weights.map((weight, place) => `${letterOf(place)} ${percentOf(weight)}`).join('; ')),
    plain('Đơn vị', 'unit' in content ? (content.unit ?? '') : ''),
    ...(question.optionFeedback ?? []).map((remark, place) => richly(`Nhận xét ${letterOf(place)}`, remark ?? '')),
    richly('Hướng dẫn chấm', 'guide' in question.key ? question.key.guide : ''),
    level === undefined ? '' : plain('Mức độ', levelName(level)),
    // "Chủ đề: …" alone is a heading over the questions behind it
    plain('Thuộc chủ đề', (topic ?? []).join(' / ')),
    plain('Nhãn', (tags ?? []).join(', ')),
    plain('Nguồn', source ?? ''),
    pointsThousandths === undefined ? '' : plain('Điểm', String(pointsThousandths / 1_000).replace('.', ',')),
    plain('Tên ngắn', name ?? ''),
    // the last: it may go on for pages
    richly('Lời giải', explanation),
  ].join('')
}
