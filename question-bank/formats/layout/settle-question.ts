import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type ImportedItem, settleItem } from '../../imported-item.ts'
import type { AboutQuestion, DraftQuestion } from '../../question.ts'
import { type Reason, reason } from '../../reason.ts'
import { plainTextOf } from '../../rich-text/plain-text.ts'
import { usualLadder } from '../../types/four-statements.ts'
import { letterOf } from '../../types/option-list.ts'
import { lockedByWording } from '../../types/option-locks.ts'
import { type Answer, answerGiven, isTrue } from './answers.ts'
import { isTable } from './block.ts'
import type { Habits } from './habits.ts'
import { asksForSeveral, kindSaid } from './headings.ts'
import { explicitKinds, type KeyMark, lettersOf, type MarksSeen, partlyMarked } from './key-of-options.ts'
import { type Line, sliceLine } from './line.ts'
import { wholeLook } from './looks-as-marks.ts'
import { truthBehind, truthless } from './marks-behind.ts'
import { numberWritten } from './numbers-written.ts'
import type { ListedKey } from './raw-question.ts'
import type { ReadOption, ReadQuestion } from './read-question.ts'
import { richTextOf } from './write-lines.ts'

export type WithMarks = { question: ReadQuestion; seen: MarksSeen; listed: ListedKey[]; listDoubts: Reason[] }

/** Decides what a question is and whether its key is beyond doubt. */
export function settleQuestion({ question, seen, listed, listDoubts }: WithMarks, habits: Habits): ImportedItem {
  const { raw } = question
  const stem = stemOf(question)
  const doubts: Reason[] = [...raw.doubts, ...doubtsOfThings(question)]
  const listedExplanation = listed.flatMap(({ explanation }) => explanation)
  const explanation = richTextOf([...tailsOf(question, listed), ...question.explanation, ...listedExplanation])
  const aboutIt: AboutQuestion = {
    ...(question.topic === undefined ? {} : { topic: [question.topic] }),
    ...(question.level === undefined ? {} : { level: question.level }),
    ...(question.source === undefined ? {} : { source: question.source }),
    ...(explanation === '' ? {} : { explanation }),
    ...(raw.pointsThousandths === undefined ? {} : { pointsThousandths: raw.pointsThousandths }),
  }
  if (stem === '' && question.options.length === 0)
    return { place: raw.place, state: 'refused', seen: raw.label || raw.first.text, reasons: [reason('NO_STEM')] }
  if (question.leftover.length > 0) doubts.push(reason('TEXT_BEHIND_OPTIONS', shortened(question.leftover.map(({ text }) => text.trim()).join(' '))))
  if (Number(/\bC[âa]u\s+(\d{1,3})\s*[:.]/u.exec(raw.first.text)?.[1]) === (raw.number ?? 0) + 1) doubts.push(reason('QUESTIONS_RUN_TOGETHER'))
  if (question.earlierSets > 0) doubts.push(reason('TWO_SETS_OF_OPTIONS'))
  const answers = [
    ...question.answers.map(({ answer }) => answer),
    ...listed.filter(({ statement }) => statement === undefined).map(({ answer }) => answerGiven(answer)),
  ]
  const byStatement = listed.filter(({ statement }) => statement !== undefined)
  const place = { place: raw.place, aboutIt, stem, doubts, listDoubts }
  if (isStatements(question, answers, byStatement)) return settleStatements(question, seen, answers, byStatement, place)
  if (question.options.length > 0) return settleChoice(question, seen, listed, place, habits)
  return settleOpen(question, answers, place)
}

type Place = { place: string; aboutIt: AboutQuestion; stem: string; doubts: Reason[]; listDoubts: Reason[] }

