import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type ImportedItem, settleItem } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { plainTextOf } from '../../rich-text/plain-text.ts'
import { hideOrder } from '../../types/hidden-order.ts'
import type { Answer } from './answers.ts'
import { type Block, isTable, linesOf } from './block.ts'
import { asksForSeveral } from './headings.ts'
import { type Line, sliceLine } from './line.ts'
import { markerAt } from './option-markers.ts'
import type { ReadQuestion } from './read-question.ts'
import { optionTexts, type Settling, shortened } from './settling.ts'
import { richTextOf } from './write-lines.ts'

type Labelled = { label: string; text: string }
/** Two lists of a question: one counted by numbers, one by letters, and the stem without them. */
type Lists = { numbered: Labelled[]; lettered: Labelled[]; stem: Block[] }

const asksForOrder = /sap xep|xep (?:lai|theo|dung|cac)|(?:thu|trinh) tu (?:dung|hop ly|thoi gian)|(?:dung|theo) (?:thu|trinh) tu/
const columnName = /^\s*\(?(?:cot|column)\s*(?:[ab12]|i{1,2}|trai|phai)\)?\s*[.:]?\s*$/i

/** Matching and ordering, whose keys are written in the labels of listed items: "1-a, 2-b", "b-a-c". Undefined where the key is of another kind. */
export function settleListed(question: ReadQuestion, answers: readonly Answer[], place: Settling): ImportedItem | undefined {
  const said = answers.filter((answer): answer is Exclude<Answer, { kind: 'blank' }> => answer.kind !== 'blank')
  const [only] = said
  if (!only || only.kind === 'truths') return undefined
  const written = only.kind === 'value' ? only.text : only.letters.join('-') + arrowsBehind(only.tail)
  const doubts = [...place.doubts, ...(answers.length > question.answers.length ? place.listDoubts : [])]
  if (new Set(said.map((answer) => (answer.kind === 'value' ? answer.text : JSON.stringify(answer)))).size > 1)
    doubts.push(reason('KEY_MARKS_DISAGREE', written))
  const pairs = pairsIn(written)
  if (pairs) return settlePairs(listsOf(question), pairs, written, place, doubts)
  const order = orderIn(written)
  if (!order || (order.length < 3 && question.options.length === 0)) return undefined
  const stem = plainTextOf(place.stem)
  const isAskedFor = question.saidType === 'ordering' || (asksForOrder.test(foldVietnamese(stem)) && !asksForSeveral(stem))
  // options of their own ("A. 1-3-2") are chosen from; a lone "2-1" may be a score
  const isOfOptions = question.options.length > 0
  if (isOfOptions && (!isAskedFor || !isAll(order, lettersFrom(question)))) {
    // "B → C": the first letter alone is not what is meant
    if (only.kind === 'letters' && order.length > only.letters.length) place.doubts.push(reason('KEY_READS_TWO_WAYS', written))
    return undefined
  }
  if (!isOfOptions && !isAskedFor && (only.kind === 'letters' || !isAll(order, firstLabels(order)))) return undefined
  return settleOrder(listsOf(question), order, written, isAskedFor, place, doubts)
}

function arrowsBehind({ text }: Line): string {
  return /^(?:[→⇒>–—-]|=>)+\s*[A-Ha-h](?![\p{L}\d])/u.test(text) ? text : ''
}

function lettersFrom({ options }: ReadQuestion): string[] {
  return options.map(({ letter }) => letter.toLowerCase())
}

/** "1-a, 2-b", "A → 2; B → 1": each with a number and a letter. */
function pairsIn(written: string): [number: string, letter: string][] | undefined {
  const pairs: [string, string][] = []
  let rest = foldVietnamese(/[đĐ]/.test(written) ? '' : written)
  while (rest !== '') {
    const match =
      /^\(?(?:(\d{1,2})\s*(?:[-–—:.=+)→>]|->|=>|noi voi|ghep voi)*\s*([a-h])|([a-h])\s*(?:[-–—:.=+)→>]|->|=>|noi voi|ghep voi)*\s*(\d{1,2}))(?![a-z0-9])\)?[\s,;.|/&]*(?:va\s+)?/.exec(
        rest,
      )
    if (!match) return undefined
    pairs.push([match[1] ?? (match[4] as string), match[2] ?? (match[3] as string)])
    rest = rest.slice(match[0].length)
  }
  return pairs.length >= 2 ? pairs : undefined
}

/** "2-1-3", "b → a → c": each label once. */
function orderIn(written: string): string[] | undefined {
  if (/[đĐ]/.test(written)) return undefined
  const labels = foldVietnamese(written)
    .replace(/\.$/, '')
    .split(/\s*(?:->|=>|[-–—→⇒>,;])\s*/)
  const isOfOneKind = labels.every((label) => /^\d{1,2}$/.test(label)) || labels.every((label) => /^[a-h]$/.test(label))
  return isOfOneKind && labels.length >= 2 && new Set(labels).size === labels.length ? labels : undefined
}

function isAll(labels: readonly string[], items: readonly string[]): boolean {
  return labels.length === items.length && items.every((item) => labels.includes(item))
}

