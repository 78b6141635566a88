import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { convert } from '../../../question-bank/command-line/convert.ts'
import { writeFile } from '../../../question-bank/formats/write-file.ts'
import { makeQuestion } from '../../../question-bank/question.ts'

const questions = [
  makeQuestion({ type: 'single-choice', stem: 'Thủ đô của nước ta?', options: ['Hà Nội', 'Huế'] }, { correct: 0 }, { explanation: 'Từ năm 1945.' }),
  makeQuestion({ type: 'essay', stem: 'Kể một việc tốt.' }, {}),
]
const file = { name: 'bank.json', bytes: writeFile('json', { questions, attachments: [] }).bytes }

test('counts what is in the new file and says which question is not', async () => {
  const { text, isWhole } = await convert(file, 'out.aiken', { hasKeys: true })
  expect(isWhole).toBe(false)
  expect(text).toMatch(/^1 câu đã ghi vào out\.aiken\n.*câu bị bỏ ra \(câu 2\)/)
})

test('a Word file without keys says neither key nor explanation', async () => {
  const { bytes, isWhole } = await convert(file, 'out.docx', { hasKeys: false })
  const text = strFromU8(unzipSync(bytes as Uint8Array)['word/document.xml'] as Uint8Array)
  expect(isWhole).toBe(true)
  expect(text).toContain('Hà Nội')
  expect(text).not.toMatch(/Đáp án|Lời giải|1945/)
})

test.each([
  ['out.odt', true],
  ['out.json', false],
])('%s with keys %s is refused in one sentence', async (to, hasKeys) => {
  const { bytes, text } = await convert(file, to, { hasKeys })
  expect(bytes).toBeUndefined()
  expect(text).not.toContain('\n')
})
