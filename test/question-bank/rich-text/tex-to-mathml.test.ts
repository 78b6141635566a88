import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accents, largeOperators, texOfText } from '../../../question-bank/formats/docx/tex-signs.ts'
import type { MathNode } from '../../../question-bank/rich-text/math-tree.ts'
import { standardFunctionNames as functionNames } from '../../../question-bank/rich-text/tex-signs.ts'
import { mathmlOf } from '../../../question-bank/rich-text/tex-to-mathml.ts'

const written = ({ tag, inside }: MathNode): string => `<${tag}>${typeof inside === 'string' ? inside : inside.map(written).join('')}</${tag}>`
const drawn = (tex: string): string | undefined => {
  const formula = mathmlOf(tex, false)
  return formula && written(formula).replace(/^<math>|<\/math>$/g, '')
}

describe('a formula is drawn', () => {
  test.each([
    ['x^2', '<msup><mi>x</mi><mn>2</mn></msup>'],
    ['x_i^{10}', '<msubsup><mi>x</mi><mi>i</mi><mn>10</mn></msubsup>'],
    ["f'", '<msup><mi>f</mi><mo>′</mo></msup>'],
    ['\\frac{1}{2}', '<mfrac><mn>1</mn><mn>2</mn></mfrac>'],
    ['\\frac12', '<mfrac><mn>1</mn><mn>2</mn></mfrac>'],
    ['10^23', '<mrow><msup><mn>10</mn><mn>2</mn></msup><mn>3</mn></mrow>'],
    ['\\sqrt{x}', '<msqrt><mi>x</mi></msqrt>'],
    ['\\sqrt[3]{x}', '<mroot><mi>x</mi><mn>3</mn></mroot>'],
    ['1,5', '<mn>1,5</mn>'],
    ['-a', '<mrow><mo>−</mo><mi>a</mi></mrow>'],
    ['\\alpha\\leq\\Omega', '<mrow><mi>α</mi><mo>≤</mo><mi>Ω</mi></mrow>'],
    ['\\sum_{i=1}^n i', '<mrow><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi></mrow>'],
    ['\\int_0^1 x', '<mrow><msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup><mi>x</mi></mrow>'],
    ['\\lim_{x\\to 0}', '<munder><mo>lim</mo><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder>'],
    ['\\sin x', '<mrow><mi>sin</mi><mi>x</mi></mrow>'],
    ['\\vec{a}', '<mover><mi>a</mi><mo>→</mo></mover>'],
    ['\\overline{AB}', '<mover><mrow><mi>A</mi><mi>B</mi></mrow><mo>¯</mo></mover>'],
    ['\\text{vận tốc }v', '<mrow><mtext>vận tốc\u00a0</mtext><mi>v</mi></mrow>'],
    ['\\mathbb{R}', '<mi>ℝ</mi>'],
    ['\\mathbf{v}', '<mi>𝐯</mi>'],
    ['\\binom{n}{k}', '<mrow><mo>(</mo><mfrac><mi>n</mi><mi>k</mi></mfrac><mo>)</mo></mrow>'],
    ['\\left[1;2\\right)', '<mrow><mo>[</mo><mn>1</mn><mo>;</mo><mn>2</mn><mo>)</mo></mrow>'],
    [
      '\\begin{cases}x=1\\\\y&>0\\end{cases}',
      '<mrow><mo>{</mo><mtable><mtr><mtd><mi>x</mi><mo>=</mo><mn>1</mn></mtd></mtr><mtr><mtd><mi>y</mi></mtd><mtd><mo>></mo><mn>0</mn></mtd></mtr></mtable></mrow>',
    ],
    ['{}_6^{14}\\mathrm{C}', '<mrow><msubsup><mrow></mrow><mn>6</mn><mn>14</mn></msubsup><mi>C</mi></mrow>'],
    ['2H_2+O_2\\rightarrow 2H_2O', expect.stringContaining('<mo>→</mo><mn>2</mn><msub><mi>H</mi><mn>2</mn></msub>')],
  ])('%s', (tex, expected) => {
    expect(drawn(tex)).toEqual(expected)
  })

  test('with everything that formulas of Word are turned into', () => {
    const signs = 'αβγδεζηθικλμνξπρστυφχψωϵϑϖϱςϕΓΔΘΛΞΠΣΥΦΨΩ×÷±∓·∗∘≤≥≠≈≡∼≅∝∞∂∇∈∉∋⊂⊃⊆⊇∪∩∅∀∃¬∧∨⊥∥∠△→←↔⇒⇐⇔↦⇌↑↓…⋯⋮⋱°℃−∕ℝℕℤℚℂ%#&_{}\\∣†‡√'
    const all = [
      ...[...signs].map((sign) => `x${texOfText(sign, false)}`),
      ...[...functionNames].map((name) => `\\${name}{x}`),
      ...Object.values(largeOperators).map((name) => `${name}_{1}^{n}{x}`),
      ...Object.values(accents).flatMap((name) => (name === '\\dddot' ? [] : [`${name}{x}`])),
      '\\xrightarrow{t}',
      '\\overbrace{ab}',
      '\\boxed{x}',
      '\\underset{a}{b}',
      'a\\middle|b',
    ]
    expect(all.filter((tex) => drawn(tex) === undefined)).toEqual([])
  })
})

describe('a formula stays as it was written', () => {
  test.each(['\\unknown{x}', 'x^', '{x', 'x}', '\\frac{1}', '\\left(x', '\\begin{matrix}x', '\\begin{tikzpicture}\\end{tikzpicture}', ' ', 'a&b'])(
    '%s',
    (tex) => {
      expect(mathmlOf(tex, false)).toBeUndefined()
    },
  )

  test('where it is deeper than anybody writes', () => {
    expect(mathmlOf(`${'{'.repeat(20)}x${'}'.repeat(20)}`, false)).toBeDefined()
    expect(mathmlOf(`${'{'.repeat(100_000)}x${'}'.repeat(100_000)}`, false)).toBeUndefined()
    expect(mathmlOf('\\frac'.repeat(100_000), false)).toBeUndefined()
  })

  test('and nothing that is typed breaks the page', () => {
    const piece = fc.constantFrom(
      '\\frac',
      '{',
      '}',
      '^',
      '_',
      '&',
      '\\\\',
      '\\left',
      '\\right',
      '(',
      ')',
      '\\begin{matrix}',
      '\\end{matrix}',
      '\\sqrt',
      '[',
      ']',
      'x',
      '12',
      ' ',
      "'",
      '<script>',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        mathmlOf(pieces.join(''), false)
      }),
      { numRuns: 2_000 },
    )
  })
})
