import type { Line } from './line.ts'

const heading =
  /^[\s\-–—_*.]*(?:(?:[ivx]{1,4}|[a-e]|\d)\s*[.)-]\s*)?(?:(?:bang|phan)\s+)?(?:dap an|key|answer key|answers|huong dan cham|huong dan giai|loi giai)(?:\s+(?:va|&|dap an|tham khao|chi tiet|de|mon|phan|trac nghiem|tu luan|dung sai|tra loi ngan|ma de|ma|tuan|vong|chuong|buoi|dot|chu de|khoi|lop|bang|ngay|tiet|doi|thang diem|huong dan|loi giai|cham|cac|cau|hoi|thi|kiem tra|bai|so|\d+|[ivx]+|[a-h]|[-–:,.()])+)*\s*[:.\-–—_*]*\s*$/i

/** The list of one subject, or of those whom a part of the paper is for. */
const namedHeading = /^[\s\-–—_*.]*(?:bang\s+)?dap an\s*[-–:]?\s*(?:(?:mon|phan|danh cho)\s[^.,;:?!()]{2,40}|\([\p{L} ]{3,40}\))\s*:?\s*$/iu

export function isKeyHeading(line: Line): boolean {
  return line.text.length < 120 && (heading.test(line.bare) || namedHeading.test(line.bare))
}
