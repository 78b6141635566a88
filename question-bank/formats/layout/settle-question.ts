import type { ImportedItem } from '../../imported-item.ts'
import type { AboutQuestion } from '../../question.ts'
import { type Reason, reason } from '../../reason.ts'
import { typeNames } from '../sheet/type-names.ts'
import { answerGiven } from './answers.ts'
import { applyBesides } from './apply-besides.ts'
import { isTable } from './block.ts'
import type { Habits } from './habits.ts'
import type { MarksSeen } from './key-of-options.ts'
import { type Line, plainLine, sliceLine } from './line.ts'
import { isSolution } from './listed-solutions.ts'
import { asksAlone } from './passages.ts'
import type { ListedKey } from './raw-question.ts'
import type { ReadQuestion } from './read-question.ts'
import { settleChoice } from './settle-choice.ts'
import { settleCloze } from './settle-cloze.ts'
import { settleColumns } from './settle-columns.ts'
import { settleListed } from './settle-listed.ts'
import { settleOpen } from './settle-open.ts'
import { isStatements, settleStatements } from './settle-statements.ts'
import { sameText, shortened } from './settling.ts'
import { richTextOf } from './write-lines.ts'

export type WithMarks = { question: ReadQuestion; seen: MarksSeen; listed: ListedKey[]; listDoubts: Reason[] }

/** Decides what a question is and whether its key is beyond doubt. */
export function settleQuestion({ question, seen, listed, listDoubts }: WithMarks, habits: Habits): ImportedItem {
  const { raw } = question
  const stem = stemOf(question)
  const doubts: Reason[] = [...raw.doubts, ...doubtsOfThings(question)]
  const listedExplanation = listed.flatMap((key) => [...(isSolution(key) && question.options.length > 0 ? [key.answer] : []), ...key.explanation])
  const explanation = richTextOf([...tailsOf(question, listed), ...question.explanation, ...listedExplanation])
  const aboutIt: AboutQuestion = {
    ...(question.topic === undefined ? {} : { topic: pathOf(question.topic) }),
    ...(question.level === undefined ? {} : { level: question.level }),
    ...(question.source === undefined ? {} : { source: question.source }),
    ...(explanation === '' ? {} : { explanation }),
    ...(question.tags.length === 0 ? {} : { tags: question.tags }),
    ...(question.pointsThousandths === undefined ? {} : { pointsThousandths: question.pointsThousandths }),
  }
  if (stem === '' && question.options.length === 0)
    return { place: raw.place, state: 'refused', seen: raw.label || raw.first.text, reasons: [reason('NO_STEM')] }
  if (question.leftover.length > 0) doubts.push(reason('TEXT_BEHIND_OPTIONS', shortened(question.leftover.map(({ text }) => text.trim()).join(' '))))
  if (Number(/\bC[âa]u\s+(\d{1,3})\s*[:.]/u.exec(raw.first.text)?.[1]) === (raw.number ?? 0) + 1) doubts.push(reason('QUESTIONS_RUN_TOGETHER'))
  const struck = question.answers.find(({ answer }) => answer.kind === 'blank')
  if (struck) doubts.push(reason('KEY_STRUCK', shortened(struck.line.text.trim())))
  const lonely = lonelyNumber(question)
  if (lonely) doubts.push(reason('LONELY_NUMBER', lonely.text.trim()))
  if (question.earlierSets > 0) doubts.push(reason('TWO_SETS_OF_OPTIONS'))
  const answers = [
    ...question.answers.map(({ answer }) => answer),
    ...listed.filter(({ statement }) => statement === undefined).map(({ answer }) => answerGiven(answer)),
  ]
  const byStatement = listed.filter(({ statement }) => statement !== undefined)
  const place = { place: raw.place, aboutIt, stem, doubts, listDoubts }
  return asSaid(question, applyBesides(settleByKind(), question.besides))

  function settleByKind(): ImportedItem {
    if (question.saidType === 'cloze' && question.besides.gaps.size > 0) return settleCloze(question, place)
    const ofLists = settleColumns(question, answers, place) ?? settleListed(question, answers, place)
    if (ofLists) return ofLists
    if (isStatements(question, answers, byStatement)) return settleStatements(question, seen, answers, byStatement, place)
    if (question.options.length > 0) return settleChoice(question, seen, listed, place, habits)
    return settleOpen(question, answers, place)
  }
}

/** A type that the author names and the question does not look like is nobody's to choose. */
function asSaid({ saidType, raw }: ReadQuestion, item: ImportedItem): ImportedItem {
  if (saidType === undefined || item.state === 'refused') return item
  const { type } = item.question.content
  const isSo =
    type === saidType ||
    (saidType === 'choice' && (type === 'single-choice' || type === 'multiple-choice')) ||
    (saidType === 'truths' && (type === 'true-false' || type === 'four-statements'))
  if (isSo) return item
  const doubt = reason('TYPE_SAID_IS_ANOTHER', typeNames[saidType === 'choice' ? 'single-choice' : saidType === 'truths' ? 'true-false' : saidType])
  return { place: raw.place, state: 'doubtful', question: item.question, reasons: [...item.reasons, doubt] }
}

/** "Lịch sử / Thế kỉ XX": from the root of the tree of topics down. */
function pathOf(topic: string): string[] {
  return topic
    .split(/\s+\/\s+|\s*›\s*/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** Without a text of its own a question asks for a gap in the shared text, or does what the line over it says. */
function stemOf({ raw, stem }: ReadQuestion): string {
  const { passage, number, task } = raw
  if (richTextOf(stem) !== '') return richTextOf([...passage, ...stem])
  const gap = `(${number})`
  if (passage.some((block) => !isTable(block) && block.text.includes(gap))) return richTextOf([...passage, plainLine(raw.place, gap)])
  return task && passage.length === 0 && asksAlone(task) ? richTextOf([task]) : ''
}

function doubtsOfThings({ raw, stem, options, explanation }: ReadQuestion): Reason[] {
  const lines = [...raw.passage, ...stem, ...options.flatMap(({ lines: own, others }) => [...own, ...others]), ...explanation]
  const found = lines.flatMap((block) => (isTable(block) ? block.rows.flatMap((row) => row.flatMap((cell) => cell.blocks)) : [block]))
  const all = found.flatMap((block) => (isTable(block) ? [] : block.spans.flatMap(({ doubts = [] }) => doubts)))
  return all.filter((one, index) => all.findIndex(({ code }) => code === one.code) === index)
}

/** "Đáp án: B. Vì …": what stands behind the letter explains it, unless it is the option's own text. */
function tailsOf({ answers, options }: ReadQuestion, listed: readonly ListedKey[]): Line[] {
  const given = [...answers.map(({ answer }) => answer), ...listed.map(({ answer }) => answerGiven(answer))]
  const own = new Set(options.map(({ lines }) => sameText(lines.map(({ text }) => text).join(' '))))
  return given.flatMap((answer) => {
    if (answer.kind !== 'letters' || !/\p{L}{2}/u.test(answer.tail.text) || own.has(sameText(answer.tail.text))) return []
    return [sliceLine(answer.tail, /^[\s.:;,)\]–-]*/.exec(answer.tail.text)?.[0].length ?? 0)]
  })
}

/** A line inside a text that is nothing but a number may be the number of a page. */
function lonelyNumber({ stem, options }: ReadQuestion): Line | undefined {
  const inside = [stem, ...options.map(({ lines }) => lines)].flatMap(([, ...behind]) => behind)
  return inside.find((block): block is Line => !isTable(block) && !block.continues && /^\s*\d{1,3}\s*$/.test(block.text))
}
