import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { reportOf } from '../../../question-bank/report.ts'
import { holdFormat } from '../moodle-xml/hold-format.ts'

const readGift = (text: string) => readFile({ name: 'bank.gift', bytes: new TextEncoder().encode(text) }).items.map((item) => reportOf(item))

describe('GIFT', () => {
  holdFormat('gift', 'bank.gift')

  test.each([
    ['Hỏi? {~a =b ~c}', ['a', 'b', 'c'], [1]],
    ['Hỏi?{~a~b=c}', ['a', 'b', 'c'], [2]],
    ['Hỏi? {\n=x=1\n~x=2\n~x = 3\n}', ['x=1', 'x=2', 'x = 3'], [0]],
    ['Hỏi? {=a#đúng ~b#sai\n\n~c}', ['a', 'b', 'c'], [0]],
    ['Hỏi? {=%100%a ~%-25%b}', ['a', 'b'], [0]],
    ['Hỏi? {~%33.333%a ~%33.333%b ~%33.333%c ~%-100%d}', ['a', 'b', 'c', 'd'], [0, 1, 2]],
  ])('%s', (text, options, correct) => {
    expect(readGift(text)[0]).toMatchObject({ state: 'good', options, correct })
  })

  test.each([
    ['{TRUE}', [true]],
    ['{F}', [false]],
    ['{Sai}', [false]],
    ['{#1822:5}', ['1822']],
    ['{#1..2}', ['1.5']],
    ['{=Hà Nội =%80%hanoi}', ['Hà Nội', 'hanoi']],
  ])('the answer %s', (answer, correct) => {
    expect(readGift(`Hỏi? ${answer}`)[0]).toMatchObject({ state: 'good', correct })
  })

  test('a title on the next line begins the next question, with or without an empty line', () => {
    expect(readGift('::1::Một? {T}\n::2::Hai? {F}').map(({ stem }) => stem)).toEqual(['Một?', 'Hai?'])
  })

  test.each([
    ['braces', '{'.repeat(300_000)],
    ['backslashes', `Hỏi? {=${'\\'.repeat(300_000)}}`],
    ['one long line', `Hỏi ${'a=b~c#d->'.repeat(1_000_000)} {=a ~b}`],
    ['signs between braces', `Hỏi {${'=a~'.repeat(50_000)}}`],
    ['half comments', `// [tag:${'[tag:'.repeat(50_000)}\nHỏi? {T}`],
    ['empty lines', `Hỏi? {=a${'\n\n'.repeat(200_000)}~b}`],
  ])('a file of %s is answered at once', (_what, text) => {
    expect(readGift(text).length).toBeGreaterThan(0)
  })
})
