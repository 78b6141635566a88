import type { UnitLineReason } from '../../contract/units.ts'

type Sentence = (text: string, lines: string) => string

/** Why a line of a file of units is not taken over. */
export const unitLineReasons: Record<UnitLineReason['code'], Sentence> = {
  NAME_EMPTY: () => 'Dòng này không có tên đơn vị.',
  NAME_TOO_LONG: () => 'Tên đơn vị dài hơn 200 ký tự.',
  CODE_EMPTY: () => 'Dòng này không có mã đơn vị.',
  CODE_UNREADABLE: (text) => `Mã "${text}" không dùng được: mã gồm chữ, số và các dấu . _ / -, không có khoảng trắng, tối đa 40 ký tự.`,
  CODE_DOUBLED: (_text, lines) => `Mã này còn ở dòng ${lines}.`,
  CODE_OF_CLOSED_UNIT: (text) => `Mã này thuộc "${text}", đơn vị đã đóng. Hãy mở lại đơn vị đó hoặc dùng mã khác.`,
  PARENT_NOT_FOUND: (text) => `Không có đơn vị cấp trên mang mã "${text}", cả trong tệp lẫn trong hệ thống.`,
  PARENT_REFUSED: (text, lines) => `Đơn vị cấp trên mang mã "${text}" ở dòng ${lines} không nhận được nên dòng này cũng vậy.`,
  PARENT_CLOSED: (text) => `Đơn vị cấp trên mang mã "${text}" đã đóng.`,
  PARENT_CYCLE: (text, lines) => {
    if (text !== '') return `Thành một vòng: ${text} (mũi tên chỉ đơn vị cấp trên).`
    return lines.includes(',') ? `Các dòng ${lines} lần lượt là cấp trên của nhau thành một vòng.` : 'Đơn vị này lấy chính mình làm cấp trên.'
  },
  HEADCOUNT_UNREADABLE: (text) => (/^-/.test(text) ? `Quân số "${text}" không thể là số âm.` : `Quân số "${text}" không phải số nguyên.`),
}

/** What stands in files that we write. */
export const unitsFile = {
  sheet: 'Đơn vị',
  name: (day: string) => `don-vi-${day}`,
  headers: { code: 'Mã đơn vị', name: 'Tên đơn vị', parentCode: 'Mã cấp trên', headcount: 'Quân số' },
}
