import { type ImportedItem, settleItem } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { usualLadder } from '../../types/four-statements.ts'
import { letterOf } from '../../types/option-list.ts'
import { type Answer, answerGiven, isTrue } from './answers.ts'
import { isTable } from './block.ts'
import { kindSaid } from './headings.ts'
import { lettersOf, type MarksSeen } from './key-of-options.ts'
import type { ListedKey } from './raw-question.ts'
import type { ReadQuestion } from './read-question.ts'
import { optionTexts, type Settling, shortened } from './settling.ts'

/** Whether each option is to be judged for itself. */
export function isStatements({ options, raw, stem }: ReadQuestion, answers: readonly Answer[], byStatement: readonly ListedKey[]): boolean {
  if (options.length < 2) return false
  if (byStatement.length > 0) return true
  const truths = options.filter(({ truth }) => truth !== undefined).length
  if (
    truths === options.length &&
    options.some(({ truth }) => truth) &&
    (options.some(({ truth }) => truth === false) || raw.kind === 'statements')
  ) {
    // one "(đúng)" and "(sai)" behind the others is how some mark one right option
    return raw.kind === 'statements' || options.every(({ isLower }) => isLower) || options.filter(({ truth }) => truth).length !== 1
  }
  if (truths === options.length && options.every(({ isLower }) => isLower)) return true
  if (answers.some((answer) => answer.kind === 'truths' && answer.truths.size > 1)) return true
  if (!options.every(({ isLower }) => isLower)) return false
  const said = stem.map((block) => (isTable(block) ? '' : block.text)).join(' ')
  return raw.kind === 'statements' || kindSaid(said) === 'statements' || (truths >= 2 && truths >= options.length - 1)
}

/** Statements, each true or false. */
export function settleStatements(
  question: ReadQuestion,
  { marks }: MarksSeen,
  answers: readonly Answer[],
  byStatement: readonly ListedKey[],
  place: Settling,
): ImportedItem {
  const { options } = question
  const statements = optionTexts(options, true)
  const doubts = [...place.doubts]
  const letters = options.map(({ letter }) => letter)
  if (!letters.every((letter, index) => letter === letterOf(index))) doubts.push(reason('OPTION_LETTERS', letters.join(', ')))
  const readings: boolean[][] = []
  const add = (truths: readonly (boolean | undefined)[]) => {
    if (truths.length === options.length && truths.every((truth) => truth !== undefined)) readings.push(truths as boolean[])
    else if (truths.some((truth) => truth !== undefined))
      doubts.push(
        reason('STATEMENTS_WITHOUT_KEY', lettersOf(options.flatMap((_option, index) => (truths[index] === undefined ? [index] : []))).toLowerCase()),
      )
  }
  if (options.some(({ truth }) => truth !== undefined)) add(options.map(({ truth }) => truth))
  for (const answer of answers) {
    if (answer.kind === 'truths') {
      if (answer.truths.size !== options.length) doubts.push(reason('TRUTHS_DO_NOT_FIT', answer.truths.size, options.length))
      else add(options.map((_option, index) => answer.truths.get(index)))
    } else if (answer.kind === 'value') doubts.push(reason('KEY_NOT_UNDERSTOOD', shortened(answer.text)))
    else if (answer.kind === 'letters') doubts.push(reason('KEY_NOT_UNDERSTOOD', answer.letters.join(', ')))
  }
  if (byStatement.length > 0)
    add(
      options.map((_option, index) => {
        const said = byStatement.find(({ statement }) => statement === index)
        const read = said ? answerGiven(said.answer) : undefined
        return read?.kind === 'truths' ? read.truths.get(0) : undefined
      }),
    )
  const explained = truthsExplained(question)
  if (explained.size > 0) add(options.map((_option, index) => explained.get(index)))
  // true statements may be set apart by their looks, as right options are
  for (const mark of marks.filter(({ kind }) => kind !== 'behind')) readings.push(options.map((_option, index) => mark.options.includes(index)))
  const distinct = new Set(readings.map(String))
  if (distinct.size > 1)
    doubts.push(
      reason(
        'KEY_MARKS_DISAGREE',
        [...distinct]
          .map((truths) =>
            truths
              .split(',')
              .map((truth) => (truth === 'true' ? 'Đ' : 'S'))
              .join(''),
          )
          .join('; '),
      ),
    )
  if (distinct.size === 0 && doubts.length === 0) doubts.push(reason('NO_MARK_FOUND'))
  if (answers.length === 0 || byStatement.length > 0 || place.listDoubts.length > 0) doubts.push(...place.listDoubts)
  const locked = options.flatMap(({ isLocked }, index) => (isLocked ? [index] : []))
  const content = {
    type: 'four-statements' as const,
    stem: place.stem,
    statements,
    ...(locked.length === 0 ? {} : { locked }),
    ladderThousandths: usualLadder(statements.length),
  }
  const truths = distinct.size === 1 ? readings[0] : undefined
  return settleItem(place.place, { ...place.aboutIt, content, ...(truths ? { key: { truths } } : {}) }, doubts)
}

/** "a) Đúng. Vì …" line by line in an explanation. */
function truthsExplained({ explanation }: ReadQuestion): ReadonlyMap<number, boolean> {
  const truths = new Map<number, boolean>()
  for (const block of explanation) {
    const match = isTable(block)
      ? null
      : /^\s*[-+•]?\s*(?:ý\s*)?\(?([a-h])\s*[).:]?\s*[-–:]?\s*(đúng|sai|đ|s)(?=\s*(?:$|[.,:;–-]|vì))/iu.exec(block.text)
    if (match) truths.set((match[1] as string).toLowerCase().charCodeAt(0) - 97, isTrue(match[2] as string))
  }
  return truths
}
