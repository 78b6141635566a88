import { foldVietnamese } from '../../fold-vietnamese.ts'
import type { Line } from './line.ts'

/** Which questions a shared text belongs to; `several` where it says only that there are some. */
export type PassageFor = { from: number; to: number } | { numbers: number[] } | 'several'

const verbs = 'tra loi|lam|thuc hien|hoan thanh|chon|dien|khoanh|answer|mark|choose|circle|fill|complete|dung cho|cho'
const lead = new RegExp(
  `^(?:\\(|\\[|\\*|doan (?:van|thong tin|trich)\\s*\\d*\\s*[:.]\\s*)?\\s*(?:(?:\\d+|[ivx]{1,4}|[a-h])[.):]\\s*)?(?:hay |em hay )?(?:(?:doc|dua vao|can cu|cho|su dung|quan sat|read|theo|tu) .*(?:${verbs})|(?:cac )?cau (?:hoi )?(?:tu )?(?:cau )?\\d+.*(?:dua vao|su dung|doc)|su dung .* cho)`,
)
const counted = '(?:cau|questions?|blanks?|gaps?|cho trong|o trong)'
const range = new RegExp(
  `(?:cac )?${counted}(?: hoi)?(?: so)?(?: from)?(?: tu)?(?: cau| so)? \\(?(\\d{1,3})\\)?\\s*(?:den|toi|-|–|—|to|->)\\s*(?:cau |so )?\\(?(\\d{1,3})`,
)
const list = /(?:cac )?(?:cau|questions?)(?: hoi)?(?: so)? (\d{1,3}(?:\s*(?:,|va|;|&|and)\s*(?:cau )?\d{1,3})+)/
const vague =
  /(?:tra loi|lam|thuc hien|hoan thanh|answer)(?: cac| nhung| the)?(?: following)? (?:cau hoi|cau|questions?)(?: hoi)?(?: (?:sau|duoi day|ben duoi|o duoi|sau day|tiep theo|kem theo))?/
const vagueEnglish =
  /^\W*(?:[\divx]+[.)]\s*)?read .*\b(?:passage|text|paragraph|letter|e-?mail|advertisement|announcement|notice|leaflet|dialogue|conversation|story)\b.*(?:answer|mark|choose|circle|fill|complete)/

/** "Đọc đoạn văn sau và trả lời câu 1 đến câu 5". */
export function passageIn(line: Line): PassageFor | undefined {
  if (line.text.length > 600) return undefined
  const said = foldVietnamese(line.text)
  if (!lead.test(said)) return undefined
  const span = range.exec(said)
  if (span) return { from: Number(span[1]), to: Number(span[2]) }
  const listed = list.exec(said)
  if (listed) return { numbers: [...(listed[1] as string).matchAll(/\d+/g)].map(([number]) => Number(number)) }
  return vagueEnglish.test(said) || (vague.test(said) && /(?:sau|duoi day|ben duoi)/.test(said)) ? 'several' : undefined
}

export function belongsTo(passage: PassageFor, number: number | undefined): boolean {
  if (passage === 'several') return true
  if (number === undefined) return false
  return 'numbers' in passage ? passage.numbers.includes(number) : number >= passage.from && number <= passage.to
}

export function lastOf(passage: PassageFor): number {
  return passage === 'several' ? Number.POSITIVE_INFINITY : 'numbers' in passage ? Math.max(...passage.numbers) : passage.to
}

const task =
  /^\W*(?:(?:[ivx]{1,4}|\d{1,2}|[a-h])\s*[.):]\s*|(?:exercise|task|section|bai tap)\s*\d*\s*[.:]\s*)?(?:mark the letter|choose|circle|select|fill in|complete|find|pick out|match|rewrite|supply|(?:hay |em hay )?(?:chon|khoanh|dien|tim|danh dau)\s+(?:vao |tron )?(?:dap an|phuong an|cau|tu|chu cai|mot|y|loi|cum tu|truoc))\b/

/** "Mark the letter A, B, C, or D to indicate …", "Chọn từ có trọng âm khác": what is to be done with the questions that follow. */
export function isInstruction(line: Line): boolean {
  return line.text.length < 300 && /^\W*[\p{Lu}\d]/u.test(line.text) && !/[?]\s*$/.test(line.text) && task.test(foldVietnamese(line.text))
}

const asksByItself =
  /pronunciation|pronounced|stress|underlined|differ|closest|opposite|synonym|antonym|mistake|error|correction|odd one|phat am|trong am|gach chan|dong nghia|trai nghia|khac voi|khac loai|loi sai/

/** An instruction that says all there is to ask: the questions under it are nothing but options. */
export function asksAlone(line: Line): boolean {
  return asksByItself.test(foldVietnamese(line.text))
}
