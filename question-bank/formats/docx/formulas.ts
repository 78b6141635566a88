import { type Reason, reason } from '../../reason.ts'
import type { Inline } from '../../rich-text/rich-text.ts'
import { standardFunctionNames as functionNames } from '../../rich-text/tex-signs.ts'
import { child, childrenOf, type OfficeElement } from './office-xml.ts'
import { accents, largeOperators, texOfText } from './tex-signs.ts'

/** A formula of Word as TeX. What has no TeX stays as its letters, and is said to be so. */
export function formulaOf(element: OfficeElement): { inline: Inline; doubts: Reason[] } {
  const unknown = new Set<string>()
  const tex = texOf(element, unknown).replace(/\s+/g, ' ').trim()
  if (tex === '') return { inline: { kind: 'text', text: '' }, doubts: [] }
  const inline: Inline = { kind: 'formula', tex: tex.replace(/(?<!\\)\$/g, '\\$'), isDisplayed: false }
  return { inline, doubts: unknown.size > 0 ? [reason('FORMULA_IN_PART', tex)] : [] }
}

type Write = (element: OfficeElement, unknown: Set<string>) => string

const inside = (element: OfficeElement | undefined, unknown: Set<string>): string =>
  (element?.children ?? []).map((part) => texOf(part, unknown)).join('')

const group = (element: OfficeElement | undefined, unknown: Set<string>): string => `{${inside(element, unknown).trim()}}`

const part = (element: OfficeElement, name: string) => child(element, `m:${name}`)
const property = (element: OfficeElement, name: string): string | undefined => {
  const found = child(child(element, `${element.name}Pr`), `m:${name}`)
  return found && (found.attributes['m:val'] ?? found.attributes.val ?? '')
}

/** What a script hangs on: one sign stands for itself, more are held together. */
function base(element: OfficeElement, unknown: Set<string>): string {
  const tex = inside(part(element, 'e'), unknown).trim()
  return /^(?:[A-Za-z0-9]|\\[A-Za-z]+)$/.test(tex) || /^\\(?:left|mathrm|text|overline|vec)\b/.test(tex) ? tex : `{${tex}}`
}

