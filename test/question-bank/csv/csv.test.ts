import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guarded, unguarded } from '../../../question-bank/formats/csv/formula-guard.ts'
import { parseCsv, separatorOf } from '../../../question-bank/formats/csv/parse-csv.ts'
import { writeFile } from '../../../question-bank/formats/write-file.ts'
import { makeQuestion } from '../../../question-bank/question.ts'

describe('records', () => {
  test('hold line ends and doubled quotes in quotes, and know the line where they start', () => {
    expect(parseCsv('a;"b\n""c"""\r\nd;e\n\nf', ';')).toEqual([
      { line: 1, fields: ['a', 'b\n"c"'] },
      { line: 3, fields: ['d', 'e'] },
      { line: 4, fields: [''] },
      { line: 5, fields: ['f'] },
    ])
  })

  test('a quote that opens nothing is a letter', () => {
    expect(parseCsv('"Truyện Kiều" của ai,b\n"mở mà không đóng,c', ',').map(({ fields }) => fields)).toEqual([
      ['"Truyện Kiều" của ai', 'b'],
      ['"mở mà không đóng', 'c'],
    ])
  })

  test.each([
    ['a,b,c\n1,2,3', ','],
    ['a;b;c\n"1,5";2;3', ';'],
    ['a\tb\tc\n1, 2, 3\t2\t3', '\t'],
    ['sep=|\na|b', '|'],
  ])('%j are parted by %j', (text, separator) => {
    expect(separatorOf(text).separator).toBe(separator)
  })
})

describe('formulas', () => {
  test('whatever a text is, it comes back', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string().map((end) => `=${end}`),
      fc.string().map((end) => `''${end}`),
      fc.constantFrom("'=", '-5', '@a', '\t=', "'-5"),
    )
    fc.assert(fc.property(text, (one) => unguarded(guarded(one)) === one))
  })

  test('no cell of ours begins with a sign that a spreadsheet takes for one', () => {
    const dangers = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '＋1', '－1', '＠A', ' =1', '\u200b=1', '\u00a0＝1']
    const question = makeQuestion<'single-choice'>(
      { type: 'single-choice', stem: '=cmd()', options: dangers },
      { correct: 0 },
      { source: '=A1', name: '-x', explanation: '@y' },
    )
    const { bytes } = writeFile('csv', { questions: [question], attachments: [] })
    const fields = parseCsv(new TextDecoder().decode(bytes), ',').flatMap((record) => record.fields)
    expect(fields.filter((field) => /^[\s\u200b]*[=+\-@＝＋－＠\t\r]/.test(field))).toEqual([])
  })
})
