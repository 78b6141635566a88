import { hash } from 'node:crypto'
import { keyInForce } from '../../../question-bank/amended-key.ts'
import type { Question, QuestionContent, QuestionKey } from '../../../question-bank/question.ts'
import { attachmentsIn, plainTextOf } from '../../../question-bank/rich-text/plain-text.ts'
import { signatureOf } from '../../../question-bank/similarity.ts'
import { questionTypeOf } from '../../../question-bank/types/question-types.ts'
import type { BankQuestion } from '../../contract/bank.ts'
import type { QuestionRow } from './questions-store.ts'
import { searchableText } from './search-words.ts'

export const noTopic = 'Chưa phân loại'

export type Derived = ReturnType<typeof derivedOf>

/** What of a question is derived from its texts, to be searched and compared by. */
export function derivedOf(question: Question) {
  const texts = questionTypeOf(question.content).texts(question.content)
  const { same, bands } = signatureOf(question)
  return {
    searchText: searchableText(texts.map(plainTextOf).join(' ')),
    sameWords: same,
    bands: [...new Set(bands)],
    digests: digestsOf(question),
  }
}

/** The pictures and sounds a question shows, wherever in it. */
export function digestsOf({
  content,
  explanation = '',
  optionFeedback = [],
}: Pick<Question, 'content' | 'explanation' | 'optionFeedback'>): string[] {
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

/** As it is graded now. What one key cannot say – several of them, or none that counts – leaves the first, or the author's own. */
export function amendedQuestionOf(row: QuestionRow): Question {
  return { ...questionOf(row), key: keysOf(row)[0] }
}

/** Whether the amendment says more than one key can. */
export function isBeyondOneKey({ amendment }: QuestionRow): boolean {
  return amendment !== null && amendment.change.kind !== 'other-key'
}

function keysOf({ key, amendment }: QuestionRow): readonly [QuestionKey, ...QuestionKey[]] {
  const inForce = keyInForce(key, amendment ? [amendment] : [], amendment?.number ?? 0)
  return inForce.kind === 'keys' ? inForce.keys : [key]
}

function shownKey(content: QuestionContent, key: QuestionKey): BankQuestion['correct'] {
  const { correct } = questionTypeOf(content).report(content, key)
  return content.type === 'matching' || content.type === 'cloze' ? correct.map((text) => plainTextOf(String(text))) : correct
}

export function presentQuestion(row: QuestionRow): BankQuestion {
  const { id, number, state, approvedNumber, topicId, topicNames, level, tags, source, content, explanation, amendment } = row
  const keys = keysOf(row)
  const { options } = questionTypeOf(content).report(content, keys[0])
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
    correct: shownKey(content, keys[0]),
    ...(amendment && {
      amendment: {
        number: amendment.number,
        kind: amendment.change.kind === 'voided' ? amendment.change.as : amendment.change.kind,
        correct: keys.map((key) => shownKey(content, key)),
      },
    }),
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

/** Of everything that an act of a person said, and of the person: a repeat has the same one. */
export function digestOfAct(accountId: number, said: unknown): string {
  return hash('sha256', JSON.stringify(sorted([accountId, said])))
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
