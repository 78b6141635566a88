import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRichText } from '../../../question-bank/rich-text/parse-rich-text.ts'
import { plainTextOf, richTextFromPlain } from '../../../question-bank/rich-text/plain-text.ts'
import type { Block } from '../../../question-bank/rich-text/rich-text.ts'
import { atomsOf, paragraphsOf } from '../../../question-bank/rich-text/styled-atoms.ts'
import { escapeText, writeRichText } from '../../../question-bank/rich-text/write-rich-text.ts'
import { anyBlocks } from './rich-inlines.ts'

/** What stands there, whatever tree it came from. */
const said = (blocks: readonly Block[]): unknown[] =>
  blocks.flatMap((block): unknown[] =>
    block.kind === 'table' ? [block.rows.map((cells) => cells.map(cellSaid))] : paragraphsOf(atomsOf(block.inside)),
  )
const cellSaid = (cell: Parameters<typeof atomsOf>[0]) =>
  paragraphsOf(atomsOf(cell).map((atom) => (atom.kind === 'break' ? { ...atom, kind: 'space' as const, text: ' ' } : atom)))

describe('a rich text', () => {
  test('says after writing and reading what it said before', () => {
    fc.assert(
      fc.property(anyBlocks, (blocks) => {
        expect(said(parseRichText(writeRichText(blocks)))).toEqual(said(blocks))
      }),
      { numRuns: 800 },
    )
  })

  test('has one writing', () => {
    fc.assert(
      fc.property(anyBlocks, (blocks) => {
        const written = writeRichText(blocks)
        expect(writeRichText(parseRichText(written))).toBe(written)
      }),
      { numRuns: 800 },
    )
  })

  test('that was plain stays plain, sign by sign', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const tidy = text.replace(/\s+/g, ' ').trim()
        expect(plainTextOf(escapeText(tidy))).toBe(tidy.normalize('NFC'))
      }),
      { numRuns: 400 },
    )
  })

  test.each([
    ['**đậm** và *nghiêng*', '<strong>đậm</strong> và <emphasis>nghiêng</emphasis>'],
    ['*a **b** c*', '<emphasis>a <strong>b</strong> c</emphasis>'],
    ['*a**b**c*', '<emphasis>a<strong>b</strong>c</emphasis>'],
    ['**a *b***', '<strong>a <emphasis>b</emphasis></strong>'],
    ['***a* b**', '<strong><emphasis>a</emphasis> b</strong>'],
    ['**a *b** c', '<strong>a *b</strong> c'],
    ['H~2~O, x^2^', 'H<sub>2</sub>O, x<super>2</super>'],
    ['5 * 3 ** 2', '5 * 3 ** 2'],
    ['a ~ b ~ c, ~x y~', 'a ~ b ~ c, ~x y~'],
    ['____', '____'],
    ['\\*a\\*', '*a*'],
    ['giá $5 hay $6', 'giá $5 hay $6'],
  ])('%s', (source, tree) => {
    const [paragraph] = parseRichText(source)
    expect(paragraph?.kind === 'paragraph' ? asTags(paragraph.inside) : '').toBe(tree)
  })

  test('written plain never marks a gap', () => {
    expect(escapeText('[[1]]')).not.toContain('[[1]]')
    expect(plainTextOf(escapeText('[[1]]'))).toBe('[[1]]')
  })

  test.each([
    ['a row of opened pictures', '!['.repeat(200_000)],
    ['a row of stars', '*a '.repeat(200_000)],
    ['nested marks', '**~^__'.repeat(100_000)],
    ['opened formulas', '\\('.repeat(200_000)],
    ['dollars', '$a'.repeat(200_000)],
    ['bars', `|${' |'.repeat(100_000)} a`],
  ])('of nothing but %s is read at once', (_what, text) => {
    expect(plainTextOf(text).length).toBeGreaterThan(0)
    expect(richTextFromPlain(text).length).toBeGreaterThan(0)
  })
})

type Inlines = Extract<Block, { kind: 'paragraph' }>['inside']
function asTags(inlines: Inlines): string {
  return inlines
    .map((inline) =>
      'inside' in inline ? `<${inline.kind}>${asTags(inline.inside)}</${inline.kind}>` : inline.kind === 'text' ? inline.text : inline.kind,
    )
    .join('')
}
