import { type ImportedItem, settleItem } from '../../imported-item.ts'
import { type Reason, reason } from '../../reason.ts'
import { plainTextOf } from '../../rich-text/plain-text.ts'
import type { Answer } from './answers.ts'
import { isTable } from './block.ts'
import type { Line } from './line.ts'
import { truthBehind } from './marks-behind.ts'
import { numberWritten } from './numbers-written.ts'
import { asksForNumber, isPredictionLine, saysPrediction } from './predictions.ts'
import { readNumbers, readTexts } from './quoted-keys.ts'
import type { ReadQuestion } from './read-question.ts'
import { holdsMore } from './run-together.ts'
import { type Settling, sameText, shortened } from './settling.ts'
import { richTextOf } from './write-lines.ts'

/** A question without options: a number, a few words, true or false, or an essay. */
export function settleOpen(question: ReadQuestion, answers: readonly Answer[], place: Settling): ImportedItem {
  const doubts = [...place.doubts, ...(answers.length > question.answers.length ? place.listDoubts : [])]
  const said = answers.filter((answer) => answer.kind !== 'blank')
  const [answer] = said
  const distinct = new Set(
    said.map((one) =>
      one.kind === 'value'
        ? sameText(one.text)
        : one.kind === 'letters'
          ? one.letters.join()
          : String([...(one as { truths: ReadonlyMap<number, boolean> }).truths]),
    ),
  )
  if (distinct.size > 1) doubts.push(reason('KEY_MARKS_DISAGREE', [...distinct].join('; ')))
  if (!answer) return withoutAnswer(question, place, doubts)
  if (answer.kind === 'truths' && answer.truths.size === 1)
    return settleItem(
      place.place,
      { ...place.aboutIt, content: { type: 'true-false', stem: place.stem }, key: { isTrue: answer.truths.get(0) as boolean } },
      doubts,
    )
  if (answer.kind !== 'value') {
    doubts.push(reason('KEY_WITHOUT_OPTIONS', answer.kind === 'letters' ? answer.letters.join(', ') : 'Đ/S'))
    return settleItem(place.place, { ...place.aboutIt, content: { type: 'single-choice', stem: place.stem, options: [] } }, doubts)
  }
  if (isEssay(question)) return essay(place, [...doubts, ...(holdsMore(question.stem) ? [reason('MORE_THAN_ONE_QUESTION')] : [])], answer.text)
  const accepted = readTexts(answer.line.text)
  if (accepted && (question.saidType === undefined || question.saidType === 'short-text'))
    return settleItem(place.place, { ...place.aboutIt, content: { type: 'short-text', stem: place.stem }, key: { accepted } }, doubts)
  const numbers = question.saidType === 'numeric' ? readNumbers(answer.line.text) : undefined
  if (numbers)
    return settleItem(place.place, { ...place.aboutIt, content: { type: 'numeric', stem: place.stem }, key: { accepted: numbers } }, doubts)
  const text = plainTextOf(richTextOf([answer.line]))
    .replace(/[.;]\s*$/, '')
    .trim()
  const around = /^(.*\d.*?)\s*\(?\s*(?:±|\+\/-)\s*([\d.,]+)\s*\)?$/.exec(text)
  const number = numberWritten(around?.[1] ?? text)
  const tolerance = around ? numberWritten(around[2] as string) : undefined
  if (number === 'two-readings' || tolerance === 'two-readings') doubts.push(reason('KEY_READS_TWO_WAYS', text))
  else if (number && (!around || tolerance) && question.saidType !== 'short-text') {
    // "Đáp án: 2" below a numbered list may mean the second of the list
    if (hasNumberedList(question)) doubts.push(reason('KEY_READS_TWO_WAYS', text))
    const content = { type: 'numeric' as const, stem: place.stem, ...(number.unit === '' ? {} : { unit: number.unit }) }
    return settleItem(
      place.place,
      {
        ...place.aboutIt,
        content,
        key: { accepted: [{ value: number.value, ...(tolerance ? { tolerance: tolerance.value } : {}), worthThousandths: 1_000 }] },
      },
      doubts,
    )
  }
  // one answer with "or" in it, or two answers
  else if (/(?:^|\s)(?:hoặc|or|\/|\||hay(?!\s+(?:nhất|không|là\s*$)))\s|;/iu.test(text)) doubts.push(reason('KEY_READS_TWO_WAYS', shortened(text)))
  if (text.length > 120) doubts.push(reason('ANSWER_TOO_LONG'))
  const content = { type: 'short-text' as const, stem: place.stem }
  return settleItem(place.place, { ...place.aboutIt, content, key: { accepted: [{ text, worthThousandths: 1_000 }] } }, doubts)
}

function withoutAnswer(question: ReadQuestion, place: Settling, doubts: Reason[]): ImportedItem {
  const { raw, stem, chosen, saidType } = question
  const last = stem.findLast((block): block is Line => !isTable(block))
  const truth = last ? truthBehind(last) : undefined
  if (truth && last) {
    const text = richTextOf([...raw.passage, ...stem.slice(0, -1), truth.rest])
    return settleItem(place.place, { ...place.aboutIt, content: { type: 'true-false', stem: text }, key: { isTrue: truth.truth } }, doubts)
  }
  if (holdsMore(stem)) doubts.push(reason('MORE_THAN_ONE_QUESTION'))
  if (isEssay(question) && (saidType === 'essay' || !isPredictionLine(raw.first))) return essay(place, doubts)
  if (saidType === 'prediction')
    return settleItem(place.place, { ...place.aboutIt, content: { type: 'prediction', stem: place.stem }, key: {} }, doubts)
  const said = plainTextOf(place.stem)
  if (asksForNumber(said) && (raw.kind === 'prediction' || saysPrediction(raw.label) || saysPrediction(said)))
    return settleItem(place.place, { ...place.aboutIt, content: { type: 'prediction', stem: place.stem }, key: {} }, doubts)
  if (chosen.length > 0) doubts.push(reason('KEY_WITHOUT_OPTIONS', chosen.join(', ')))
  doubts.push(reason('NO_OPTIONS_NO_ANSWER'))
  return settleItem(place.place, { ...place.aboutIt, content: { type: 'essay', stem: place.stem }, key: {} }, doubts)
}

function essay(place: Settling, doubts: readonly Reason[], guide?: string): ImportedItem {
  return settleItem(
    place.place,
    { ...place.aboutIt, content: { type: 'essay', stem: place.stem }, key: guide === undefined ? {} : { guide } },
    doubts,
  )
}

function isEssay({ raw, saidType }: ReadQuestion): boolean {
  return saidType === 'essay' || (raw.kind === 'essay' && saidType === undefined)
}

function hasNumberedList({ stem }: ReadQuestion): boolean {
  return stem.filter((block) => !isTable(block) && /^\s*\(?\d\s*[.):]/.test(block.bare)).length >= 2
}