function stemOf({ raw, stem }: ReadQuestion): string {
  return richTextOf([...raw.passage, ...stem])
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

/* ---- options ---- */

function optionTexts(options: readonly ReadOption[], withoutTruths = false): string[] {
  return options.map((option) => {
    const lines = [...option.lines]
    const last = lines.at(-1) as Line
    if (option.behind) lines[lines.length - 1] = option.behind.rest
    else if (withoutTruths && option.truth !== undefined) lines[lines.length - 1] = truthless(last)
    // what covers a whole option shows that it is right, or nothing
    const whole = wholeLook(lines)
    const names = (['bold', 'italic', 'underline'] as const).filter((name) => whole[name] !== undefined)
    return richTextOf(lines, names)
  })
}

function settleChoice(
  question: ReadQuestion,
  { marks: onOptions, doubts: lookDoubts }: MarksSeen,
  listed: readonly ListedKey[],
  place: Place,
  habits: Habits,
): ImportedItem {
  const { options } = question
  const texts = optionTexts(options)
  const marks = withoutInverse(onOptions, options.length)
  const doubts = [...place.doubts]
  const letters = options.map(({ letter }) => letter)
  if (!letters.every((letter, index) => letter === letterOf(index))) doubts.push(reason('OPTION_LETTERS', letters.join(', ')))
  const plain = texts.map(plainTextOf)
  for (const { answer, line } of question.answers) addAnswer('line', answer, line)
  for (const { answer } of listed) addAnswer('list', answerGiven(answer), answer)
  if (question.chosen.length > 0) {
    const chosen = [...new Set(question.chosen)].map((letter) => letters.indexOf(letter))
    if (!chosen.includes(-1)) marks.push({ kind: 'explanation', options: chosen })
  }

  function addAnswer(kind: 'line' | 'list', answer: Answer, line: Line): void {
    if (answer.kind === 'blank') return
    if (answer.kind === 'letters') {
      const found = answer.letters.map((letter) => letters.indexOf(letter))
      const beyond = answer.letters.find((_letter, index) => found[index] === -1)
      if (beyond !== undefined) doubts.push(reason('KEY_BEYOND_OPTIONS', beyond, options.length))
      else {
        marks.push({ kind, options: found })
        // "Đáp án: B. Huế" names a letter and a text: they must be the same option
        const said = sameText(answer.tail.text)
        const named = said === '' ? -1 : plain.findIndex((text) => sameText(text) === said)
        if (named >= 0 && !found.includes(named)) marks.push({ kind, options: [named] })
      }
      return
    }
    const truth = answer.kind === 'truths' && answer.truths.size === 1 ? answer.truths.get(0) : undefined
    const written = truth === undefined ? (answer.kind === 'value' ? answer.text : line.text) : truth ? 'đúng' : 'sai'
    const same = plain.flatMap((text, index) => (sameText(text) === sameText(written) ? [index] : []))
    if (same.length === 1) marks.push({ kind, options: same })
    else doubts.push(reason('KEY_IS_NO_OPTION', shortened(written)))
  }

  const several = asksForSeveral(plainTextOf(place.stem)) || question.raw.kind === 'several'
  const weaklySeveral = several || /\b(?:nhung|cac)\b.*\bnao\b/.test(foldVietnamese(plainTextOf(place.stem)))
  const sets = [...new Map(marks.map((mark) => [mark.options.join(), mark.options])).values()]
  let correct: number[] | undefined
  if (sets.length > 1) doubts.push(reason('KEY_MARKS_DISAGREE', marks.map(describe).join('; ')))
  else if (sets.length === 1) {
    correct = sets[0] as number[]
    const isExplicit = marks.some(({ kind }) => explicitKinds.includes(kind))
    if (correct.length > 1 && !several && !(weaklySeveral && isExplicit)) {
      doubts.push(reason('SEVERAL_KEYS', lettersOf(correct)))
      correct = undefined
    } else if (correct.length === 1 && several) doubts.push(reason('ONE_KEY_OF_SEVERAL', lettersOf(correct)))
    else if (!isExplicit && isUnusual(marks, habits)) doubts.push(reason('UNUSUAL_MARK', marks.map(describe).join('; '), habits.usual ?? ''))
    if (!isExplicit) doubts.push(...lookDoubts.filter(({ code }) => code !== 'STEM_LOOKS_MARKED_TOO'))
  } else {
    doubts.push(...lookDoubts)
    const partly = partlyMarked(question)
    if (lookDoubts.length === 0 && partly) doubts.push(reason('PARTLY_MARKED', partly.name, letterOf(partly.option)))
  }
  if (!marks.some(({ kind }) => kind === 'line' || kind === 'sign' || kind === 'behind'))
    doubts.push(...place.listDoubts.filter(() => sets.length === 0 || marks.some(({ kind }) => kind === 'list')))
  const stemDoubt = lookDoubts.find(({ code }) => code === 'STEM_LOOKS_MARKED_TOO')
  // the same look on the stem and on one option is no mark, but it must not speak against the one that is
  if (stemDoubt && correct && String(stemDoubt.said[1]) !== lettersOf(correct)) doubts.push(stemDoubt)
  if (correct === undefined && doubts.length === 0) doubts.push(reason('NO_MARK_FOUND'))
  const locked = [...new Set([...options.flatMap(({ isLocked }, index) => (isLocked ? [index] : [])), ...lockedByWording(plain)])].sort(
    (a, b) => a - b,
  )
  const shared = { stem: place.stem, options: texts, ...(locked.length === 0 ? {} : { locked }) }
  const draft: DraftQuestion =
    several || (correct?.length ?? 0) > 1
      ? { ...place.aboutIt, content: { type: 'multiple-choice', ...shared, scoring: 'all-or-nothing' }, ...(correct ? { key: { correct } } : {}) }
      : { ...place.aboutIt, content: { type: 'single-choice', ...shared }, ...(correct ? { key: { correct: correct[0] as number } } : {}) }
  return settleItem(place.place, sets.length > 1 ? withoutKey(draft) : draft, doubts)
}

/** Where the letters of all wrong options are bold and the right one is underlined, the bold is how letters look here. */
function withoutInverse(marks: readonly KeyMark[], optionCount: number): KeyMark[] {
  const single = marks.find(({ options }) => options.length === 1)?.options[0]
  return marks.filter(
    ({ kind, options }) =>
      explicitKinds.includes(kind) || single === undefined || options.length !== optionCount - 1 || options.length < 2 || options.includes(single),
  )
}

/** In a document with one way of marking, a lone bold or italic option is more likely a word in bold or italics; a colour is put there on purpose. */
function isUnusual(marks: readonly KeyMark[], { usual }: Habits): boolean {
  if (usual === undefined || marks.some(({ kind }) => kind === usual)) return false
  return explicitKinds.includes(usual) || !marks.some(({ kind }) => kind === 'highlight' || kind === 'color')
}

function withoutKey({ key: _key, ...draft }: DraftQuestion): DraftQuestion {
  return draft
}

function describe({ kind, options, value }: KeyMark): string {
  return `${kind}${value && kind !== 'bold' && kind !== 'italic' && kind !== 'underline' ? ` ${value}` : ''}: ${lettersOf(options)}`
}

function sameText(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/^[\s.:;,)\]–-]+|[\s.;,]+$/g, '')
    .replace(/\s+/g, ' ')
}

