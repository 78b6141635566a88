import type { QuestionContent } from './question.ts'
import { questionTypeOf } from './types/question-types.ts'

/** About four Vietnamese syllables a second is fast, attentive reading. */
const syllablesPerSecond = 4

const counted = new WeakMap<QuestionContent, number>()

/** Vietnamese writes a space between syllables; a text is counted once for all papers it appears on. */
function syllablesOf(content: QuestionContent): number {
  const known = counted.get(content)
  if (known !== undefined) return known
  const syllables = questionTypeOf(content)
    .texts(content)
    .reduce((sum, text) => sum + (text.match(/\S+/g)?.length ?? 0), 0)
  counted.set(content, syllables)
  return syllables
}

/** The least time in which somebody can have read these questions. A function of their texts alone, so it stands with the revision. */
export function readingFloorMs(contents: Iterable<QuestionContent>): number {
  let syllables = 0
  for (const content of contents) syllables += syllablesOf(content)
  return Math.round((syllables / syllablesPerSecond) * 1_000)
}
