import type { ImportedItem } from '../../imported-item.ts'
import { type DraftQuestion, faultsOf, type Question } from '../../question.ts'
import { letterOf } from '../../types/option-list.ts'
import type { QuestionContent, QuestionKey } from '../../types/question-types.ts'
import { textRules } from '../sheet/scoring-words.ts'
import type { Besides } from './about-lines.ts'
import { richTextOf } from './write-lines.ts'

/** A settled question with what its lines say of how it is marked. What does not belong to its type is passed over. */
export function applyBesides(item: ImportedItem, besides: Besides): ImportedItem {
  if (item.state === 'refused') return item
  const { content, key, ...about } = item.question
  const options = 'options' in content ? content.options : []
  const remarks = options.map((_option, place) => richTextOf(besides.remarks.get(letterOf(place)) ?? []) || null)
  const question: DraftQuestion = {
    ...about,
    ...(besides.name === undefined ? {} : { name: besides.name }),
    ...(remarks.some((remark) => remark !== null) ? { optionFeedback: remarks } : {}),
    content: contentWith(content, besides),
    ...(key === undefined ? {} : { key: keyWith(content, key, besides) }),
  }
  const known = new Set(item.reasons.map(({ code }) => code))
  const reasons = [...item.reasons, ...faultsOf(question).filter(({ code }) => !known.has(code) && !(code === 'NO_KEY' && known.size > 0))]
  return reasons.length === 0 && question.key !== undefined
    ? { place: item.place, state: 'good', question: question as Question, reasons }
    : { place: item.place, state: 'doubtful', question, reasons }
}

function contentWith(content: QuestionContent, { scoring, unit }: Besides): QuestionContent {
  const words = scoring?.words ?? new Set()
  switch (content.type) {
    case 'multiple-choice':
      return scoring?.choice === undefined ? content : { ...content, scoring: scoring.choice }
    case 'four-statements':
      return scoring?.ladder === undefined ? content : { ...content, ladderThousandths: scoring.ladder }
    case 'numeric':
      return { ...content, ...(unit === undefined ? {} : { unit }), ...(words.has('box') ? { hasBox: true } : {}) }
    case 'prediction':
      return unit === undefined ? content : { ...content, unit }
    case 'ordering':
      return words.has('per-place') ? { ...content, scoring: 'per-place' } : content
    case 'matching':
      return words.has('all-or-nothing') ? { ...content, scoring: 'all-or-nothing' } : content
    case 'essay':
      return scoring?.mostWords === undefined ? content : { ...content, mostWords: scoring.mostWords }
    default:
      return content
  }
}

function keyWith(content: QuestionContent, key: QuestionKey, { scoring, worths, guide }: Besides): QuestionKey {
  if ((content.type === 'single-choice' || content.type === 'multiple-choice') && worths.size > 0)
    return { ...key, weightsThousandths: content.options.map((_option, place) => worths.get(letterOf(place)) ?? 0) }
  if (content.type === 'short-text' && scoring) return { ...key, ...textRules(scoring.words) }
  if (content.type === 'essay' && guide.length > 0) return { ...key, guide: richTextOf(guide) }
  return key
}
