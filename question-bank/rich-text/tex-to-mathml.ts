import { fenced, leaf, type MathNode, node, row, sign, table } from './math-tree.ts'
import { alphabets, upright } from './tex-letters.ts'
import { accentSigns, functionNames, sumSigns, symbols } from './tex-signs.ts'
import { readTokens, UnknownTexError } from './tex-tokens.ts'

/** Deeper than any formula that people write; an engine's own limits lie far beyond. */
const deepest = 40

/** A formula as MathML; undefined where it uses more of TeX than is known here, and then its source is shown. */
export function mathmlOf(tex: string, isDisplayed: boolean): MathNode | undefined {
  try {
    const inside = readFormula(tex)
    if (inside.length === 0) return undefined
    return { tag: 'math', attributes: { display: isDisplayed ? 'block' : 'inline', alttext: tex }, inside: [row(inside)] }
  } catch (error) {
    if (error instanceof UnknownTexError) return undefined
    throw error
  }
}

const environments: Readonly<Record<string, { open: string; close: string; alignment: 'equations' | 'left' | 'middle' }>> = {
  matrix: { open: '', close: '', alignment: 'middle' },
  pmatrix: { open: '(', close: ')', alignment: 'middle' },
  bmatrix: { open: '[', close: ']', alignment: 'middle' },
  vmatrix: { open: '|', close: '|', alignment: 'middle' },
  array: { open: '', close: '', alignment: 'middle' },
  cases: { open: '{', close: '', alignment: 'left' },
  aligned: { open: '', close: '', alignment: 'equations' },
  align: { open: '', close: '', alignment: 'equations' },
  gathered: { open: '', close: '', alignment: 'middle' },
}
const spaces: Readonly<Record<string, string>> = {
  ',': '0.17em',
  ':': '0.22em',
  ';': '0.28em',
  ' ': '0.25em',
  '!': '0',
  quad: '1em',
  qquad: '2em',
}
/** Above (or below) what is under them, as wide as it. */
const stretched: Readonly<Record<string, [tag: 'mover' | 'munder', sign: string]>> = {
  overline: ['mover', '¯'],
  underline: ['munder', '_'],
  overbrace: ['mover', '⏞'],
  underbrace: ['munder', '⏟'],
  overrightarrow: ['mover', '→'],
  overleftarrow: ['mover', '←'],
  overleftrightarrow: ['mover', '↔'],
  widehat: ['mover', '^'],
  widetilde: ['mover', '~'],
}
const ignored = new Set(['displaystyle', 'textstyle', 'limits', 'nolimits', 'big', 'Big', 'bigl', 'bigr', 'Bigl', 'Bigr', 'rm', 'hfill'])
const takesLimits = new Set(['lim', 'max', 'min', 'sup', 'inf'])

