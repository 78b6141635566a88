import { type ImportedItem, settleItem } from '../../imported-item.ts'
import type { AboutQuestion, DraftQuestion } from '../../question.ts'
import { type Reason, reason } from '../../reason.ts'
import { faultOfAttachment } from '../attachment-faults.ts'
import { aboutFromTags } from '../moodle-xml/about-tags.ts'
import { choiceFromShares, worthOf } from '../moodle-xml/choice-from-shares.ts'
import { matchingFromPairs, statementsFromPairs } from '../moodle-xml/matching-lists.ts'
import { isTooLong, longestSource } from '../moodle-xml/too-long.ts'
import { numberKeyFrom, type TypedAnswer, textKeyFrom } from '../moodle-xml/typed-answers.ts'
import { type GiftAnswer, splitAnswers } from './answer-parts.ts'
import { bareSigns, unescapeGift } from './gift-signs.ts'
import { type GiftFormat, type GiftText, type PictureOf, readGiftText } from './gift-texts.ts'
import type { GiftBlock } from './split-blocks.ts'

type Read = { question: DraftQuestion; doubts: Reason[] }
/** Reads a text of this question in its format, and remembers what could not be kept. */
type Texts = (written: string) => string

/** One block of a GIFT file, which is one question. */
export function readBlock({ text, line, comments }: GiftBlock, topic: readonly string[], pictureOf: PictureOf): ImportedItem {
  const place = `dòng ${line}`
  const refused = (why: Reason): ImportedItem => ({ place, state: 'refused', seen: text.slice(0, 500), reasons: [why] })
  if (isTooLong(text)) return refused(reason('TEXT_TOO_LONG', text.length, longestSource))
  const [name, body] = splitTitle(text)
  const braces = bareSigns(body, '{}')
  if (braces.length === 0) return refused(reason('NOT_A_QUESTION'))
  const [open, close] = braces as [number, number | undefined]
  if (body[open] !== '{' || close === undefined || body[close] !== '}') return refused(reason('UNBALANCED_BRACES'))
  if (braces.length > 2) return refused(reason(braces.length % 2 === 0 ? 'SEVERAL_ANSWER_PARTS' : 'UNBALANCED_BRACES'))

  const doubts: Reason[] = []
  const note = ({ text: said, missing, lost }: GiftText): string => {
    doubts.push(...missing.map((address) => faultOfAttachment(address)), ...lost.map((part) => reason('PART_NOT_KEPT', part)))
    return said
  }
  const [before, after] = [body.slice(0, open), body.slice(close + 1)]
  const read = readGiftText(after.trim() === '' ? before : `${before}_____${after}`, 'moodle', pictureOf)
  const stem = note(read)
  const format: GiftFormat = read.format
  const texts: Texts = (written) => note(readGiftText(written, format, pictureOf))
  const [inside, general] = splitGeneralFeedback(body.slice(open + 1, close))
  const explanation = general === '' ? '' : texts(general)
  const about: AboutQuestion = {
    ...(topic.length === 0 ? {} : { topic }),
    ...aboutFromTags(tagsIn(comments)),
    ...(explanation === '' ? {} : { explanation }),
    ...(name === undefined || name === '' ? {} : { name }),
  }
  const { question, doubts: found } = readAnswers(stem, inside, about, texts)
  return settleItem(place, question, [...doubts, ...found])
}

function splitTitle(text: string): [name: string | undefined, body: string] {
  const end = text.startsWith('::') ? text.search(/(?<!\\)::(?!^)/) : -1
  if (end !== 0) return [undefined, text]
  const [close] = bareSigns(text, ':', 2).filter((place, index, all) => all[index + 1] === place + 1)
  return close === undefined ? [undefined, text] : [unescapeGift(text.slice(2, close)).replace(/\s+/g, ' ').trim(), text.slice(close + 2).trim()]
}

function splitGeneralFeedback(inside: string): [answers: string, feedback: string] {
  const at = inside.lastIndexOf('####')
  return at < 0 || inside[at - 1] === '\\' ? [inside.trim(), ''] : [inside.slice(0, at).trim(), inside.slice(at + 4).trim()]
}

