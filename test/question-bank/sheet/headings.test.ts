import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'

const statesOf = (line: string) =>
  readFile({ name: 'bank.csv', bytes: new TextEncoder().encode(`STT;Câu hỏi;A;B;Đáp án\n1;Hỏi gì?;x;y;A\n${line}\n`) })
    .items.slice(1)
    .map(({ state }) => state)

describe('a row without options and key', () => {
  test.each([
    ';PHẦN II. KIẾN THỨC CHUNG;;;',
    ';Chương 3;;;',
    ';I. Lịch sử;;;',
    ';Chủ đề: Địa lí;;;',
    ';HẾT;;;',
    ';Ghi chú: mỗi câu một điểm;;;',
    ';Tổng số câu: 40;;;',
    '2;;;;',
    ';;;;Hà Nội, ngày 1 tháng 9 năm 2025',
    'Người lập biểu;;;;',
  ])('is passed over where it is a heading or a note: %s', (line) => {
    expect(statesOf(line)).toEqual([])
  })

  test.each([
    ';Bài thơ Tỏ lòng là của ai?;;;',
    ';Nguồn gốc của ngày hội là gì;;;',
    '2;Chương trình nào sau đây đúng;;;',
    ';Nội dung chính của nghị quyết;;;',
  ])('is listed where it may be a question: %s', (line) => {
    expect(statesOf(line)).toEqual(['refused'])
  })
})
