import { foldVietnamese } from './fold-vietnamese.ts'
import { attachmentsIn, plainTextOf } from './rich-text/plain-text.ts'

/** "Câu 12:", "Bài 3.", "Q1)": the number of a question says nothing of it. */
const questionLabel = /^\s*(?:câu(?:\s+hỏi)?|bài(?:\s+tập)?|question|q)\s*\d{1,4}\s*[.:)–-]\s*/iu

// said to the reader, not about the matter; folded, as whole phrases, so that "biết" and "chọn" keep their weight elsewhere
const addresses =
  /\b(?:(?:theo )?(?:em|ban|anh chi|anh|chi|dong chi|quy vi|thi sinh)(?: (?:hay|vui long))?(?: cho biet)|(?:em|ban|anh chi|dong chi) hay|hay cho biet|xin cho biet|cho biet|hay (?=chon|tim|neu|dien|sap|tinh)|(?:hay )?(?:chon|khoanh vao|danh dau)(?: mot| 1)? (?:dap an|phuong an|cau tra loi|y)(?: tra loi)? dung(?: nhat)?|(?:nao )?(?:sau|duoi) day)\b/g

/** Words that bind. No word of negation, of number or of comparison is among them: "không", "chưa", "trừ", "và", "hoặc" mean something. */
const bindingWords = new Set(['la', 'cac', 'nhung', 'cua', 'thi', 'nao', 'gi', 'the', 'an', 'a'])

const formula = /\$\$.+?\$\$|\$[^$]+\$/gs
// a number with its sign and decimal mark, a word, or a sign that calculates or compares
const token = /(?<![\p{L}\p{N})\]])[-−](?=\d)\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*|[\p{L}\p{N}]+|[+=<>≤≥≠×÷%°^√±∈∉⊂∪∩→↔∞]|(?<=\d)\s*[/*:]\s*(?=\d)/gu

/**
 * The meaning-bearing words of a rich text in their order: without case, diacritics, punctuation and binding words.
 * Formulas are one word each and keep their letters; a picture or sound is a word of its own, for it may be all that is asked.
 */
export function meaningBearingWords(richText: string): string[] {
  const plain = plainTextOf(richText).replace(questionLabel, '')
  const words: string[] = []
  let done = 0
  for (const match of plain.matchAll(formula)) {
    words.push(...wordsOf(plain.slice(done, match.index)), `$${match[0].replace(/[\s$]/g, '')}`)
    done = match.index + match[0].length
  }
  words.push(...wordsOf(plain.slice(done)))
  for (const digest of attachmentsIn(richText)) words.push(`#${digest.slice(0, 16)}`)
  return words
}

/** A text that only binds or addresses ("Chọn đáp án đúng:") is all it has, and is kept. */
function wordsOf(plain: string): string[] {
  const folded = foldVietnamese(plain)
  const bearing = split(withoutAddresses(folded)).filter((word) => !bindingWords.has(word))
  return bearing.length > 0 ? bearing : split(folded)
}

function withoutAddresses(folded: string): string {
  return folded.replace(/anh\s*[(/,]\s*chi\s*\)?/g, 'anh chi').replace(addresses, ' ')
}

function split(text: string): string[] {
  return (text.match(token) ?? []).map(normalNumber)
}

/** "1.000.000" and "1000000" are one number, and so are "1,5" and "1.5", "02" and "2"; 1,5 and 15 are not. */
function normalNumber(word: string): string {
  const trimmed = word.trim()
  if (!/^[-−]?\d/.test(trimmed)) return trimmed
  const plain = /^[-−]?\d{1,3}(?:[.,]\d{3})+$/.test(trimmed) ? trimmed.replace(/[.,]/g, '') : trimmed.replace(/,/g, '.')
  return plain.replace('−', '-').replace(/^(-?)0+(?=\d)/, '$1')
}
