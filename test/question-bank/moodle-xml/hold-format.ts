import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FormatName } from '../../../question-bank/formats/format.ts'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { writeFile } from '../../../question-bank/formats/write-file.ts'
import { UnreadableFileError } from '../../../question-bank/imported-item.ts'
import { reportOf } from '../../../question-bank/report.ts'
import { aBank } from '../arbitrary/questions.ts'

/** What holds for each of Moodle's formats: the corpus, the way there and back, and files that somebody broke. */
export function holdFormat(format: FormatName, fileName: string): void {
  const folder = join(import.meta.dirname, '../corpus', format)
  const samples = readdirSync(folder).filter((name) => !name.endsWith('.json'))
  const read = (name: string, bytes: Uint8Array) => readFile({ name, bytes })

  test.each(samples)('%s is read as a careful clerk would read it', (name) => {
    const found = read(name, readFileSync(join(folder, name)))
    const expected = JSON.parse(readFileSync(join(folder, name.replace(/\.\w+$/, '.expected.json')), 'utf8')) as { items: object[] }
    expect(found.format).toBe(format)
    expect(found.items).toHaveLength(expected.items.length)
    expect(found.items.map((item) => reportOf(item))).toMatchObject(expected.items)
  })

  test('what was written comes back as it was, but for what is listed as lost', () => {
    fc.assert(
      fc.property(aBank({ hasAttachments: true, mostQuestions: 6 }), (bank) => {
        const { bytes, losses } = writeFile(format, bank)
        const touched = new Set(losses.flatMap(({ questions }) => questions))
        const leftOut = new Set(losses.filter(({ what }) => what.endsWith('bị bỏ ra')).flatMap(({ questions }) => questions))
        if (leftOut.size === bank.questions.length) return
        const { items } = read(fileName, bytes)
        const kept = [...bank.questions.keys()].filter((question) => !leftOut.has(question))
        expect(items).toHaveLength(kept.length)
        for (const [index, question] of kept.entries())
          if (!touched.has(question)) expect(items[index]).toMatchObject({ state: 'good', question: bank.questions[question] })
      }),
      { numRuns: 25 },
    )
  })

  describe('a broken file is refused in a sentence or read in part, never worse', () => {
    test.each(samples)('made from %s', (name) => {
      const whole = new Uint8Array(readFileSync(join(folder, name)))
      fc.assert(
        fc.property(
          fc.nat(whole.length),
          fc.nat(whole.length),
          fc.constantFrom('{', '}', '<', '&', '=', '~', '\\', '#', ']]>', '\n\n', '<![CDATA['),
          (cut, at, sign) => {
            const start = Math.min(cut, at)
            const bytes = new Uint8Array([...whole.subarray(0, start), ...Buffer.from(sign), ...whole.subarray(Math.max(cut, at))])
            try {
              read(fileName, bytes).items.map((item) => reportOf(item))
            } catch (error) {
              expect(error).toBeInstanceOf(UnreadableFileError)
            }
          },
        ),
        { numRuns: 25 },
      )
    })
  })
}
