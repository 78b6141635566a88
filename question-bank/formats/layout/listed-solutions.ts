import { answerGiven, answerIn, chosenIn } from './answers.ts'
import { isTable } from './block.ts'
import type { ListedKey } from './raw-question.ts'

/** The letters that a solution in a list chooses: "Câu 1: Ta có … Chọn A." */
export function chosenInSolution({ answer, explanation }: ListedKey): string[] {
  const lines = [answer, ...explanation.flatMap((block) => (isTable(block) ? [] : [block]))]
  const said = explanation.flatMap((block) => {
    const given = isTable(block) ? undefined : answerIn(block)
    return given?.kind === 'letters' ? given.letters : []
  })
  return [...new Set([...lines.flatMap(chosenIn), ...said])]
}

/** Text that leads to a letter is a solution and no answer in words. */
export function isSolution(key: ListedKey): boolean {
  return answerGiven(key.answer).kind === 'value' && chosenInSolution(key).length > 0
}

/** What a listed key comes down to, so that two lists can be compared. */
export function keySaid(key: ListedKey): string {
  const given = answerGiven(key.answer)
  if (given.kind === 'letters') return given.letters.join()
  return isSolution(key) ? chosenInSolution(key).join() : key.answer.bare.trim().toUpperCase()
}
