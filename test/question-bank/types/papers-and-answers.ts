import fc from 'fast-check'
import type { Question } from '../../../question-bank/question.ts'
import { authorsOrder, type Grade, type Orders } from '../../../question-bank/types/question-type.ts'
import { type QuestionContentOf, type QuestionKeyOf, questionTypeOf } from '../../../question-bank/types/question-types.ts'
import type { QuestionTypeName } from '../../../server/contract/questions.ts'

/** Any orders in which a paper may show the lists of a question. */
export function ordersOf({ content }: Question): fc.Arbitrary<Orders> {
  const lists = questionTypeOf(content).shuffledLists(content)
  return fc.tuple(...lists.map(({ size }) => fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size })))
}

const place = fc.integer({ min: 0, max: 7 }).map(String)

/** What may arrive as an answer: places, letters, numbers, lists and nonsense. */
export function someAnswerText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    place,
    fc.array(fc.oneof(place, fc.constant('-')), { minLength: 1, maxLength: 6 }).map((places) => places.join()),
    fc.string({ unit: fc.constantFrom('T', 'F', '-'), minLength: 1, maxLength: 5 }),
    fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.constantFrom('', '.', ',', ',5', '.25')).map(([whole, rest]) => `${whole}${rest}`),
    fc.array(fc.oneof(place, fc.string({ maxLength: 4 }), fc.constant('')), { maxLength: 4 }).map((texts) => JSON.stringify(texts)),
    fc.jsonValue().map((value) => JSON.stringify(value)),
  )
}

/** What a text answered in the author's order is worth; undefined: it is no answer. */
export function gradeText<Name extends QuestionTypeName>(
  content: QuestionContentOf<Name> & { type: Name },
  key: QuestionKeyOf<Name>,
  text: string,
): number | undefined {
  const type = questionTypeOf(content)
  const answer = type.read(content, text, authorsOrder(type.shuffledLists(content)))
  return answer === undefined ? undefined : fraction(type.grade(content, key, answer))
}

const fraction = ({ part, of }: Grade) => part / of

/** Codes of what is wrong with a question. */
export function faultCodes<Name extends QuestionTypeName>(content: QuestionContentOf<Name> & { type: Name }, key: QuestionKeyOf<Name>): string[] {
  return questionTypeOf(content)
    .faultsOf(content, key)
    .map(({ code }) => code)
}
