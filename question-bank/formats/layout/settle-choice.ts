import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type ImportedItem, settleItem } from '../../imported-item.ts'
import type { DraftQuestion } from '../../question.ts'
import { reason } from '../../reason.ts'
import { plainTextOf } from '../../rich-text/plain-text.ts'
import { letterOf } from '../../types/option-list.ts'
import { lockedByWording } from '../../types/option-locks.ts'
import { type Answer, answerGiven, isUnsure } from './answers.ts'
import type { Habits } from './habits.ts'
import { asksForSeveral } from './headings.ts'
import { explicitKinds, type KeyMark, lettersOf, type MarksSeen, partlyMarked } from './key-of-options.ts'
import { type Line, plainLine } from './line.ts'
import { chosenInSolution, isSolution } from './listed-solutions.ts'
import type { ListedKey } from './raw-question.ts'
import type { ReadQuestion } from './read-question.ts'
import { optionTexts, type Settling, sameText, shortened } from './settling.ts'

/** A question with options: right where every mark of its author points at the same ones. */
export function settleChoice(
  question: ReadQuestion,
  { marks: onOptions, doubts: lookDoubts }: MarksSeen,
  listed: readonly ListedKey[],
  place: Settling,
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
  for (const key of listed) if (!isSolution(key)) addAnswer('list', answerGiven(key.answer), key.answer)
  for (const found of [question.chosen, ...listed.map(chosenInSolution)]) {
    if (found.length === 0) continue
    const chosen = [...new Set(found)].map((letter) => letters.indexOf(letter))
    if (!chosen.includes(-1)) marks.push({ kind: 'explanation', options: chosen })
  }

  /** "Oryza sativa" is in italics because such names are; the key says which is right. */
  function dropNamesInItalics(): void {
    const at = marks.findIndex(({ kind, options: seen }) => kind === 'italic' && seen.every((option) => isSpeciesName(plain[option] ?? '')))
    if (at >= 0) marks.splice(at, 1)
  }

  function addAnswer(kind: 'line' | 'list', given: Answer, line: Line): void {
    const answer = asLetter(given, letters)
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
        if (named < 0 && isUnsure(answer.tail)) doubts.push(reason('KEY_READS_TWO_WAYS', shortened(line.text.trim())))
        if (named >= 0 && !found.includes(named)) marks.push({ kind, options: [named] })
      }
      return
    }
    const truth = answer.kind === 'truths' && answer.truths.size === 1 ? answer.truths.get(0) : undefined
    const written = truth === undefined ? (answer.kind === 'value' ? answer.text : line.text) : truth ? 'đúng' : 'sai'
    const same = plain.flatMap((text, index) => (sameText(text) === sameText(written) ? [index] : []))
    // "2" may be the text of one option and the place of another
    const counted = /^\d$/.test(written.trim()) ? Number(written) - 1 : -1
    if (same.length === 1 && counted >= 0 && counted < options.length && counted !== same[0])
      doubts.push(reason('KEY_READS_TWO_WAYS', shortened(written)))
    else if (same.length === 1) marks.push({ kind, options: same })
    else doubts.push(reason('KEY_IS_NO_OPTION', shortened(written)))
  }

  if (marks.some(({ kind }) => kind === 'line' || kind === 'list') && habits.usual !== 'italic') dropNamesInItalics()
  const several = asksForSeveral(plainTextOf(place.stem)) || question.raw.kind === 'several' || question.saidType === 'multiple-choice'
  // who names both the type and how its parts are marked has not forgotten a letter
  const isSaidTwice = question.saidType === 'multiple-choice' && question.besides.scoring?.choice !== undefined
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
    } else if (correct.length === 1 && several && !isSaidTwice) doubts.push(reason('ONE_KEY_OF_SEVERAL', lettersOf(correct)))
    else if (!isExplicit && !isTrueOrFalse(plain) && isUnusual(marks, habits))
      doubts.push(reason('UNUSUAL_MARK', marks.map(describe).join('; '), habits.usual ?? ''))
    if (!isExplicit && looksLikeLink(marks, habits)) doubts.push(reason('LOOKS_LIKE_LINK', lettersOf(correct ?? [])))
    const isStruck = ({ code, said }: (typeof lookDoubts)[number]) =>
      code === 'STRUCK_OPTION' &&
      String(said[0])
        .split(', ')
        .some((letter) => sets[0]?.some((option) => letterOf(option) === letter))
    if (isExplicit) doubts.push(...lookDoubts.filter(isStruck))
    if (!isExplicit) doubts.push(...lookDoubts.filter(({ code }) => code !== 'STEM_LOOKS_MARKED_TOO'))
  } else {
    doubts.push(...lookDoubts)
    const partly = partlyMarked(question)
    if (lookDoubts.length === 0 && partly) doubts.push(reason('PARTLY_MARKED', partly.name, letterOf(partly.option)))
  }
  if (!marks.some(({ kind }) => kind === 'line' || kind === 'sign' || kind === 'behind')) doubts.push(...place.listDoubts)
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

/** "F" is false where nothing is called F, and else the sixth option. */
function asLetter(answer: Answer, letters: readonly string[]): Answer {
  const isF = answer.kind === 'truths' && answer.written === 'F' && letters.includes('F')
  return isF ? { kind: 'letters', letters: ['F'], tail: plainLine('', '') } : answer
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

const linkBlues: readonly (string | undefined)[] = ['0000FF', '0563C1', '0000EE', '1155CC', '0070C0', '467886']

/** Blue and underlined is how a word processor shows an address, unless others here are marked so. */
function looksLikeLink(marks: readonly KeyMark[], { usual }: Habits): boolean {
  if (usual === 'color' || usual === 'underline') return false
  const color = marks.find(({ kind }) => kind === 'color')
  return marks.length === 2 && linkBlues.includes(color?.value?.toUpperCase()) && marks.some(({ kind }) => kind === 'underline')
}

function isSpeciesName(text: string): boolean {
  return /^\s*[*_]*[A-Z][a-z]{2,}(?: [a-z]{2,}){1,2}[*_]*\.?\s*$/.test(text)
}

/** Where "Đúng" or "Sai" is all that an option says, a look on one of them stresses no word. */
function isTrueOrFalse(texts: readonly string[]): boolean {
  return texts.length === 2 && sameText(texts[0] ?? '') === 'đúng' && sameText(texts[1] ?? '') === 'sai'
}

function withoutKey({ key: _key, ...draft }: DraftQuestion): DraftQuestion {
  return draft
}

function describe({ kind, options, value }: KeyMark): string {
  return `${kind}${value && kind !== 'bold' && kind !== 'italic' && kind !== 'underline' ? ` ${value}` : ''}: ${lettersOf(options)}`
}
