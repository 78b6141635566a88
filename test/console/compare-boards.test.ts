import { describe, expect, test } from 'vitest'
import { compareBoards, countDifferences } from '../../console/comparison/compare-boards.ts'
import { aRow } from './board-samples.ts'

const kindsOf = (rows: ReturnType<typeof compareBoards>) => rows.map(({ row, difference }) => [row.key, difference.kind])

describe('an official compares the frozen public board with the true one', () => {
  const publicRows = [aRow('a', { place: 1 }), aRow('b', { place: 2, scoreThousandths: 18_000 }), aRow('c', { place: 3, scoreThousandths: 17_000 })]
  const officialRows = [
    aRow('new', { place: 1, durationMs: 200_000 }),
    aRow('a', { place: 2 }),
    aRow('b', { place: 3, scoreThousandths: 19_000 }),
    aRow('c', { place: 4, scoreThousandths: 17_000 }),
  ]

  test('each row says how it differs: moved, other result, not there', () => {
    expect(kindsOf(compareBoards(officialRows, publicRows))).toEqual([
      ['new', 'absent'],
      ['a', 'place'],
      ['b', 'result'],
      ['c', 'place'],
    ])
  })

  test('names may differ, they are masked for the public', () => {
    expect(kindsOf(compareBoards([aRow('a', { name: 'Nguyễn Văn An' })], [aRow('a', { name: 'Nguyễn V. A.' })]))).toEqual([['a', 'same']])
  })

  test('an entrant that differs on both boards is counted once', () => {
    expect(countDifferences(compareBoards(publicRows, officialRows), compareBoards(officialRows, publicRows))).toBe(4)
  })
})
