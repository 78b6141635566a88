import { type Line, sliceLine, withoutStruck } from './line.ts'

/** What an author wrote as the answer. */
export type Answer =
  | { kind: 'letters'; letters: string[]; tail: Line }
  | { kind: 'truths'; truths: ReadonlyMap<number, boolean>; written: string }
  | { kind: 'value'; text: string; line: Line }
  | { kind: 'blank' }

const arrows = '(?:(?:=>|⇒|→|➔|⟹|->|-->|►|▶|»|[-+•*])\\s*)*'
const lead = new RegExp(
  `^\\s*[([]?\\s*${arrows}(?:(dap\\s*an(?:\\s+(?:dung|chinh xac|can chon|tra loi))?(?:\\s+(?:nhat|la))*|dap so|d\\s*\\.\\s*an(?![a-z])|d\\s*[./]\\s*a\\.?|(?:phuong an|cau|y)(?: tra loi)?(?: dung)(?:\\s+(?:nhat|la))*|cau tra loi(?: dung)?(?: la)?|correct answer|answer|ans)|(ds|da|key|tra loi|ket qua)(?=\\s*[:=])|(?:(?:vay|nen|suy ra|do do|ta)\\s+)?(chon)(?:\\s+(?:dap an|phuong an|cau|y))?(?:\\s+dung)?(?:\\s+la)?|((?:=>|⇒|→|➔|⟹|->|-->)))\\s*(?:[:=.–-]+|=>|⇒|→)?\\s*(?:(?:cau|phuong an|y)\\s+(?=[a-h]\\s*[.)]?\\s*$))?`,
  'i',
)
const letterKey = /^[([]?\s*([A-H])\s*[)\]]?(?:\s*(?:[,;/&+]|va|and|-)?\s*[([]?([A-H])[)\]]?(?![A-Za-z0-9]))*(?![A-Za-z0-9])/

/** "D. A" and "D. An" are options: the letters are short for "đáp án" only with the stroke or a colon. */
const fourthOption = /^[^\p{L}]*d\s*\.\s*an?(?![\p{L}])(?!\s*[:=])/iu

