import type { RichWriter } from '../formats/docx-writing/rich-runs.ts'
import { paragraph, textRun } from '../formats/docx-writing/word-xml.ts'
import { levelName } from '../levels.ts'
import type { Question } from '../question.ts'
import type { Orders } from '../types/question-type.ts'
import { printedKey } from './printed-key.ts'

/** What stands below a question for those who may know: the key, why, and what is said about it. One line each, named as authors name them. */
export function answerLines(question: Question, orders: Orders, rich: RichWriter): string {
  const { explanation, level, topic, tags, source, pointsThousandths } = question
  const line = (name: string, runs: string) => (runs === '' ? '' : paragraph(textRun(`${name}: `) + runs, { indentTwips: 284 }))
  const plain = (name: string, text: string) => line(name, textRun(text))
  return [
    plain('Đáp án', printedKey(question, orders)),
    explanation === undefined ? '' : line('Lời giải', rich.runs(explanation)) + rich.tablesOf(explanation),
    level === undefined ? '' : plain('Mức độ', levelName(level)),
    plain('Chủ đề', (topic ?? []).join(' / ')),
    plain('Nhãn', (tags ?? []).join(', ')),
    plain('Nguồn', source ?? ''),
    pointsThousandths === undefined ? '' : plain('Điểm', String(pointsThousandths / 1_000).replace('.', ',')),
  ].join('')
}
