import { type ImportedItem, settleItem } from '../../imported-item.ts'
import type { AboutQuestion, DraftQuestion } from '../../question.ts'
import { type Reason, reason } from '../../reason.ts'
import { plainTextOf } from '../../rich-text/plain-text.ts'
import { type ClozeGapKey, gapMark } from '../../types/cloze.ts'
import { parseDecimal } from '../../types/decimal.ts'
import { hideOrder } from '../../types/hidden-order.ts'
import { childNamed, childrenNamed, type XmlElement } from '../package/xml.ts'
import { aboutFromTags } from './about-tags.ts'
import { choiceFromShares, worthOf } from './choice-from-shares.ts'
import { takeGaps } from './cloze-gaps.ts'
import { matchingFromPairs, statementsFromPairs } from './matching-lists.ts'
import { isYes, MoodleTexts, textNamed, textOf, textsNamed } from './moodle-texts.ts'
import { nameFrom } from './name-from-stem.ts'
import type { Pictures } from './pictures.ts'
import { numberKeyFrom, type TypedAnswer, textKeyFrom } from './typed-answers.ts'

type Read = { question: DraftQuestion; doubts: Reason[] }
type ReadType = (element: XmlElement, about: AboutQuestion, texts: MoodleTexts) => Read

/** One <question> of a Moodle file. */
export function readQuestion(element: XmlElement, place: string, topic: readonly string[], pictures: Pictures): ImportedItem {
  const type = (element.attributes.type ?? '').trim()
  const readType = Object.hasOwn(readers, type) ? readers[type] : undefined
  const texts = new MoodleTexts(element, pictures)
  if (!readType) {
    const seen = plainTextOf(texts.read(childNamed(element, 'questiontext'))).slice(0, 500)
    return { place, state: 'refused', seen, reasons: [type === 'description' ? reason('NOT_A_QUESTION') : reason('UNKNOWN_MOODLE_TYPE', type)] }
  }
  const read = readType(element, aboutOf(element, topic, texts), texts)
  const question = withoutMadeName(read.question)
  const doubts = [...read.doubts]
  if (isYes(textNamed(element, 'hidden'))) doubts.push(reason('HIDDEN_IN_MOODLE'))
  return settleItem(place, question, [...texts.doubts, ...doubts])
}

function withoutMadeName(question: DraftQuestion): DraftQuestion {
  const { name, ...rest } = question
  return name === undefined || name !== nameFrom(question.content.stem) ? question : rest
}

function aboutOf(element: XmlElement, topic: readonly string[], texts: MoodleTexts): AboutQuestion {
  const name = textNamed(element, 'name').normalize('NFC').replace(/\s+/g, ' ')
  const explanation = texts.read(childNamed(element, 'generalfeedback'))
  const grade = parseDecimal(textNamed(element, 'defaultgrade'))
  const points = grade && grade.digits >= 0n ? Number((grade.digits * 1_000n) / 10n ** BigInt(grade.places)) : undefined
  return {
    ...(topic.length === 0 ? {} : { topic }),
    ...aboutFromTags(textsNamed(element, 'tags', 'tag')),
    ...(explanation === '' ? {} : { explanation }),
    ...(points === undefined || points > 1_000_000 ? {} : { pointsThousandths: points }),
    ...(name === '' ? {} : { name }),
  }
}

const stemOf = (element: XmlElement, texts: MoodleTexts) => texts.read(childNamed(element, 'questiontext'))

const readers: Readonly<Record<string, ReadType>> = {
  multichoice: readChoice,
  multichoiceset: readChoice,
  truefalse: readTrueFalse,
  shortanswer: readShortAnswer,
  numerical: readNumerical,
  matching: readMatching,
  match: readMatching,
  ddmatch: readMatching,
  cloze: readCloze,
  multianswer: readCloze,
  essay: readEssay,
  ordering: readOrdering,
  gapselect: readGapSelect,
  ddwtos: readGapSelect,
}

function percentFrom(answer: XmlElement): string {
  return answer.attributes.fraction ?? (textNamed(answer, 'fraction') || '0')
}

