import { foldVietnamese } from '../../fold-vietnamese.ts'
import type { Line } from './line.ts'

/** What a part of a paper asks for, where it says so. */
export type PartKind = 'choice' | 'several' | 'statements' | 'short' | 'essay' | 'prediction'

const part =
  /^\s*(?:(?:phan|part)\s+(?:thu\s+)?(?:[ivx]{1,4}|\d{1,2}|[a-e]|nhat|hai|ba|bon)\b|(?:[ivx]{1,4}|[a-e]|\d)\s*[.):/-]\s*(?:phan\s+)?(?:cau hoi\s+)?(?:trac nghiem|tu luan|dung[\s/,-]*(?:hoac\s+)?sai|tra loi ngan|doc hieu|lam van)|(?:phan\s+)?(?:cau hoi\s+)?(?:trac nghiem|tu luan)\b[^?]{0,60}$|(?:[ivx]{1,4}\s*[.):/-]\s*(?:phan\s+)?(?:cau hoi\s+)?(?:phu\s+)?|(?:phan\s+)?cau hoi\s+(?:phu\s+)?|phan\s+)du doan\b(?![^?]*:\s*\S)(?!.*bao nhieu)[^?]{0,40}$)/i
const topic = /^\s*(?:chu de|chuyen de|chuong|mach kien thuc|linh vuc|topic)\s*(?:(?:[ivx]{1,4}|\d{1,2})\s*)?[.:–-]\s*(.+)$/i
const end = /^[\s\-–—_.*=~]*(?:het|the end)[\s\-–—_.*=~!]*$/i
const noise = /^(?:[\s\-–—_.*=~]{3,}|\s*trang\s*\d+(?:\s*\/\s*\d+)?\.?\s*|\s*ma de(?: thi)?\s*:?\s*\d+\s*(?:[-–]?\s*trang.*)?)$/i

export function isPart(line: Line): boolean {
  return line.text.length < 400 && part.test(line.bare)
}

/** Said by the heading of a part, by an instruction below it, or by a question itself. */
export function kindSaid(text: string): PartKind | undefined {
  const said = foldVietnamese(text)
  if (/tu luan/.test(said) && !/khong tu luan/.test(said)) return 'essay'
  if (/tra loi ngan|dien (?:so|ket qua|dap so|dap an)/.test(said)) return 'short'
  if (/dung\s*(?:[/,-]|hoac|hay)?\s*sai/.test(said)) return 'statements'
  if (asksForSeveral(text)) return 'several'
  if (/trac nghiem|mot (?:dap an|phuong an)|nhieu (?:phuong an )?lua chon/.test(said)) return 'choice'
  return /(?:^|[^\p{L}\p{N}])(?:cau hoi (?:phu )?|phan )du doan|^\W*[ivx]{1,4}\W+du doan/u.test(said) ? 'prediction' : undefined
}

/** "Trắc nghiệm nhiều phương án lựa chọn" is the official name of choosing one, so choosing or being right must be said of several. */
export function asksForSeveral(text: string): boolean {
  const said = foldVietnamese(text)
  // "some questions have several answers" says of none that it has
  if (/(?:mot so|co (?:nhung|mot vai|mot so)?|nhung|mot vai|vai) ?cau (?:hoi )?(?:co(?: the)?|cho phep|can)/.test(said)) return false
  if (/chi (?:duoc )?chon (?:mot|1|01)\b|co the (?:chi )?chon (?:mot|1)\b/.test(said)) return false
  return /chon (?:nhieu|cac|tat ca(?: cac)?|hai|ba|0?[23]) (?:dap an|phuong an|y|cau|lua chon)|(?:nhieu|hai|ba|0?[23]) (?:dap an|phuong an|y|lua chon) (?:dung|chinh xac|tra loi dung)|nhieu hon (?:mot|1|01) (?:dap an|phuong an|lua chon|y)|(?:nhung|cac) (?:dap an|phuong an) (?:nao|dung)|nhieu dap an|select (?:all|two|three)|choose (?:all|two|three)/.test(
    said,
  )
}

export function topicOf(line: Line): string | undefined {
  const match = topic.exec(line.bare)
  return match && line.text.length < 200 ? line.text.slice(line.text.length - (match[1] as string).length).trim() : undefined
}

const closing =
  /^[\s([*]*(?:nguoi (?:ra de|lap|soan|bien soan|phan bien|duyet)|to (?:truong|chuyen mon)|ky ten|ky,? ghi ro|duyet cua|ban giam hieu|hieu truong|giam thi|(?:can bo|giam thi) coi thi|thi sinh khong (?:duoc )?su dung|noi nhan|chuc cac (?:em|ban)|[^.?]{0,40},? ngay\s*[\d.…]+\s*thang\s*[\d.…]+\s*nam)/i

/** Signatures and wishes below the last question. */
export function isClosing(line: Line): boolean {
  return line.text.length < 160 && closing.test(line.bare)
}

export function isEnd(line: Line): boolean {
  return end.test(line.bare) && /h[ếê]t|end/i.test(line.text)
}

export function isNoise(line: Line): boolean {
  return noise.test(line.bare)
}