function readFormula(tex: string): MathNode[] {
  const tokens = readTokens(tex)
  let depth = 0

  function sequence(isEnd: (token: string) => boolean): MathNode[] {
    const nodes: MathNode[] = []
    for (let token = tokens.peekPast(); token !== undefined && !isEnd(token); token = tokens.peekPast()) nodes.push(...scripted())
    return nodes
  }

  function group(): MathNode {
    if (tokens.peekPast() !== '{') {
      tokens.splitNumber()
      return row(atom())
    }
    tokens.next()
    const inside = sequence((token) => token === '}')
    tokens.expect('}')
    return row(inside)
  }

  /** What something hangs under or over, with it. */
  function scripted(): MathNode[] {
    const name = tokens.peek()?.replace(/^\\/, '') ?? ''
    const isStacked = tokens.peek() === `\\${name}` && (takesLimits.has(name) || (name in sumSigns && !name.includes('int')))
    const base = tokens.peek() === '^' || tokens.peek() === '_' ? [row([])] : atom()
    let below: MathNode | undefined
    const above: MathNode[] = []
    for (let mark = tokens.peekPast(); mark === '^' || mark === '_' || mark === "'"; mark = tokens.peekPast()) {
      tokens.next()
      if (mark === "'") above.push(sign('′'))
      else if (mark === '^') above.push(group())
      else if (below) throw new UnknownTexError()
      else below = group()
    }
    if (!below && above.length === 0) return base
    const [under, both, over] = isStacked ? ['munder', 'munderover', 'mover'] : ['msub', 'msubsup', 'msup']
    const foot = row(base)
    if (!below) return [node(over as string, foot, row(above))]
    return [above.length === 0 ? node(under as string, foot, below) : node(both as string, foot, below, row(above))]
  }

  function atom(): MathNode[] {
    depth += 1
    if (depth > deepest) throw new UnknownTexError()
    const made = shallowAtom(tokens.next())
    depth -= 1
    return made
  }

  function shallowAtom(token: string): MathNode[] {
    if (token === '{') {
      const inside = sequence((next) => next === '}')
      tokens.expect('}')
      return [row(inside)]
    }
    if (token === '}' || token === '^' || token === '_' || token === '&') throw new UnknownTexError()
    if (token.startsWith('\\')) return command(token.slice(1))
    if (/^\d/.test(token)) return [leaf('mn', token)]
    if (token === '~') return [leaf('mspace', '', { width: spaces[' '] as string })]
    if (/^\p{L}/u.test(token)) return [leaf('mi', token)]
    // brackets as they are typed keep their size: only \left and \right stretch
    return [sign(token === '-' ? '−' : token, /^[()[\]|]$/.test(token) ? { stretchy: 'false' } : undefined)]
  }

  function command(name: string): MathNode[] {
    if (ignored.has(name)) return []
    if (name === 'frac' || name === 'dfrac' || name === 'tfrac' || name === 'cfrac') return [fraction(name)]
    if (name === 'binom') return [fenced('(', ')', [{ tag: 'mfrac', attributes: { linethickness: '0' }, inside: [group(), group()] }])]
    if (name === 'sqrt') return [root()]
    if (name === 'left') return [stretchedFences()]
    if (name === 'middle') return [sign(delimiter(), { fence: 'true', stretchy: 'true' })]
    if (name === 'begin') return [environment()]
    if (name === 'text' || name === 'textrm' || name === 'textbf' || name === 'textit' || name === 'mbox')
      return [leaf('mtext', padded(tokens.rawGroup()))]
    if (name === 'operatorname') return [upright(tokens.rawGroup())]
    if (name === 'overset' || name === 'stackrel') return [overset(group(), group())]
    if (name === 'underset') return [underset(group(), group())]
    if (name === 'xrightarrow') return [node('mover', sign('→', { stretchy: 'true' }), group())]
    if (name === 'boxed') return [{ tag: 'mrow', attributes: { class: 'formula-box' }, inside: [group()] }]
    const space = spaces[name]
    if (space !== undefined) return [leaf('mspace', '', { width: space })]
    const alphabet = alphabets[name]
    if (alphabet) return [alphabet(tokens.rawGroup())]
    const wide = stretched[name]
    if (wide) return [node(wide[0], group(), sign(wide[1], { stretchy: 'true' }))]
    const accent = accentSigns[name]
    if (accent !== undefined)
      return [{ tag: 'mover', attributes: { accent: 'true' }, inside: [group(), sign(spacing[accent] ?? accent, { stretchy: 'false' })] }]
    const sum = sumSigns[name]
    if (sum !== undefined) return [sign(sum, { movablelimits: name.includes('int') ? 'false' : 'true' })]
    if (functionNames.has(name)) return [takesLimits.has(name) ? sign(name, { movablelimits: 'true' }) : upright(name)]
    const symbol = symbols[name]
    if (symbol === undefined) throw new UnknownTexError()
    return [/^\p{L}$/u.test(symbol) ? leaf('mi', symbol) : sign(symbol, /^[⌊⌋⌈⌉⟨⟩{}|‖]$/.test(symbol) ? { stretchy: 'false' } : undefined)]
  }

  function fraction(name: string): MathNode {
    const made = node('mfrac', group(), group())
    return name === 'dfrac' || name === 'cfrac' ? { tag: 'mstyle', attributes: { displaystyle: 'true' }, inside: [made] } : made
  }

  function root(): MathNode {
    if (tokens.peekPast() !== '[') return node('msqrt', group())
    tokens.next()
    const degree = row(sequence((token) => token === ']'))
    tokens.expect(']')
    return node('mroot', group(), degree)
  }

  function delimiter(): string {
    tokens.peekPast()
    const token = tokens.next()
    if (token === '.') return ''
    const made = token.startsWith('\\') ? symbols[token.slice(1)] : token
    if (made === undefined || [...made].length !== 1) throw new UnknownTexError()
    return made
  }

  function stretchedFences(): MathNode {
    const open = delimiter()
    const inside = sequence((token) => token === '\\right')
    tokens.expect('\\right')
    return fenced(open, delimiter(), inside)
  }

  function environment(): MathNode {
    const name = tokens.rawGroup()
    const made = environments[name.replace(/\*$/, '')]
    if (!made) throw new UnknownTexError()
    if (name === 'array') tokens.rawGroup()
    const rows: MathNode[][][] = [[]]
    for (;;) {
      rows.at(-1)?.push(sequence((token) => token === '&' || token === '\\\\' || token === '\\end'))
      const end = tokens.next()
      if (end === '\\end') break
      if (end === '\\\\') rows.push([])
    }
    if (tokens.rawGroup() !== name) throw new UnknownTexError()
    const full = rows.filter((cells) => cells.some((cell) => cell.length > 0))
    return fenced(made.open, made.close, [table(full, made.alignment)])
  }

  return sequence(() => false)
}

const overset = (above: MathNode, base: MathNode) => node('mover', base, above)
const underset = (below: MathNode, base: MathNode) => node('munder', base, below)

/** Engines drop spaces at the ends of words, where TeX keeps them. */
const padded = (text: string) => text.replace(/^ +| +$/g, (run) => '\u00a0'.repeat(run.length))

/** Marks that combine with a letter stand alone here. */
const spacing: Readonly<Record<string, string>> = {
  '\u20d7': '→',
  '\u0302': '^',
  '\u0303': '~',
  '\u0307': '˙',
  '\u0308': '¨',
  '\u0305': '¯',
  '\u030c': 'ˇ',
  '\u0306': '˘',
  '\u0301': '´',
  '\u0300': '`',
}
