import { leaf, type MathNode } from './math-tree.ts'
import { doubleStruck } from './tex-signs.ts'

const [boldCapital, boldSmall, boldDigit, scriptCapital] = [0x1d400, 0x1d41a, 0x1d7ce, 0x1d49c]
/** Script letters that were there before the others and kept their places. */
const olderScript: Readonly<Record<string, string>> = { B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ' }

/** `mathbf`, `mathbb` and their like, with the letters that Unicode has for them; engines know no other way. */
export const alphabets: Readonly<Record<string, (text: string) => MathNode>> = {
  mathrm: upright,
  mathit: (text) => leaf('mi', text),
  mathsf: upright,
  mathtt: upright,
  mathbf: (text) => upright(mapped(text, bold)),
  boldsymbol: (text) => upright(mapped(text, bold)),
  mathbb: (text) => upright(mapped(text, (letter) => doubleStruck[letter] ?? letter)),
  mathcal: (text) => upright(mapped(text, script)),
  mathscr: (text) => upright(mapped(text, script)),
}

/** A name is set upright; engines slant only what is one letter. */
export function upright(text: string): MathNode {
  return leaf('mi', text, { mathvariant: 'normal' })
}

const mapped = (text: string, change: (letter: string) => string) => Array.from(text, change).join('')

function bold(letter: string): string {
  if (/[A-Z]/.test(letter)) return shifted(letter, 'A', boldCapital)
  if (/[a-z]/.test(letter)) return shifted(letter, 'a', boldSmall)
  return /[0-9]/.test(letter) ? shifted(letter, '0', boldDigit) : letter
}

function script(letter: string): string {
  return olderScript[letter] ?? (/[A-Z]/.test(letter) ? shifted(letter, 'A', scriptCapital) : letter)
}

function shifted(letter: string, first: string, start: number): string {
  return String.fromCodePoint(start + letter.charCodeAt(0) - first.charCodeAt(0))
}
