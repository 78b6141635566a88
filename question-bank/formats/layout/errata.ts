import type { Line } from './line.ts'

const number = '(?:hoi\\s*)?(?:so\\s*)?\\d{1,4}'
const mends = new RegExp(
  `\\b(?:dinh chinh|dieu chinh|cap nhat|chinh sua|sua(?: lai)?|thay doi|huy|bo)\\b[^.?]{0,60}\\bcau\\s*${number}|\\bcau\\s*${number}[^.?]{0,40}\\b(?:(?:sua|doi|chinh)(?: lai)? (?:thanh|sang|la)|moi dung|bi sai|sai dap an|bi loi|phai la)\\b`,
  'i',
)
const named = /\bcau\s*(?:hoi\s*)?(?:so\s*)?(\d{1,4}(?:\s*(?:,|va|&)\s*(?:cau\s*)?\d{1,4})*)/gi

/** "Đính chính: câu 3 đáp án là C", "Hủy câu 7": the numbers of questions whose keys somebody changed his mind about, wherever it stands. */
export function mendedIn({ bare, text }: Line): number[] {
  if (text.length > 240 || !mends.test(bare)) return []
  return [...bare.matchAll(named)].flatMap(([, said = '']) => [...said.matchAll(/\d+/g)].map(([written]) => Number(written)))
}
