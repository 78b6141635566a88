import type { ReportedItem } from '../server/contract/import-report.ts'
import type { ImportedItem } from './imported-item.ts'
import { markingOf } from './marking.ts'
import { sentenceFor } from './reason.ts'
import { plainTextOf } from './rich-text/plain-text.ts'
import { questionTypeOf } from './types/question-types.ts'

/** An item in words that need no knowledge of its type. */
export function reportOf(item: ImportedItem, language: 'vi' | 'en' = 'vi'): ReportedItem {
  const { place, state } = item
  const reasons = item.reasons.map((reason) => sentenceFor(reason, language))
  if (item.state === 'refused')
    return {
      place,
      state,
      type: null,
      stem: item.seen.normalize('NFC'),
      options: [],
      correct: [],
      points: null,
      explanation: '',
      topic: [],
      level: null,
      source: '',
      marking: null,
      reasons,
    }
  const { content, key, pointsThousandths, explanation, topic = [], level = null, source = '' } = item.question
  const { options, correct } = questionTypeOf(content).report(content, key)
  return {
    place,
    state,
    type: content.type,
    stem: plainTextOf(content.stem),
    options: options.map(plainTextOf),
    correct: content.type === 'matching' || content.type === 'cloze' ? correct.map((text) => plainTextOf(String(text))) : correct,
    points: pointsThousandths === undefined ? null : pointsThousandths / 1_000,
    explanation: explanation === undefined ? '' : plainTextOf(explanation),
    topic: [...topic],
    level,
    source,
    marking: markingOf(item.question),
    reasons,
  }
}