/** A line that says the answer. What is said of a choice ("Chọn …") must name a letter: such words begin questions too. */
export function answerIn(line: Line): Answer | undefined {
  const match = lead.exec(line.bare)
  if (!match || fourthOption.test(line.text)) return undefined
  const rest = withoutStruck(sliceLine(line, match[0].length))
  const answer = readAnswer(withoutBracket(rest, /^\s*[([]/.test(line.bare)))
  if (match[1] === undefined && match[2] === undefined) {
    // "→ B. Huế" is an option with an arrow before it
    const isOption = match[4] !== undefined && answer.kind === 'letters' && /^[.):]\s*\S/.test(answer.tail.text)
    return answer.kind === 'letters' && !isOption ? answer : undefined
  }
  // "Đáp án nào sau đây …" is a question; an answer has a mark behind its lead or is a key
  if (answer.kind === 'value' && !/[:=.–-]\s*$|=>\s*$|la\s*$/.test(match[0])) return undefined
  return answer
}

/** An answer with or without its lead: in a list of keys both are written. */
export function answerGiven(line: Line): Answer {
  return answerIn(line) ?? readAnswer(line)
}

function withoutBracket(line: Line, hadBracket: boolean): Line {
  return hadBracket && /[)\]]$/.test(line.bare) && !/[([]/.test(line.bare) ? sliceLine(line, 0, line.text.length - 1) : line
}

export function readAnswer(written: Line): Answer {
  const line = withoutStruck(written)
  const text = line.text.trim()
  if (/^[\s.…_\-–]*$/.test(text)) return { kind: 'blank' }
  const truths = truthsIn(line)
  if (truths) return { kind: 'truths', truths, written: text.replace(/[.;]$/, '') }
  return lettersIn(line) ?? { kind: 'value', text: text.replace(/[.;]$/, '').trim(), line }
}

function lettersIn(line: Line): Answer | undefined {
  const upper = line.bare.replace(/^[([]?\s*[a-h](?![a-z0-9])(?:\s*[,;]\s*[a-h](?![a-z0-9]))*/i, (written) =>
    /^[([]?\s*[a-h]\s*$|[.,;:)\]]/.test(written + (line.bare[written.length] ?? '')) || /[A-H]/.test(written) || written.length === line.bare.length
      ? written.toUpperCase()
      : written,
  )
  const together = /^([A-H]{2,8})\s*\.?$/.exec(upper)?.[1]
  if (together && [...together].every((letter, index) => index === 0 || letter > (together[index - 1] as string)) && !line.text.includes('Đ'))
    return { kind: 'letters', letters: [...together], tail: sliceLine(line, line.text.length) }
  const match = letterKey.exec(upper)
  if (!match || /[Đđ]/.test(line.text.slice(0, match[0].length).replace(/và/gi, ''))) return undefined
  const behind = upper.slice(match[0].length)
  // "Đáp án B: sai vì …" speaks against the letter, "B. Không có" may be its text
  if (/^[\s.:;,()–-]*(?:sai\b|(?:khong|chua) (?:dung|chinh xac|phai|hop ly|du)\b)/i.test(behind)) return undefined
  const isClosed = /[)\]]$/.test(match[0])
  if (!isClosed && /^[\s:;,–-]*(?:khong|chua|loai|thieu)\b/i.test(behind)) return undefined
  // "A là …", "A đúng vì …": a letter is a key only where a sentence about it does not begin
  if (!isClosed && !/^\s*(?:$|[.:;,)\]([!–-]|\/\s*(?:$|[^a-z\s/])|=>|→|\t|vi\b|do\b|because\b|la dap an)/i.test(behind)) return undefined
  const letters = [...match[0].matchAll(/[A-H](?![a-z])/g)].map(([letter]) => letter)
  return { kind: 'letters', letters: [...new Set(letters)], tail: sliceLine(line, match[0].length) }
}

const truthWord = '(?:đúng|sai|đ|s|true|false|t|f)'
const labelled = new RegExp(`^[([]?\\s*([a-h])\\s*[).:\\]=–-]*\\s*(?:là\\s+)?(${truthWord})(?![\\p{L}])[)\\]]?[\\s,;.|/–-]*`, 'iu')
const unlabelled = new RegExp(`^(${truthWord})(?![\\p{Ll}])[\\s,;.|/–-]*`, 'iu')

/** "a) Đ b) S …", "ĐSĐS", "Đúng - Sai - Đúng - Đúng", or one word for one statement. */
function truthsIn({ text }: Line): ReadonlyMap<number, boolean> | undefined {
  const truths = new Map<number, boolean>()
  let rest = text.trim().replace(/[.;]$/, '')
  while (rest !== '') {
    const match = labelled.exec(rest)
    if (!match) break
    truths.set((match[1] as string).toLowerCase().charCodeAt(0) - 97, isTrue(match[2] as string))
    rest = rest.slice(match[0].length)
  }
  if (rest === '' && truths.size > 0) return truths
  truths.clear()
  rest = /^[ĐSTF]{2,8}$/i.test(text.trim()) ? [...text.trim()].join(' ') : text.trim()
  while (rest !== '') {
    const match = unlabelled.exec(rest)
    if (!match) return undefined
    truths.set(truths.size, isTrue(match[1] as string))
    rest = rest.slice(match[0].length)
  }
  return truths.size > 0 ? truths : undefined
}

export function isTrue(word: string): boolean {
  return /^[đt]/i.test(word)
}

const changed = '(?:sua|doi|chuyen|chinh|thay)(?: lai)? (?:thanh|sang|bang|la)\\s*:?\\s*(?:dap an |phuong an |cau )?'

// "Loại A", "không chọn B" and "đáp án A sai" name letters that are no answer
const chosenInside = new RegExp(
  `(?<!(?:khong|dung|loai|chua|sao)\\s+)(?:\\bchon(?:\\s+(?:dap an|phuong an|cau|y))?(?:\\s+dung)?(?:\\s+la)?|\\b(?:dap an|phuong an)\\s+(?:dung|chinh xac|can chon)(?:\\s+la)?|\\b(?:vay|nen|la)\\s+(?:dap an|phuong an)(?:\\s+la)?|\\bdap an\\s*:|(?:=>|⇒|→)\\s*(?:dap an)?|\\b(?:sua lai|dinh chinh|chinh lai)[\\s:,–-]*(?:dap an|phuong an|cau)?(?:\\s+dung)?(?:\\s+la)?|\\bphai la(?:\\s+(?:dap an|phuong an|cau))?|\\b${changed})\\s*:?\\s*([A-H])(?=\\s*(?:$|[.;,)!\\]]))`,
  'gi',
)

/** The letters that an explanation chooses. */
export function chosenIn({ bare, text }: Line): string[] {
  return [...bare.matchAll(chosenInside)]
    .filter((match) => !/[Đđa-h]/.test(text[match.index + match[0].length - 1] as string))
    .map(([, letter]) => letter as string)
}

const atEnd =
  /\s*(?:[([]?\s*(?:(?:=>|⇒|→)\s*)?(?:dap an(?: dung)?(?: la)?|da|d\/a|answer|key)\s*[:=]|[([]\s*(?:dap an(?: dung)?(?: la)?|d\/a)\s)\s*([A-H](?:\s*,\s*[A-H])*)\s*[)\]]?\s*\.?$/i

/** "…? (Đáp án: B)": an answer behind the text of a line. */
export function answerAtEnd(line: Line): { rest: Line; answer: Answer } | undefined {
  const match = atEnd.exec(line.bare)
  if (!match || match.index === 0) return undefined
  const letters = [...(match[1] as string).toUpperCase().matchAll(/[A-H]/g)].map(([letter]) => letter)
  return { rest: sliceLine(line, 0, match.index), answer: { kind: 'letters', letters, tail: sliceLine(line, line.text.length) } }
}

const mindChanged = new RegExp(
  `${changed}[A-H](?![a-z0-9])|\\b[A-H] moi (?:dung|la)\\b|^.{0,12}\\b(?:xem lai|kiem tra lai|chua chac|khong chac)\\b`,
  'i',
)

/** "B (hay D?)", "B hoặc D", "B (?)": an author who is not sure. */
export function isUnsure({ bare }: Line): boolean {
  return (
    /(?:^|[\s(,[])(?:hay|hoac|or)(?:\s+la)?(?:\s+(?:dap an|phuong an|cau))?\s+[A-H](?![a-z0-9])|[([]\s*\?+\s*[)\]]|^[\s.,;]*\?/i.test(bare) ||
    mindChanged.test(bare)
  )
}

const explanationLead =
  /^\s*[([*]?\s*(?:loi giai(?: chi tiet| tham khao)?|huong dan(?: giai| tra loi| cham)?(?: chi tiet)?|giai thich(?: dap an| chi tiet)?|giai(?: chi tiet)?|hdg?|explanation|phan tich|chu giai|ly do|li do|goi y(?: tra loi| dap an)?|dan chung)\s*(?:[:.\])]+\s*|$)/i

/** Where the explanation of a question begins, and what it says on that line. */
export function explanationIn(line: Line): Line | undefined {
  const match = explanationLead.exec(line.bare)
  return match ? sliceLine(line, match[0].length) : undefined
}
