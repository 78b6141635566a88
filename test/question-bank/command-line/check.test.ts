import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Check } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { check } from '../../../question-bank/command-line/check.ts'
import { writeFile as writeBank } from '../../../question-bank/formats/write-file.ts'
import { makeQuestion } from '../../../question-bank/question.ts'
import { ImportReport } from '../../../server/contract/import-report.ts'

const accepted = (text: string, worthThousandths = 1_000) => ({ text, worthThousandths })
const questions = [
  makeQuestion(
    { type: 'single-choice', stem: 'Thủ đô?', options: ['Huế', 'Hà Nội', 'Vinh'], locked: [2] },
    { correct: 1, weightsThousandths: [250, 1_000, 0] },
    { pointsThousandths: 500, level: 'recognition', topic: ['Địa lý', 'Việt Nam'], explanation: 'Từ năm 1010.' },
  ),
  makeQuestion({ type: 'numeric', stem: 'Số pi?', unit: 'rad' }, { accepted: [{ value: '3.14', tolerance: '0.01', worthThousandths: 1_000 }] }),
  makeQuestion({ type: 'short-text', stem: 'Ai?' }, { accepted: [accepted('Lý Tự Trọng'), accepted('Trọng', 500)], ignoresDiacritics: true }),
  makeQuestion({ type: 'ordering', stem: 'Xếp.', items: ['một', 'hai'], scoring: 'per-place' }, { order: [1, 0] }),
  makeQuestion({ type: 'matching', stem: 'Ghép.', left: ['a', 'b'], right: ['x', 'y'], scoring: 'per-pair' }, { rightOf: [1, 0] }),
  makeQuestion(
    { type: 'cloze', stem: 'Tên [[1]].', gaps: [{ kind: 'choice', options: ['Huế', 'Vinh'] }] },
    { gaps: [{ kind: 'choice', correct: 1, weight: 2 }] },
  ),
]
const bank = { name: 'bank.json', bytes: writeBank('json', { questions, attachments: [] }).bytes }
const broken = { name: 'bank.gift', bytes: new TextEncoder().encode('Thủ đô? { =Huế =Vinh ~Hà Nội') }

describe('what check prints', () => {
  test('for people: each question with its key, its tolerance, what is partly right, and what is said of it', async () => {
    const { text, isClean } = await check(bank, { isJson: false, language: 'vi' })
    expect(isClean).toBe(true)
    const lines = text.split('\n').map((line) => line.trim())
    for (const line of [
      'bank.json (json)',
      '○ A. Huế (25 %)',
      '● B. Hà Nội (100 %)',
      '(0,5 điểm; Nhận biết; Địa lý / Việt Nam)',
      '= 3.14 (± 0.01)',
      '= Lý Tự Trọng | Trọng (50 %)',
      '= B → A',
      'A. a – y',
      '= Vinh',
      '6 câu tốt, 0 câu cần xem lại, 0 câu bị từ chối',
    ])
      expect(lines).toContain(line)
    expect(lines[1]).toMatch(/^✓ .*: Thủ đô\?$/)
  })

  test('for programs: the promised fields, and how answers are marked', async () => {
    const report: ImportReport = JSON.parse((await check(bank, { isJson: true, language: 'vi' })).text)
    expect(Check(ImportReport, report)).toBe(true)
    expect(report).toMatchObject({ refused: false, reason: null, counts: { good: 6, doubtful: 0, refused: 0 } })
    const [choice, number, words, order, , cloze] = report.items
    expect(choice).toMatchObject({
      state: 'good',
      type: 'single-choice',
      stem: 'Thủ đô?',
      options: ['Huế', 'Hà Nội', 'Vinh'],
      correct: [1],
      points: 0.5,
      explanation: 'Từ năm 1010.',
      reasons: [],
      marking: { shares: [0.25, 1, 0], locked: [2] },
    })
    expect(number).toMatchObject({ correct: ['3.14'], marking: { accepted: [{ value: '3.14', tolerance: '0.01', share: 1 }], unit: 'rad' } })
    expect(words?.marking).toMatchObject({
      accepted: [
        { value: 'Lý Tự Trọng', tolerance: null, share: 1 },
        { value: 'Trọng', tolerance: null, share: 0.5 },
      ],
      textRules: ['ignores-diacritics'],
    })
    expect(order?.marking?.scoring).toBe('per-place')
    expect(cloze?.marking?.gaps).toEqual([{ options: ['Huế', 'Vinh'], correct: 1, accepted: [], textRules: [], weight: 2 }])
  })

  test('a refused file has its reason and no items, in either language', async () => {
    for (const language of ['vi', 'en'] as const) {
      const { text, isClean } = await check({ name: 'x.docx', bytes: new Uint8Array() }, { isJson: true, language })
      const report: ImportReport = JSON.parse(text)
      expect([isClean, report.refused, report.items, Check(ImportReport, report)]).toEqual([false, true, [], true])
      expect(report.reason).toMatch(language === 'vi' ? /[ăâđêôơư]/i : /^[\x20-\x7e“”’–…]+$/)
    }
  })
})

describe('npm run bank', () => {
  let folder = ''
  const run = (...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const cli = new URL('../../../question-bank/cli.ts', import.meta.url).pathname
      execFile(process.execPath, [cli, ...args], { cwd: folder }, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
      )
    })
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hoithi-bank-'))
    await writeFile(join(folder, 'good.json'), bank.bytes)
    await writeFile(join(folder, 'refused.gift'), broken.bytes)
    await writeFile(join(folder, 'empty.docx'), '')
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('check ends with 0 when nothing is refused, 1 when an item or the file is, 2 when it cannot be asked', async () => {
    expect((await run('check', 'good.json')).code).toBe(0)
    expect((await run('check', 'empty.docx')).code).toBe(1)
    expect((await run('check', 'refused.gift', '--json')).code).toBe(1)
    expect((await run('check', 'missing.docx')).code).toBe(2)
    expect((await run('check')).code).toBe(2)
    expect((await run('check', 'good.json', '--what')).code).toBe(2)
  })

  test('check --json prints one document and nothing else', async () => {
    const { out, err } = await run('check', 'empty.docx', '--json')
    expect(JSON.parse(out)).toMatchObject({ refused: true, items: [] })
    expect(err).toBe('')
  })

  test('convert writes a file and says what it could not keep; 1 when a question is not in it', async () => {
    const whole = await run('convert', 'good.json', 'new.docx')
    expect([whole.code, whole.err.trim()]).toEqual([0, '6 câu đã ghi vào new.docx'])
    const part = await run('convert', 'good.json', 'new.aiken')
    expect(part.code).toBe(1)
    expect(part.err).toContain('1 câu đã ghi vào new.aiken')
    expect((await readFile(join(folder, 'new.aiken'), 'utf8')).match(/ANSWER: B/)).not.toBeNull()
    expect((await run('convert', 'good.json', 'new.exe')).code).toBe(1)
  })

  test('papers prints a file for each code and the keys apart, the same for the same seed', async () => {
    const { code } = await run('papers', 'good.json', 'papers', '--codes', '101,102', '--seed', 'x')
    expect(code).toBe(0)
    const first = await readFile(join(folder, 'papers', 'de-101.docx'))
    await run('papers', 'good.json', 'again', '--codes', '101,102', '--seed', 'x')
    expect(await readFile(join(folder, 'again', 'de-101.docx'))).toEqual(first)
    expect((await readFile(join(folder, 'papers', 'dap-an.docx'))).length).toBeGreaterThan(1_000)
  })
})
