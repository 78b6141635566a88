import { accentSigns, doubleStruck, sumSigns, symbols } from '../../rich-text/tex-signs.ts'

/** The table of names read the other way: for each sign the first of its names. */
function namesOf(signs: Readonly<Record<string, string>>): Record<string, string> {
  const words = Object.entries(signs).filter(([name, sign]) => /^[A-Za-z]+$/.test(name) && sign.length === 1)
  return Object.fromEntries(words.reverse().map(([name, sign]) => [sign, `\\${name}`]))
}

const spaced = (names: Record<string, string>) => Object.fromEntries(Object.entries(names).map(([sign, name]) => [sign, `${name} `]))

/** Signs of formulas and how TeX names them. */
const signs: Readonly<Record<string, string>> = {
  ...spaced(namesOf(symbols)),
  ...spaced(namesOf(sumSigns)),
  ...Object.fromEntries(Object.entries(doubleStruck).map(([letter, sign]) => [sign, `\\mathbb{${letter}}`])),
  '⋅': '\\cdot ',
  '°': '^{\\circ}',
  '℃': '^{\\circ}\\mathrm{C}',
  '−': '-',
  '∕': '/',
  '|': '|',
  '%': '\\%',
  '#': '\\#',
  '&': '\\&',
  _: '\\_',
  '{': '\\{',
  '}': '\\}',
  '\\': '\\backslash ',
  $: '\\$',
  '\u2061': '',
  '\u2062': '',
  '\u200b': '',
}

export const largeOperators: Readonly<Record<string, string>> = namesOf(sumSigns)

/** Word knows some accents by several signs. */
export const accents: Readonly<Record<string, string>> = {
  ...namesOf(accentSigns),
  '^': '\\hat',
  '~': '\\tilde',
  '\u0304': '\\bar',
  '\u0305': '\\overline',
  '¯': '\\bar',
  '\u20db': '\\dddot',
  '→': '\\vec',
  '\u20d6': '\\overleftarrow',
  '\u20e1': '\\overleftrightarrow',
}

/** Letters typed into a formula. Words (anything with a Vietnamese accent, or said to be text) are set as text. */
export function texOfText(text: string, isPlain: boolean): string {
  const normal = text.normalize('NFC')
  if (isPlain && /[\p{L}]{2}|\p{L}\p{M}/u.test(normal)) return `\\text{${escapeWords(normal)}}`
  // × and ÷ stand among the accented letters and are none
  if (/[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1ea0-\u1ef9]/.test(normal)) return `\\text{${escapeWords(normal)}}`
  let tex = ''
  for (const sign of mathLetters(normal)) tex += signs[sign] ?? sign
  return tex
}

function escapeWords(text: string): string {
  return text.replace(/[%#&_{}$]/g, '\\$&').replaceAll('\\\\', '\\')
}

/** The slanted and bold alphabets that some writers type are the same letters to TeX. */
function mathLetters(text: string): string[] {
  return [...text].map((sign) => {
    const code = sign.codePointAt(0) as number
    return code >= 0x1d400 && code <= 0x1d7ff ? sign.normalize('NFKC') : sign
  })
}
