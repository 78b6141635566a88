import { type Static, Type } from 'typebox'
import { type Reason, reason } from '../reason.ts'
import { displayed } from './displayed-places.ts'
import { Locked, optionFaults, RichText, stemFaults } from './option-list.ts'
import { noGrade, type QuestionTypeDefinition } from './question-type.ts'

/** Four statements (or a few more or less), each true or false; the more are right, the steeper it pays. Answered as "TF-T", a letter for each displayed statement. */
const Content = Type.Object({
  type: Type.Literal('four-statements'),
  stem: RichText,
  statements: Type.Array(RichText),
  locked: Type.Optional(Locked),
  ladderThousandths: Type.Array(Type.Integer({ minimum: 0, maximum: 1_000 }), {
    description: 'What one, two, three … right statements are worth; the last one is 1000',
  }),
})
const Key = Type.Object({ truths: Type.Array(Type.Boolean()) })
export type FourStatementsContent = Static<typeof Content>
export type FourStatementsKey = Static<typeof Key>

/** The school-leaving format of 2025 for four; an even rise where there are more or fewer. */
export function usualLadder(statements: number): number[] {
  if (statements === 4) return [100, 250, 500, 1_000]
  return Array.from({ length: statements }, (_, index) => Math.floor(((index + 1) * 1_000) / statements))
}

export const fourStatements: QuestionTypeDefinition<FourStatementsContent, FourStatementsKey, readonly (boolean | undefined)[]> = {
  name: 'four-statements',
  content: Content,
  key: Key,
  gradedBy: 'machine',
  faultsOf({ stem, statements, locked, ladderThousandths }, { truths }) {
    const faults: Reason[] = [...stemFaults(stem)]
    if (statements.length < 2) faults.push(reason('TOO_FEW_STATEMENTS'))
    else faults.push(...optionFaults(statements, locked))
    if (truths.length !== statements.length) faults.push(reason('NO_KEY'))
    if (!isLadder(ladderThousandths, statements.length)) faults.push(reason('BAD_LADDER'))
    return faults
  },
  shuffledLists: ({ statements, locked = [] }) => [{ size: statements.length, locked }],
  present: ({ type, stem, statements }, orders) => ({ type, stem, statements: displayed(statements, orders, 0) }),
  read({ statements }, text, orders) {
    const order = orders[0]
    if (!order || text.length !== statements.length || !/^[TF-]*[TF][TF-]*$/.test(text)) return undefined
    const answer = new Array<boolean | undefined>(statements.length).fill(undefined)
    for (let place = 0; place < text.length; place += 1) answer[order[place] as number] = text[place] === '-' ? undefined : text[place] === 'T'
    return answer
  },
  write: (_content, answer, orders) =>
    displayed(answer, orders, 0)
      .map((truth) => (truth === undefined ? '-' : truth ? 'T' : 'F'))
      .join(''),
  grade({ ladderThousandths }, { truths }, answer) {
    const right = truths.filter((truth, statement) => answer[statement] === truth).length
    return right === 0 ? noGrade : { part: ladderThousandths[right - 1] ?? 0, of: 1_000 }
  },
  leastGrade: () => noGrade,
  fullAnswer: (_content, { truths }) => truths,
  texts: ({ stem, statements }) => [stem, ...statements],
  mapTexts: (content, change) => ({ ...content, stem: change(content.stem), statements: content.statements.map(change) }),
  // what is reported as right are the positions of the true statements
  report: ({ statements }, key) => ({
    options: [...statements],
    correct: key ? key.truths.flatMap((isTrue, statement) => (isTrue ? [statement] : [])) : [],
  }),
}

function isLadder(ladder: readonly number[], steps: number): boolean {
  return ladder.length === steps && ladder.at(-1) === 1_000 && ladder.every((step, index) => index === 0 || step >= (ladder[index - 1] as number))
}
