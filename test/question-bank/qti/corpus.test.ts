import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { reportOf } from '../../../question-bank/report.ts'
import type { ReportedItem } from '../../../server/contract/import-report.ts'

/** What a person wrote down after reading the file; what is not written down does not matter there. */
type Expected = Partial<Omit<ReportedItem, 'reasons'>> & { reason?: string }

const corpus = new URL('../corpus/', import.meta.url)
const files = ['qti', 'json'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, corpus))
    .filter((name) => !name.endsWith('.expected.json'))
    .map((name) => `${folder}/${name}`),
)
const read = (file: string) => readFile({ name: file.replace(/^\w+\//, ''), bytes: new Uint8Array(readFileSync(new URL(file, corpus))) })
const expectedOf = (file: string): Expected[] =>
  (JSON.parse(readFileSync(new URL(file.replace(/\.\w+$/, '.expected.json'), corpus), 'utf8')) as { items: Expected[] }).items

describe('a file from another program is read as a careful clerk reads it', () => {
  test.each(files)('%s', (file) => {
    const { format, items } = read(file)
    const reported = items.map((item) => reportOf(item))
    const expected = expectedOf(file)
    expect(format).toBe(file.replace(/\/.*/, ''))
    expect(reported.map(({ state }) => state)).toEqual(expected.map(({ state }) => state))
    expected.forEach(({ reason, ...said }, index) => {
      expect(reported[index]).toMatchObject(said)
      if (reason !== undefined) expect(reported[index]?.reasons.join(' ')).toContain(reason)
    })
  })

  test('and no key of any of them is silently wrong', () => {
    const wrong = files.flatMap((file) => {
      const expected = expectedOf(file)
      return read(file).items.flatMap((item, index) => {
        const { place, state, correct } = reportOf(item)
        const said = expected[index]
        return state === 'good' && (said?.state !== 'good' || JSON.stringify(correct) !== JSON.stringify(said.correct ?? []))
          ? [`${file} ${place}`]
          : []
      })
    })
    expect(files.length).toBeGreaterThanOrEqual(9)
    expect(wrong).toEqual([])
  })

  test('pictures come with the questions that show them', () => {
    const shown = files.map((file) => [file, read(file).attachments.length])
    expect(shown.filter(([, count]) => count !== 0)).toEqual([
      ['qti/tao-2.2.zip', 1],
      ['json/viet-tay.json', 1],
    ])
  })
})
