import { foldVietnamese } from '../../../question-bank/fold-vietnamese.ts'
import { guessablePieces, walks } from './guessable-pieces.ts'

const signsForLetters: Record<string, string> = { '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't' }

/** The words of the account itself, which whoever attacks it tries first. */
export function wordsOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const parts = foldVietnamese(text)
      .split(/[^a-z0-9]+/)
      .filter((part) => part.length > 1)
    return [...parts, parts.join('')]
  })
}

/**
 * Whether a password is a known one, also when it was dressed up: with diacritics or without, signs for letters, a year, a
 * telephone number or a row of keys behind it, said twice. Whatever else there is in it makes it one nobody has listed.
 */
export function isGuessable(password: string, known: readonly string[], ownWords: readonly string[]): boolean {
  const pieces = guessablePieces()
  for (const word of ownWords) pieces.add(word)
  const isLong = isLongPhrase(password, pieces)
  const folded = foldVietnamese(password.normalize('NFKC')).replaceAll(' ', '')
  return [folded, spelledOut(folded)].some((text) => {
    const plain = text.replace(/[^\p{L}\p{N}]/gu, '')
    return plain === '' || isRepeated(plain) || isListed(plain, known) || isListed(unitOf(plain), known) || (isMadeOf(plain, pieces) && !isLong)
  })
}

const [fewestWords, fewestLetters] = [4, 20]

/**
 * Length wins: of four words or more nobody tries every choice, however common each of them is. What is said in one breath, "anh yêu em",
 * counts as one, and so does a number.
 */
function isLongPhrase(password: string, pieces: ReadonlySet<string>): boolean {
  if (lettersOf(password) < fewestLetters) return false
  const words = foldVietnamese(password.normalize('NFKC'))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => /\p{L}/u.test(word))
  const fewest = [0]
  for (let end = 1; end <= words.length; end += 1) {
    const ways = words.slice(0, end).flatMap((_, start) => (start === end - 1 || pieces.has(words.slice(start, end).join('')) ? [start] : []))
    fewest[end] = 1 + Math.min(...ways.map((start) => fewest[start] ?? 0))
  }
  if (saidByEverybody.has(words.join(''))) return false
  return (fewest[words.length] ?? 0) >= fewestWords && new Set(words).size >= fewestWords
}

/** Whole sentences that everybody knows stay what they are, however long. */
const saidByEverybody = new Set(
  'anhyeuemnhieulam emyeuanhnhieulam conyeubomenhieulam conyeumenhieulam doclaptudohanhphuc chucmungnammoi khongcogiquyhondoclaptudo'.split(' '),
)

const lettersOf = (text: string) => [...text.normalize('NFC')].length

/** Signs that stand for letters, but not in the number before or behind: "m@tkh4u2026". */
function spelledOut(folded: string): string {
  const [, before = '', core = '', behind = ''] = /^([\d\W]*?)(.*?)(\d*\W*)$/su.exec(folded) ?? []
  return before + core.replace(/[@431!0$57]/g, (sign) => signsForLetters[sign] ?? sign) + behind
}

function isListed(plain: string, known: readonly string[]): boolean {
  const core = plain.replace(/^\d+|\d+$/g, '')
  const around = plain.length - core.length
  return known.includes(plain) || (core.length > 2 && around <= 12 && (known.includes(core) || known.includes(unitOf(core))))
}

/** "abcabcabc", "aaaaaaaa": said again and again, it is no longer than its part. */
function isRepeated(plain: string): boolean {
  return unitOf(plain).length <= Math.min(5, plain.length / 2)
}

function unitOf(text: string): string {
  return /^(.+?)\1*$/su.exec(text)?.[1] ?? text
}

/** Whether the whole text can be read as pieces one after another. */
function isMadeOf(plain: string, pieces: ReadonlySet<string>): boolean {
  const reached = [true]
  for (let end = 1; end <= plain.length; end += 1) {
    reached[end] = false
    for (let start = Math.max(0, end - 20); start < end && !reached[end]; start += 1) {
      if (reached[start]) reached[end] = isPiece(plain.slice(start, end), pieces)
    }
  }
  return reached[plain.length] === true
}

function isPiece(text: string, pieces: ReadonlySet<string>): boolean {
  if (pieces.has(text) || /^(.)\1+$/u.test(text)) return true
  if (text.length > 2 && walks.some((walk) => walk.includes(text))) return true
  return /^\d{1,4}$/.test(text) || isDate(text) || /^(0|84)[35789]\d{8}$/.test(text)
}

/** 020390, 02031990, 19900302. */
function isDate(text: string): boolean {
  return /^([0-3]\d[01]\d((19|20)?\d\d)|(19|20)\d\d[01]\d[0-3]\d)$/.test(text)
}
