import { foldVietnamese } from '../../fold-vietnamese.ts'
import type { Line } from './line.ts'

/** Which questions a shared text belongs to; `several` where it says only that there are some. */
export type PassageFor = { from: number; to: number } | { numbers: number[] } | 'several'

const lead =
  /^(?:\(|\[|\*|doan (?:van|thong tin|trich)\s*\d*\s*[:.]\s*)?\s*(?:\d+[.)]\s*)?(?:hay )?(?:(?:doc|dua vao|can cu|cho|su dung|quan sat|read|theo|tu) .*(?:tra loi|lam|thuc hien|hoan thanh|answer|dung cho|cho)|(?:cac )?cau (?:hoi )?(?:tu )?(?:cau )?\d+.*(?:dua vao|su dung|doc)|su dung .* cho)/
const range = /(?:cac )?(?:cau|questions?)(?: hoi)?(?: so)?(?: tu)?(?: cau)? (\d{1,3})\s*(?:den|toi|-|–|—|to|->)\s*(?:cau )?(\d{1,3})/
const list = /(?:cac )?(?:cau|questions?)(?: hoi)?(?: so)? (\d{1,3}(?:\s*(?:,|va|;|&|and)\s*(?:cau )?\d{1,3})+)/
const vague =
  /(?:tra loi|lam|thuc hien|hoan thanh|answer)(?: cac| nhung)? (?:cau hoi|cau|questions?)(?: hoi)?(?: (?:sau|duoi day|ben duoi|o duoi|sau day|tiep theo|kem theo))/

/** "Đọc đoạn văn sau và trả lời câu 1 đến câu 5". */
export function passageIn(line: Line): PassageFor | undefined {
  if (line.text.length > 600) return undefined
  const said = foldVietnamese(line.text)
  if (!lead.test(said)) return undefined
  const span = range.exec(said)
  if (span) return { from: Number(span[1]), to: Number(span[2]) }
  const listed = list.exec(said)
  if (listed) return { numbers: [...(listed[1] as string).matchAll(/\d+/g)].map(([number]) => Number(number)) }
  return vague.test(said) && /(?:sau|duoi day|ben duoi)/.test(said) ? 'several' : undefined
}

export function belongsTo(passage: PassageFor, number: number | undefined): boolean {
  if (passage === 'several') return true
  if (number === undefined) return false
  return 'numbers' in passage ? passage.numbers.includes(number) : number >= passage.from && number <= passage.to
}

export function lastOf(passage: PassageFor): number {
  return passage === 'several' ? Number.POSITIVE_INFINITY : 'numbers' in passage ? Math.max(...passage.numbers) : passage.to
}