/* ---- statements ---- */

function isStatements({ options, raw, stem }: ReadQuestion, answers: readonly Answer[], byStatement: readonly ListedKey[]): boolean {
  if (options.length < 2) return false
  if (byStatement.length > 0) return true
  const truths = options.filter(({ truth }) => truth !== undefined).length
  if (
    truths === options.length &&
    options.some(({ truth }) => truth) &&
    (options.some(({ truth }) => truth === false) || raw.kind === 'statements')
  ) {
    // one "(đúng)" and "(sai)" behind the others is how some mark one right option
    return raw.kind === 'statements' || options.every(({ isLower }) => isLower) || options.filter(({ truth }) => truth).length !== 1
  }
  if (truths === options.length && options.every(({ isLower }) => isLower)) return true
  if (answers.some((answer) => answer.kind === 'truths' && answer.truths.size > 1)) return true
  if (!options.every(({ isLower }) => isLower)) return false
  const said = stem.map((block) => (isTable(block) ? '' : block.text)).join(' ')
  return raw.kind === 'statements' || kindSaid(said) === 'statements' || (truths >= 2 && truths >= options.length - 1)
}

function settleStatements(
  question: ReadQuestion,
  { marks }: MarksSeen,
  answers: readonly Answer[],
  byStatement: readonly ListedKey[],
  place: Place,
): ImportedItem {
  const { options } = question
  const statements = optionTexts(options, true)
  const doubts = [...place.doubts]
  const letters = options.map(({ letter }) => letter)
  if (!letters.every((letter, index) => letter === letterOf(index))) doubts.push(reason('OPTION_LETTERS', letters.join(', ')))
  const readings: boolean[][] = []
  const add = (truths: readonly (boolean | undefined)[]) => {
    if (truths.length === options.length && truths.every((truth) => truth !== undefined)) readings.push(truths as boolean[])
    else if (truths.some((truth) => truth !== undefined))
      doubts.push(
        reason('STATEMENTS_WITHOUT_KEY', lettersOf(options.flatMap((_option, index) => (truths[index] === undefined ? [index] : []))).toLowerCase()),
      )
  }
  if (options.some(({ truth }) => truth !== undefined)) add(options.map(({ truth }) => truth))
  for (const answer of answers) {
    if (answer.kind === 'truths') {
      if (answer.truths.size !== options.length) doubts.push(reason('TRUTHS_DO_NOT_FIT', answer.truths.size, options.length))
      else add(options.map((_option, index) => answer.truths.get(index)))
    } else if (answer.kind === 'value') doubts.push(reason('KEY_NOT_UNDERSTOOD', shortened(answer.text)))
    else if (answer.kind === 'letters') doubts.push(reason('KEY_NOT_UNDERSTOOD', answer.letters.join(', ')))
  }
  if (byStatement.length > 0)
    add(
      options.map((_option, index) => {
        const said = byStatement.find(({ statement }) => statement === index)
        const read = said ? answerGiven(said.answer) : undefined
        return read?.kind === 'truths' ? read.truths.get(0) : undefined
      }),
    )
  const explained = truthsExplained(question)
  if (explained.size > 0) add(options.map((_option, index) => explained.get(index)))
  // true statements may be set apart by their looks, as right options are
  for (const mark of marks.filter(({ kind }) => kind !== 'behind')) readings.push(options.map((_option, index) => mark.options.includes(index)))
  const distinct = new Set(readings.map(String))
  if (distinct.size > 1)
    doubts.push(
      reason(
        'KEY_MARKS_DISAGREE',
        [...distinct]
          .map((truths) =>
            truths
              .split(',')
              .map((truth) => (truth === 'true' ? 'Đ' : 'S'))
              .join(''),
          )
          .join('; '),
      ),
    )
  if (distinct.size === 0 && doubts.length === 0) doubts.push(reason('NO_MARK_FOUND'))
  if (answers.length === 0 || byStatement.length > 0 || place.listDoubts.length > 0) doubts.push(...place.listDoubts)
  const content = { type: 'four-statements' as const, stem: place.stem, statements, ladderThousandths: usualLadder(statements.length) }
  const truths = distinct.size === 1 ? readings[0] : undefined
  return settleItem(place.place, { ...place.aboutIt, content, ...(truths ? { key: { truths } } : {}) }, doubts)
}

