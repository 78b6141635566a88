import { accentSigns, doubleStruck, functionNames, sumSigns, symbols } from '../../rich-text/tex-signs.ts'
import { escapeXml } from '../package/escape-xml.ts'
import { pairBrackets } from './tex-brackets.ts'

/** A formula in Word's own markup; undefined where it uses more of TeX than is known here, and then it stays text. */
export function ommlOf(tex: string): string | undefined {
  const reader = createReader(tex)
  const body = reader.untilEnd()
  return body === undefined ? undefined : `<m:oMath>${body}</m:oMath>`
}

function run(text: string, isPlain = false): string {
  return `<m:r>${isPlain ? '<m:rPr><m:sty m:val="p"/></m:rPr>' : ''}<m:t xml:space="preserve">${escapeXml(text)}</m:t></m:r>`
}

/** Words among signs, in the letters of the text around. */
function wordsRun(text: string): string {
  return `<m:r><m:rPr><m:nor/></m:rPr><m:t xml:space="preserve">${escapeXml(text)}</m:t></m:r>`
}

/** An atom lies in what stands around it, so each level of a formula counts twice. */
const deepest = 80

/** Thrown inside, never out: something that is not understood. */
class Unknown extends Error {}

function createReader(tex: string) {
  const tokens = tex.match(/\\(?:[A-Za-z]+|.)|[{}^_&]|\s+|[^\\{}^_&\s]/gsu) ?? []
  const closing = pairBrackets(tokens)
  let at = 0
  let depth = 0

  function sequence(isEnd: (token: string) => boolean): string {
    let body = ''
    while (at < tokens.length && !isEnd(tokens[at] as string)) body += scripted()
    return body
  }

  function group(): string {
    skipSpace()
    if (tokens[at] !== '{') return atom()
    at += 1
    const body = sequence((token) => token === '}')
    expect('}')
    return body
  }

  /** An atom with what stands under and over it. */
  function readScripted(): string {
    const token = tokens[at] as string
    const sum = token.startsWith('\\') ? sumSigns[token.slice(1)] : undefined
    const base = sum === undefined ? atom() : ''
    if (sum !== undefined) at += 1
    let [sub, sup]: (string | undefined)[] = []
    for (skipSpace(); tokens[at] === '^' || tokens[at] === '_' || tokens[at] === "'"; skipSpace()) {
      const mark = tokens[at]
      at += 1
      if (mark === "'") sup = (sup ?? '') + run('′')
      else if (mark === '^') sup = (sup ?? '') + group()
      else sub = group()
    }
    if (sum !== undefined)
      return nary(sum, sub, sup, at < tokens.length && !['}', '&', '\\right', '\\\\', '\\end'].includes(tokens[at] as string) ? scripted() : '')
    if (sub !== undefined && sup !== undefined) return `<m:sSubSup><m:e>${base}</m:e><m:sub>${sub}</m:sub><m:sup>${sup}</m:sup></m:sSubSup>`
    if (sup !== undefined) return `<m:sSup><m:e>${base}</m:e><m:sup>${sup}</m:sup></m:sSup>`
    return sub === undefined ? base : `<m:sSub><m:e>${base}</m:e><m:sub>${sub}</m:sub></m:sSub>`
  }

  function nary(sign: string, sub: string | undefined, sup: string | undefined, inside: string): string {
    const hide = (sub === undefined ? '<m:subHide m:val="1"/>' : '') + (sup === undefined ? '<m:supHide m:val="1"/>' : '')
    return `<m:nary><m:naryPr><m:chr m:val="${sign}"/>${hide}</m:naryPr><m:sub>${sub ?? ''}</m:sub><m:sup>${sup ?? ''}</m:sup><m:e>${inside}</m:e></m:nary>`
  }

  function deeper(read: () => string): string {
    depth += 1
    if (depth > deepest) throw new Unknown()
    const made = read()
    depth -= 1
    return made
  }

  const scripted = () => deeper(readScripted)
  const atom = () => deeper(readAtom)

  function readAtom(): string {
    const token = tokens[at]
    if (token === undefined || token === '}' || token === '^' || token === '_' || token === '&') throw new Unknown()
    at += 1
    if (token === '{') {
      at -= 1
      return group()
    }
    if (/^\s/.test(token)) return ''
    const end = closing.get(at - 1)
    if (end !== undefined) return bracketed(token, end)
    return token.startsWith('\\') ? command(token.slice(1)) : run(token)
  }

  /** "[1; 2)" is one thing, though its brackets differ: some programs take a lone bracket for a mistake. */
  function bracketed(open: string, end: number): string {
    const inside = sequence(() => at === end)
    at += 1
    return fenced(open, tokens[end] as string, inside)
  }

  function command(name: string): string {
    if (name === 'frac' || name === 'dfrac' || name === 'tfrac') return `<m:f><m:num>${group()}</m:num><m:den>${group()}</m:den></m:f>`
    if (name === 'sqrt') return radical()
    if (name === 'left') return delimited()
    if (name === 'text' || name === 'mathrm' || name === 'operatorname' || name === 'textbf') return wordsRun(rawGroup())
    if (name === 'mathbb' || name === 'mathbf' || name === 'mathit') return styled(name)
    if (name === 'overline') return `<m:bar><m:barPr><m:pos m:val="top"/></m:barPr><m:e>${group()}</m:e></m:bar>`
    if (name === 'begin') return environment()
    const accent = accentSigns[name]
    if (accent !== undefined) return `<m:acc><m:accPr><m:chr m:val="${accent}"/></m:accPr><m:e>${group()}</m:e></m:acc>`
    if (functionNames.has(name)) return run(name, true)
    const symbol = symbols[name]
    if (symbol === undefined) throw new Unknown()
    return symbol === '' ? '' : run(symbol)
  }

  function radical(): string {
    skipSpace()
    if (tokens[at] !== '[') return `<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>${group()}</m:e></m:rad>`
    at += 1
    const degree = sequence((token) => token === ']')
    expect(']')
    return `<m:rad><m:deg>${degree}</m:deg><m:e>${group()}</m:e></m:rad>`
  }

  function delimiter(): string {
    skipSpace()
    const token = tokens[at]
    at += 1
    if (token === undefined) throw new Unknown()
    const named: Readonly<Record<string, string>> = {
      '.': '',
      '\\{': '{',
      '\\}': '}',
      '\\|': '‖',
      '\\lfloor': '⌊',
      '\\rfloor': '⌋',
      '\\langle': '⟨',
      '\\rangle': '⟩',
    }
    const sign = named[token] ?? token
    if (sign.length > 1) throw new Unknown()
    return sign
  }

  function delimited(): string {
    const open = delimiter()
    const inside = sequence((token) => token === '\\right')
    expect('\\right')
    return fenced(open, delimiter(), inside)
  }

  function styled(name: string): string {
    const text = rawGroup()
    if (name === 'mathbb') return run([...text].map((letter) => doubleStruck[letter] ?? letter).join(''), true)
    const look = name === 'mathbf' ? '<m:sty m:val="b"/>' : ''
    return `<m:r><m:rPr>${look}</m:rPr><m:t>${escapeXml(text)}</m:t></m:r>`
  }

  function environment(): string {
    const name = rawGroup()
    const fences = {
      cases: ['{', ''],
      matrix: ['', ''],
      pmatrix: ['(', ')'],
      bmatrix: ['[', ']'],
      vmatrix: ['|', '|'],
      aligned: ['', ''],
      array: ['', ''],
    }[name]
    if (!fences) throw new Unknown()
    if (name === 'array') rawGroup()
    const rows: string[][] = [[]]
    while (tokens[at] !== '\\end') {
      rows.at(-1)?.push(sequence((token) => token === '&' || token === '\\\\' || token === '\\end'))
      if (tokens[at] === undefined) throw new Unknown()
      if (tokens[at] === '\\\\') rows.push([])
      if (tokens[at] !== '\\end') at += 1
    }
    at += 1
    if (rawGroup() !== name) throw new Unknown()
    const written = rows
      .filter((cells) => cells.some((cell) => cell !== ''))
      .map((cells) => `<m:mr>${cells.map((cell) => `<m:e>${cell}</m:e>`).join('')}</m:mr>`)
    const matrix = `<m:m>${written.join('')}</m:m>`
    const [open = '', close = ''] = fences
    return open === '' && close === '' ? matrix : fenced(open, close, matrix)
  }

  /** What stands in braces, as it is written. */
  function rawGroup(): string {
    skipSpace()
    expect('{')
    let text = ''
    for (; at < tokens.length && tokens[at] !== '}'; at += 1) {
      if (tokens[at] === '{') throw new Unknown()
      text += (tokens[at] as string).replace(/^\\(?=[^A-Za-z])/, '')
    }
    expect('}')
    return text
  }

  function skipSpace(): void {
    while (/^\s/.test(tokens[at] ?? '')) at += 1
  }

  function expect(token: string): void {
    if (tokens[at] !== token) throw new Unknown()
    at += 1
  }

  return {
    untilEnd(): string | undefined {
      try {
        const body = sequence(() => false)
        return body === '' ? undefined : body
      } catch (error) {
        if (error instanceof Unknown) return undefined
        throw error
      }
    },
  }
}

function fenced(open: string, close: string, inside: string): string {
  return `<m:d><m:dPr><m:begChr m:val="${escapeXml(open)}"/><m:endChr m:val="${escapeXml(close)}"/></m:dPr><m:e>${inside}</m:e></m:d>`
}
