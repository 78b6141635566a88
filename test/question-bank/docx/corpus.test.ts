import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { reportOf } from '../../../question-bank/report.ts'

type Expected = {
  state: string
  type: string
  stem: string
  options: string[]
  correct?: unknown[]
  explanation?: string
  level?: string
  topic?: string[]
  source?: string
  locked?: number[]
  /** A part of one of the sentences. */
  reason?: string
}

const folder = new URL('../corpus/docx/', import.meta.url)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.docx'))
  .map((name) => name.slice(0, -5))
  .sort()

const documents = names.map((name) => {
  const { items } = readFile({ name: `${name}.docx`, bytes: new Uint8Array(readFileSync(new URL(`${name}.docx`, folder))) })
  const expected = (JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), 'utf8')) as { items: Expected[] }).items
  return { name, items, reported: items.map((item) => reportOf(item)), expected }
})

describe('a document that an office sends is read as its author meant it', () => {
  test.each(documents.map((document) => [document.name, document] as const))('%s', (_name, { items, reported, expected }) => {
    const comparable = reported.map((item, index) => {
      const wanted = expected[index]
      const content = items[index]?.state === 'refused' ? undefined : items[index]?.question.content
      return {
        state: item.state,
        type: item.type,
        stem: item.stem,
        options: item.options,
        ...(wanted?.correct === undefined ? {} : { correct: item.correct }),
        ...(wanted?.explanation === undefined ? {} : { explanation: item.explanation }),
        ...(wanted?.level === undefined ? {} : { level: item.level }),
        ...(wanted?.topic === undefined ? {} : { topic: item.topic }),
        ...(wanted?.source === undefined ? {} : { source: item.source }),
        ...(wanted?.locked === undefined ? {} : { locked: content && 'locked' in content ? content.locked : [] }),
        ...(wanted?.reason === undefined ? {} : { reason: item.reasons.join(' ').includes(wanted.reason) ? wanted.reason : item.reasons.join(' ') }),
        ...(item.state === 'good' || wanted?.reason ? {} : { reasons: item.reasons }),
      }
    })
    expect(comparable).toEqual(expected)
  })
})

describe('over all documents', () => {
  const pairs = documents.flatMap(({ reported, expected }) => expected.map((wanted, index) => ({ wanted, found: reported[index] })))

  test('no wrong key is taken for good', () => {
    const wrong = pairs.filter(({ wanted, found }) => found?.state === 'good' && JSON.stringify(found.correct) !== JSON.stringify(wanted.correct))
    expect(wrong).toEqual([])
  })

  test('what a careful clerk calls unambiguous is good in at least 99 of 100 items', () => {
    const clear = pairs.filter(({ wanted }) => wanted.state === 'good')
    expect(clear.filter(({ found }) => found?.state === 'good').length / clear.length).toBeGreaterThanOrEqual(0.99)
  })
})
