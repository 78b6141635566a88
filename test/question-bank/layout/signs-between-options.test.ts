import { describe, expect, test } from 'vitest'
import { document } from './typed-document.ts'

const first = (...lines: string[]) =>
  document(...lines.flatMap((line, index) => [`Câu ${index + 1}: Hỏi điều thứ ${index + 1}?`, line])).map(({ state, correct }) =>
    state === 'good' ? correct.map((option) => 'ABCD'[option as number]).join('') : '?',
  )[0]
const ofOthers = { before: '*A. một\tB. hai', behind: 'A. một\tB. hai *' }

describe('a sign between two options of a line belongs to the nearer one', () => {
  test.each(['*', '✔', '√', '[x]', '✓', '(*)'])('%s', (sign) => {
    for (const gap of ['\t', '     ']) {
      expect(first(`A. 30/4${gap}B. 1/5${gap}C. 27/2 ${sign}${gap}D. 1/12`)).toBe('C')
      expect(first(`A. 30/4${gap}B. 1/5${gap}C. 27/2${gap}${sign} D. 1/12`)).toBe('D')
    }
  })

  test.each([
    ['as near to both', 'A. một * B. hai', [], '?'],
    ['as near to both, with tabs', 'A. một\t*\tB. hai', [], '?'],
    ['as near to both, where others stand before', 'A. một\t*\tB. hai', [ofOthers.before], 'B'],
    ['as near to both, where others stand behind', 'A. một\t*\tB. hai', [ofOthers.behind], 'A'],
    ['as near to both, where others stand on both sides', 'A. một\t*\tB. hai', [ofOthers.behind, ofOthers.before], '?'],
    ['nearer to one where others speak for the other', 'A. một *\tB. hai', [ofOthers.before], '?'],
    ['an arrow', 'A. một => B. hai', [], 'B'],
  ])('%s', (_where, line, others, expected) => {
    expect(first(line, ...others)).toBe(expected)
  })
})
