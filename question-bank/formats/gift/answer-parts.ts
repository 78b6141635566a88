import { type Reason, reason } from '../../reason.ts'
import { bareSigns } from './gift-signs.ts'

/** One answer: its sign, what it is worth as written in per cent, its text and what is said to whom chose it. */
export type GiftAnswer = { sign: '=' | '~' | ''; percent?: string; text: string; feedback?: string }

/** The answers between the braces. */
export function splitAnswers(inside: string): { answers: GiftAnswer[]; doubts: Reason[] } {
  const signs = bareSigns(inside, '=~')
  const startsLine = (place: number) => /(?:^|\n)[^\S\n]*$/.test(inside.slice(Math.max(0, place - 200), place))
  const atLines = signs.filter(startsLine)
  const lines = inside.split('\n').filter((line) => line.trim() !== '')
  const isLineByLine = atLines.length > 1 && atLines.length >= lines.filter((line) => /^\s*[=~]/.test(line)).length
  const doubts: Reason[] = []
  const kept = signs.filter((place) => {
    if (inside[place] === '~' || !isLineByLine || startsLine(place)) return true
    const [before = '', after = ''] = [inside[place - 1], inside[place + 1]]
    if (/\s/.test(before) && !/\s/.test(after)) return true
    // "x = 5" in an option of its own line: text, as long as the key is clear without it
    if (/["']/.test(after)) return false
    if (atLines.filter((one) => inside[one] === '=').length !== 1) doubts.push(reason('UNCLEAR_SIGN', around(inside, place)))
    return false
  })
  if (!isLineByLine) doubts.push(...unclearSigns(inside, kept))
  const first = kept[0] ?? inside.length
  const lead = inside.slice(0, first).trim()
  const answers = kept.map((place, index) => answerFrom(inside[place] as '=' | '~', inside.slice(place + 1, kept[index + 1])))
  return { answers: lead === '' ? answers : [answerFrom('', lead), ...answers], doubts }
}

/** Where other answers are parted by spaces, a sign that touches a word may belong to it. */
function unclearSigns(inside: string, places: readonly number[]): Reason[] {
  const touching = places.slice(1).filter((place) => /\S/.test(inside[place - 1] as string))
  const isMixed = touching.length > 0 && touching.length < places.length - 1
  return isMixed ? touching.filter((place) => inside[place] === '=').map((place) => reason('UNCLEAR_SIGN', around(inside, place))) : []
}

function around(text: string, place: number): string {
  return text
    .slice(Math.max(0, place - 12), place + 12)
    .replace(/\s+/g, ' ')
    .trim()
}

function answerFrom(sign: GiftAnswer['sign'], written: string): GiftAnswer {
  const weighed = /^\s*%(-?[\d.,]{1,12})%/.exec(written)
  const rest = weighed ? written.slice(weighed[0].length) : written
  const [feedbackAt] = bareSigns(rest, '#')
  return {
    sign,
    ...(weighed ? { percent: weighed[1] as string } : {}),
    text: (feedbackAt === undefined ? rest : rest.slice(0, feedbackAt)).trim(),
    ...(feedbackAt === undefined ? {} : { feedback: rest.slice(feedbackAt + 1).trim() }),
  }
}
