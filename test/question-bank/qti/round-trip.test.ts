import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { writeFile } from '../../../question-bank/formats/write-file.ts'
import type { Question } from '../../../question-bank/question.ts'
import { questionTypeNames } from '../../../question-bank/types/question-types.ts'
import { aBank } from '../arbitrary/questions.ts'

/** Nothing said about any option is the same as saying nothing. */
function asSaid({ optionFeedback, ...question }: Question): Question {
  return optionFeedback?.some((text) => text !== null) ? { ...question, optionFeedback } : question
}

test.each(questionTypeNames)('a bank of %s written as QTI 3.0 and read again is the same bank', (type) => {
  fc.assert(
    fc.property(aBank({ hasAttachments: true, types: [type], mostQuestions: 3 }), (bank) => {
      const { items, attachments } = readFile({ name: 'bank.zip', bytes: writeFile('qti', bank).bytes })
      expect(items.map(({ state, reasons }) => [state, reasons])).toEqual(bank.questions.map(() => ['good', []]))
      expect(items.map((item) => (item.state === 'refused' ? item : item.question))).toEqual(bank.questions.map(asSaid))
      expect(new Set(attachments.map(({ digest }) => digest))).toEqual(new Set(bank.attachments.map(({ digest }) => digest)))
    }),
    { numRuns: 30 },
  )
})