function readChoice(element: XmlElement, about: AboutQuestion, texts: MoodleTexts): Read {
  const isSet = element.attributes.type === 'multichoiceset'
  const options = childrenNamed(element, 'answer').map((answer) => {
    const feedback = texts.read(childNamed(answer, 'feedback'))
    return { text: texts.read(answer), worth: worthOf(percentFrom(answer)), ...(feedback === '' ? {} : { feedback }) }
  })
  const single = textNamed(element, 'single')
  const shuffle = textNamed(element, 'shuffleanswers')
  const choice = {
    stem: stemOf(element, texts),
    options,
    isShuffled: shuffle === '' || isYes(shuffle),
    isSingle: !isSet && (single === '' || isYes(single)),
  }
  return isSet ? allOrNothing(choice, about) : choiceFromShares(choice, about)
}

/** The plug-in that pays only for exactly the right set gives each right option the whole. */
function allOrNothing(choice: Parameters<typeof choiceFromShares>[0], about: AboutQuestion): Read {
  const correct = choice.options.flatMap(({ worth }, option) => ((worth ?? 0) > 0 ? [option] : []))
  const share = Math.round(1_000 / Math.max(1, correct.length))
  const options = choice.options.map((option, index) => ({ ...option, worth: correct.includes(index) ? share : 0 }))
  const { question, doubts } = choiceFromShares({ ...choice, options }, about)
  const { content } = question
  return { question: content.type === 'multiple-choice' ? { ...question, content: { ...content, scoring: 'all-or-nothing' } } : question, doubts }
}

const words: Readonly<Record<string, boolean>> = { true: true, false: false, đúng: true, sai: false }

function readTrueFalse(element: XmlElement, about: AboutQuestion, texts: MoodleTexts): Read {
  const answers = childrenNamed(element, 'answer').map((answer) => ({
    says: words[
      textOf(answer)
        .replace(/<[^<>]*>/g, '')
        .trim()
        .toLowerCase()
    ],
    worth: worthOf(percentFrom(answer)),
    feedback: texts.read(childNamed(answer, 'feedback')),
  }))
  const right = answers.filter(({ worth }) => worth === 1_000)
  const isTrue = right.length === 1 ? right[0]?.says : undefined
  const feedback = [true, false].map((truth) => answers.find(({ says }) => says === truth)?.feedback || null)
  const question = {
    ...about,
    ...(feedback.some((one) => one !== null) ? { optionFeedback: feedback } : {}),
    content: { type: 'true-false' as const, stem: stemOf(element, texts) },
  }
  return isTrue === undefined || answers.length > 2
    ? { question, doubts: [reason('TRUE_FALSE_UNCLEAR')] }
    : { question: { ...question, key: { isTrue } }, doubts: [] }
}

function typedAnswers(element: XmlElement, texts: MoodleTexts): TypedAnswer[] {
  return childrenNamed(element, 'answer').map((answer) => {
    const feedback = texts.read(childNamed(answer, 'feedback'))
    const ownText = answer.children
      .map((child) => ('text' in child && child.type !== 'element' ? String(child.text) : ''))
      .join('')
      .trim()
    const text = childNamed(answer, 'text') ? textOf(answer) : ownText
    return { text, worth: worthOf(percentFrom(answer)), tolerance: textNamed(answer, 'tolerance'), ...(feedback === '' ? {} : { feedback }) }
  })
}

function readShortAnswer(element: XmlElement, about: AboutQuestion, texts: MoodleTexts): Read {
  const { key, doubts, feedback } = textKeyFrom(typedAnswers(element, texts), isYes(textNamed(element, 'usecase')))
  return typedQuestion({ type: 'short-text', stem: stemOf(element, texts) }, key, doubts, feedback, about)
}

function readNumerical(element: XmlElement, about: AboutQuestion, texts: MoodleTexts): Read {
  const { key, doubts, feedback } = numberKeyFrom(typedAnswers(element, texts))
  const units = childrenNamed(element, 'units').flatMap((list) => childrenNamed(list, 'unit'))
  const unit = units.find((one) => Number(textNamed(one, 'multiplier') || '1') === 1)
  const name = unit ? textNamed(unit, 'unit_name') : ''
  return typedQuestion({ type: 'numeric', stem: stemOf(element, texts), ...(name === '' ? {} : { unit: name }) }, key, doubts, feedback, about)
}

function typedQuestion(
  content: DraftQuestion['content'],
  key: DraftQuestion['key'] | undefined,
  doubts: Reason[],
  feedback: readonly (string | null)[],
  about: AboutQuestion,
): Read {
  const told = feedback.some((one) => one !== null) ? { optionFeedback: feedback } : {}
  return { question: { ...about, ...told, content, ...(key ? { key } : {}) }, doubts }
}

