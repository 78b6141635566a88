import type { ImportedFile } from '../imported-item.ts'
import type { Question } from '../question.ts'
import { parseRichText } from '../rich-text/parse-rich-text.ts'
import { writeRichText } from '../rich-text/write-rich-text.ts'
import { questionTypeOf } from '../types/question-types.ts'
import type { Loss } from './format.ts'

/** Texts that say the same are the same when they are tidied. */
type Tidy = (text: string) => string
const oneWriting: Tidy = (text) => writeRichText(parseRichText(text))

/** What a format could not say is found by reading its own file again: nothing is lost that nobody thought of. */
export function lossesOf(questions: readonly Question[], written: readonly number[], readBack: ImportedFile, tidy: Tidy = oneWriting): Loss[] {
  const touched = new Map<string, number[]>()
  const tell = (what: string, question: number) => touched.set(what, [...(touched.get(what) ?? []), question])
  const isWritten = new Set(written)
  for (const question of questions.keys()) if (!isWritten.has(question)) tell('loại câu này không ghi được, câu bị bỏ ra', question)
  const isAligned = readBack.items.length === written.length
  for (const [index, question] of written.entries()) {
    const item = isAligned ? readBack.items[index] : undefined
    const what =
      item?.state === 'good' ? differencesBetween(questions[question] as Question, item.question, tidy) : ['câu không đọc lại được chắc chắn']
    for (const one of what) tell(one, question)
  }
  return [...touched].map(([what, touchedQuestions]) => ({ what, questions: touchedQuestions }))
}

const sentences: Readonly<Record<string, string>> = {
  topic: 'chủ đề',
  level: 'mức độ',
  tags: 'nhãn',
  source: 'nguồn trích dẫn',
  explanation: 'lời giải hoặc định dạng trong lời giải',
  optionFeedback: 'nhận xét riêng cho từng phương án',
  pointsThousandths: 'điểm của câu',
  name: 'tên ngắn của câu',
  type: 'loại câu (được ghi bằng loại gần nhất)',
  stem: 'định dạng, hình hoặc công thức trong nội dung câu hỏi',
  locked: 'vị trí cố định của phương án khi trộn',
  scoring: 'cách chấm khi chỉ đúng một phần',
  ladderThousandths: 'thang điểm theo số ý đúng',
  hasBox: 'ô trả lời 4 ký tự',
  unit: 'đơn vị',
  mostWords: 'số từ tối đa',
  guide: 'hướng dẫn chấm',
  weightsThousandths: 'tỉ lệ điểm riêng của từng phương án',
  ignoresDiacritics: 'bỏ qua dấu tiếng Việt khi chấm',
  isCaseSensitive: 'phân biệt chữ hoa, chữ thường',
  hasWildcards: 'dấu * thay cho chữ bất kỳ',
  accepted: 'cách viết hoặc điểm của đáp án được chấp nhận',
}

function differencesBetween(before: Question, after: Question, tidy: Tidy): string[] {
  const [a, b] = [fieldsOf(before, tidy), fieldsOf(after, tidy)]
  const names = [...new Set([...a.keys(), ...b.keys()])]
  return [
    ...new Set(names.filter((name) => a.get(name) !== b.get(name)).map((name) => sentences[name] ?? 'định dạng, thứ tự hoặc chi tiết của phương án')),
  ]
}

/** Every field by its name, texts in their one writing, so that only what differs in meaning differs. */
function fieldsOf({ content, key, ...about }: Question, tidy: Tidy): Map<string, string> {
  const remarks = about.optionFeedback?.map((text) => text && tidy(text))
  const optionFeedback = remarks?.some((remark) => remark) ? remarks : undefined
  const fields = { ...about, optionFeedback, ...questionTypeOf(content).mapTexts(content, tidy), ...key }
  const named = Object.entries(fields).filter(
    ([name, value]) => value !== undefined && !(name === 'locked' && Array.isArray(value) && value.length === 0),
  )
  return new Map(
    named.map(([name, value]) => [name, JSON.stringify(name === 'explanation' || name === 'guide' ? tidy(value as string) : value, inOrder)]),
  )
}

/** For JSON.stringify: what says the same is written the same. */
export function inOrder(_name: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
}
