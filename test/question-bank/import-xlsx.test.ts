import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../question-bank/formats/read-file.ts'
import { UnreadableFileError } from '../../question-bank/imported-item.ts'
import { reportOf } from '../../question-bank/report.ts'
import { xlsxFile } from '../helpers/xlsx-file.ts'

const importXlsx = (bytes: Uint8Array) => readFile({ name: 'bank.xlsx', bytes }).items.map((item) => reportOf(item))
const header = ['STT', 'Câu hỏi', 'Đáp án A', 'Đáp án B', 'Đáp án C', 'Đáp án D', 'Đáp án đúng', 'Chủ đề', 'Mức độ']
const row = (key: string | number | null, ...options: (string | number | null)[]) => [
  1,
  'Thủ đô của Việt Nam?',
  ...(options.length ? options : ['Huế', 'Hà Nội', 'Đà Nẵng', 'Cần Thơ']),
  key,
  'Địa lý',
  'nhận biết',
]
const oneOf = (...cells: (string | number | null)[]) => importXlsx(xlsxFile({ Sheet1: [header, cells] }))[0]

describe('the right answer of a row', () => {
  test.each([
    ['a letter', 'B'],
    ['a small letter with a dot', 'b.'],
    ['"Đáp án B"', 'Đáp án B'],
    ['a number', 2],
    ['the full text', 'Hà Nội'],
    ['the full text, other case and spaces', '  hà  NỘI '],
    ['the full text, decomposed', 'Hà Nội'.normalize('NFD')],
  ])('given as %s is understood', (_how, key) => {
    expect(oneOf(...row(key))).toMatchObject({ state: 'good', correct: [1], reasons: [] })
  })

  test.each([
    ['missing', null, 'Chưa có đáp án đúng.'],
    ['a letter beyond the options', 'E', 'nhưng câu chỉ có 4 phương án'],
    ['a text that is no option', 'Sài Gòn', 'không khớp phương án nào'],
  ])('%s makes the row doubtful, never a guess', (_how, key, reason) => {
    const item = oneOf(...row(key))
    expect(item).toMatchObject({ state: 'doubtful', correct: [] })
    expect(item?.reasons.join()).toContain(reason)
  })

  test('that is a number and also an option text is doubtful: nobody knows which was meant', () => {
    expect(oneOf(...row(2, 3, 4, 2, 1))).toMatchObject({ state: 'doubtful', correct: [] })
  })
})

describe('the columns', () => {
  test.each([
    ['options by number', ['câu hỏi', 'đáp án 1', 'đáp án 2', 'đáp án đúng', 'trích dẫn nguồn']],
    ['without diacritics', ['CAU HOI', 'DAP AN 1', 'DAP AN 2', 'DAP AN DUNG', 'NGUON']],
    ['short', ['Nội dung', 'A', 'B', 'key', 'căn cứ']],
    ['English', ['Question', 'Option A', 'Option B', 'Correct answer', 'Source']],
  ])('are found by their headers: %s', (_how, names) => {
    const [item] = importXlsx(xlsxFile({ 'Đề 1': [['Ngân hàng câu hỏi'], [], names, ['Hỏi gì?', 'Một', 'Hai', 'B', 'Luật']] }))
    expect(item).toMatchObject({ place: 'Đề 1, dòng 4', state: 'good', stem: 'Hỏi gì?', options: ['Một', 'Hai'], correct: [1], source: 'Luật' })
  })

  test('may stand in any order, on several sheets, with empty rows between', () => {
    const items = importXlsx(
      xlsxFile({
        Một: [['Đáp án đúng', 'B', 'A', 'Câu hỏi'], ['A', 'sai', 'đúng', 'Câu 1?'], [], ['B', 'đúng', 'sai', 'Câu 2?']],
        'Ghi chú': [['Không có câu hỏi ở đây']],
        Hai: [header, row('A')],
      }),
    )
    expect(items.map(({ place, options, correct }) => [place, options[Number(correct[0] ?? -1)]])).toEqual([
      ['Một, dòng 2', 'đúng'],
      ['Một, dòng 4', 'đúng'],
      ['Hai, dòng 2', 'Huế'],
    ])
  })
})

test('rows without a question, without options or with a gap are refused with their place', () => {
  const items = importXlsx(
    xlsxFile({
      S: [header, [1, null, 'a', 'b', 'c', 'd', 'A'], [2, 'Hỏi?', 'chỉ một', null, null, null, 'A'], [3, 'Hỏi?', 'a', null, 'c', 'd', 'A']],
    }),
  )
  expect(items.map(({ place, state, reasons }) => [place, state, reasons[0]])).toEqual([
    ['S, dòng 2', 'refused', 'Thiếu nội dung câu hỏi.'],
    ['S, dòng 3', 'refused', 'Cần ít nhất hai phương án.'],
    ['S, dòng 4', 'refused', 'Phương án B bỏ trống.'],
  ])
})

describe('a file that cannot be read is refused with a sentence that says what to do', () => {
  const zip = (parts: Record<string, string>) => zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
  test.each([
    ['0 bytes', new Uint8Array(), 'Tệp rỗng'],
    ['an old or locked workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]), 'định dạng cũ'],
    ['a renamed program', strToU8('MZ this is no workbook'), 'chương trình'],
    ['a truncated workbook', xlsxFile({ S: [header, row('A')] }).slice(0, 400), 'hỏng'],
    ['another zip', zip({ 'readme.txt': 'a' }), 'Không nhận ra'],
    ['broken XML', zip({ 'xl/workbook.xml': '<workbook><sheets>' }), 'hỏng'],
    ['an entity bomb', zip({ 'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><workbook>&c;</workbook>' }), 'thực thể'],
    ['no questions', xlsxFile({ S: [['Danh sách lớp'], ['An']] }), 'Không tìm thấy câu hỏi'],
  ])('%s', (_what, file, sentence) => {
    expect(() => importXlsx(file)).toThrow(UnreadableFileError)
    expect(() => importXlsx(file)).toThrow(sentence)
  })

  test('a zip bomb is not unpacked', () => {
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(210 * 1024 * 1024) }, { level: 9 })
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(() => importXlsx(bomb)).toThrow('quá lớn')
  })
})
