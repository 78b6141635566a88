import type { Fault, Verdict } from './verify-chain.ts'

const span = ({ from, to }: Fault) => (from === to ? `${from}` : `${from}–${to}`)

const vi: Record<Fault['kind'], (fault: Fault) => string> = {
  hash: (fault) => `Mục ${fault.from}: nội dung không khớp mã băm, mục này hoặc mã băm của nó đã bị sửa.`,
  missing: (fault) => `Mục ${span(fault)}: bị thiếu.`,
  order: (fault) => `Mục ${fault.from}: đứng sai chỗ hoặc bị lặp.`,
  unreadable: (fault) => `Mục ${fault.from}: không đọc được.`,
  columns: (fault) => `Mục ${fault.from}: cột tra cứu "${fault.what}" nói khác nội dung đã ghi.`,
  time: (fault) => `Mục ${fault.from}: thời gian đi lùi (${fault.what}).`,
  'head-row': (fault) => `Dòng cuối chuỗi ghi số ${fault.from} nhưng nhật ký kết thúc ở mục ${fault.to}, hoặc mã băm của chúng khác nhau.`,
  cut: (fault) => `Mục ${span(fault)}: đã bị cắt khỏi cuối nhật ký, vì có chữ ký xác nhận mục ${fault.to}.`,
  rewritten: (fault) => `Mục ${span(fault)}: nhật ký đã bị viết lại trong khoảng này, chữ ký tại mục ${fault.to} xác nhận nội dung khác.`,
  'forged-head': (fault) => `Chữ ký tại mục ${fault.from} là giả (khóa ${fault.what}).`,
  'unknown-key': (fault) => `Chữ ký tại mục ${fault.from} thuộc một khóa không quen biết (${fault.what}): nếu đó là khóa cũ, hãy đưa bằng --key.`,
}

const en: typeof vi = {
  hash: (fault) => `Entry ${fault.from}: it does not fit its hash; the entry or its hash was changed.`,
  missing: (fault) => `Entry ${span(fault)}: missing.`,
  order: (fault) => `Entry ${fault.from}: stands at a wrong place, or twice.`,
  unreadable: (fault) => `Entry ${fault.from}: cannot be read.`,
  columns: (fault) => `Entry ${fault.from}: the column "${fault.what}" says something else than the entry.`,
  time: (fault) => `Entry ${fault.from}: time runs backwards (${fault.what}).`,
  'head-row': (fault) => `The head row says ${fault.from} but the log ends at entry ${fault.to}, or their hashes differ.`,
  cut: (fault) => `Entry ${span(fault)}: cut off the end of the log; entry ${fault.to} was signed.`,
  rewritten: (fault) => `Entry ${span(fault)}: the log was rewritten within this stretch; what was signed at entry ${fault.to} is something else.`,
  'forged-head': (fault) => `The signature at entry ${fault.from} is forged (key ${fault.what}).`,
  'unknown-key': (fault) =>
    `The signature at entry ${fault.from} is by a key that nobody here knows (${fault.what}): if it is an old one, give it with --key.`,
}

export type Language = 'vi' | 'en'
const faultWords = { vi, en }

const summary = {
  vi: ({ entries, heads, signedUntil }: Verdict) => `${entries} mục, ${heads} chữ ký đúng, đã ký đến mục ${signedUntil}.`,
  en: ({ entries, heads, signedUntil }: Verdict) => `${entries} entries, ${heads} right signatures, signed up to entry ${signedUntil}.`,
}
const whole = { vi: 'Chuỗi nguyên vẹn.', en: 'The chain is whole.' }
const broken = {
  vi: (count: number) => `CHUỖI ĐÃ BỊ THAY ĐỔI: ${count} chỗ.`,
  en: (count: number) => `THE CHAIN WAS CHANGED: ${count} places.`,
}

/** What was found, a line for each fault. */
export function wordsFor(verdict: Verdict, language: Language): string[] {
  return [
    summary[language](verdict),
    ...verdict.faults.map((fault) => `  ${faultWords[language][fault.kind](fault)}`),
    verdict.faultCount === 0 ? whole[language] : broken[language](verdict.faultCount),
  ]
}
