import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { reportOf } from '../../../question-bank/report.ts'
import type { ReportedItem } from '../../../server/contract/import-report.ts'

const corpus = new URL('../corpus/', import.meta.url)
const documents = ['xlsx', 'csv'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, corpus))
    .filter((name) => !name.endsWith('.expected.json'))
    .map((name) => `${folder}/${name}`),
)

/** What a person wrote down after reading the document; what is not written down does not matter there. */
type Expected = Partial<Omit<ReportedItem, 'reasons'>> & { reason?: string }

const read = (document: string) =>
  readFile({ name: document.slice(document.indexOf('/') + 1), bytes: new Uint8Array(readFileSync(new URL(document, corpus))) }).items.map((item) =>
    reportOf(item),
  )
const expectedOf = (document: string): Expected[] => JSON.parse(readFileSync(new URL(document.replace(/\.\w+$/, '.expected.json'), corpus), 'utf8'))

describe('a document from an office is read as a careful clerk reads it', () => {
  test.each(documents)('%s', (document) => {
    const expected = expectedOf(document)
    const items = read(document)
    expect(items.map(({ place, state }) => `${place}: ${state}`)).toEqual(expected.map(({ place, state }) => `${place}: ${state}`))
    expected.forEach(({ reason, ...said }, index) => {
      expect(items[index]).toMatchObject(said)
      if (reason !== undefined) expect(items[index]?.reasons.join(' ')).toContain(reason)
    })
  })

  test('and no key of any of them is silently wrong', () => {
    const wrong = documents.flatMap((document) =>
      expectedOf(document).flatMap(({ place, state, correct }, index) => {
        const item = read(document)[index]
        return item?.state === 'good' && (state !== 'good' || JSON.stringify(item.correct) !== JSON.stringify(correct ?? []))
          ? [`${document} ${place}`]
          : []
      }),
    )
    expect(documents.length).toBeGreaterThanOrEqual(12)
    expect(wrong).toEqual([])
  })
})
