/** Signs of formulas and how TeX names them. */
const signs: Readonly<Record<string, string>> = {
  ...named(
    'αβγδεζηθικλμνξπρστυφχψω',
    'alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon varphi chi psi omega',
  ),
  ...named('ϵϑϖϱςϕ', 'epsilon vartheta varpi varrho varsigma phi'),
  ...named('ΓΔΘΛΞΠΣΥΦΨΩ', 'Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega'),
  ...named(
    '×÷±∓·⋅∗∘≤≥≠≈≡∼≅∝∞∂∇∈∉∋⊂⊃⊆⊇∪∩∅∀∃¬∧∨⊥∥∠△→←↔⇒⇐⇔↦⇌↑↓…⋯⋮⋱°′ℏℓℜℑℵ√∫∬∭∮∑∏∖⊕⊗∣†‡',
    'times div pm mp cdot cdot ast circ leq geq neq approx equiv sim cong propto infty partial nabla in notin ni subset supset subseteq supseteq cup cap varnothing forall exists neg wedge vee perp parallel angle triangle rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow mapsto rightleftharpoons uparrow downarrow ldots cdots vdots ddots circ prime hbar ell Re Im aleph surd int iint iiint oint sum prod setminus oplus otimes mid dagger ddagger',
  ),
  '°': '^{\\circ}',
  '℃': '^{\\circ}\\mathrm{C}',
  '−': '-',
  '∕': '/',
  ℝ: '\\mathbb{R}',
  ℕ: '\\mathbb{N}',
  ℤ: '\\mathbb{Z}',
  ℚ: '\\mathbb{Q}',
  ℂ: '\\mathbb{C}',
  ℙ: '\\mathbb{P}',
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

function named(letters: string, names: string): Record<string, string> {
  const list = names.split(' ')
  return Object.fromEntries([...letters].map((letter, index) => [letter, `\\${list[index]} `]))
}

export const functionNames = new Set(
  'sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln lg exp lim max min sup inf det gcd dim ker deg arg'.split(' '),
)

export const largeOperators: Readonly<Record<string, string>> = {
  '∫': '\\int',
  '∬': '\\iint',
  '∭': '\\iiint',
  '∮': '\\oint',
  '∑': '\\sum',
  '∏': '\\prod',
  '∐': '\\coprod',
  '⋃': '\\bigcup',
  '⋂': '\\bigcap',
  '⋁': '\\bigvee',
  '⋀': '\\bigwedge',
}

export const accents: Readonly<Record<string, string>> = {
  '\u0302': '\\hat',
  '^': '\\hat',
  '\u0303': '\\tilde',
  '~': '\\tilde',
  '\u0304': '\\bar',
  '\u0305': '\\overline',
  '¯': '\\bar',
  '\u0307': '\\dot',
  '\u0308': '\\ddot',
  '\u20db': '\\dddot',
  '\u030c': '\\check',
  '\u0306': '\\breve',
  '\u0301': '\\acute',
  '\u0300': '\\grave',
  '\u20d7': '\\vec',
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
