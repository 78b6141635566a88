import { foldVietnamese } from '../../fold-vietnamese.ts'
import { withLatinLetters } from '../text/look-alikes.ts'

/** What a column may hold beside the options. */
export type ColumnRole =
  | 'number'
  /** The letters of options that have rows of their own. */
  | 'letter'
  | 'stem'
  | 'key'
  | 'together'
  | 'wrong'
  | 'type'
  | 'points'
  | 'level'
  | 'topic'
  | 'tags'
  | 'source'
  | 'explanation'
  | 'lock'
  | 'scoring'
  | 'tolerance'
  | 'unit'
  | 'name'
  | 'picture'
  | 'note'
  | 'left'
  | 'right'

const answer = '(?:dap an|phuong an|lua chon|cau tra loi|tra loi|da|pa|answer|option|choice)'
const names: readonly [ColumnRole, RegExp][] = [
  ['number', /^(?:stt|tt|so tt|so thu tu|so|no|id|ma|ma so|ma cau(?: hoi)?|cau|cau so|cau hoi so|thu tu|order|index|number)$/],
  [
    'key',
    new RegExp(
      `^(?:(?:cac )?${answer}(?: so)? (?:la )?(?:dung|chinh xac|chuan|chon)(?: nhat)?(?: [abcd](?: [abcd])*)?|dap an|da|d a|d an|key|answer key|dap so|ket qua|dung|correct(?: answers?| options?| choices?)?(?: s)?|(?:right|true) answers?|answers?|right|dung sai|d s|dung hay sai|dung hoac sai|ky hieu dap an|dap an \\(?a b c d\\)?|dap an cau hoi|goi y dap an|dap an tra loi|phuong an tra loi dung|cau tra loi)$`,
    ),
  ],
  [
    'together',
    /^(?:cac (?:dap an|phuong an|lua chon|y|cau tra loi|menh de|phat bieu)(?: tra loi| lua chon| tra loi lua chon)?|phuong an(?: tra loi| lua chon)?|phuong an tra loi lua chon|lua chon|noi dung (?:phuong an|dap an|tra loi|y|menh de|cac phuong an|cac dap an)|dap an tra loi|dap an lua chon|menh de|phat bieu|options?|choices?)$/,
  ],
  [
    'wrong',
    /^(?:(?:cac )?(?:dap an|phuong an|cau tra loi|lua chon) (?:sai|nhieu|gay nhieu|khong dung)(?: \d+| [a-d])?|(?:wrong|incorrect)(?: answers?| options?)?(?: \d+)?|distractors?(?: \d+)?)$/,
  ],
  ['type', /^(?:loai|loai cau(?: hoi)?|kieu|kieu cau(?: hoi)?|dang|dang cau(?: hoi)?|hinh thuc|the loai|(?:question )?type)$/],
  ['points', /^(?:diem|so diem|thang diem|diem so|diem toi da|points?|score|marks?|max score)$/],
  ['level', /^(?:muc do|muc|do kho|cap do|muc do nhan thuc|muc do (?:cau hoi|kho)|level|difficulty)$/],
  [
    'topic',
    /^(?:chu de|chuyen de|linh vuc|chuong|phan|mang|bai|nhom|chu diem|noi dung kien thuc|don vi kien thuc|mach kien thuc|danh muc|mon|mon hoc|mon thi|topic|category|subject)$/,
  ],
  ['tags', /^(?:the|nhan|tu khoa|tags?|keywords?|labels?)$/],
  [
    'source',
    /^(?:(?:trich dan )?nguon(?: trich dan| tham khao| tai lieu| van ban| thong tin)*|trich dan|can cu(?: phap ly)?|tai lieu(?: tham khao)?|co so phap ly|van ban|dan chung|sources?|references?)$/,
  ],
  [
    'explanation',
    /^(?:loi giai(?: chi tiet)?|giai thich(?: dap an)?|huong dan(?: giai| tra loi| cham)?|ly giai|dien giai|giai|explanations?|feedback|rationale)$/,
  ],
  ['lock', /^(?:co dinh|khong (?:dao|tron|xao tron)|khoa|khoa vi tri|giu nguyen|dap an co dinh|phuong an co dinh|lock(?:ed)?|fixed)$/],
  ['scoring', /^(?:cach cham|cach tinh diem|cham diem|scoring)$/],
  ['tolerance', /^(?:sai so(?: cho phep)?|tolerance)$/],
  ['unit', /^(?:don vi(?: tinh)?|dvt|unit)$/],
  ['name', /^(?:ten cau(?: hoi)?|tieu de|title|name)$/],
  ['picture', /^(?:hinh|anh|hinh anh|hinh minh hoa|anh minh hoa|link anh|image(?: link| url)?|picture)$/],
  ['note', /^(?:ghi chu|luu y|nhan xet|y kien|gop y|notes?|remarks?|comments?)$/],
  ['left', /^(?:cot a|cot trai|ve trai|cot 1|left)$/],
  ['right', /^(?:cot b|cot phai|ve phai|cot 2|right column)$/],
  [
    'stem',
    /^(?:(?:noi dung )?(?:cac )?cau hoi(?: trac nghiem| thi| va dap an)?|noi dung(?: cau(?: hoi)?(?: trac nghiem)?| hoi)?|question(?: text| content| stem)?|questions|stem|de bai|de|cau dan|cau lenh|phan dan|loi dan|cau hoi dan|noi dung cau dan)$/,
  ],
]

const labelledOption =
  /^(?:noi dung )?(?:cac )?(?:dap an|phuong an(?: tra loi| lua chon)?|lua chon|cau tra loi|tra loi|options?|choices?|answers?|pa|da|y|menh de|phat bieu|nhan dinh|muc|cho trong|gap|items?|statements?)(?: so)? ?([a-z]|[1-9]|1\d|2[0-6])$/
const bareOption = /^([a-j]|[1-9]|10)$/

/** "  CÂU HỎI (*) : " becomes "cau hoi": case, diacritics, signs and what stands in brackets say nothing. */
export function foldHeader(text: string): string {
  const fold = (part: string) =>
    foldVietnamese(withLatinLetters(part))
      .replace(/[^a-z0-9 ]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  const withoutBrackets = fold(text.replace(/\([^()]*\)|\[[^[\]]*\]|\s[-–—]\s.*$/gs, ' '))
  return withoutBrackets === '' ? fold(text) : withoutBrackets
}

/** The place of an option column, 0 is the first; undefined for any other column. */
export function optionPlace(folded: string): number | undefined {
  const written = (folded.match(labelledOption) ?? folded.match(bareOption))?.[1]
  return written === undefined ? undefined : positionOf(written)
}

export function roleOf(folded: string): ColumnRole | undefined {
  return names.find(([, pattern]) => pattern.test(folded))?.[0]
}

/** "a" and "1" are the first. */
export function positionOf(letterOrNumber: string): number {
  const letter = letterOrNumber.toLowerCase()
  return letter >= 'a' ? letter.charCodeAt(0) - 97 : Number(letter) - 1
}

/** "A", "b)", "(C)": a cell that is the letter of an option and nothing else. */
export function optionLetter(text: string): string | undefined {
  return /^\(?([A-H])\s*[.):]?$/i.exec(withLatinLetters(text.trim()))?.[1]?.toUpperCase()
}
