import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { reportOf } from '../../../question-bank/report.ts'
import { xlsxFile } from '../../helpers/xlsx-file.ts'

const read = (rows: (string | number | null)[][]) =>
  readFile({ name: 'bank.xlsx', bytes: xlsxFile({ Sheet1: rows }) }).items.map((item) => reportOf(item))

test('a document pasted into one column is read line by line, with the row as its place', () => {
  const rows = [
    'BỘ CÂU HỎI TÌM HIỂU PHÁP LUẬT',
    'Câu 1: Thủ đô của Việt Nam là?',
    'A. Huế',
    'B. Hà Nội',
    'C. Đà Nẵng',
    'D. Cần Thơ',
    'Đáp án: B',
    'Câu 2: Một năm có mấy mùa?',
    'A. Hai\nB. Ba\nC. Bốn\nD. Năm',
    'Đáp án: C',
  ].map((line) => [line])
  expect(read(rows)).toMatchObject([
    { place: 'Sheet1, dòng 2', state: 'good', stem: 'Thủ đô của Việt Nam là?', options: ['Huế', 'Hà Nội', 'Đà Nẵng', 'Cần Thơ'], correct: [1] },
    { place: 'Sheet1, dòng 8', state: 'good', stem: 'Một năm có mấy mùa?', options: ['Hai', 'Ba', 'Bốn', 'Năm'], correct: [2] },
  ])
})

describe('keys that are numbers', () => {
  const header = ['Câu hỏi', 'A', 'B', 'C', 'Đáp án đúng']
  const table = (...keys: number[]) => read([header, ...keys.map((key, index) => [`Câu hỏi thứ ${index}?`, 'đỏ', 'vàng', 'xanh', key])])
  const states = (keys: number[]) => table(...keys).map(({ state, correct }) => (state === 'good' ? correct[0] : state))

  test.each([
    ['count from 1 where none is 0', [1, 2, 3], [0, 1, 2]],
    ['are nobody’s to guess where one is 0', [0, 1, 2], ['doubtful', 'doubtful', 'doubtful']],
    ['count from 1 where a single 0 stands against several that name the last option', [3, 0, 1, 3], [2, 'doubtful', 0, 2]],
    ['are nobody’s to guess where several are 0', [3, 0, 0, 3], ['doubtful', 'doubtful', 'doubtful', 'doubtful']],
  ])('%s', (_rule, keys, read) => {
    expect(states(keys)).toEqual(read)
  })
})
