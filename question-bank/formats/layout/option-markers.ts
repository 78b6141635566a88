import type { Line } from './line.ts'
import { type SignsStand, sideOfSign } from './signs-between.ts'

/** A letter that begins an option, with the signs before it. `end` is where its text begins. */
export type Marker = {
  letter: string
  isLower: boolean
  style: string
  start: number
  letterAt: number
  end: number
  isStarred: boolean
  isLocked: boolean
  sign: string
  /** The sign may as well belong to the option before this one. */
  isSignUnsure?: boolean
}

const signs = /^(?:[*✓✔☑✅√☒●◉]|\[\s*[xX✓✔v]\s*\]|\(\s*[*xX✓✔]\s*\)|=>|⇒|→|➔|->)/
const openBoxes = /^(?:[☐□◻○❑•]|\[\s*\])/
const body = /^(?:\(\s*([A-Ha-h])\s*\)\s*[.:]?|\[\s*([A-Ha-h])\s*\]\s*[.:]?|([A-Ha-h])\s?(\*?)\s?([.):/\]]+|[-–](?=\s))|([A-Ha-h])(?=\t|\s*$))/

export function markerAt({ bare, text }: Line, from: number): Marker | undefined {
  let at = from
  let [isStarred, isLocked, sign] = [false, false, '']
  for (;;) {
    while (bare[at] === ' ' || bare[at] === '\t') at += 1
    const behind = bare.slice(at, at + 12)
    const mark = signs.exec(behind)?.[0]
    const box = openBoxes.exec(behind)?.[0]
    if (mark !== undefined) {
      isStarred = true
      sign = mark
      at += mark.length
    } else if (box !== undefined) at += box.length
    else if (bare[at] === '#') {
      isLocked = true
      at += 1
    } else break
  }
  const match = body.exec(bare.slice(at, at + 12))
  if (!match) return undefined
  const letter = match[1] ?? match[2] ?? match[3] ?? match[6] ?? ''
  const letterAt = at + match[0].indexOf(letter)
  // "Đ)" is no "D)"
  if (text[letterAt] === 'Đ' || text[letterAt] === 'đ') return undefined
  let end = at + match[0].length
  if (match[4] === '*') isStarred = true
  while (bare[end] === ' ' || bare[end] === '\t') end += 1
  if (bare[end] === '*' && bare[end + 1] !== '*') {
    isStarred = true
    end += 1
  }
  const style = match[5]?.[0] ?? (match[1] ? '()' : match[2] ? '[]' : '')
  return {
    letter: letter.toUpperCase(),
    isLower: letter >= 'a',
    style,
    start: from,
    letterAt,
    end,
    isStarred,
    isLocked,
    sign: sign || (isStarred ? '*' : ''),
  }
}

/**
 * The options of one line, parted by tabs or several spaces, and by single spaces where the letters go on as they should. `from` is where to
 * look; options that begin later than there are found too when `mayStartInside`.
 */
export function markersIn(
  line: Line,
  { allowsSingleSpaces, mayStartInside, signsStand }: { allowsSingleSpaces: boolean; mayStartInside: boolean; signsStand?: SignsStand },
): Marker[] {
  const found: Marker[] = []
  const first = markerAt(line, 0)
  if (first) found.push(first)
  else if (!mayStartInside) return []
  for (const match of line.bare.matchAll(/[\t\n]\s*| {2,}| (?=\S)|(?<=[.;,?!:)\]”"])(?=[*#]?[B-H][.)])/g)) {
    const at = match.index + match[0].length
    const last = found.at(-1)
    if (last && at < last.end) continue
    const isStrong = /[\t\n]| {2}/.test(match[0])
    if (!isStrong && !allowsSingleSpaces) continue
    const marker = markerAt(line, at)
    if (!marker || (last && (marker.isLower !== last.isLower || marker.style !== last.style))) continue
    if (last === undefined ? marker.letter !== 'A' : !isStrong && marker.letter.charCodeAt(0) !== last.letter.charCodeAt(0) + 1) continue
    // "A.Huế B.vinh": nobody who leaves no space behind the first letter leaves one behind the next
    const isTight = last !== undefined && last.end === last.letterAt + 2
    const isParted = isTight || /^[\s]|^[^a-z]/.test(line.text.slice(marker.letterAt + 2))
    if (!isStrong && (marker.isLower || marker.style === '' || !isParted)) continue
    const side = last === undefined ? 'before' : sideOfSign(line, marker, signsStand)
    if (side !== 'behind') found.push(side === 'unknown' ? { ...marker, isSignUnsure: true } : marker)
  }
  return found
}

/** A run of letters as authors write it: A, B, C … without a gap. */
export function areInOrder(letters: readonly string[]): boolean {
  return letters.every((letter, index) => letter.charCodeAt(0) === 65 + index)
}