function readMatching(element: XmlElement, about: AboutQuestion, texts: MoodleTexts): Read {
  const pairs = childrenNamed(element, 'subquestion').map((one) => {
    const answer = childNamed(one, 'answer')
    return { left: texts.read(one), right: texts.rich(textOf(answer), answer?.attributes.format ?? 'moodle_auto_format') }
  })
  const stem = stemOf(element, texts)
  return { question: statementsFromPairs(stem, pairs, about) ?? matchingFromPairs(stem, pairs, about), doubts: [] }
}

function readCloze(element: XmlElement, about: AboutQuestion, texts: MoodleTexts): Read {
  const written = childNamed(element, 'questiontext')
  const format = written?.attributes.format ?? 'html'
  const { text, gaps } = takeGaps(textOf(written), (option) => texts.rich(option, 'html'))
  const stem = texts.rich(text, format).replace(/\ue000(\d+)\ue001/g, (_sign, gap) => gapMark(Number(gap) - 1))
  const content = { type: 'cloze' as const, stem, gaps: gaps.map(({ gap }) => gap) }
  const doubts = gaps.flatMap((gap) => gap.doubts)
  const keys = gaps.flatMap(({ key }) => (key ? [key] : []))
  return { question: { ...about, content, ...(keys.length === gaps.length ? { key: { gaps: keys } } : {}) }, doubts }
}

/** Gaps that choose from shared lists: [[1]] wants the first option, and shows those of its group. */
function readGapSelect(element: XmlElement, about: AboutQuestion, texts: MoodleTexts): Read {
  const options = [...childrenNamed(element, 'selectoption'), ...childrenNamed(element, 'dragbox')].map((one) => ({
    text: texts.rich(textOf(one), 'html'),
    group: textNamed(one, 'group') || '1',
  }))
  const written = childNamed(element, 'questiontext')
  const wanted: number[] = []
  const marked = textOf(written).replace(/\[\[(\d{1,3})\]\]/g, (_mark, option) => `\ue000${wanted.push(Number(option) - 1)}\ue001`)
  const stem = texts.rich(marked, written?.attributes.format ?? 'html').replace(/\ue000(\d+)\ue001/g, (_sign, gap) => gapMark(Number(gap) - 1))
  const lists = wanted.map((option) => [...new Set(options.filter(({ group }) => group === options[option]?.group).map(({ text }) => text))])
  const keys = wanted.map(
    (option, gap): ClozeGapKey => ({ kind: 'choice', correct: (lists[gap] as string[]).indexOf(options[option]?.text ?? ''), weight: 1 }),
  )
  const content = { type: 'cloze' as const, stem, gaps: lists.map((list) => ({ kind: 'choice' as const, options: list })) }
  const isWhole = wanted.every((option) => options[option] !== undefined)
  return { question: { ...about, content, ...(isWhole ? { key: { gaps: keys } } : {}) }, doubts: [] }
}

function readEssay(element: XmlElement, about: AboutQuestion, texts: MoodleTexts): Read {
  const guide = texts.read(childNamed(element, 'graderinfo'))
  const most = Number(textNamed(element, 'maxwordlimit') || '0')
  const content = { type: 'essay' as const, stem: stemOf(element, texts), ...(Number.isInteger(most) && most > 0 ? { mostWords: most } : {}) }
  const doubts = texts.read(childNamed(element, 'responsetemplate')) === '' ? [] : [reason('PART_NOT_KEPT', 'responsetemplate')]
  return { question: { ...about, content, key: guide === '' ? {} : { guide } }, doubts }
}

function readOrdering(element: XmlElement, about: AboutQuestion, texts: MoodleTexts): Read {
  const answers = childrenNamed(element, 'answer')
  const { entries: items, placeOf } = hideOrder(answers.map((answer) => texts.read(answer)))
  const grading = textNamed(element, 'gradingtype')
  const scoring = grading === 'ALL_OR_NOTHING' || grading === '-1' ? ('all-or-nothing' as const) : ('per-place' as const)
  const content = { type: 'ordering' as const, stem: stemOf(element, texts), items, scoring }
  // Moodle takes them as they stand; other writers number them too
  const numbers = answers.map((answer) => Number(answer.attributes.fraction ?? '0'))
  const isNumbered = new Set(numbers).size === numbers.length && numbers.length > 1
  if (isNumbered && numbers.some((number, index) => index > 0 && number < (numbers[index - 1] as number)))
    return { question: { ...about, content }, doubts: [reason('ORDER_READS_TWO_WAYS')] }
  return { question: { ...about, content, key: { order: placeOf } }, doubts: [] }
}
