import { foldVietnamese } from '../../fold-vietnamese.ts'
import { type Reason, reason } from '../../reason.ts'
import { canonicalDecimal } from '../../types/decimal.ts'
import { withLatinLetters } from '../text/look-alikes.ts'
import { positionOf } from './header-names.ts'
import type { Cell } from './sheet.ts'
import { truthOf } from './truth-words.ts'

/** What the other rows of a file tell of the way in which its keys are written. */
export type KeyHabits = {
  /** Some key is 0, so the first option may be 0 everywhere. */
  countsFromZero: boolean
}

export type ChoiceKey = { places: number[]; doubts: Reason[] }

const label = /^(?:(?:cac |nhung )?(?:dap an|phuong an|lua chon|cau|y|da|chon|key)(?: (?:dung|chinh xac))?(?: la)?\s*[:.]?\s*)?/

/** A key cell holds a letter, a number, the full text, or several of them. Where two readings disagree nobody guesses. */
export function readChoiceKey(key: Cell, options: readonly string[], habits: KeyHabits): ChoiceKey {
  const written = key.text.replace(/(?<!\p{L})[^\p{ASCII}](?!\p{L})/gu, withLatinLetters)
  if (key.isError) return { places: [], doubts: [reason('NO_KEY')] }
  const byText = placesOfText(key, options)
  const labelled = placesOfNameAndText(written, options)
  if (labelled?.doubts.length === 0 && byText.length === 0) return labelled
  const byTruth = placesOfTruth(key, options)
  const { places: byName, isBeyond, isNumber } = placesOfNames(written, options.length)
  if (isNumber && habits.countsFromZero && byText.length === 0) return { places: [], doubts: [reason('KEY_COUNTS_FROM_ZERO', written)] }
  if (isBeyond && byText.length === 0 && byTruth.length === 0 && !labelled)
    return { places: [], doubts: [reason('KEY_BEYOND_OPTIONS', written, options.length)] }
  const readings = distinct([byName, ...byText.map((place) => [place]), byTruth].filter((places) => places.length > 0))
  if (readings.length === 1) return { places: readings[0] as number[], doubts: [] }
  if (readings.length > 1) return { places: [], doubts: [reason('KEY_READS_TWO_WAYS', written)] }
  return labelled ?? placesOfTexts(key, options) ?? { places: [], doubts: [reason('KEY_IS_NO_OPTION', written)] }
}

function distinct(readings: readonly number[][]): number[][] {
  return [...new Map(readings.map((places) => [places.join(), places])).values()]
}

/** Word by word; else the same number in another writing; else but for diacritics and signs. */
function placesOfText({ text, number }: Pick<Cell, 'text' | 'number'>, options: readonly string[]): number[] {
  const same = (fold: (text: string) => string | undefined, wanted = fold(text)) =>
    wanted === undefined || wanted === '' ? [] : options.flatMap((option, place) => (fold(option) === wanted ? [place] : []))
  const exact = same(foldKeepingMarks)
  if (exact.length > 0) return exact
  const numbers = same(canonicalDecimal, canonicalDecimal(number ?? text))
  return numbers.length > 0 ? numbers : text.length >= 3 && /^[\p{L}\p{M}\p{N}\s.,;:'"()–-]+$/u.test(text) ? same(foldLoosely) : []
}

function placesOfTruth({ text }: Cell, options: readonly string[]): number[] {
  const truths = options.map((option) => truthOf(option))
  const wanted = truthOf(text)
  if (wanted === undefined || truths.some((truth) => truth === undefined) || (text.length === 1 && /[a-f]/i.test(text))) return []
  return truths.flatMap((truth, place) => (truth === wanted ? [place] : []))
}

/** "B", "b.", "Đáp án B", "2", "A, C", "A và C", "AC". */
function placesOfNames(written: string, count: number): { places: number[]; isBeyond: boolean; isNumber: boolean } {
  const none = { places: [], isBeyond: false, isNumber: false }
  // "Đ" is no "D", "Á" no "A": a letter with a mark names no option
  const folded = foldVietnamese(written.normalize('NFC').replace(/(?<!\p{L})[^\p{ASCII}](?!\p{L})/gu, '??'))
  const bare = folded.replace(label, '')
  const isCompact =
    /^[A-Z]{2,8}$/.test(written.trim().replace(/^.*[:\s]/, '')) &&
    new Set(bare).size === bare.length &&
    [...bare].every((letter, at) => at === 0 || letter > (bare[at - 1] as string))
  const names = isCompact
    ? [...bare]
    : bare
        .split(/\s*(?:[,;/+&\n]|\bva\b|\band\b|-)\s*|\s+/)
        .map((name) => name.replace(/^[([]|[.)\]]$/g, ''))
        .map((name) => name.replace(/^(\d+)\.0$/, '$1'))
        .filter((name) => name !== '')
  if (names.length === 0 || !names.every((name) => /^(?:[a-z]|\d{1,2})$/.test(name))) return none
  const places = [...new Set(names.map(positionOf))].sort((a, b) => a - b)
  const isNumber = names.every((name) => /\d/.test(name))
  if (!isNumber && names.some((name) => /\d/.test(name))) return none
  const isBeyond = places.some((place) => place < 0 || place >= count)
  // a word of letters that do not name options is a word
  if (isBeyond) return isCompact && names.length > 1 ? none : { places: [], isBeyond, isNumber }
  return { places, isBeyond, isNumber }
}

/** "B. Hà Nội": the letter and the text must mean the same option. */
function placesOfNameAndText(written: string, options: readonly string[]): ChoiceKey | undefined {
  const [, name, text = ''] =
    written.replace(/^(?:đáp án|phương án|câu)\s*:?\s*(?=[A-Z0-9]\s*[.):–-])/i, '').match(/^\(?([A-Za-z]|\d{1,2})\s*[.):–-]\s*(\S.*)$/s) ?? []
  if (name === undefined) return undefined
  const places = placesOfText({ text }, options)
  const named = positionOf(name)
  if (places.length === 1 && places[0] === named) return { places, doubts: [] }
  return places.length > 0 || named < options.length ? { places: [], doubts: [reason('KEY_READS_TWO_WAYS', written)] } : undefined
}

/** Several full texts, each on its line or parted by semicolons. */
function placesOfTexts({ text }: Cell, options: readonly string[]): ChoiceKey | undefined {
  for (const between of [/\n+/, /\s*[;|]\s*/, /\s*,\s*/]) {
    const parts = text.split(between).filter((part) => part.trim() !== '')
    const found = parts.map((part) => placesOfText({ text: part.trim() }, options))
    if (parts.length > 1 && found.every((places) => places.length === 1))
      return { places: [...new Set(found.flat())].sort((a, b) => a - b), doubts: [] }
  }
  return undefined
}

function foldKeepingMarks(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/\s*[.;]$/, '')
    .trim()
}

function foldLoosely(text: string): string {
  return foldVietnamese(text)
    .replace(/[^\p{L}\p{N}+\-−<>=/*%°$.,]/gu, '')
    .replace(/[.,]+$/, '')
}
