import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { writeFile } from '../../../question-bank/formats/write-file.ts'
import { makeQuestion } from '../../../question-bank/question.ts'
import { reportOf } from '../../../question-bank/report.ts'
import { holdFormat } from '../moodle-xml/hold-format.ts'

const readAiken = (text: string) => readFile({ name: 'bank.txt', bytes: new TextEncoder().encode(text) }).items.map((item) => reportOf(item))

describe('Aiken', () => {
  holdFormat('aiken', 'bank.txt')

  test.each(['B', 'b', 'B.', 'B)', ' B ', 'B. Hai', '(b)'])('the answer "%s" is the second option', (answer) => {
    expect(readAiken(`Hỏi?\nA. Một\nB. Hai\nANSWER:${answer}`)[0]).toMatchObject({ state: 'good', correct: [1] })
  })

  test.each(['C', 'AB', 'A, B', 'A và B', 'B. Một', '2', '?'])('the answer "%s" is nobody’s to guess', (answer) => {
    expect(readAiken(`Hỏi?\nA. Một\nB. Hai\nANSWER: ${answer}`)[0]).toMatchObject({ state: 'doubtful', correct: [] })
  })

  test('other types are listed as left out', () => {
    const questions = [makeQuestion<'essay'>({ type: 'essay', stem: 'Viết' }, {})]
    expect(writeFile('aiken', { questions, attachments: [] }).losses).toEqual([{ what: 'loại câu này không ghi được, câu bị bỏ ra', questions: [0] }])
  })

  test('a long file of nothing but options is answered at once', () => {
    expect(readAiken(`Hỏi?\n${'A. a\n'.repeat(20_000)}ANSWER: A`)[0]).toMatchObject({ state: 'doubtful' })
  })
})
