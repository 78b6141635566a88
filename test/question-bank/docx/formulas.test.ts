import { expect, test } from 'vitest'
import { formulaOf } from '../../../question-bank/formats/docx/formulas.ts'
import { parseOfficePart } from '../../../question-bank/formats/docx/office-xml.ts'
import { texOfText } from '../../../question-bank/formats/docx/tex-signs.ts'
import { symbols } from '../../../question-bank/rich-text/tex-signs.ts'

const math = 'http://schemas.openxmlformats.org/officeDocument/2006/math'
const read = (inside: string) => formulaOf(parseOfficePart(new TextEncoder().encode(`<m:oMath xmlns:m="${math}">${inside}</m:oMath>`)))
const run = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`
const e = (inside: string) => `<m:e>${inside}</m:e>`

test.each([
  ['a fraction', `<m:f><m:num>${run('a')}</m:num><m:den>${run('b')}</m:den></m:f>`, '\\frac{a}{b}'],
  ['a power', `<m:sSup>${e(run('x'))}<m:sup>${run('2')}</m:sup></m:sSup>`, 'x^{2}'],
  ['a root', `<m:rad><m:deg>${run('3')}</m:deg>${e(run('x'))}</m:rad>`, '\\sqrt[3]{x}'],
  [
    'a sum',
    `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${run('i=1')}</m:sub><m:sup>${run('n')}</m:sup>${e(run('i'))}</m:nary>`,
    '\\sum_{i=1}^{n}{i}',
  ],
  ['an integral where no sign is said', `<m:nary><m:sub>${run('0')}</m:sub><m:sup>${run('1')}</m:sup>${e(run('x'))}</m:nary>`, '\\int_{0}^{1}{x}'],
  ['brackets', `<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=")"/></m:dPr>${e(run('0;1'))}</m:d>`, '\\left[0;1\\right)'],
  [
    'a matrix',
    `<m:m><m:mr>${e(run('1'))}${e(run('2'))}</m:mr><m:mr>${e(run('3'))}${e(run('4'))}</m:mr></m:m>`,
    '\\begin{matrix}1 & 2 \\\\ 3 & 4\\end{matrix}',
  ],
  ['a function', `<m:func><m:fName>${run('sin')}</m:fName>${e(run('x'))}</m:func>`, '\\sin{x}'],
  ['a vector', `<m:acc><m:accPr><m:chr m:val="&#x20d7;"/></m:accPr>${e(run('AB'))}</m:acc>`, '\\overrightarrow{AB}'],
  ['Greek letters and signs', run('α×β≤π'), '\\alpha \\times \\beta \\leq \\pi'],
  ['sets of numbers', run('x∈ℝ'), 'x\\in \\mathbb{R}'],
  ['a double-struck letter', '<m:r><m:rPr><m:scr m:val="double-struck"/></m:rPr><m:t>N</m:t></m:r>', '\\mathbb{N}'],
  ['Vietnamese words', run('nếu'), '\\text{nếu}'],
])('%s of Word is said in TeX', (_what, inside, tex) => {
  expect(read(inside)).toEqual({ inline: { kind: 'formula', tex, isDisplayed: false }, doubts: [] })
})

test('what has no TeX keeps its letters and makes its question doubtful', () => {
  const { inline, doubts } = read(`<m:unheardOf>${run('x')}</m:unheardOf>`)
  expect(inline).toMatchObject({ tex: 'x' })
  expect(doubts.map(({ code }) => code)).toEqual(['FORMULA_IN_PART'])
})

test('a sign is read by the name that shows it again, and two signs that look alike keep names of their own', () => {
  for (const [name, sign] of Object.entries(symbols))
    if (/^[A-Za-z]+$/.test(name) && sign.length === 1 && !'{}|\\'.includes(sign)) {
      const read = texOfText(sign, false).trim().slice(1)
      if (sign !== '°') expect(symbols[read], name).toBe(sign)
    }
  expect(['ε', 'ϵ', 'φ', 'ϕ'].map((sign) => texOfText(sign, false).trim())).toEqual(['\\varepsilon', '\\epsilon', '\\varphi', '\\phi'])
})
