import { type Block, isTable } from './block.ts'
import { markBehind } from './marks-behind.ts'
import { markerAt } from './option-markers.ts'
import type { RawQuestion } from './raw-question.ts'
import { type SignsStand, signAt } from './signs-between.ts'

const signBehind = /^[([]?\s*[*✓✔✅☑√xX]\s*[)\]]?\s*[.;]?$/

/** Before the first letter of a line and behind its last option a sign can belong to nothing else. */
export function whereSignsStand(questions: readonly RawQuestion[]): SignsStand {
  let [before, behind] = [false, false]
  for (const line of questions.flatMap(({ first, entries }): Block[] => [first, ...entries])) {
    if (isTable(line)) continue
    const first = markerAt(line, 0)
    if (!first) continue
    if (signAt(line, 0, first) !== '') before = true
    const last = markBehind(line)
    if (last && signBehind.test(last.seen)) behind = true
  }
  return before === behind ? undefined : before ? 'before' : 'behind'
}
