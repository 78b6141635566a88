import { foldVietnamese } from '../../../question-bank/fold-vietnamese.ts'
import { type DataKeys, hmacOf } from '../../secrets.ts'

/**
 * A name is found by whole words in any order. Of each word two marks are kept: as it is written, and without its diacritics.
 * "Nguyễn An" finds exactly these words, "nguyen an" finds An, Ẩn and Ân.
 */
export function marksOfName(keys: DataKeys, contestId: number, fullName: string): string[] {
  const marks = wordsOf(fullName).flatMap((word) => [exactMark(keys, contestId, word), foldedMark(keys, contestId, foldVietnamese(word))])
  return [...new Set(marks)]
}

/** What a name must carry to be found by these words. */
export function marksOfQuery(keys: DataKeys, contestId: number, words: string): string[] {
  const marks = wordsOf(words).map((word) => {
    const folded = foldVietnamese(word)
    return folded === word ? foldedMark(keys, contestId, folded) : exactMark(keys, contestId, word)
  })
  return [...new Set(marks)]
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
}

const exactMark = (keys: DataKeys, contestId: number, word: string) => markOf(keys, contestId, 'exact', word)
const foldedMark = (keys: DataKeys, contestId: number, word: string) => markOf(keys, contestId, 'folded', word)

/** Eight bytes of the HMAC as PostgreSQL's bigint: short enough to index a dozen for each person. */
function markOf({ names }: DataKeys, contestId: number, kind: string, word: string): string {
  return hmacOf(names, contestId, kind, word).readBigInt64BE(0).toString()
}
