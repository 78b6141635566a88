import fc from 'fast-check'
import { Check } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { faultsOf, type Question } from '../../../question-bank/question.ts'
import { parseRichText } from '../../../question-bank/rich-text/parse-rich-text.ts'
import { pointsOf } from '../../../question-bank/types/question-type.ts'
import { questionTypeNames, questionTypeOf } from '../../../question-bank/types/question-types.ts'
import { PublicQuestion } from '../../../server/contract/questions.ts'
import { aQuestionOf } from '../arbitrary/questions.ts'
import { ordersOf, someAnswerText } from './papers-and-answers.ts'

// eleven types times ten rules: the types share most of what is made up, so each sees fewer samples than a rule of its own would
fc.configureGlobal({ numRuns: 40 })

const isFull = ({ part, of }: { part: number; of: number }) => part === of

describe.each(questionTypeNames)('a question of type %s', (name) => {
  const aQuestion = aQuestionOf(name, { hasAttachments: true })
  const withOrders = aQuestion.chain((question) => fc.tuple(fc.constant(question), ordersOf(question), ordersOf(question)))

  test('that is sound fits its schemas and has no faults', () => {
    fc.assert(
      fc.property(aQuestion, (question) => {
        const type = questionTypeOf(question.content)
        expect(Check(type.content, question.content)).toBe(true)
        expect(Check(type.key, question.key)).toBe(true)
        expect(faultsOf(question)).toEqual([])
      }),
    )
  })

  test('gives full marks for its key, in whatever order it was shown', () => {
    fc.assert(
      fc.property(withOrders, ([question, orders]) => {
        const { type, full } = fullAnswerOf(question)
        if (type.gradedBy !== 'machine') {
          expect(full).toBeUndefined()
          return
        }
        const answer = type.read(question.content, type.write(question.content, full, orders), orders)
        expect(isFull(type.grade(question.content, question.key, answer))).toBe(true)
      }),
    )
  })

  test('never gives more than full marks or less than the least it declares, whatever is typed', () => {
    fc.assert(
      fc.property(withOrders, fc.array(someAnswerText(), { minLength: 1, maxLength: 20 }), ([question, orders], texts) => {
        const type = questionTypeOf(question.content)
        const least = type.leastGrade(question.content, question.key)
        for (const text of texts) {
          const answer = type.read(question.content, text, orders)
          if (answer === undefined) continue
          const grade = type.grade(question.content, question.key, answer)
          expect(Number.isInteger(grade.part) && Number.isInteger(grade.of) && grade.of > 0).toBe(true)
          expect(grade.part).toBeLessThanOrEqual(grade.of)
          expect(grade.part * least.of).toBeGreaterThanOrEqual(least.part * grade.of)
          expect(pointsOf(grade, 1_000)).toBeLessThanOrEqual(1_000)
        }
      }),
    )
  })

  test('reads back what it wrote, and grades it the same, whichever order was shown', () => {
    fc.assert(
      fc.property(withOrders, fc.array(someAnswerText(), { minLength: 1, maxLength: 20 }), ([question, orders, others], texts) => {
        const { content, key } = question
        const type = questionTypeOf(content)
        for (const text of texts) {
          const answer = type.read(content, text, orders)
          if (answer === undefined) continue
          expect(type.read(content, type.write(content, answer, orders), orders)).toEqual(answer)
          const elsewhere = type.read(content, type.write(content, answer, others), others)
          expect(elsewhere).toEqual(answer)
          expect(type.grade(content, key, elsewhere)).toEqual(type.grade(content, key, answer))
        }
      }),
    )
  })

  test('shows what its public schema allows, and nothing of it comes from the key', () => {
    fc.assert(
      fc.property(withOrders, aQuestion, ([{ content, key }, orders], other) => {
        const type = questionTypeOf(content)
        const shown = type.present(content, orders)
        expect(Check(PublicQuestion, shown)).toBe(true)
        // present() has no key to look at; what is left to check is that no content carries more than its schema names
        const smuggled = { ...content, ...{ key, correct: key, other } }
        expect(type.present(smuggled, orders)).toEqual(shown)
      }),
    )
  })

  test('is nothing but a function of what it is asked', () => {
    fc.assert(
      fc.property(withOrders, someAnswerText(), ([question, orders], text) => {
        const before = structuredClone(question)
        const type = questionTypeOf(question.content)
        const grade = () => {
          const answer = type.read(question.content, text, orders)
          return answer === undefined ? undefined : type.grade(question.content, question.key, answer)
        }
        expect(grade()).toEqual(grade())
        expect(question).toEqual(before)
      }),
    )
  })

  test('changes its texts one by one, and all of them', () => {
    fc.assert(
      fc.property(aQuestion, ({ content }) => {
        const type = questionTypeOf(content)
        expect(type.mapTexts(content, (text) => text)).toEqual(content)
        expect(type.texts(type.mapTexts(content, (text) => `${text}!`))).toEqual(type.texts(content).map((text) => `${text}!`))
        expect(type.texts(content)[0]).toBe(content.stem)
        expect(type.texts(content).every((text) => parseRichText(text).length > 0)).toBe(true)
      }),
    )
  })

  test('cannot be used without a stem, nor with one that nobody can read to its end', () => {
    fc.assert(
      fc.property(aQuestion, ({ content, key }) => {
        expect(codesOf({ content: { ...content, stem: ' \n' }, key })).toContain('NO_STEM')
        expect(codesOf({ content: { ...content, stem: 'a'.repeat(20_001) }, key })).toContain('TEXT_TOO_LONG')
      }),
      { numRuns: 10 },
    )
  })

  test('without a key says so', () => {
    fc.assert(
      fc.property(aQuestion, ({ content }) => {
        expect(faultsOf({ content }).map(({ code }) => code)).toEqual(['NO_KEY'])
      }),
      { numRuns: 5 },
    )
  })

  test('is reported in its author’s order', () => {
    fc.assert(
      fc.property(aQuestion, ({ content, key }) => {
        const { options, correct } = questionTypeOf(content).report(content, key)
        for (const one of correct) if (typeof one === 'number') expect(options[one]).toBeDefined()
        expect(questionTypeOf(content).report(content, undefined).correct).toEqual([])
      }),
    )
  })
})

function fullAnswerOf({ content, key }: Question) {
  const type = questionTypeOf(content)
  return { type, full: type.fullAnswer(content, key) }
}

function codesOf(question: Question): string[] {
  return faultsOf(question).map(({ code }) => code)
}
