import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asWordSaysIt } from '../../../question-bank/formats/docx-writing/same-meaning.ts'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { writeFile } from '../../../question-bank/formats/write-file.ts'
import { makeQuestion, type Question } from '../../../question-bank/question.ts'
import { reportOf } from '../../../question-bank/report.ts'
import { questionTypeNames, questionTypeOf } from '../../../question-bank/types/question-types.ts'
import { aBank, aQuestionOf } from '../arbitrary/questions.ts'

/** Everything but where formulas differ in their TeX alone. */
const tidied = ({ content, explanation, optionFeedback, key, ...rest }: Question) => {
  const tidy = asWordSaysIt
  return {
    key: 'guide' in key && key.guide !== undefined ? { ...key, guide: tidy(key.guide) } : key,
    ...(optionFeedback?.some((remark) => remark !== null) ? { optionFeedback: optionFeedback.map((remark) => remark && tidy(remark)) } : {}),
    ...rest,
    content: questionTypeOf(content).mapTexts(content, tidy),
    ...(explanation === undefined ? {} : { explanation: tidy(explanation) }),
  }
}
/** What makes an answer right: shares of single options and words for markers may be lost, with a loss told. */
const decisive = ({
  key: { weightsThousandths: _weights, guide: _guide, ...rest },
}: {
  key: Question['key'] & { weightsThousandths?: unknown; guide?: unknown }
}) => rest
/** "…; đúng" at the end of a statement says that it is true. */
const endsInVerdict = (text: string) => /đúng$/.test(text)
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
          if (items.length === bank.questions.length && !touched.has(index))
            expect(item?.state === 'good' && tidied(item.question)).toEqual(tidied(question))
          if (item?.state !== 'good') continue
          expect([item.question.content.type, decisive(item.question)]).toEqual([question.content.type, decisive(question)])
        }
      }),
      { numRuns: 60 },
    )
  })

  const plainWords = { hasSigns: false, hasMarks: false, hasFormulas: false, hasLines: false }
  test.each(questionTypeNames)('keeps a question of type %s with everything that is said of it, where its texts are plain words', (type) => {
    const questions = aQuestionOf(type, plainWords).filter(
      (question) => !questionTypeOf(question.content).texts(question.content).some(endsInVerdict),
    )
    fc.assert(
      fc.property(fc.array(questions, { minLength: 1, maxLength: 3 }), (bank) => {
        const { items, losses } = thereAndBack(bank)
        expect(losses).toEqual([])
        expect(items.map((item) => item.state === 'good' && tidied(item.question))).toEqual(bank.map(tidied))
      }),
      { numRuns: 40 },
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
  const aNumber = (value: string) => ({ accepted: [{ value, worthThousandths: 1_000 }] })
  const misleading: [string, Question][] = [
    ['the word "Đúng"', makeQuestion({ type: 'short-text', stem: 'Điền một từ.' }, accepted('Đúng'))],
    ['the letter B', makeQuestion({ type: 'short-text', stem: 'Vitamin nào?' }, accepted('B'))],
    ['a number in words of its own', makeQuestion({ type: 'short-text', stem: 'Năm nào?' }, accepted('1945'))],
    ['two spellings', makeQuestion({ type: 'short-text', stem: 'Ai?' }, accepted('Nguyễn Ái Quốc', 'Hồ Chí Minh'))],
    ['signs that part answers', makeQuestion({ type: 'short-text', stem: 'Viết gì?' }, accepted('a | b', 'nói “không”', '5 (50 %)'))],
    [
      'one right option of several',
      makeQuestion({ type: 'multiple-choice', stem: 'Hỏi?', options: ['a', 'b'], scoring: 'all-or-nothing' }, { correct: [1] }),
    ],
    ['the sixth option', makeQuestion({ type: 'single-choice', stem: 'Hỏi?', options: ['một', 'hai', 'ba', 'bốn', 'năm', 'sáu'] }, { correct: 5 })],
    ['a number below a numbered list', makeQuestion({ type: 'numeric', stem: 'Cho:\n1. một\n2. hai\nCó mấy dòng?' }, aNumber('2'))],
    [
      'pairs',
      makeQuestion(
        { type: 'matching', stem: 'Ghép.', left: ['Huế', 'Vinh'], right: ['Nghệ An', 'Thừa Thiên'], scoring: 'per-pair' },
        { rightOf: [1, 0] },
      ),
    ],
    ['an order', makeQuestion({ type: 'ordering', stem: 'Xếp.', items: ['1930', '1945', '1975'], scoring: 'all-or-nothing' }, { order: [1, 0, 2] })],
  ]
  test.each(misleading)('does not take %s for another answer', (_what, question) => {
    const { items, losses } = thereAndBack([question])
    expect(losses).toEqual([])
    expect(items).toMatchObject([{ state: 'good', question }])
  })

  test('one question that falls apart leaves the others as they were, and is named alone', () => {
    const sound = makeQuestion({ type: 'true-false', stem: 'Sông Hồng chảy qua Hà Nội.' }, { isTrue: true })
    const broken = makeQuestion({ type: 'essay', stem: 'Sửa đề sau:\n\nCâu 7: Thủ đô?\n\nA. Huế\n\nB. Vinh' }, {})
    const { losses } = thereAndBack([sound, broken, sound])
    expect(losses.flatMap(({ questions }) => questions)).toEqual([1])
  })

  test('a statement that its own end calls true is for people alone', () => {
    const question = makeQuestion({ type: 'true-false', stem: 'Điều nào sau đây là: Đúng' }, { isTrue: false })
    const { items, losses } = thereAndBack([question])
    expect(items.filter((item) => item.state === 'good' && reportOf(item).correct[0] === true)).toEqual([])
    expect(losses.length).toBeGreaterThanOrEqual(items[0]?.state === 'good' ? 0 : 1)
  })
})
