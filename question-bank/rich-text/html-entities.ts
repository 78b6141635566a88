/** Names that editors write; all others are shown as written, as browsers do with unknown ones. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  zwnj: '',
  zwj: '',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  hellip: '…',
  bull: '•',
  middot: '·',
  deg: '°',
  ordm: 'º',
  ordf: 'ª',
  sup1: '¹',
  sup2: '²',
  sup3: '³',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  times: '×',
  divide: '÷',
  plusmn: '±',
  minus: '−',
  le: '≤',
  ge: '≥',
  ne: '≠',
  asymp: '≈',
  equiv: '≡',
  infin: '∞',
  radic: '√',
  sum: '∑',
  prod: '∏',
  int: '∫',
  part: '∂',
  nabla: '∇',
  isin: '∈',
  notin: '∉',
  cap: '∩',
  cup: '∪',
  sub: '⊂',
  sup: '⊃',
  sube: '⊆',
  supe: '⊇',
  empty: '∅',
  forall: '∀',
  exist: '∃',
  and: '∧',
  or: '∨',
  not: '¬',
  ang: '∠',
  perp: '⊥',
  sdot: '⋅',
  prime: '′',
  Prime: '″',
  permil: '‰',
  larr: '←',
  uarr: '↑',
  rarr: '→',
  darr: '↓',
  harr: '↔',
  lArr: '⇐',
  rArr: '⇒',
  hArr: '⇔',
  micro: 'µ',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  sect: '§',
  para: '¶',
  copy: '©',
  reg: '®',
  trade: '™',
  dagger: '†',
  Dagger: '‡',
  curren: '¤',
  brvbar: '¦',
  iexcl: '¡',
  iquest: '¿',
  uml: '¨',
  acute: '´',
  macr: '¯',
  cedil: '¸',
  szlig: 'ß',
  oelig: 'œ',
  OElig: 'Œ',
}
const greek = 'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi Omega'.split(
  ' ',
)
const marks: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  cedil: '\u0327',
  caron: '\u030c',
}
/** What a Windows code page meant by numbers that Unicode left to control characters. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

export function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,30}));?/g, decodeOne) : text
}

function decodeOne(written: string, decimal: string | undefined, hex: string | undefined, name: string | undefined): string {
  if (name !== undefined)
    return written.endsWith(';') || ['amp', 'lt', 'gt', 'nbsp', 'quot'].includes(name) ? (charactersNamed(name) ?? written) : written
  const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal)
  if (code >= 0x80 && code <= 0x9f) return windows1252[code - 0x80] as string
  return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code)
}

function charactersNamed(name: string): string | undefined {
  if (Object.hasOwn(named, name)) return named[name]
  const letter = greek.findIndex((one) => one !== '-' && (one === name || one.toLowerCase() === name))
  if (letter >= 0) return String.fromCharCode((greek[letter] === name ? 0x391 : 0x3b1) + letter)
  const [, base, mark] = name.match(/^([A-Za-z])(grave|acute|circ|tilde|uml|ring|cedil|caron)$/) ?? []
  return base === undefined ? undefined : (base + marks[mark as string]).normalize('NFC')
}
