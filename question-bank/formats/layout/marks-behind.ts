import { isTrue } from './answers.ts'
import { type Line, sliceLine } from './line.ts'

export type MarkBehind = { rest: Line; seen: string; means: 'right' | 'wrong' }

// "f(x)" and "5 (V)" end like that too: one Western letter is a mark only where a space parts it from the text, and no unit
const bracketed =
  /(?:\s*[([{]\s*(đúng|đ|true|correct|right|đáp án(?: đúng)?|đ\/a|sai|false|wrong|✓|✔|✅|√|☑|\*)|\s+[([{]\s*([xs]))\s*[)\]}]\s*[.;,]?\s*$/iu
const bare =
  /(?:\s*(✓|✔|✅|☑|(?<=[^\d)])√)|(?:\t[\t ]*| {2,})(x|v)|\s*(?:←|<-+|<=+)\s*(?:đáp án|đúng)?(?: đúng)?|(?<=[\p{L}\p{N}.)%°]\s*)(\*))\s*[.;]?\s*$/iu
const word = /(?:[\t ]*(?:[:→➔⇒–—-]|->|=>|\|)[\t ]*|\t+\s*| {2,}|(?<=[.;])\s+)(đúng|sai|đ|s|true|false)\s*[.;]?\s*$/iu

/** "(đúng)", "✓", "(Đ)" behind an option. */
export function markBehind(line: Line): MarkBehind | undefined {
  const match = bracketed.exec(line.text) ?? bare.exec(line.text)
  if (!match) return undefined
  const said = match.slice(1).find((group) => group !== undefined) ?? match[0]
  return { rest: sliceLine(line, 0, match.index), seen: match[0].trim(), means: /^(?:sai|s|false|f|wrong)$/i.test(said) ? 'wrong' : 'right' }
}

/** Behind a statement "… – Đ", "… : Sai" or a tab and a letter say whether it is true. */
export function truthBehind(line: Line): { rest: Line; truth: boolean } | undefined {
  const inBrackets = bracketed.exec(line.text)
  const said = inBrackets?.[1] ?? inBrackets?.[2]
  if (inBrackets && said !== undefined && /^(?:đúng|đ|true|t|correct|sai|s|false|f|wrong)$/i.test(said))
    return { rest: sliceLine(line, 0, inBrackets.index), truth: /^(?:correct)$/i.test(said) || isTrue(said) }
  const match = word.exec(line.text)
  return match ? { rest: sliceLine(line, 0, match.index), truth: isTrue(match[1] as string) } : undefined
}

/** The line without what says whether it is true. */
export function truthless(line: Line): Line {
  return truthBehind(line)?.rest ?? line
}