/** 1, 2, 3 or a, b, c: as many as there are. */
function firstLabels(labels: readonly string[]): string[] {
  return labels.map((_label, index) => (/\d/.test(labels[0] as string) ? String(index + 1) : String.fromCharCode(97 + index)))
}

function listsOf(question: ReadQuestion): Lists {
  const lists: Lists = { numbered: [], lettered: [], stem: [] }
  const take = (line: Line): boolean => {
    const number = /^\s*\(?(\d{1,2})\s*[.):/-]\s*(?=\S)/.exec(line.bare)
    if (number && Number(number[1]) === lists.numbered.length + 1) {
      lists.numbered.push({ label: number[1] as string, text: richTextOf([sliceLine(line, number[0].length)]) })
      return true
    }
    const letter = markerAt(line, 0)
    if (!letter || letter.letter.charCodeAt(0) !== 65 + lists.lettered.length) return false
    lists.lettered.push({ label: letter.letter.toLowerCase(), text: richTextOf([sliceLine(line, letter.end)]) })
    return true
  }
  for (const block of [...question.raw.passage, ...question.stem]) {
    if (!isTable(block)) {
      if (block !== question.raw.first && (columnName.test(block.bare) || take(block))) continue
      lists.stem.push(block)
      continue
    }
    const cells = block.rows.flatMap((row) => row.flatMap((cell) => linesOf(cell.blocks))).filter(({ text }) => text.trim() !== '')
    const before = lists.numbered.length + lists.lettered.length
    const taken = cells.filter((line) => take(line)).length
    // a table that holds more than the two lists and their names is not understood
    const names =
      cells.filter(({ text }) => text.length <= 40).length - cells.filter(({ bare, text }) => text.length <= 40 && isLabelledLine(bare)).length
    if (taken + Math.min(2, names) < cells.length || before > 0) return { numbered: [], lettered: [], stem: [] }
  }
  if (question.options.length > 0) {
    if (lists.lettered.length > 0) return { numbered: [], lettered: [], stem: [] }
    const texts = optionTexts(question.options)
    lists.lettered = question.options.map(({ letter }, index) => ({ label: letter.toLowerCase(), text: texts[index] as string }))
  }
  return lists
}

function isLabelledLine(bare: string): boolean {
  return /^\s*\(?(?:\d{1,2}|[A-Ha-h])\s*[.):/-]/.test(bare)
}

function settlePairs(
  { numbered, lettered, stem }: Lists,
  pairs: readonly [string, string][],
  written: string,
  place: Settling,
  doubts: Settling['doubts'],
): ImportedItem {
  const byNumber = isAll(
    pairs.map(([number]) => number),
    numbered.map(({ label }) => label),
  )
  const byLetter = isAll(
    pairs.map(([, letter]) => letter),
    lettered.map(({ label }) => label),
  )
  const areKnown = pairs.every(([number, letter]) => numbered.some(({ label }) => label === number) && lettered.some(({ label }) => label === letter))
  const isLetterFirst = /^\W*[a-h]/i.test(written)
  const isClear = areKnown && (byNumber || (byLetter && isLetterFirst))
  if (!isClear) doubts.push(reason('PAIRS_UNCLEAR', shortened(written)))
  const [left, right] = byNumber || !byLetter ? [numbered, lettered] : [lettered, numbered]
  const { entries, placeOf } = hideOrder(right.map(({ text }) => text))
  const rightOf = left.map(({ label }) => {
    const pair = pairs.find(([number, letter]) => (left === numbered ? number : letter) === label)
    return placeOf[right.findIndex((entry) => entry.label === pair?.[left === numbered ? 1 : 0])] ?? -1
  })
  const content = {
    type: 'matching' as const,
    stem: richTextOf(stem) || place.stem,
    left: left.map(({ text }) => text),
    right: entries,
    scoring: 'per-pair' as const,
  }
  return settleItem(place.place, { ...place.aboutIt, content, ...(isClear ? { key: { rightOf } } : {}) }, doubts)
}

function settleOrder(
  { numbered, lettered, stem }: Lists,
  order: readonly string[],
  written: string,
  isAskedFor: boolean,
  place: Settling,
  doubts: Settling['doubts'],
): ImportedItem {
  const items = /\d/.test(order[0] as string) ? numbered : lettered
  const others = items === numbered ? lettered : numbered
  const isClear =
    isAskedFor &&
    others.length === 0 &&
    isAll(
      order,
      items.map(({ label }) => label),
    )
  // "2, 3, 1" may as well say the place of each: only where both say the same nobody has to ask
  const isPlaceOfEach = /^[\d\s,;.]+$/.test(written) && order.some((label, place) => order[Number(label) - 1] !== String(place + 1))
  if (isClear && isPlaceOfEach) doubts.push(reason('KEY_READS_TWO_WAYS', shortened(written)))
  if (!isClear) doubts.push(reason('KEY_IS_NO_ORDER', shortened(written), items.length))
  const { entries, placeOf } = hideOrder(items.map(({ text }) => text))
  const key = { order: order.map((label) => placeOf[items.findIndex((item) => item.label === label)] ?? -1) }
  const content = { type: 'ordering' as const, stem: richTextOf(stem) || place.stem, items: entries, scoring: 'all-or-nothing' as const }
  return settleItem(place.place, { ...place.aboutIt, content, ...(isClear ? { key } : {}) }, doubts)
}
