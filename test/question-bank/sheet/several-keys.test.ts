import { expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'

const asked = (stem: string) =>
  readFile({ name: 'bank.csv', bytes: new TextEncoder().encode(`STT;Câu hỏi;A;B;C;Đáp án\n1;${stem};9;10;12;A, C\n`) }).items[0]?.state

test.each([
  ['Những số nào sau đây chia hết cho 3?', 'good'],
  ['Số nào sau đây chia hết cho 3?', 'doubtful'],
  ['Trong những số sau, số nào chia hết cho 3?', 'doubtful'],
])('two keys of "%s" are %s', (stem, expected) => {
  expect(asked(stem)).toBe(expected)
})
