import { parseXml } from '@rgrove/parse-xml'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ommlOf } from '../../../question-bank/formats/docx-writing/omml.ts'

const bare = (tex: string) =>
  ommlOf(tex)
    ?.replace(/<m:rPr>.*?<\/m:rPr>/g, '')
    .replace(/ xml:space="preserve"/g, '')
const run = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`

describe('a formula is written in the markup of Word', () => {
  test.each([
    ['x^2', `<m:sSup><m:e>${run('x')}</m:e><m:sup>${run('2')}</m:sup></m:sSup>`],
    ['a_{ij}', `<m:sSub><m:e>${run('a')}</m:e><m:sub>${run('i')}${run('j')}</m:sub></m:sSub>`],
    ['\\frac{1}{2}', `<m:f><m:num>${run('1')}</m:num><m:den>${run('2')}</m:den></m:f>`],
    ['\\sqrt[3]{x}', `<m:rad><m:deg>${run('3')}</m:deg><m:e>${run('x')}</m:e></m:rad>`],
    ['[1;2)', `<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=")"/></m:dPr><m:e>${run('1')}${run(';')}${run('2')}</m:e></m:d>`],
    ['\\mathbb{R}', run('ℝ')],
    ['a<b', run('a') + run('&lt;') + run('b')],
  ])('%s', (tex, omml) => {
    expect(bare(tex)).toBe(`<m:oMath>${omml}</m:oMath>`)
  })

  test.each(['\\unknowncommand{x}', 'x^', '\\frac{1}', '{', '}', '\\begin{cases}1', '\\left(', '', '   '])(
    '%s is not understood and stays text',
    (tex) => {
      expect(ommlOf(tex)).toBeUndefined()
    },
  )

  test('whatever is typed, the result is well-formed XML or nothing', () => {
    const pieces = fc.constantFrom(
      '\\frac',
      '\\sqrt',
      '{',
      '}',
      '^',
      '_',
      '(',
      ')',
      '[',
      ']',
      'x',
      '2',
      '\\left',
      '\\right',
      '\\sum',
      '&',
      '\\\\',
      '\\begin{cases}',
      '\\end{cases}',
      ' ',
      'π',
      '<',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const omml = ommlOf(parts.join(''))
        if (omml !== undefined) expect(() => parseXml(omml.replace('<m:oMath>', '<m:oMath xmlns:m="m">'))).not.toThrow()
      }),
    )
  })

  test('thousands of open brackets end in text, not in a long wait', () => {
    expect(ommlOf('('.repeat(5_000))).toContain('(')
    expect(ommlOf(`${'{'.repeat(5_000)}x${'}'.repeat(5_000)}`)).toBeUndefined()
    expect(ommlOf('\\frac'.repeat(100_000))).toBeUndefined()
    expect(ommlOf('\\sum'.repeat(100_000))).toBeUndefined()
  })
})