const writers: Readonly<Record<string, Write>> = {
  'm:r': (run, unknown) => {
    const isPlain = child(child(run, 'm:rPr'), 'm:nor') !== undefined
    const text = run.children.map((one) => (one.name === 'm:t' || one.name === 'w:t' ? one.text : '')).join('')
    if (run.children.some(({ name }) => name === 'w:drawing' || name === 'w:object' || name === 'w:pict')) unknown.add('picture')
    if (child(child(run, 'm:rPr'), 'm:scr')?.attributes['m:val'] === 'double-struck' && /^[A-Z]$/.test(text.trim())) return `\\mathbb{${text.trim()}}`
    const isUpright = child(child(run, 'm:rPr'), 'm:sty')?.attributes['m:val'] === 'p'
    if (isUpright && functionNames.has(text.trim())) return `\\${text.trim()} `
    return texOfText(text, isPlain)
  },
  'm:f': (fraction, unknown) => {
    const [above, below] = [group(part(fraction, 'num'), unknown), group(part(fraction, 'den'), unknown)]
    const kind = property(fraction, 'type')
    if (kind === 'noBar') return `\\binom${above}${below}`
    return kind === 'lin' ? `${above}/${below}` : `\\frac${above}${below}`
  },
  'm:sSup': (script, unknown) => `${base(script, unknown)}^${group(part(script, 'sup'), unknown)}`,
  'm:sSub': (script, unknown) => `${base(script, unknown)}_${group(part(script, 'sub'), unknown)}`,
  'm:sSubSup': (script, unknown) => `${base(script, unknown)}_${group(part(script, 'sub'), unknown)}^${group(part(script, 'sup'), unknown)}`,
  'm:sPre': (script, unknown) => `{}_${group(part(script, 'sub'), unknown)}^${group(part(script, 'sup'), unknown)}${base(script, unknown)}`,
  'm:rad': (radical, unknown) => {
    const degree = inside(part(radical, 'deg'), unknown).trim()
    return `\\sqrt${degree === '' ? '' : `[${degree}]`}${group(part(radical, 'e'), unknown)}`
  },
  'm:d': (delimiters, unknown) => {
    const [open, close, between] = [
      property(delimiters, 'begChr') ?? '(',
      property(delimiters, 'endChr') ?? ')',
      property(delimiters, 'sepChr') ?? '|',
    ]
    const parts = childrenOf(delimiters, 'm:e').map((one) => inside(one, unknown).trim())
    // a binomial brings its own brackets
    if (open === '(' && close === ')' && parts.length === 1 && /^\\binom\{[^{}]*\}\{[^{}]*\}$/.test(parts[0] as string)) return parts[0] as string
    return `\\left${fence(open)}${parts.join(between === '|' ? '\\middle|' : texOfText(between, false))}\\right${fence(close)}`
  },
  'm:nary': (operator, unknown) => {
    const sign = property(operator, 'chr') ?? '∫'
    const limits = (['sub', 'sup'] as const).map((name) => {
      const tex = inside(part(operator, name), unknown).trim()
      return tex === '' ? '' : `${name === 'sub' ? '_' : '^'}{${tex}}`
    })
    return `${largeOperators[sign] ?? texOfText(sign, false).trim()}${limits.join('')}${group(part(operator, 'e'), unknown)}`
  },
  'm:func': (call, unknown) => {
    const name = inside(part(call, 'fName'), unknown).trim()
    return `${functionNames.has(name) ? `\\${name}` : name}${group(part(call, 'e'), unknown)}`
  },
  'm:limLow': (limit, unknown) => {
    const name = inside(part(limit, 'e'), unknown).trim()
    const below = group(part(limit, 'lim'), unknown)
    const isNamed = functionNames.has(name) || functionNames.has(name.slice(1))
    return isNamed ? `\\${name.replace(/^\\/, '')}_${below}` : `\\underset${below}{${name}}`
  },
  'm:limUpp': (limit, unknown) => `\\overset${group(part(limit, 'lim'), unknown)}${group(part(limit, 'e'), unknown)}`,
  'm:acc': (accent, unknown) => {
    const sign = property(accent, 'chr') ?? '\u0302'
    const command = accents[sign]
    if (command === undefined) unknown.add(sign)
    const over = inside(part(accent, 'e'), unknown).trim()
    if (command === '\\hat' && over.length > 1) return `\\widehat{${over}}`
    if (command === '\\vec' && over.length > 1) return `\\overrightarrow{${over}}`
    return `${command ?? ''}{${over}}`
  },
  'm:bar': (bar, unknown) => `\\${property(bar, 'pos') === 'top' ? 'overline' : 'underline'}${group(part(bar, 'e'), unknown)}`,
  'm:groupChr': (grouped, unknown) => {
    const sign = property(grouped, 'chr') ?? '⏟'
    const content = group(part(grouped, 'e'), unknown)
    const isTop = property(grouped, 'pos') === 'top'
    if (sign === '→') return isTop ? `\\overrightarrow${content}` : `\\xrightarrow${content}`
    return `${isTop ? '\\overbrace' : '\\underbrace'}${content}`
  },
  'm:m': (matrix, unknown) =>
    `\\begin{matrix}${childrenOf(matrix, 'm:mr')
      .map((row) =>
        childrenOf(row, 'm:e')
          .map((one) => inside(one, unknown).trim())
          .join(' & '),
      )
      .join(' \\\\ ')}\\end{matrix}`,
  'm:eqArr': (rows, unknown) =>
    `\\begin{aligned}${childrenOf(rows, 'm:e')
      .map((one) => inside(one, unknown).trim().replaceAll('\\&', '&'))
      .join(' \\\\ ')}\\end{aligned}`,
  'm:borderBox': (box, unknown) => `\\boxed${group(part(box, 'e'), unknown)}`,
  'm:box': (box, unknown) => inside(part(box, 'e'), unknown),
  'm:phant': (phantom, unknown) => (property(phantom, 'show') === '0' ? '' : inside(part(phantom, 'e'), unknown)),
}

const transparent =
  /^(?:m:oMath|m:oMathPara|m:e|m:num|m:den|m:sub|m:sup|m:deg|m:lim|m:fName|w:ins|w:moveTo|w:smartTag|w:hyperlink|w:sdt|w:sdtContent)$/
const silent = /(?:Pr|^w:del|^w:moveFrom|^w:bookmark(?:Start|End)|^w:proofErr|^w:comment.*|^m:argPr)$/

function texOf(element: OfficeElement, unknown: Set<string>): string {
  const write = writers[element.name]
  if (write) return write(element, unknown)
  if (silent.test(element.name)) return ''
  if (element.name === 'w:r') return texOfText(element.children.map((one) => (one.name === 'w:t' ? one.text : '')).join(''), true)
  if (!transparent.test(element.name)) unknown.add(element.name)
  return inside(element, unknown)
}

function fence(sign: string): string {
  if (sign === '') return '.'
  if (sign === '{' || sign === '}') return `\\${sign}`
  return { '⟨': '\\langle ', '⟩': '\\rangle ', '‖': '\\|', '⌊': '\\lfloor ', '⌋': '\\rfloor ', '⌈': '\\lceil ', '⌉': '\\rceil ' }[sign] ?? sign
}
