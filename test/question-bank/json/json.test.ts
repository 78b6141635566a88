import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { Check } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { schema } from '../../../question-bank/command-line/schema.ts'
import { JsonBank } from '../../../question-bank/formats/json/json-bank.ts'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { writeFile } from '../../../question-bank/formats/write-file.ts'
import { withLocksByWording } from '../../../question-bank/locks-by-wording.ts'
import { aBank } from '../arbitrary/questions.ts'
import { someAttachments } from '../arbitrary/texts.ts'

const read = (text: string | Uint8Array) => readFile({ name: 'bank.json', bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text })
const bankOf = (...questions: unknown[]) => JSON.stringify({ format: 'hoithi-bank', version: 1, questions, attachments: [] })
const question = { content: { type: 'true-false', stem: 'Huế là thủ đô.' }, key: { isTrue: false } }

describe('our own format', () => {
  test('loses nothing: what is read is what was written', () => {
    fc.assert(
      fc.property(aBank({ hasAttachments: true }), (bank) => {
        const { bytes, losses } = writeFile('json', bank)
        const { items, attachments } = read(bytes)
        expect(losses).toEqual([])
        expect(items.map(({ state }) => state)).toEqual(bank.questions.map(() => 'good'))
        expect(items.map((item) => item.state !== 'refused' && item.question)).toEqual(bank.questions.map(withLocksByWording))
        expect(attachments).toEqual(bank.attachments)
        expect(Check(JsonBank, JSON.parse(new TextDecoder().decode(bytes)))).toBe(true)
      }),
    )
  })

  test.each([
    ['by their wording where nothing is said', undefined, [2]],
    ['not at all where an empty list says so', [], []],
    ['as a list says', [0], [0]],
  ])('options stay in their places %s', (_how, said, locked) => {
    const content = { type: 'single-choice', stem: 'Gì?', options: ['Một', 'Hai', 'Tất cả các đáp án trên'], ...(said && { locked: said }) }
    const [item] = read(bankOf({ content, key: { correct: 2 } })).items
    expect(item).toMatchObject({ state: 'good', question: { content: { locked } } })
  })

  test('reads a bank of 20,000 questions and refuses one more', () => {
    const many = (count: number) =>
      bankOf(...Array.from({ length: count }, (_, index) => ({ ...question, content: { ...question.content, stem: `Ý ${index}` } })))
    expect(read(many(20_000)).items).toHaveLength(20_000)
    expect(() => read(many(20_001))).toThrow('20.000 câu')
  })
})

describe('a question that is not as it should be', () => {
  test.each([
    ['of no known type', { content: { type: 'riddle', stem: 'a' }, key: {} }],
    ['with a key of another type', { ...question, key: { correct: 1 } }],
    ['with something nobody knows', { ...question, difficulty: 3 }],
    ['with a word for a number', { ...question, pointsThousandths: 'một' }],
    ['that is null', null],
    ['that is a list', [question]],
    ['without content', { key: {} }],
  ])('%s is refused alone, the others go on', (_what, wrong) => {
    const { items } = read(bankOf(wrong, question))
    expect(items.map(({ state, reasons }) => [state, reasons.map(({ code }) => code)])).toEqual([
      ['refused', ['BROKEN_QUESTION']],
      ['good', []],
    ])
  })

  test('without a right answer is doubtful', () => {
    const [item] = read(bankOf({ content: { type: 'single-choice', stem: 'a', options: ['b', 'c'] }, key: { correct: 5 } })).items
    expect(item).toMatchObject({ state: 'doubtful', reasons: [{ code: 'KEY_BEYOND_OPTIONS' }] })
  })

  test('that shows a picture nobody sent is doubtful', () => {
    const [{ digest }] = someAttachments as [(typeof someAttachments)[0]]
    const [item] = read(bankOf({ ...question, content: { ...question.content, stem: `Hình ![](attachment:${digest})` } })).items
    expect(item).toMatchObject({ state: 'doubtful', reasons: [{ code: 'UNKNOWN_ATTACHMENT' }] })
  })

  test('a picture whose bytes are not those of its digest is nobody’s', () => {
    const [one, other] = someAttachments as [(typeof someAttachments)[0], (typeof someAttachments)[0]]
    const swapped = { digest: one.digest, mediaType: one.mediaType, base64: Buffer.from(other.bytes).toString('base64') }
    const text = JSON.stringify({ format: 'hoithi-bank', version: 1, questions: [question], attachments: [swapped, { digest: 1 }, null] })
    expect(read(text).attachments).toEqual([])
  })
})

describe('a JSON file that cannot be read', () => {
  test.each([
    ['broken', '{"format": "hoithi-bank", "questions": [', 'BROKEN_JSON'],
    ['of somebody else', '{"quiz": []}', 'OTHER_FILE'],
    ['of a later version', '{"format":"hoithi-bank","version":2,"questions":[]}', 'NEWER_JSON'],
    ['without questions', bankOf(), 'NO_QUESTIONS'],
    ['a list', '[]', 'OTHER_FILE'],
  ])('%s', (_what, text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ reason: expect.objectContaining({ code }) }))
  })

  test('nested a hundred thousand times is no way to stop us', () => {
    const deep = `{"format":"hoithi-bank","version":1,"questions":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`
    expect(readOrRefuse(deep)).toMatch(/refused|TOO_DEEP|BROKEN_JSON/)
  })
})

function readOrRefuse(text: string): string {
  try {
    return read(text)
      .items.map(({ state }) => state)
      .join()
  } catch (error) {
    return (error as { reason: { code: string } }).reason.code
  }
}

test.each([
  ['bank', 'hoithi-bank'],
  ['report', 'import-report'],
])('the published schema of a %s is that of the code', (name, file) => {
  const published = readFileSync(new URL(`../../../docs/schemas/${file}.schema.json`, import.meta.url), 'utf8')
  expect(JSON.parse(published)).toEqual(JSON.parse(schema(name) ?? ''))
})
