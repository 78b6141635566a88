import { elementsIn, type QtiElement, textIn, wordIn } from './qti-element.ts'

/** A formula as TeX where it is simple enough to be certain; undefined where it is not. */
export function mathmlToTex(math: QtiElement): string | undefined {
  const tex = annotated(math) ?? inRow(elementsIn(math))
  return tex?.trim() === '' ? undefined : tex?.replace(/\s+/g, ' ').trim()
}

/** Many editors keep the TeX that they made the formula of. */
function annotated(math: QtiElement): string | undefined {
  const [semantics] = elementsIn(math, 'semantics')
  const note = semantics && elementsIn(semantics, 'annotation').find(({ attributes }) => /tex/i.test(attributes.encoding ?? ''))
  return note && textIn(note)
}

function inRow(elements: readonly QtiElement[]): string | undefined {
  const parts = elements.map(oneToTex)
  return parts.includes(undefined) ? undefined : parts.join(' ')
}

const within = (element: QtiElement) => inRow(elementsIn(element))

/** The parts of an element that has a fixed number of them. */
function parts(element: QtiElement, count: number): string[] | undefined {
  const found = elementsIn(element).map(oneToTex)
  return found.length === count && !found.includes(undefined) ? (found as string[]) : undefined
}

const shaped = (count: number, write: (...found: string[]) => string) => (element: QtiElement) => {
  const found = parts(element, count)
  return found && write(...found)
}
const enclosed = (open: string, close: string, inside: string) => `\\left${fence(open)} ${inside} \\right${fence(close)}`
const fence = (sign: string) => (sign === '{' || sign === '}' ? `\\${sign}` : sign === '' ? '.' : sign)

const writers: Readonly<Record<string, (element: QtiElement) => string | undefined>> = {
  math: within,
  mrow: within,
  mstyle: within,
  mpadded: within,
  semantics: (element) => inRow(elementsIn(element).slice(0, 1)),
  mi: (element) => name(wordIn(element)),
  mn: (element) => wordIn(element).replace(',', '{,}'),
  mo: (element) => sign(wordIn(element)),
  mtext: (element) => (wordIn(element) === '' ? '\\ ' : /[\\{}$&#%_^~]/.test(wordIn(element)) ? undefined : `\\text{${wordIn(element)}}`),
  mspace: () => '\\ ',
  msup: shaped(2, (base, up) => `{${base}}^{${up}}`),
  msub: shaped(2, (base, low) => `{${base}}_{${low}}`),
  msubsup: shaped(3, (base, low, up) => `{${base}}_{${low}}^{${up}}`),
  munder: shaped(2, (base, low) => `${base}_{${low}}`),
  munderover: shaped(3, (base, low, up) => `${base}_{${low}}^{${up}}`),
  mfrac: shaped(2, (over, under) => `\\frac{${over}}{${under}}`),
  mroot: shaped(2, (base, index) => `\\sqrt[${index}]{${base}}`),
  msqrt(element) {
    const inside = within(element)
    return inside && `\\sqrt{${inside}}`
  },
  mfenced(element) {
    const { open = '(', close = ')', separators = ',' } = element.attributes
    const found = elementsIn(element).map(oneToTex)
    return found.includes(undefined) ? undefined : enclosed(open, close, found.join(` ${separators.trim().charAt(0) || ','} `))
  },
}

function oneToTex(element: QtiElement): string | undefined {
  return writers[element.name]?.(element)
}

const names: Readonly<Record<string, string>> = {
  α: '\\alpha',
  β: '\\beta',
  γ: '\\gamma',
  δ: '\\delta',
  ε: '\\varepsilon',
  θ: '\\theta',
  λ: '\\lambda',
  μ: '\\mu',
  π: '\\pi',
  ρ: '\\rho',
  σ: '\\sigma',
  τ: '\\tau',
  φ: '\\varphi',
  ω: '\\omega',
  Γ: '\\Gamma',
  Δ: '\\Delta',
  Σ: '\\Sigma',
  Φ: '\\Phi',
  Ω: '\\Omega',
  '∞': '\\infty',
  '∅': '\\emptyset',
  ℝ: '\\mathbb{R}',
  ℕ: '\\mathbb{N}',
  ℤ: '\\mathbb{Z}',
  ℚ: '\\mathbb{Q}',
}
const signs: Readonly<Record<string, string>> = {
  '×': '\\times',
  '·': '\\cdot',
  '⋅': '\\cdot',
  '÷': '\\div',
  '±': '\\pm',
  '−': '-',
  '≤': '\\le',
  '≥': '\\ge',
  '≠': '\\ne',
  '≈': '\\approx',
  '→': '\\to',
  '⇒': '\\Rightarrow',
  '⇔': '\\Leftrightarrow',
  '∈': '\\in',
  '∉': '\\notin',
  '⊂': '\\subset',
  '∪': '\\cup',
  '∩': '\\cap',
  '∑': '\\sum',
  '∏': '\\prod',
  '∫': '\\int',
  '∞': '\\infty',
  '∠': '\\angle',
  '⊥': '\\perp',
  '∥': '\\parallel',
  '°': '^{\\circ}',
  '%': '\\%',
  '{': '\\{',
  '}': '\\}',
  '&': '\\&',
  '\u2061': '',
  '\u2062': '',
}
const functions = new Set(['sin', 'cos', 'tan', 'cot', 'log', 'ln', 'lim', 'max', 'min', 'exp'])

function name(word: string): string | undefined {
  if (names[word] !== undefined) return names[word]
  if (functions.has(word)) return `\\${word}`
  if (/^[A-Za-z]$/.test(word)) return word
  return /^[A-Za-z]+$/.test(word) ? `\\mathrm{${word}}` : undefined
}

function sign(word: string): string | undefined {
  const known = signs[word] ?? names[word]
  if (known !== undefined) return known
  return /^[-+=<>()[\]|,;:.!/*']$/.test(word) ? word : functions.has(word) ? `\\${word}` : undefined
}
