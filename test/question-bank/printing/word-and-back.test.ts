import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { writeFile } from '../../../question-bank/formats/write-file.ts'
import { makeQuestion, type Question } from '../../../question-bank/question.ts'
import { reportOf } from '../../../question-bank/report.ts'
import { parseRichText } from '../../../question-bank/rich-text/parse-rich-text.ts'
import { writeRichText } from '../../../question-bank/rich-text/write-rich-text.ts'
import { questionTypeOf } from '../../../question-bank/types/question-types.ts'
import { aBank } from '../arbitrary/questions.ts'

const wordCannotSay = ['ordering', 'matching', 'cloze']
const tidied = ({ content, explanation, ...rest }: Question) => {
  const tidy = (text: string) => writeRichText(parseRichText(text))
  return {
    ...rest,
    content: questionTypeOf(content).mapTexts(content, tidy),
    ...(explanation === undefined ? {} : { explanation: tidy(explanation) }),
  }
}
const thereAndBack = (questions: readonly Question[]) => {
  const { bytes, losses } = writeFile('docx', { questions, attachments: [] })
  return { items: readFile({ name: 'bank.docx', bytes }).items, losses }
}

describe('a bank written for Word and read again', () => {
  test('is the same wherever no loss is told, and what counts as good has its own type and key', () => {
    fc.assert(
      fc.property(aBank({ hasAttachments: true, mostQuestions: 5 }), (bank) => {
        const { bytes, losses } = writeFile('docx', bank)
        const touched = new Set(losses.flatMap(({ questions }) => questions))
        const { items } = readFile({ name: 'bank.docx', bytes })
        for (const [index, question] of bank.questions.entries()) {
          const item = items.length === bank.questions.length ? items[index] : undefined
          if (!touched.has(index)) expect(item?.state === 'good' && tidied(item.question)).toEqual(tidied(question))
          if (item?.state !== 'good') continue
          const { type, correct } = reportOf(item)
          const before = reportOf({ ...item, question })
          expect({ type, correct }).toEqual({ type: before.type, correct: before.correct })
          expect(wordCannotSay).not.toContain(type)
        }
      }),
      { numRuns: 60 },
    )
  })

  const about = { level: 'recognition', topic: ['Lịch sử'], source: 'Điều lệ Đoàn', explanation: 'Xem chương 1.' } as const
  const plain: [string, Question][] = [
    ['one choice', makeQuestion({ type: 'single-choice', stem: 'Thủ đô?', options: ['Huế', 'Hà Nội', 'Vinh', 'Cà Mau'] }, { correct: 1 }, about)],
    ['true or false', makeQuestion({ type: 'true-false', stem: 'Sông Hồng chảy qua Hà Nội.' }, { isTrue: true }, about)],
    [
      'a number',
      makeQuestion({ type: 'numeric', stem: 'Nước ta có bao nhiêu dân tộc?' }, { accepted: [{ value: '54', worthThousandths: 1_000 }] }, about),
    ],
    [
      'a few words',
      makeQuestion(
        { type: 'short-text', stem: 'Ai là đoàn viên đầu tiên?' },
        { accepted: [{ text: 'Lý Tự Trọng', worthThousandths: 1_000 }] },
        about,
      ),
    ],
  ]
  test.each(plain)('keeps %s as people write it', (_what, question) => {
    const { items, losses } = thereAndBack([question])
    expect(losses).toEqual([])
    expect(items).toMatchObject([{ state: 'good', question }])
  })

  const accepted = (...texts: string[]) => ({ accepted: texts.map((text) => ({ text, worthThousandths: 1_000 })) })
  const misleading: [string, Question][] = [
    ['the word "Đúng"', makeQuestion({ type: 'short-text', stem: 'Điền một từ.' }, accepted('Đúng'))],
    ['the letter B', makeQuestion({ type: 'short-text', stem: 'Vitamin nào?' }, accepted('B'))],
    ['a number in words of its own', makeQuestion({ type: 'short-text', stem: 'Năm nào?' }, accepted('1945'))],
    ['two spellings', makeQuestion({ type: 'short-text', stem: 'Ai?' }, accepted('Nguyễn Ái Quốc', 'Hồ Chí Minh'))],
    [
      'pairs',
      makeQuestion(
        { type: 'matching', stem: 'Ghép.', left: ['Huế', 'Vinh'], right: ['Nghệ An', 'Thừa Thiên'], scoring: 'per-pair' },
        { rightOf: [1, 0] },
      ),
    ],
    ['an order', makeQuestion({ type: 'ordering', stem: 'Xếp.', items: ['1945', '1930', '1975'], scoring: 'all-or-nothing' }, { order: [1, 0, 2] })],
  ]
  test.each(misleading)('does not take %s for another answer, and says so', (_what, question) => {
    const { items, losses } = thereAndBack([question])
    expect(items.map(({ state }) => state)).not.toContain('good')
    expect(losses.flatMap(({ questions }) => questions)).toEqual([0])
  })
})
