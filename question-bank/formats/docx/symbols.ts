/** Ticks, crosses and arrows of the symbol fonts that Word inserts by number. */
const wingdings: Readonly<Record<number, string>> = {
  108: '●',
  110: '■',
  111: '□',
  113: '❑',
  167: '▪',
  168: '◻',
  216: '➢',
  224: '→',
  232: '➔',
  240: '⇨',
  251: '✗',
  252: '✓',
  253: '☒',
  254: '☑',
}
const wingdings2: Readonly<Record<number, string>> = { 79: '✗', 80: '✓', 81: '☒', 82: '☑', 83: '☒', 84: '☒', 163: '□' }
const symbol: Readonly<Record<number, string>> = {
  ...Object.fromEntries([...'αβχδεφγηιϕκλμνοπθρστυϖωξψζ'].map((letter, index) => [0x61 + index, letter])),
  ...Object.fromEntries([...'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ'].map((letter, index) => [0x41 + index, letter])),
  163: '≤',
  165: '∞',
  171: '↔',
  172: '←',
  174: '→',
  176: '°',
  177: '±',
  179: '≥',
  180: '×',
  185: '≠',
  186: '≡',
  187: '≈',
  183: '•',
  184: '÷',
  198: '∅',
  199: '∩',
  200: '∪',
  204: '⊂',
  205: '⊆',
  206: '∈',
  207: '∉',
  208: '∠',
  214: '√',
  217: '∧',
  218: '∨',
  219: '⇔',
  222: '⇒',
  229: '∑',
  94: '⊥',
  34: '∀',
  36: '∃',
}

export function symbolOf(font: string, hexadecimal: string): string {
  const code = Number.parseInt(hexadecimal, 16)
  if (!Number.isFinite(code) || code <= 0 || code > 0xffff) return ''
  const low = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code
  const table = /wingdings 2/i.test(font) ? wingdings2 : /wingdings/i.test(font) ? wingdings : /^symbol/i.test(font) ? symbol : {}
  const known = table[low]
  if (known !== undefined) return known
  return code >= 0xe000 && code <= 0xf8ff
    ? low >= 0x20 && low < 0x7f && !/wingdings|webdings/i.test(font)
      ? String.fromCharCode(low)
      : '▪'
    : String.fromCharCode(code)
}