/** "a) Đúng. Vì …" line by line in an explanation. */
function truthsExplained({ explanation }: ReadQuestion): ReadonlyMap<number, boolean> {
  const truths = new Map<number, boolean>()
  for (const block of explanation) {
    const match = isTable(block)
      ? null
      : /^\s*[-+•]?\s*(?:ý\s*)?\(?([a-h])\s*[).:]?\s*[-–:]?\s*(đúng|sai|đ|s)(?=\s*(?:$|[.,:;–-]|vì))/iu.exec(block.text)
    if (match) truths.set((match[1] as string).toLowerCase().charCodeAt(0) - 97, isTrue(match[2] as string))
  }
  return truths
}

/* ---- no options ---- */

function settleOpen(question: ReadQuestion, answers: readonly Answer[], place: Place): ImportedItem {
  const { raw } = question
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
  if (raw.kind === 'essay') return essay(place, doubts, answer.text)
  const text = plainTextOf(richTextOf([answer.line]))
    .replace(/[.;]\s*$/, '')
    .trim()
  const number = numberWritten(text)
  if (number === 'two-readings') doubts.push(reason('KEY_READS_TWO_WAYS', text))
  else if (number) {
    // "Đáp án: 2" below a numbered list may mean the second of the list
    if (hasNumberedList(question)) doubts.push(reason('KEY_READS_TWO_WAYS', text))
    const content = { type: 'numeric' as const, stem: place.stem, ...(number.unit === '' ? {} : { unit: number.unit }) }
    return settleItem(place.place, { ...place.aboutIt, content, key: { accepted: [{ value: number.value, worthThousandths: 1_000 }] } }, doubts)
  }
  if (text.length > 120) doubts.push(reason('ANSWER_TOO_LONG'))
  const content = { type: 'short-text' as const, stem: place.stem }
  return settleItem(place.place, { ...place.aboutIt, content, key: { accepted: [{ text, worthThousandths: 1_000 }] } }, doubts)
}

function withoutAnswer(question: ReadQuestion, place: Place, doubts: Reason[]): ImportedItem {
  const { raw, stem, chosen } = question
  const last = stem.findLast((block): block is Line => !isTable(block))
  const truth = last ? truthBehind(last) : undefined
  if (truth && last) {
    const text = richTextOf([...raw.passage, ...stem.slice(0, -1), truth.rest])
    return settleItem(place.place, { ...place.aboutIt, content: { type: 'true-false', stem: text }, key: { isTrue: truth.truth } }, doubts)
  }
  if (raw.kind === 'essay') return essay(place, doubts)
  const said = foldVietnamese(plainTextOf(place.stem))
  if (/\bdu doan\b/.test(said) && /bao nhieu|\bso (?:nguoi|luot|bai|thi sinh|nguoi choi)|ty le|phan tram/.test(said))
    return settleItem(place.place, { ...place.aboutIt, content: { type: 'prediction', stem: place.stem }, key: {} }, doubts)
  if (chosen.length > 0) doubts.push(reason('KEY_WITHOUT_OPTIONS', chosen.join(', ')))
  doubts.push(reason('NO_OPTIONS_NO_ANSWER'))
  return settleItem(place.place, { ...place.aboutIt, content: { type: 'essay', stem: place.stem }, key: {} }, doubts)
}

function essay(place: Place, doubts: readonly Reason[], guide?: string): ImportedItem {
  return settleItem(
    place.place,
    { ...place.aboutIt, content: { type: 'essay', stem: place.stem }, key: guide === undefined ? {} : { guide } },
    doubts,
  )
}

function hasNumberedList({ stem }: ReadQuestion): boolean {
  return stem.filter((block) => !isTable(block) && /^\s*\(?\d\s*[.):]/.test(block.bare)).length >= 2
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
