import { expect, test } from 'vitest'
import { convert } from '../../../question-bank/command-line/convert.ts'
import type { FormatName } from '../../../question-bank/formats/format.ts'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { writeFile } from '../../../question-bank/formats/write-file.ts'
import type { Question } from '../../../question-bank/question.ts'
import { makeQuestion } from '../../../question-bank/question.ts'
import { reportOf } from '../../../question-bank/report.ts'

const about = { level: 'recognition', topic: ['Địa lý'], explanation: 'Xem sách.', pointsThousandths: 500 } as const
const accepted = (...texts: string[]) => texts.map((text) => ({ text, worthThousandths: 1_000 }))
const questions: readonly Question[] = [
  makeQuestion({ type: 'single-choice', stem: 'Thủ đô?', options: ['Huế', 'Hà Nội', 'Vinh', 'Cà Mau'] }, { correct: 1 }, about),
  makeQuestion(
    { type: 'multiple-choice', stem: 'Những sông nào?', options: ['Hồng', 'Mã', 'Nin'], scoring: 'all-or-nothing' },
    { correct: [0, 1] },
    about,
  ),
  makeQuestion({ type: 'true-false', stem: 'Sông Hồng chảy qua Hà Nội.' }, { isTrue: true }, about),
  makeQuestion(
    { type: 'four-statements', stem: 'Xét các ý.', statements: ['ý một', 'ý hai', 'ý ba', 'ý bốn'], ladderThousandths: [100, 250, 500, 1_000] },
    { truths: [true, false, false, true] },
    about,
  ),
  makeQuestion({ type: 'numeric', stem: 'Có bao nhiêu dân tộc?' }, { accepted: [{ value: '54', worthThousandths: 1_000 }] }, about),
  makeQuestion({ type: 'short-text', stem: 'Ai?' }, { accepted: accepted('Hồ Chí Minh', 'Nguyễn Ái Quốc') }, about),
  makeQuestion({ type: 'ordering', stem: 'Xếp.', items: ['1930', '1945', '1975'], scoring: 'all-or-nothing' }, { order: [1, 0, 2] }, about),
  makeQuestion(
    { type: 'matching', stem: 'Ghép.', left: ['Huế', 'Vinh'], right: ['Nghệ An', 'Thừa Thiên'], scoring: 'per-pair' },
    { rightOf: [1, 0] },
    about,
  ),
  makeQuestion(
    { type: 'cloze', stem: 'Tên thật là [[1]].', gaps: [{ kind: 'text' }] },
    { gaps: [{ kind: 'text', text: { accepted: accepted('Nguyễn Sinh Cung') }, weight: 1 }] },
    about,
  ),
  makeQuestion({ type: 'essay', stem: 'Kể một việc tốt.' }, {}, about),
  makeQuestion({ type: 'prediction', stem: 'Dự đoán có bao nhiêu người dự thi?' }, {}, about),
]
const fileNames: Readonly<Record<FormatName, string>> = {
  json: 'bank.json',
  'moodle-xml': 'bank.xml',
  qti: 'bank.zip',
  gift: 'bank.gift',
  aiken: 'bank.aiken',
  xlsx: 'bank.xlsx',
  csv: 'bank.csv',
  docx: 'bank.docx',
}
const formats = Object.keys(fileNames) as FormatName[]
const goodIn = (name: string, bytes: Uint8Array) => readFile({ name, bytes }).items.flatMap((item) => (item.state === 'good' ? [item.question] : []))
/** What a question asks and what is right, whatever else a format can say. */
const essence = (question: Question) => {
  const { type, stem, options, correct } = reportOf({ place: '', state: 'good', question, reasons: [] })
  return JSON.stringify([type, stem, options, correct])
}

test.each(formats.flatMap((from) => formats.map((to) => [from, to] as const)))('from %s to %s nothing is lost without a word', async (from, to) => {
  const bytes = writeFile(from, { questions, attachments: [] }).bytes
  const before = goodIn(fileNames[from], bytes)
  expect(before.length).toBeGreaterThan(0)
  const converted = await convert({ name: fileNames[from], bytes }, fileNames[to], { hasKeys: true })
  const after = new Set(goodIn(fileNames[to], converted.bytes as Uint8Array).map(essence))
  // the numbers of questions behind each line of what was lost
  const told = new Set(
    [...converted.text.matchAll(/\(câu ([\d, ]+)\)/g)].flatMap(([, numbers = '']) => numbers.split(', ').map((number) => Number(number) - 1)),
  )
  for (const [index, question] of before.entries()) if (!told.has(index)) expect(after).toContain(essence(question))
  if (to === 'json' || to === 'qti' || to === 'docx') expect(converted.isWhole || from !== 'json').toBe(true)
})
