import type { ClientProblem } from '../core/client-problem.ts'
import type { Words } from '../i18n/vi.ts'

/** One sentence that says what to do; an error nobody foresaw brings the id that support can look up. */
export function problemText(problem: ClientProblem, words: Words): string {
  const known: Record<string, string> = words.problems
  const sentence = known[problem.code]
  const needsId = (sentence === undefined || problem.code === 'INTERNAL') && problem.requestId !== undefined
  return [sentence ?? words.unknownProblem, needsId ? words.stuck.requestId(problem.requestId ?? '') : ''].filter(Boolean).join(' ')
}
