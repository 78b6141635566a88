import { describe, expect, test } from 'vitest'
import { document } from './typed-document.ts'

const asked = (...lines: (string | string[][])[]) => document('Câu 1: Nơi nào là thủ đô?', ...lines)[0]
const good = { state: 'good', type: 'single-choice', options: ['Huế', 'Hà Nội', 'Vinh'], correct: [1] }

describe('options without letters', () => {
  test.each([
    ['behind boxes', ['☐ Huế', '☒ Hà Nội', '☐ Vinh']],
    ['behind boxes on one line', ['☐ Huế  ☑ Hà Nội  ☐ Vinh']],
    ['behind typed boxes', ['[ ] Huế', '[x] Hà Nội', '[ ] Vinh']],
    ['behind boxes, with an answer line', ['○ Huế', '○ Hà Nội', '○ Vinh', 'Đáp án: Hà Nội']],
    ['behind dashes, one said to be right', ['- Huế', '- Hà Nội (đúng)', '- Vinh']],
    ['behind numbers, one of them starred', ['1. Huế', '*2. Hà Nội', '3. Vinh']],
    ['behind numbers, one said to be right', ['1) Huế', '2) Hà Nội (đúng)', '3) Vinh']],
  ])('%s', (_how, lines) => {
    expect(asked(...lines)).toMatchObject(good)
  })

  test.each([
    ['two are ticked', ['☒ Huế', '☒ Hà Nội', '☐ Vinh']],
    ['crosses and ticks stand side by side', ['☒ Huế', '☑ Hà Nội', '☒ Vinh']],
    ['a dash begins each and none is said to be right', ['- Huế', '- Hà Nội', '- Vinh']],
    ['a dash begins each and two are bold', ['- Huế', '<b>- Hà Nội</b>', '<b>- Vinh</b>']],
    ['nothing is ticked', ['☐ Huế', '☐ Hà Nội', '☐ Vinh']],
    ['a star between two numbers may belong to either', ['1. Huế *\t2. Hà Nội\t3. Vinh']],
  ])('are doubtful where %s', (_where, lines) => {
    expect(asked(...lines)?.state).toBe('doubtful')
  })
})

test('options may stand behind their key, in circles, or beside a column of crosses', () => {
  expect(asked('Đáp án: B', 'A. Huế', 'B. Hà Nội', 'C. Vinh')).toMatchObject(good)
  expect(asked('Ⓐ Huế', 'Ⓑ Hà Nội', 'Ⓒ Vinh', 'Đáp án: B')).toMatchObject(good)
  const rows = (cross: string) => [
    ['A. Huế', ''],
    ['B. Hà Nội', cross],
    ['C. Vinh', ''],
  ]
  expect(asked(rows('x'))).toMatchObject(good)
  expect(asked([['', 'Sai'], ...rows('x')])?.state).not.toBe('good')
})

test('letters without a space behind them go on after one space', () => {
  expect(asked('A.Huế B.Hà Nội C.Vinh', 'Đáp án:B')).toMatchObject(good)
})

describe('a table for each question', () => {
  const card = (number: number, ...more: string[][]) => [
    [`QN=${number}`, 'Nơi nào là thủ đô?'],
    ['a.', 'Huế'],
    ['b.', 'Hà Nội'],
    ['c.', 'Vinh'],
    ['ANSWER:', 'B'],
    ['MARK:', '0.5'],
    ['UNIT:', `Chương ${number}`],
    ...more,
  ]

  test('says in its first column what stands in the second', () => {
    expect(document(card(1), card(2, ['MIX CHOICES:', 'Yes']))).toMatchObject([
      { ...good, points: 0.5, topic: ['Chương 1'] },
      { ...good, points: 0.5, topic: ['Chương 2'] },
    ])
  })

  test('keeps what it does not understand for somebody to see', () => {
    expect(document(card(1, ['CREATOR:', 'Lan']))[0]).toMatchObject({ state: 'good', explanation: 'CREATOR: Lan' })
  })

  test('may be a table of all questions', () => {
    expect(document([...card(1), ...card(2)])).toMatchObject([good, good])
  })
})
