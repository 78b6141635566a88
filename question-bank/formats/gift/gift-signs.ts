/** Where signs that mean something stand in a GIFT text; those behind a backslash mean nothing. */
export function bareSigns(text: string, signs: string, from = 0): number[] {
  const places: number[] = []
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at] as string
    if (sign === '\\') at += 1
    // "&#39;" is a character of HTML, no feedback
    else if (signs.includes(sign) && !(sign === '#' && text[at - 1] === '&')) places.push(at)
  }
  return places
}

const commandsOfN =
  /^n(?:abla|atural|cong|e|earrow|eg|eq|exists|geq|gtr|i|leq|less|mid|ot|otin|parallel|prec|rightarrow|leftarrow|sim|sub|subseteq|succ|u|warrow)(?![a-zA-Z])/

/** What a GIFT text says: "\n" is a new line, but "\neq" inside a formula is TeX that nobody escaped. */
export function unescapeGift(text: string): string {
  let said = ''
  let closing = ''
  for (let at = 0; at < text.length; at += 1) {
    const [sign, next = ''] = [text[at] as string, text[at + 1] ?? '']
    if (closing !== '' && text.startsWith(closing, at)) closing = ''
    else if (closing === '')
      closing = text.startsWith('\\(', at) ? '\\)' : text.startsWith('\\[', at) ? '\\]' : sign === '$' && /[^\s\d]/.test(next) ? '$' : ''
    if (sign !== '\\') said += sign
    else if (next === 'n' && !(closing !== '' && commandsOfN.test(text.slice(at + 1, at + 16)))) {
      said += '\n'
      at += 1
    } else if ('\\~=#{}:'.includes(next) && next !== '') {
      said += next
      at += 1
    } else said += sign
  }
  return said
}

export function escapeGift(text: string): string {
  return text.replace(/[\\~=#{}:]/g, '\\$&').replaceAll('\n', '\\n')
}
