import type { ImportedItem } from '../../imported-item.ts'
import type { Progress } from '../format.ts'
import type { Block } from './block.ts'
import { divide } from './divide.ts'
import { habitsOf } from './habits.ts'
import { marksOn } from './key-of-options.ts'
import { matchKeys } from './match-keys.ts'
import { withNumberedOptions } from './numbered-options.ts'
import { openTables } from './open-tables.ts'
import { readQuestion } from './read-question.ts'
import { settleQuestion } from './settle-question.ts'
import { withBoxedOptions, withDashedOptions } from './unlettered-options.ts'
import { whereSignsStand } from './where-signs-stand.ts'

/** The questions of a document, however its author laid them out. */
export function readLayout(blocks: readonly Block[], progress: Progress = () => {}): ImportedItem[] {
  const { questions: raw, keys } = divide(openTables(blocks))
  const matched = matchKeys(raw, keys)
  const signsStand = whereSignsStand(raw)
  const questions = raw.map((one, index) => {
    const question = withDashedOptions(withBoxedOptions(withNumberedOptions(readQuestion(one, signsStand))))
    return { question, seen: marksOn(question), ...(matched[index] as (typeof matched)[number]) }
  })
  const habits = habitsOf(
    questions.map(({ question, seen, listed }) => [
      ...seen.marks.map(({ kind }) => kind),
      ...(question.answers.length > 0 ? (['line'] as const) : []),
      ...(question.chosen.length > 0 ? (['explanation'] as const) : []),
      ...(listed.length > 0 ? (['list'] as const) : []),
    ]),
  )
  return questions.map((one, index) => {
    if (index % 200 === 0) progress(index, questions.length)
    return settleQuestion(one, habits)
  })
}
