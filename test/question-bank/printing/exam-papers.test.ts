import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { printExam } from '../../../question-bank/printing/exam-papers.ts'
import { printedKey } from '../../../question-bank/printing/printed-key.ts'
import { makeQuestion, type Question } from '../../../question-bank/question.ts'

const settings = {
  title: 'Tìm hiểu pháp luật',
  organizer: 'Tỉnh đoàn Trà Giang',
  codes: ['101', '102', '103'],
  seed: Buffer.from('a secret of the organizer'),
  shuffleQuestions: true,
  shuffleOptions: true,
}
const questions: Question[] = Array.from({ length: 12 }, (_, number) =>
  makeQuestion(
    {
      type: 'single-choice',
      stem: `Câu hỏi thứ ${number}?`,
      options: [`đúng ${number}`, `sai ${number}`, `nhầm ${number}`, 'Tất cả các đáp án trên'],
      locked: [3],
    },
    { correct: 0 },
    { explanation: `bí mật ${number}` },
  ),
)
const texts = (bytes: Uint8Array): string[] =>
  [...strFromU8(unzipSync(bytes)['word/document.xml'] as Uint8Array).matchAll(/<w:p>.*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>|<w:tab\/>/g)].map(([, text]) => text ?? ' ').join(''),
  )

describe('printed papers', () => {
  const exam = printExam({ questions, attachments: [] }, settings)

  test('each code has every question once, in an order of its own, and no key', () => {
    const orders = exam.papers.map(({ bytes }) => texts(bytes).flatMap((line) => line.match(/Câu hỏi thứ (\d+)/)?.[1] ?? []))
    for (const order of orders) expect([...order].map(Number).sort((a, b) => a - b)).toEqual(questions.map((_, number) => number))
    expect(new Set(orders.map((order) => order.join())).size).toBe(3)
    for (const { bytes } of exam.papers) expect(texts(bytes).join('\n')).not.toMatch(/bí mật|Đáp án:/)
  })

  test('the sheet names the letter under which the right option stands on each paper', () => {
    const sheet = texts(exam.keySheet).filter((line) => /^(?:\d+|[A-D])$/.test(line))
    exam.papers.forEach(({ bytes }, paper) => {
      const lines = texts(bytes)
      lines.forEach((line, index) => {
        const heading = line.match(/^Câu (\d+)\. Câu hỏi thứ (\d+)/)
        if (!heading) return
        const [, place, number] = heading
        const options = lines.slice(index + 1, index + 3).join(' ')
        const letter = options.match(new RegExp(`([A-D])\\. đúng ${number}\\b`))?.[1]
        expect(sheet[(Number(place) - 1) * 4 + 1 + paper]).toBe(letter)
        expect(options).toContain('D. Tất cả các đáp án trên')
      })
    })
  })

  test('the same seed prints the same bytes, for ever; another seed another order', () => {
    const again = printExam({ questions, attachments: [] }, settings)
    expect(again).toEqual(exam)
    expect(printExam({ questions, attachments: [] }, { ...settings, seed: Buffer.from('another') }).papers[0]?.bytes).not.toEqual(
      exam.papers[0]?.bytes,
    )
  })
})

test('questions answered alike stand together, essays at the end, and lines of options stay together', () => {
  const essay = makeQuestion({ type: 'essay', stem: 'Kể một việc tốt.' }, {})
  const mixed = printExam({ questions: [essay, ...questions], attachments: [] }, settings)
  for (const { bytes } of mixed.papers) {
    const lines = texts(bytes).filter((line) => /^(?:PHẦN|Câu)/.test(line))
    expect(lines[0]).toBe('PHẦN I. Câu trắc nghiệm chọn phương án')
    expect(lines.slice(-2)).toEqual(['PHẦN II. Câu tự luận', 'Câu 13. Kể một việc tốt.'])
  }
})

test('keys are written in the letters of the paper, whatever the order', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 }), fc.subarray([0, 1, 2, 3], { minLength: 1 }), (order, correct) => {
      const question = makeQuestion({ type: 'multiple-choice', stem: 'Hỏi?', options: ['a', 'b', 'c', 'd'], scoring: 'all-or-nothing' }, { correct })
      const letters = printedKey(question, [order]).split(', ')
      expect(letters.map((letter) => order['ABCD'.indexOf(letter)]).sort()).toEqual([...correct].sort())
      expect(letters).toEqual([...letters].sort())
    }),
  )
})
