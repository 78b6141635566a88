import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { writeFile } from '../../../question-bank/formats/write-file.ts'
import { makeQuestion } from '../../../question-bank/question.ts'

const questions = Array.from({ length: 300 }, (_, number) =>
  makeQuestion(
    {
      type: 'single-choice',
      stem: `Câu hỏi thứ ${number}?\n\n| Năm | Số |\n| ${number} | 5 |`,
      options: [`một ${number}`, `hai ${number}`, `ba ${number}`],
    },
    { correct: number % 3 },
  ),
)
const { bytes } = writeFile('docx', { questions, attachments: [] })
const xml = strFromU8(unzipSync(bytes)['word/document.xml'] as Uint8Array)
const read = (changed: string) => readFile({ name: 'bank.docx', bytes: zipSync({ ...unzipSync(bytes), 'word/document.xml': strToU8(changed) }) })

describe('a long document, whose body is parsed some paragraphs at a time', () => {
  test('is longer than one piece, and says what it says as a whole', () => {
    expect(xml.length).toBeGreaterThan(400_000)
    const inPieces = read(xml)
    expect(inPieces.items).toHaveLength(300)
    // a comment could hold anything, so with one the body is parsed as a whole
    expect(inPieces).toEqual(read(xml.replace('<w:body>', '<w:body><!-- x -->')))
    expect(inPieces.items.every((item, index) => item.state === 'good' && item.question.content.stem === questions[index]?.content.stem)).toBe(true)
  })

  test.each([
    ['cut off in the middle', xml.slice(0, xml.length / 2)],
    ['with an element that is never closed, far from its beginning', xml.replace('Câu hỏi thứ 250?', '<w:r>')],
    ['with a body that is another thing', xml.replaceAll('w:body>', 'w:boddy>')],
  ])('%s is refused', (_what, broken) => {
    expect(() => read(broken)).toThrow(/hỏng|không đọc|tải lại|lưu lại/i)
  })
})
