import type { QuestionTypeName } from '../../../server/contract/questions.ts'
import { foldHeader } from './header-names.ts'

/** What a "Loại" cell says. "choice": one right option or several, told by the key; "truths": one statement or several, told by the options. */
export type SaidType = QuestionTypeName | 'choice' | 'truths'

const names: readonly [SaidType, RegExp][] = [
  [
    'four-statements',
    /^(?:dung sai nhieu y|(?:trac nghiem )?dung sai (?:\d|bon|nhieu) (?:y|menh de|phat bieu)|(?:\d|bon|nhieu) (?:y|menh de) dung sai|four statements|nhieu menh de)$/,
  ],
  ['truths', /^(?:(?:cau hoi |cau |trac nghiem |tn )?dung (?:hay |hoac )?sai|true (?:or )?false|t f|d s|ds)$/],
  [
    'multiple-choice',
    /^(?:(?:cau hoi )?(?:chon )?nhieu (?:lua chon|dap an|phuong an)(?: dung)?|trac nghiem nhieu dap an(?: dung)?|chon nhieu|nhieu dap an dung|check ?box(?:es)?|multiple (?:response|answers?|select)|multi ?select|multiple)$/,
  ],
  [
    'single-choice',
    /^(?:(?:trac nghiem |cau hoi )?(?:chon )?(?:mot|1) (?:lua chon|dap an|phuong an)(?: dung)?|chon (?:mot|1)|single(?: choice)?|mot dap an dung)$/,
  ],
  [
    'choice',
    /^(?:(?:cau hoi )?trac nghiem(?: khach quan)?(?: (?:nhieu|4|bon) (?:phuong an(?: lua chon)?|lua chon))?|nhieu phuong an lua chon|tn|tnkq|mcq|mc|multiple choice|lua chon|chon dap an)$/,
  ],
  ['numeric', /^(?:dien so|so|tra loi so|nhap so|dap so|tinh toan|tra loi ngan \(?so\)?|numeric(?:al)?|number)$/],
  ['short-text', /^(?:(?:cau hoi )?tra loi ngan|tu luan ngan|dien tu|dien dap an|short (?:answer|text)|text)$/],
  ['essay', /^(?:(?:cau hoi )?tu luan|tl|cau hoi mo|viet|essay|open ended)$/],
  ['matching', /^(?:ghep noi|noi|ghep|ghep doi|ghep cap|ghep cot|noi cot|noi cap|match(?:ing)?)$/],
  ['ordering', /^(?:sap xep(?: thu tu| theo thu tu)?|thu tu|xep thu tu|order(?:ing)?|reorder)$/],
  ['cloze', /^(?:dien khuyet|dien (?:vao )?cho trong|dien vao cho trong|cloze|fill in the blanks?)$/],
  ['prediction', /^(?:(?:cau hoi |cau )?(?:du doan|phu)|prediction)$/],
]

/** Undefined: no type that we know; the cell may speak of something else altogether. */
export function saidType(text: string): SaidType | undefined {
  const folded = foldHeader(text)
  return names.find(([, pattern]) => pattern.test(folded))?.[0]
}

/** How each type is called in a sheet of ours; each is understood when read back. */
export const typeNames: Readonly<Record<QuestionTypeName, string>> = {
  'single-choice': 'Một lựa chọn',
  'multiple-choice': 'Nhiều lựa chọn',
  'true-false': 'Đúng/Sai',
  'four-statements': 'Đúng/Sai nhiều ý',
  numeric: 'Điền số',
  'short-text': 'Trả lời ngắn',
  ordering: 'Sắp xếp',
  matching: 'Ghép nối',
  cloze: 'Điền khuyết',
  essay: 'Tự luận',
  prediction: 'Dự đoán',
}
