import type { ClientProblem } from '../../core/client-problem.ts'
import type { MyDataWords } from '../../i18n/my-data-vi.ts'
import type { Words } from '../../i18n/vi.ts'
import { problemText } from '../problem-text.ts'

/** Words for what only this screen meets, else those of the whole widget. */
export function ownProblemText(problem: ClientProblem, words: Words, texts: MyDataWords): string {
  const own: Record<string, string> = texts.problems
  return own[problem.code] ?? problemText(problem, words)
}
