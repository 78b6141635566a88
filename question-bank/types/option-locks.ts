import { foldVietnamese } from '../fold-vietnamese.ts'

// All patterns speak of folded text. A lock too many costs a place that is never shuffled, a lock too few makes a question wrong:
// so what can hardly be anything but a word about other options is one.

const noun = '(?:cau tra loi|lua chon|dap an|phuong an|dap so|cau|y)'
/** What "trên" is said of besides: these words alone are matter ("Toàn bộ nội dung"), with "trên" they speak of options. */
const matter = `(?:${noun}|y kien|dieu|noi dung|truong hop|phat bieu|nhan dinh|khang dinh|yeu to|bien phap|hanh vi|doi tuong|menh de|quan diem|loai|muc dich|nguyen nhan|noi|nguoi|van de|hinh thuc|nhiem vu|quyen|nghia vu)`
const all = '(?:tat ca|toan bo|tat thay|het thay|ca)'
const count = '(?:hai|ba|bon|nam|sau|[2-8])'
const above = '(?:(?:da |duoc )?(?:neu |ke |noi |liet ke |trinh bay )?(?:o )?(?:phia )?(?:tren|ben tren)(?: day| kia)?)'
const verdict = '(?:(?:deu |la |cung )*(?:khong |chua )?(?:dung|sai|chinh xac|phu hop|hop ly|hop le)(?: ca| het| nhat)?)'

/** Of what stands before: this option, and whatever follows it, keep their places. */
const speaksOfThoseAbove = [
  new RegExp(`^${all}(?: ${count})?(?: \\S+){0,6}? ${above}(?: ${verdict})?$`),
  new RegExp(`^(?:(?:cac|nhung|moi|${count}) )?${matter} ${above}(?: ${verdict})?$`),
  new RegExp(
    `^khong (?:co |phai )?(?:(?:cac|mot|bat ky|bat cu) )?${matter}(?: nao)? (?:trong (?:so )?(?:cac |nhung )?(?:${matter} )?)?${above}(?: ${verdict})?$`,
  ),
  new RegExp(`^ca ${count} ${noun}$`),
  // "cả năm" alone is a whole year
  /^ca (?:hai|ba|bon|[2-8])$/,
  /^(?:all|none|both|any|neither|some)(?: of)?(?: the)?(?: (?:two|three|four|answers|options|choices|statements))? above(?: (?:is|are) .*)?$/,
  /^(?:both|neither)(?: of (?:them|these))?$/,
]

/** Of all the others wherever they stand: this option keeps its place. */
const speaksOfTheOthers = [
  new RegExp(`^(?:tat ca|toan bo|tat thay|het thay)(?: ${count})?(?: cac| nhung)?(?: ${noun})?(?: (?:duoi|sau)(?: day)?)?(?: ${verdict})?$`),
  new RegExp(`^ca(?: ${count})?(?: cac)?(?: ${noun})? ${verdict}$`),
  new RegExp(`^(?:(?:cac|nhung|moi|${count}) )?${noun} (?:deu|cung) ${verdict}$`),
  new RegExp(`^deu ${verdict}$`),
  new RegExp(
    `^khong (?:co )?(?:(?:mot|bat ky|bat cu) )?${noun}(?: nao)?(?: (?:la )?(?:dung|sai|chinh xac|phu hop|hop ly|tra loi dung))?(?: ca| het)?$`,
  ),
  new RegExp(`^(?:(?:mot|cac|nhung) )?(?:(?:${noun}|y kien|ket qua|loai|truong hop) )?khac$`),
  /^(?:all|none|both|neither)(?: of (?:these|them|the (?:options|answers|choices)))?(?: (?:options|answers|choices|statements))?(?: (?:is|are) (?:all )?(?:correct|right|true|wrong|false|incorrect))?$/,
  /^(?:no correct answer|another answer|other)$/,
]

const letter = '\\(?([a-h])\\)?\\.?'
const joint = '\\s*(?:,|;|/|&|\\+|va ca|va|lan|hoac|hay|and|or|nor)\\s*'
const mention = `(?:${noun} )?${letter}`
const lead = `(?:(?:chi co|chi|ca|tat ca|khong phai|ngoai tru|tru|gom|both|neither|either|only)(?: ${count})? |hai )`

/** "Cả A và B …", "Chỉ có ý A, C …": with such a beginning it does not matter what follows. */
const ledLetters = new RegExp(`^${lead}(?:cac )?(?:${noun} )?${letter}(?:${joint}${mention})+(?=$|[\\s.,;):])`)
/** "Câu A và B …", "các ý A, B": named as options by their noun. */
const nounedLetters = new RegExp(`^(?:cac |hai |ca )?${noun} ${letter}(?:${joint}${mention})*(?=$|[\\s.,;):])`)
/** "A và B đều đúng", "A đúng, B sai", "Chỉ A đúng", "A and B are correct", "A and C only". */
const judgedLetters = new RegExp(
  `^${lead}?${letter}(?:${joint}${mention})* (?:${verdict}|(?:is|are)(?: both| all)? (?:correct|right|true|wrong|false|incorrect)|only)(?=$|[\\s.,;):])`,
)
/** "A và B" and nothing else; "A" alone is a blood group or a vitamin. */
const bareLetters = new RegExp(`^${letter}(?:${joint}${mention})+$`)

/**
 * Options that speak of other options by place: "Tất cả các đáp án trên" stays where it is, with what follows it;
 * "Cả A và B đều đúng" stays, and so do A and B, whose letters it names.
 */
export function lockedByWording(plainOptions: readonly string[]): number[] {
  const locked = new Set<number>()
  plainOptions.forEach((option, position) => {
    const text = bare(option)
    if (speaksOfThoseAbove.some((pattern) => pattern.test(text)))
      for (let place = position; place < plainOptions.length; place += 1) locked.add(place)
    else if (speaksOfTheOthers.some((pattern) => pattern.test(text))) locked.add(position)
    const places = namedPlaces(text)
    if (places.length === 0 || places.some((place) => place >= plainOptions.length)) return
    // "A và B" as option A speaks of two things that the question itself named so
    if (places.includes(position) && bareLetters.test(text)) return
    for (const place of [position, ...places]) locked.add(place)
  })
  return [...locked].sort((a, b) => a - b)
}

function namedPlaces(text: string): number[] {
  const isReference = [ledLetters, nounedLetters, judgedLetters, bareLetters].some((pattern) => pattern.test(text))
  return isReference ? [...text.matchAll(/(?<![\p{L}\p{N}])[a-h](?![\p{L}\p{N}])/gu)].map(([name]) => name.charCodeAt(0) - 97) : []
}

/** Without the marks around it: "(Cả A và B.)" */
function bare(option: string): string {
  const folded = foldVietnamese(option).replace(/^[\s"“”'*([\-–:]+|[\s"“”'*)\]!?;:.…]+$/gu, '')
  // what was opened inside still wants its end: "cả (a) và (b)"
  return folded.split('(').length > folded.split(')').length ? `${folded})` : folded
}
