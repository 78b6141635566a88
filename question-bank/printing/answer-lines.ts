import type { RichWriter } from '../formats/docx-writing/rich-runs.ts'
import { paragraph, textRun } from '../formats/docx-writing/word-xml.ts'
import { typeNames } from '../formats/sheet/type-names.ts'
import { levelName } from '../levels.ts'
import type { Question } from '../question.ts'
import type { Orders } from '../types/question-type.ts'
import { printedKey } from './printed-key.ts'

/** How a key is named that a program must not take for one that it can read: in words that people understand as well. */
const namesForPeople: Readonly<Record<string, string>> = { ordering: 'Thứ tự đúng', matching: 'Ghép đúng', cloze: 'Các chỗ trống' }
/** What the line of the key and the layout of the question do not tell. */
const typesToName: readonly string[] = ['multiple-choice', 'ordering', 'matching', 'cloze', 'essay', 'prediction']

/**
 * What stands below a question for those who may know: the key, why, and what is said about it. One line each, named as authors name them.
 * A key for people alone is one that would be read back as another key.
 */
export function answerLines(question: Question, orders: Orders, rich: RichWriter, isKeyForPeople = false): string {
  const { content, explanation, level, topic, tags, source, pointsThousandths } = question
  const line = (name: string, runs: string) => (runs === '' ? '' : paragraph(textRun(`${name}: `) + runs, { indentTwips: 284 }))
  const plain = (name: string, text: string) => line(name, textRun(text))
  const key = printedKey(question, orders)
  const nameForPeople = namesForPeople[content.type] ?? (isKeyForPeople ? 'Được nhận' : undefined)
  return [
    typesToName.includes(content.type) ? plain('Loại', typeNames[content.type]) : '',
    // in quotes: "…: Đúng" at the end of a line would say that the line is true
    nameForPeople === undefined || key === '' ? plain('Đáp án', key) : plain(nameForPeople, `“${key}”`),
    explanation === undefined ? '' : line('Lời giải', rich.runs(explanation)) + rich.tablesOf(explanation),
    level === undefined ? '' : plain('Mức độ', levelName(level)),
    plain('Chủ đề', (topic ?? []).join(' / ')),
    plain('Nhãn', (tags ?? []).join(', ')),
    plain('Nguồn', source ?? ''),
    pointsThousandths === undefined ? '' : plain('Điểm', String(pointsThousandths / 1_000).replace('.', ',')),
  ].join('')
}
