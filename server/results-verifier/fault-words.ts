import type { Fault, FaultKind, Unchecked, Verdict } from './verdict.ts'

export type Language = 'vi' | 'en'

const vi: Record<FaultKind, string> = {
  part: 'phần không khớp mã băm trong bản kê',
  'missing-part': 'thiếu phần',
  unsigned: 'không có chữ ký',
  forged: 'chữ ký giả: bản kê đã bị viết lại',
  'unknown-key': 'chữ ký thuộc một khóa không quen biết',
  unreadable: 'không đọc được',
  paper: 'đề thi không thể rút từ ma trận',
  score: 'điểm chấm lại khác',
  most: 'điểm tối đa của đề khác',
  floor: 'thời gian đọc tối thiểu khác',
  duration: 'thời gian làm bài không khớp giờ bắt đầu và kết thúc',
  prediction: 'số dự đoán khác với bài làm',
  digest: 'mã băm của bài làm (trên biên nhận) không khớp các câu trả lời',
  'key-number': 'điểm chấm bằng đáp án cũ',
  truth: 'đáp số của câu dự đoán tính lại khác',
  standing: 'kết quả trên bảng xếp hạng khác với kết quả tính lại',
  'not-on-board': 'có kết quả nhưng không có trên bảng xếp hạng',
  place: 'thứ hạng khác',
  prize: 'giải thưởng khác',
  race: 'xếp hạng đơn vị tính lại khác',
}

const en: typeof vi = {
  part: 'a part does not fit its digest in the manifest',
  'missing-part': 'a part is missing',
  unsigned: 'there is no signature',
  forged: 'the signature is forged: the manifest was rewritten',
  'unknown-key': 'the signature is by a key that nobody here knows',
  unreadable: 'cannot be read',
  paper: 'the blueprint cannot draw this paper',
  score: 'grading anew gives another score',
  most: 'the paper is worth something else',
  floor: 'the least reading time is another one',
  duration: 'the duration does not fit the times of start and end',
  prediction: 'the guess is not what was answered',
  digest: 'the digest on the receipt does not fit the answers',
  'key-number': 'scored with an earlier key',
  truth: 'what was to be guessed comes to something else',
  standing: 'the board says something else than what follows from the attempts',
  'not-on-board': 'has a result and stands on no board',
  place: 'another place',
  prize: 'the prize goes to somebody else',
  race: 'units stand otherwise against each other',
}

const uncheckedWords: Record<Language, Record<Unchecked, string>> = {
  vi: {
    answers: 'điểm của các lượt thi mà bản này không công bố bài làm hoặc đáp án',
    essays: 'điểm bài tự luận do người chấm',
    races: 'thứ hạng giữa các đơn vị (bản này không nói số liệu của từng đơn vị)',
    units: 'đơn vị quá nhỏ được gộp lên cấp trên',
    'papers-drawn': 'việc rút đề theo mầm bí mật của từng người (chỉ kiểm được rằng ma trận rút được đề đó)',
  },
  en: {
    answers: 'scores of attempts whose answers or keys this edition keeps back',
    essays: 'points that people gave for essays',
    races: 'places of units against each other (this edition keeps the figures of each unit back)',
    units: 'units that are too small, told as the one above them',
    'papers-drawn': "that each paper was drawn by the person's secret seed (only that the blueprint can draw it)",
  },
}

const summary: Record<Language, (verdict: Verdict) => string> = {
  vi: (one) =>
    `Kết quả niêm phong số ${one.sealNumber} của "${one.contest}" (${one.edition === 'full' ? 'bản đầy đủ' : 'bản công khai'}): ${one.people} người, ${one.attempts} lượt thi, chấm lại ${one.regraded} lượt, ${one.boards} bảng với ${one.places} thứ hạng, ${one.prizes} dòng giải.`,
  en: (one) =>
    `Sealed results no. ${one.sealNumber} of "${one.contest}" (${one.edition} edition): ${one.people} people, ${one.attempts} attempts, ${one.regraded} graded anew, ${one.boards} boards with ${one.places} places, ${one.prizes} lines of prizes.`,
}
const same = { vi: 'CÙNG THỨ HẠNG: mọi điều kiểm được đều khớp.', en: 'THE SAME PLACES: all that can be checked is so.' }
const different = { vi: (count: number) => `KHÁC BIỆT: ${count} chỗ.`, en: (count: number) => `DIFFERENT: ${count} places.` }
const leftOut = { vi: 'Không kiểm được', en: 'Not checked' }
const keyWarning = {
  vi: 'Khóa công khai lấy từ chính gói này: hãy so với khóa đã công bố, hoặc đưa bằng --key.',
  en: 'The public key was taken from this very bundle: compare it with the published one, or give it with --key.',
}

export function wordsFor(verdict: Verdict, language: Language): string[] {
  return [
    summary[language](verdict),
    ...(verdict.keysFromBundle ? [keyWarning[language]] : []),
    ...verdict.unchecked.map((what) => `${leftOut[language]}: ${uncheckedWords[language][what]}.`),
    ...verdict.faults.map((fault) => `  ${lineOf(fault, language)}`),
    verdict.faultCount === 0 ? same[language] : different[language](verdict.faultCount),
  ]
}

function lineOf({ kind, where, said, found }: Fault, language: Language): string {
  const words = (language === 'vi' ? vi : en)[kind]
  const values =
    found === undefined ? (said === undefined ? '' : `: ${JSON.stringify(said)}`) : `: ${JSON.stringify(said)} ≠ ${JSON.stringify(found)}`
  return `${where}: ${words}${values}`
}
