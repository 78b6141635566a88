import { foldVietnamese } from '../../../question-bank/fold-vietnamese.ts'

// a number with its marks, a word, or a sign that somebody may look for
const word = /\d+(?:[.,]\d+)+|[\p{L}\p{N}]+|[%+=<>≤≥≠×÷°√±∞€$&@#]/gu

/** The words of a text as they are looked up: without case, diacritics and punctuation; "1,5" and "1.5" are one. */
export function searchWords(text: string): string[] {
  return (
    foldVietnamese(text)
      .match(word)
      ?.map((one) => one.replaceAll(',', '.')) ?? []
  )
}

/** Each word between two blanks, so that beginnings and ends of words can be asked for. */
export function searchableText(text: string): string {
  return ` ${searchWords(text).join(' ')} `
}