// no tag begins inside another: a long row of opened tags costs nothing
const tagMark = /\[tag:((?:\\.|\[(?!tag:)|[^\][\\])*)\]/g

function tagsIn(comments: readonly string[]): string[] {
  return comments.flatMap((comment) => [...comment.matchAll(tagMark)].map(([, tag]) => (tag as string).replace(/\\(.)/g, '$1')))
}

const truths: Readonly<Record<string, boolean>> = { T: true, TRUE: true, F: false, FALSE: false, Đ: true, ĐÚNG: true, S: false, SAI: false }

/** Which type it is follows from the signs, as Moodle tells it. */
function readAnswers(stem: string, inside: string, about: AboutQuestion, texts: Texts): Read {
  if (inside === '') return { question: { ...about, content: { type: 'essay', stem }, key: {} }, doubts: [] }
  if (inside.startsWith('#')) return readNumeric(stem, inside.slice(1), about, texts)
  const [truth = '', ...said] = partsAt(inside, bareSigns(inside, '#'))
  const isTrue = truths[truth.trim().toUpperCase()]
  if (isTrue !== undefined) return readTrueFalse(stem, isTrue, said, about, texts)
  const { answers, doubts } = splitAnswers(inside)
  if (bareSigns(inside, '~').length > 0) {
    const read = readChoice(stem, answers, about, texts)
    return { question: doubts.length > 0 ? withoutKey(read.question) : read.question, doubts: [...doubts, ...read.doubts] }
  }
  if (answers.some(({ sign }) => sign === '=') && inside.includes('->')) return readMatching(stem, answers, about, texts)
  const { key, doubts: found, feedback } = textKeyFrom(answers.map((answer) => typed(answer, texts, true)))
  const content = { type: 'short-text' as const, stem }
  return { question: { ...about, ...told(feedback), content, ...(key && doubts.length === 0 ? { key } : {}) }, doubts: [...doubts, ...found] }
}

function partsAt(text: string, places: readonly number[]): string[] {
  return [-1, ...places].map((place, index) => text.slice(place + 1, places[index]))
}

function withoutKey({ key: _key, ...question }: DraftQuestion): DraftQuestion {
  return question
}

function told(feedback: readonly (string | null)[]): AboutQuestion {
  return feedback.some((one) => one !== null) ? { optionFeedback: feedback } : {}
}

/** What is said of the wrong choice comes first, then what is said of the right one. */
function readTrueFalse(stem: string, isTrue: boolean, [wrong = '', right = '']: readonly string[], about: AboutQuestion, texts: Texts): Read {
  const [ofWrong, ofRight] = [wrong, right].map((said) => (said.trim() === '' ? null : texts(said))) as [string | null, string | null]
  const feedback = isTrue ? [ofRight, ofWrong] : [ofWrong, ofRight]
  return { question: { ...about, ...told(feedback), content: { type: 'true-false', stem }, key: { isTrue } }, doubts: [] }
}

function readChoice(stem: string, answers: readonly GiftAnswer[], about: AboutQuestion, texts: Texts): Read {
  const options = answers.map(({ sign, percent, text, feedback }) => ({
    text: texts(text),
    worth: percent === undefined ? (sign === '=' ? 1_000 : 0) : worthOf(percent),
    ...(feedback === undefined || feedback === '' ? {} : { feedback: texts(feedback) }),
  }))
  return choiceFromShares({ stem, options, isSingle: answers.some(({ sign }) => sign === '=') }, about)
}

function typed({ percent, text, feedback }: GiftAnswer, texts: Texts, isText: boolean): TypedAnswer {
  const said = unescapeGift(text.replace(/^\[(?:html|moodle|plain|markdown)\]/, ''))
  const answer = {
    worth: percent === undefined ? 1_000 : worthOf(percent),
    ...(feedback === undefined || feedback === '' ? {} : { feedback: texts(feedback) }),
  }
  const at = isText || said.includes('..') ? -1 : said.indexOf(':')
  return at < 0 ? { ...answer, text: said } : { ...answer, text: said.slice(0, at), tolerance: said.slice(at + 1) }
}

function readNumeric(stem: string, inside: string, about: AboutQuestion, texts: Texts): Read {
  // what stands behind ~ is said to every wrong answer
  const { answers, doubts } = splitAnswers(inside)
  const { key, doubts: found, feedback } = numberKeyFrom(answers.filter(({ sign }) => sign !== '~').map((answer) => typed(answer, texts, false)))
  const content = { type: 'numeric' as const, stem }
  return { question: { ...about, ...told(feedback), content, ...(key ? { key } : {}) }, doubts: [...doubts, ...found] }
}

function readMatching(stem: string, answers: readonly GiftAnswer[], about: AboutQuestion, texts: Texts): Read {
  const doubts: Reason[] = []
  const pairs = answers.map(({ text }) => {
    const arrow = text.indexOf('->')
    if (arrow < 0) doubts.push(reason('NO_PAIR', unescapeGift(text).slice(0, 80)))
    const [left, right] = arrow < 0 ? [text, ''] : [text.slice(0, arrow), text.slice(arrow + 2)]
    return { left: texts(left), right: texts(right.trim()) }
  })
  return { question: statementsFromPairs(stem, pairs, about) ?? matchingFromPairs(stem, pairs, about), doubts }
}
