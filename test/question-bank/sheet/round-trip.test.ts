import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { writeFile } from '../../../question-bank/formats/write-file.ts'
import type { Question } from '../../../question-bank/question.ts'
import { reportOf } from '../../../question-bank/report.ts'
import { questionTypeNames } from '../../../question-bank/types/question-types.ts'
import { aBank, aQuestionOf } from '../arbitrary/questions.ts'

const readBack = (format: 'xlsx' | 'csv', questions: readonly Question[], attachments: Parameters<typeof writeFile>[1]['attachments'] = []) => {
  const { bytes, losses } = writeFile(format, { questions, attachments })
  return { items: readFile({ name: `bank.${format}`, bytes }).items, lost: new Set(losses.flatMap((loss) => loss.questions)) }
}
/** The words of the right answers: what stays the same when the stored order of a list does not. */
const rightWords = (question: Question) => {
  const { options, correct } = reportOf({ place: '', state: 'good', question, reasons: [] })
  const isHidden = question.content.type === 'ordering'
  return correct.map((one) => (typeof one === 'number' && isHidden ? options[one] : one))
}

describe.each(['xlsx', 'csv'] as const)('a bank written as %s and read again', (format) => {
  test('is the same wherever no loss is told, and never has another key that counts as good', () => {
    fc.assert(
      fc.property(aBank({ mostQuestions: 4 }), ({ questions, attachments }) => {
        const { items, lost } = readBack(format, questions, attachments)
        expect(items).toHaveLength(questions.length)
        questions.forEach((question, index) => {
          const item = items[index]
          if (!lost.has(index)) expect(item?.state).toBe('good')
          if (item?.state !== 'good' || question.content.type === 'cloze' || question.content.type === 'numeric') return
          expect(rightWords(item.question)).toEqual(rightWords(question))
        })
      }),
      { numRuns: 80 },
    )
  })

  test.each(questionTypeNames)('says everything of a plain question of the type %s but shares of points', (type) => {
    const plain = aQuestionOf(type, { hasMarks: false, hasTables: false, hasFormulas: false, hasSigns: false, hasOptionFeedback: false })
    const losses = fc
      .sample(plain, { numRuns: 30, seed: 7 })
      .flatMap((question) => writeFile(format, { questions: [question], attachments: [] }).losses)
    const unsaid = ['tỉ lệ điểm riêng của từng phương án', 'đáp án được tính một phần điểm', 'cách so chữ riêng của chỗ trống']
    expect(losses.map(({ what }) => what).filter((what) => !unsaid.includes(what))).toEqual([])
  })
})
