import { type Static, Type } from 'typebox'
import { type Reason, reason } from '../reason.ts'
import { isWithin, parseDecimal } from './decimal.ts'
import { RichText, stemFaults } from './option-list.ts'
import { type Grade, noGrade, type QuestionTypeDefinition } from './question-type.ts'

/** The answer sheet of 2025: a number of at most four characters, sign and decimal mark among them. */
export const boxCharacters = 4

/** A number, typed. */
const Content = Type.Object({
  type: Type.Literal('numeric'),
  stem: RichText,
  unit: Type.Optional(Type.String({ description: 'Shown behind the answer' })),
  hasBox: Type.Optional(Type.Boolean({ description: 'Answered in a box of four characters' })),
})
const DecimalText = Type.String({ description: 'A decimal number as text, so that nothing is rounded' })
const Key = Type.Object({
  accepted: Type.Array(
    Type.Object({ value: DecimalText, tolerance: Type.Optional(DecimalText), worthThousandths: Type.Integer({ minimum: 0, maximum: 1_000 }) }),
  ),
})
export type NumericContent = Static<typeof Content>
export type NumericKey = Static<typeof Key>

export const numeric: QuestionTypeDefinition<NumericContent, NumericKey, string> = {
  name: 'numeric',
  content: Content,
  key: Key,
  gradedBy: 'machine',
  faultsOf: ({ stem, hasBox }, key) => [...stemFaults(stem), ...numericKeyFaults(key, hasBox === true)],
  shuffledLists: () => [],
  present: ({ type, stem, unit, hasBox }) => ({
    type,
    stem,
    ...(unit === undefined ? {} : { unit }),
    ...(hasBox ? { boxCharacters } : {}),
  }),
  read: (_content, text) => (parseDecimal(text) ? text : undefined),
  write: (_content, answer) => answer,
  grade: (_content, key, answer) => gradeNumber(key, answer),
  leastGrade: () => noGrade,
  fullAnswer: (_content, { accepted }) => accepted.find(({ worthThousandths }) => worthThousandths === 1_000)?.value,
  texts: ({ stem }) => [stem],
  mapTexts: (content, change) => ({ ...content, stem: change(content.stem) }),
  report: (_content, key) => ({ options: [], correct: key ? key.accepted.map(({ value }) => value) : [] }),
}

/** The best of what is accepted counts. */
export function gradeNumber({ accepted }: NumericKey, answer: string): Grade {
  const given = parseDecimal(answer)
  if (!given) return noGrade
  const worths = accepted.map(({ value, tolerance = '0', worthThousandths }) => {
    const [wanted, allowed] = [parseDecimal(value), parseDecimal(tolerance)]
    return wanted && allowed && isWithin(given, wanted, allowed) ? worthThousandths : 0
  })
  return { part: Math.max(0, ...worths), of: 1_000 }
}

export function numericKeyFaults({ accepted }: NumericKey, hasBox = false): Reason[] {
  const faults: Reason[] = []
  if (!accepted.some(({ worthThousandths }) => worthThousandths === 1_000)) faults.push(reason('NO_KEY'))
  for (const { value, tolerance = '0' } of accepted) {
    if (!parseDecimal(value)) faults.push(reason('NOT_A_NUMBER', value))
    const allowed = parseDecimal(tolerance)
    if (!allowed) faults.push(reason('NOT_A_NUMBER', tolerance))
    else if (allowed.digits < 0n) faults.push(reason('NEGATIVE_TOLERANCE'))
    if (hasBox && value.length > boxCharacters) faults.push(reason('NUMBER_TOO_LONG_FOR_BOX', value))
  }
  return faults
}
