import { foldVietnamese } from '../../../question-bank/fold-vietnamese.ts'
import type { Question } from '../../../question-bank/question.ts'
import { attachmentsIn, plainTextOf } from '../../../question-bank/rich-text/plain-text.ts'
import { signatureOf } from '../../../question-bank/similarity.ts'
import { questionTypeOf } from '../../../question-bank/types/question-types.ts'
import type { BankQuestion } from '../../contract/bank.ts'
import type { QuestionRow } from './questions-store.ts'

export const noTopic = 'Chưa phân loại'

/** What of a question is derived from its texts, to be searched and compared by. */
export function derivedOf(question: Question) {
  const texts = questionTypeOf(question.content).texts(question.content)
  const { same, bands } = signatureOf(question)
  return {
    searchText: foldVietnamese(texts.map(plainTextOf).join(' ')),
    sameWords: same,
    bands: [...new Set(bands)],
    digests: digestsOf(question),
  }
}

/** The pictures and sounds a question shows, wherever in it. */
export function digestsOf({ content, explanation = '', optionFeedback = [] }: Question): string[] {
  const shown = [...questionTypeOf(content).texts(content), explanation, ...optionFeedback.map((feedback) => feedback ?? '')]
  return [...new Set(shown.flatMap(attachmentsIn))]
}

/** A stored question as everything its author says. */
export function questionOf(row: QuestionRow): Question {
  const { content, key, explanation, optionFeedback, pointsThousandths, name, topicNames, level, tags, source } = row
  return {
    ...(topicNames.length === 0 || row.topicId === 1 ? {} : { topic: topicNames }),
    ...(level === '' ? {} : { level }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(source === null || source === '' ? {} : { source }),
    ...(explanation === null ? {} : { explanation }),
    ...(optionFeedback === null ? {} : { optionFeedback }),
    ...(pointsThousandths === null ? {} : { pointsThousandths }),
    ...(name === null ? {} : { name }),
    content,
    key,
  }
}

export function presentQuestion(row: QuestionRow): BankQuestion {
  const { id, number, state, approvedNumber, topicId, topicNames, level, tags, source, content, key, explanation } = row
  const { options, correct } = questionTypeOf(content).report(content, key)
  return {
    id,
    number,
    type: content.type,
    state,
    approvedNumber,
    topic: topicNames.join(' / '),
    topicId,
    level: level === '' ? null : level,
    tags,
    stem: plainTextOf(content.stem),
    options: options.map(plainTextOf),
    correct: content.type === 'matching' || content.type === 'cloze' ? correct.map((text) => plainTextOf(String(text))) : correct,
    ...(explanation === null ? {} : { explanation: plainTextOf(explanation) }),
    ...(source === null || source === '' ? {} : { source }),
  }
}

/** What JSON cannot say to PostgreSQL is dropped: a NUL is nothing to see, half a surrogate pair is no letter. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_name, one: unknown) => (typeof one === 'string' ? storableText(one) : one))
}

export function storableText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}

/** The order of fields is no difference: PostgreSQL keeps none. */
export function isSameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  )
}
