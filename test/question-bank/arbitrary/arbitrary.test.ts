import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultsOf } from '../../../question-bank/question.ts'
import { parseRichText } from '../../../question-bank/rich-text/parse-rich-text.ts'
import { writeRichText } from '../../../question-bank/rich-text/write-rich-text.ts'
import { questionTypeNames } from '../../../question-bank/types/question-types.ts'
import { aBank, aQuestionOf } from './questions.ts'
import { aRichText, everyTextFeature } from './texts.ts'

test.each(questionTypeNames)('made-up questions of type %s are sound', (type) => {
  fc.assert(
    fc.property(aQuestionOf(type, { hasAttachments: true }), (question) => {
      expect(question.content.type).toBe(type)
      expect(faultsOf(question)).toEqual([])
    }),
  )
})

test('made-up texts stay as they are when they are read and written again', () => {
  fc.assert(
    fc.property(aRichText({ ...everyTextFeature, hasAttachments: true }), (text) => {
      expect(writeRichText(parseRichText(text))).toBe(text)
    }),
  )
})

test('made-up banks hold the attachments that their questions show', () => {
  const banks = fc.sample(aBank({ hasAttachments: true, mostQuestions: 20 }), 20)
  expect(banks.some(({ attachments }) => attachments.length > 0)).toBe(true)
})
