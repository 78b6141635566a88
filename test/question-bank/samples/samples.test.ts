import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import type { Question } from '../../../question-bank/question.ts'

const folder = new URL('../../../question-bank/samples/', import.meta.url)

function questionsIn(name: string): Question[] {
  const bytes = readFileSync(new URL(name, folder))
  expect(bytes.length).toBeLessThan(30_000)
  return readFile({ name, bytes }).items.map((item) => {
    expect(item.state, item.place).toBe('good')
    return (item as { question: Question }).question
  })
}

const written = questionsIn('mau-cau-hoi.json')

test.each(['mau-cau-hoi.docx', 'mau-cau-hoi.xlsx'])(
  'every question of %s, which organizers start from, is read back with its key and topic',
  (name) => {
    const read = questionsIn(name)
    expect(read.map(({ content }) => content.type)).toEqual(written.map(({ content }) => content.type))
    expect(read.map(({ content, key, topic, level, source }) => ({ stem: content.stem, key, topic, level, source }))).toEqual(
      written.map(({ content, key, topic, level, source }) => ({ stem: content.stem, key, topic, level, source })),
    )
  },
)
