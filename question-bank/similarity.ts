import { hash } from 'node:crypto'
import type { QuestionTypeName } from '../server/contract/questions.ts'
import type { DraftQuestion } from './question.ts'
import { bandsOf } from './similarity-bands.ts'
import { meaningBearingWords } from './similarity-words.ts'
import { questionTypeOf } from './types/question-types.ts'

/** What of a question is compared with others. Made anew from the question when it is needed. */
export type Comparable = {
  /** Equal for the same meaning-bearing words in another order, with other punctuation, case, diacritics or order of options. */
  same: string
  /** Sorted. */
  stem: readonly string[]
  /** Words of stem, options, statements, items … together, sorted. */
  words: readonly string[]
  /** What the key says is right, in words; empty when there is no key. */
  answer: string
}

/** `same` and `bands` may be stored and indexed; a shared band, a signed 32-bit number, only says that two questions are worth comparing. */
export type Signature = Comparable & { bands: readonly number[] }

/**
 * same: the same words with the same numbers and negations; a person may take either for the other.
 * near: most words are shared, or the stem is nearly the same with other options. One "không", one number or one name may part the two,
 * so they may well be two questions: worth a look, never more than that.
 */
export type LikenessGrade = 'same' | 'near'
export type Likeness = {
  grade: LikenessGrade
  /** 1,000 for `same`, less for `near`. */
  likeness: number
  /** What parts them beside words, where that is all the difference a reader may overlook. */
  parted?: 'by negation' | 'by numbers'
  /** The same question with two different keys: one of the two is wrong. */
  keysDisagree: boolean
}

/** From here on two questions are shown as near. */
export const leastNear = 700
/** A shorter stem ("Phát biểu nào đúng?") is shared by many and says nothing alone. */
const fewestWordsOfTellingStem = 5
const wholeBands = 24
const stemBands = 12

export function signatureOf(question: Pick<DraftQuestion, 'content' | 'key'>): Signature {
  const comparable = comparableOf(question)
  const { stem, words } = comparable
  return { ...comparable, bands: [...bandsOf(words, wholeBands, 1), ...(stem.length < fewestWordsOfTellingStem ? [] : bandsOf(stem, stemBands, 2))] }
}

/** Without the bands, which take the longer part of the time: of a question that was found by its bands already. */
export function comparableOf({ content, key }: Pick<DraftQuestion, 'content' | 'key'>): Comparable {
  const type = questionTypeOf(content)
  const [stem = [], ...others] = type.texts(content).map((text) => meaningBearingWords(text).sort())
  const options = others.map((words) => words.join(' ')).sort()
  const words = [...stem, ...others.flat()].sort()
  return {
    same: hash('sha256', [stem.join(' '), ...options].join('\n')).slice(0, 32),
    stem,
    words,
    answer: key === undefined ? '' : answerOf(content.type, type.report(content, key).correct, others),
  }
}

/** How much of their words two questions share: 0 nothing … 1,000 everything, whatever the order. */
export function likeness(a: Comparable, b: Comparable): number {
  if (a.same === b.same) return 1_000
  const whole = sharedPart(a.words, b.words)
  const isTelling = Math.min(a.stem.length, b.stem.length) >= fewestWordsOfTellingStem
  // other options under the same stem: less than the same, more than many shared words
  const ofStem = isTelling ? Math.trunc((sharedPart(a.stem, b.stem) * 9) / 10) : 0
  return Math.min(999, Math.max(whole, ofStem))
}

/** Undefined: two questions. */
export function compareQuestions(a: Comparable, b: Comparable): Likeness | undefined {
  const degree = likeness(a, b)
  if (degree < leastNear) return undefined
  const isSame = degree === 1_000
  const parted = isSame ? undefined : partedBy(a.words, b.words)
  return {
    grade: isSame ? 'same' : 'near',
    likeness: degree,
    ...(parted === undefined ? {} : { parted }),
    keysDisagree: isSame && a.answer !== '' && b.answer !== '' && a.answer !== b.answer,
  }
}

/** Dice's coefficient of two sorted bags, in thousandths. */
function sharedPart(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 0
  let [left, right, shared] = [0, 0, 0]
  while (left < a.length && right < b.length) {
    const [word, other] = [a[left] as string, b[right] as string]
    if (word === other) shared += 1
    if (word <= other) left += 1
    if (word >= other) right += 1
  }
  return Math.trunc((2_000 * shared) / (a.length + b.length))
}

const negations = new Set(['khong', 'chua', 'chang', 'tru', 'sai', 'not', 'except', 'never', 'false'])

function partedBy(a: readonly string[], b: readonly string[]): Likeness['parted'] {
  const differ = (isOfKind: (word: string) => boolean) => a.filter(isOfKind).join(' ') !== b.filter(isOfKind).join(' ')
  if (differ((word) => negations.has(word))) return 'by negation'
  return differ((word) => /^-?\d/.test(word)) ? 'by numbers' : undefined
}

/** Positions become the words that stand there, so that another order of options is no other key. Only for types whose key is said in few words. */
function answerOf(type: QuestionTypeName, correct: readonly (number | string | boolean)[], options: readonly string[][]): string {
  const said = (one: number | string | boolean) => (typeof one === 'number' ? options[one]?.join(' ') : meaningBearingWords(String(one)).join(' '))
  if (type === 'ordering') return correct.map(said).join('\n')
  const isComparable = type === 'single-choice' || type === 'multiple-choice' || type === 'true-false' || type === 'four-statements'
  return isComparable ? `right: ${correct.map(said).sort().join('\n')}` : ''
}
