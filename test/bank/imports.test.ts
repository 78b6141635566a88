import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { beforeAll, describe, expect, test } from 'vitest'
import type {
  BankPage,
  DuplicatesPage,
  ImportItem,
  ImportItemsPage,
  ImportStatus,
  QuestionView,
  TransitionResult,
} from '../../server/contract/bank.ts'
import { createContest } from '../../server/features/contests/create-contest.ts'
import { usualRules } from '../../server/features/contests/round-settings.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { makeXlsx } from '../helpers/make-xlsx.ts'
import { aQuestion, type BankStage, jsonFile, openBankStage } from './bank-stage.ts'

const closing = afterFile()
let stage: BankStage
beforeAll(async () => {
  stage = await openBankStage(closing)
})

const header = ['Câu hỏi', 'Đáp án A', 'Đáp án B', 'Đáp án C', 'Đáp án D', 'Đáp án đúng']
const aSheet = (...rows: string[][]) => makeXlsx([header, ...rows])
const options = ['Sông Hồng', 'Sông Mã', 'Sông Lam', 'Sông Đà']
const good = (name: string) => [`Sông nào chảy qua ${name}?`, ...options, 'A']
const doubtful = (name: string) => [`Không rõ sông nào chảy qua ${name}?`, ...options, '']

const upload = (bytes: Uint8Array, name = 'câu hỏi.xlsx') => stage.binh.preview(name, bytes)
const statusOf = async (importId: string) => (await stage.binh.get<ImportStatus>(`/imports/${importId}`)).body
const itemsOf = async (importId: string, query = '') => (await stage.binh.get<ImportItemsPage>(`/imports/${importId}/items${query}`)).body.items
const correct = (importId: string, position: number, body: unknown) =>
  stage.binh.ask<ImportItem>('PATCH', `/imports/${importId}/items/${position}`, body)
const storedFrom = (importId: string) => stage.sql`select id from questions where import_id = ${importId}`

describe('a preview', () => {
  test('holds three lists, and nothing of it is a question', async () => {
    const { importId, counts, state } = await upload(aSheet(good('Lào Cai'), good('Nam Định'), doubtful('Vinh'), ['', ...options, 'A']))
    expect({ state, counts }).toEqual({ state: 'previewed', counts: { good: 2, doubtful: 1, refused: 1, dropped: 0 } })
    const items = await itemsOf(importId)
    expect(items.map((item) => [item.position, item.state])).toEqual([
      [0, 'good'],
      [1, 'good'],
      [2, 'doubtful'],
      [3, 'refused'],
    ])
    expect(await itemsOf(importId, '?state=doubtful')).toHaveLength(1)
    expect(await storedFrom(importId)).toHaveLength(0)
  })

  test('is corrected: a key is chosen, a text is mended, an item is left out; then it is stored as it stands', async () => {
    const { importId } = await upload(aSheet(good('Việt Trì'), doubtful('Thanh Hóa'), ['', ...options, 'A'], good('Hòa Bình')))
    const chosen = await correct(importId, 1, { key: { correct: 1 } })
    expect(chosen.body).toMatchObject({ state: 'good', correct: [1], isCorrected: true, reasons: [] })
    const written = await correct(importId, 2, { question: aQuestion({ stem: 'Sông nào dài nhất?' }) })
    expect(written.body).toMatchObject({ state: 'good', stem: 'Sông nào dài nhất?' })
    await correct(importId, 3, { isDropped: true })
    expect((await statusOf(importId)).counts).toEqual({ good: 4, doubtful: 0, refused: 0, dropped: 1 })
    expect((await stage.binh.confirm(importId)).body.stored).toBe(3)
    const stored = await stage.sql<{ key: { correct: number }; state: string }[]>`
      select r.key, q.state from questions q join question_revisions r on r.question_id = q.id where q.import_id = ${importId}`
    expect(stored.map(({ key }) => key.correct).sort()).toEqual([0, 0, 1])
    expect(stored.every(({ state }) => state === 'draft')).toBe(true)
    expect((await correct(importId, 0, { isDropped: true })).problem.code).toBe('IMPORT_ALREADY_CONFIRMED')
  })

  test.each([
    ['a key beyond the options', { key: { correct: 7 } }, 'QUESTION_REFUSED'],
    ['a key of another type', { key: { isTrue: true } }, 'QUESTION_REFUSED'],
    ['a question that is none', { question: { stem: 'x' } }, 'QUESTION_REFUSED'],
    ['a field nobody may set', { state: 'good' }, 'BAD_REQUEST'],
  ])('%s corrects nothing', async (_what, body, code) => {
    const { importId } = await upload(aSheet(doubtful(`nơi ${randomUUID()}`)))
    expect((await correct(importId, 0, body)).problem.code).toBe(code)
    expect((await itemsOf(importId))[0]?.state).toBe('doubtful')
  })

  test('of a file without end comes page by page', async () => {
    const many = Array.from({ length: 20_000 }, () =>
      aQuestion({ stem: `${randomUUID().replaceAll('-', ' ')} ${randomUUID().replaceAll('-', ' ')}?` }),
    )
    const { importId, counts } = await upload(jsonFile(many), 'ngân hàng.json')
    expect(counts.good).toBe(20_000)
    const [first, last] = [await itemsOf(importId), await itemsOf(importId, '?after=19950')]
    expect(first.map(({ position }) => position)).toEqual(Array.from({ length: 100 }, (_, at) => at))
    expect(last.map(({ position }) => position)).toEqual(Array.from({ length: 49 }, (_, at) => 19_951 + at))
    // other people are served while it is read, compared and stored
    const [confirmed] = await Promise.all([stage.binh.confirm(importId), stage.cuc.get<BankPage>('/questions')])
    expect(confirmed.body.stored).toBe(20_000)
    expect(await storedFrom(importId)).toHaveLength(20_000)
    expect((await stage.binh.post<ImportStatus>(`/imports/${importId}/undo`)).body.state).toBe('undone')
    expect(await storedFrom(importId)).toHaveLength(0)
  })

  test('can be thrown away', async () => {
    const { importId } = await upload(aSheet(good('Cà Mau')))
    expect((await stage.binh.ask('DELETE', `/imports/${importId}`)).status).toBe(204)
    expect((await stage.binh.get(`/imports/${importId}`)).problem.code).toBe('IMPORT_NOT_FOUND')
  })
})

describe('a confirmation', () => {
  test('ten at once store once; a repeat gets the same answer, another action is refused', async () => {
    const { importId } = await upload(aSheet(good('Bắc Ninh'), good('Bắc Giang')))
    const actionId = randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => stage.binh.confirm(importId, actionId)))
    expect(answers.map(({ body }) => body.stored)).toEqual(Array.from({ length: 10 }, () => 2))
    expect((await stage.cuc.confirm(importId)).problem.code).toBe('IMPORT_ALREADY_CONFIRMED')
    expect(await storedFrom(importId)).toHaveLength(2)
  })

  test('with nothing good stores nothing and may be repeated after a correction', async () => {
    const { importId } = await upload(aSheet(doubtful('Lạng Sơn')))
    expect((await stage.binh.confirm(importId)).problem.code).toBe('IMPORT_EMPTY')
    await correct(importId, 0, { key: { correct: 3 } })
    expect((await stage.binh.confirm(importId)).body.stored).toBe(1)
  })

  test('leaves out what is named with it; the same action that leaves out something else is none', async () => {
    const { importId } = await upload(aSheet(good('Huế'), good('Đà Nẵng')))
    const actionId = randomUUID()
    expect((await stage.binh.confirm(importId, actionId, [0])).body.stored).toBe(1)
    expect((await stage.binh.confirm(importId, actionId, [0, 0])).body.stored).toBe(1)
    expect((await stage.binh.confirm(importId, actionId, [1])).problem.code).toBe('ACTION_ID_REUSED')
    expect((await stage.cuc.confirm(importId, actionId, [0])).problem.code).toBe('ACTION_ID_REUSED')
  })
})

describe('an import is undone as a whole', () => {
  const confirmed = async (...names: string[]) => {
    const { importId } = await upload(aSheet(...names.map(good)))
    await stage.binh.confirm(importId)
    const rows = await stage.sql<{ id: string; revisionId: string }[]>`
      select q.id, r.id as "revisionId" from questions q join question_revisions r on r.question_id = q.id where q.import_id = ${importId} order by q.id`
    return { importId, rows, undo: () => stage.binh.post<ImportStatus>(`/imports/${importId}/undo`) }
  }

  test('while nobody used it, even after its questions were reviewed', async () => {
    const { importId, rows, undo } = await confirmed('Sơn La', 'Lai Châu')
    await stage.binh.approve(rows[0]?.id as string)
    expect((await undo()).body.state).toBe('undone')
    expect(await storedFrom(importId)).toHaveLength(0)
    expect((await undo()).body.state).toBe('undone')
    expect((await stage.binh.confirm(importId)).problem.code).toBe('IMPORT_ALREADY_CONFIRMED')
    expect(await stage.sql`select 1 from audit_log where act = 'import.undo' and subject->>'importId' = ${importId}`).toHaveLength(1)
  })

  test('not after one of its questions was revised', async () => {
    const { importId, rows, undo } = await confirmed('Điện Biên', 'Yên Bái')
    await stage.binh.revise(rows[0]?.id as string, 1, aQuestion())
    expect((await undo()).problem.code).toBe('IMPORT_REVISED')
    expect(await storedFrom(importId)).toHaveLength(2)
  })

  test('not while a round draws from it, and not after a key of it was amended', async () => {
    const drawn = await confirmed('Hà Giang')
    await stage.sql.begin((transaction) =>
      createContest(transaction, {
        slug: `thi-${randomUUID().slice(0, 8)}`,
        title: 'Hội thi',
        organizer: 'Ban tổ chức',
        summary: '',
        rules: [],
        consents: [],
        unitLevels: [],
        allowedOrigins: [],
        rounds: [
          {
            title: 'Vòng 1',
            opensAt: new Date('2099-01-01'),
            closesAt: new Date('2099-02-01'),
            freezesAt: null,
            settings: {
              ...usualRules,
              blueprint: {
                pools: [{ id: 'all', draw: 1, pointsThousandths: 1_000, revisionIds: drawn.rows.map(({ revisionId }) => revisionId) }],
                shuffleQuestions: true,
                shuffleOptions: true,
              },
            },
          },
        ],
      }),
    )
    expect((await drawn.undo()).problem.code).toBe('IMPORT_IN_USE')

    // the round has not opened, and already counts on it
    const questionId = drawn.rows[0]?.id as string
    expect((await stage.binh.get<QuestionView>(`/questions/${questionId}`)).body.isInUse).toBe(true)
    const retire = (more = {}) =>
      stage.binh.post<TransitionResult>('/transitions', { transition: 'retire', questions: [{ id: questionId, number: 1 }], ...more })
    expect((await retire()).body.outcomes).toEqual([{ id: questionId, outcome: 'IN_BLUEPRINT', state: 'draft', rounds: ['Hội thi – Vòng 1'] }])
    expect((await retire({ force: true })).body.outcomes).toEqual([{ id: questionId, outcome: 'moved', state: 'retired' }])

    const amended = await confirmed('Cao Bằng')
    await stage.binh.post(`/revisions/${amended.rows[0]?.revisionId}/amendments`, {
      actionId: randomUUID(),
      reason: 'Đáp án sai',
      change: { kind: 'other-key', key: { correct: 1 } },
    })
    expect((await amended.undo()).problem.code).toBe('IMPORT_IN_USE')
  })

  test('undo, revision and confirmation at once leave all of it or nothing', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { importId, rows, undo } = await confirmed(`nơi ${randomUUID()}`, `nơi ${randomUUID()}`)
      const [undone, revised, again] = await Promise.all([
        undo(),
        stage.cuc.revise(rows[1]?.id as string, 1, aQuestion()),
        stage.cuc.confirm(importId),
      ])
      expect(again.problem.code).toBe('IMPORT_ALREADY_CONFIRMED')
      const left = await storedFrom(importId)
      if (undone.status === 200) expect([left.length, revised.problem.code]).toEqual([0, 'QUESTION_NOT_FOUND'])
      else expect([left.length, undone.problem.code, revised.status]).toEqual([2, 'IMPORT_REVISED', 200])
    }
  })
})

describe('a file', () => {
  test('of more than 50 MB is refused with a sentence, with and without saying its length', async () => {
    const large = new Uint8Array(51 * 1024 * 1024).fill(32)
    const answer = await stage.binh.upload('lớn.json', large)
    expect([answer.status, answer.problem.code]).toEqual([413, 'BODY_TOO_LARGE'])
    expect(answer.problem.errors?.[0]?.reason).toMatch(/lớn hơn 50 MB/)

    const pieces = async function* () {
      yield Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="lớn.json"\r\n\r\n')
      for (let sent = 0; sent < 52; sent += 1) yield Buffer.alloc(1024 * 1024, ' ')
      yield Buffer.from('\r\n--x--\r\n')
    }
    const streamed = await fetch(`${stage.origin}/api/v1/staff/bank/imports`, {
      method: 'POST',
      headers: { ...stage.binh.headers, 'content-type': 'multipart/form-data; boundary=x' },
      body: Readable.from(pieces()),
      duplex: 'half',
    } as unknown as RequestInit)
    const told = (await streamed.json()) as { code: string }
    expect([streamed.status, told.code]).toEqual([413, 'BODY_TOO_LARGE'])
    // and the next one is received as if nothing had been
    expect((await upload(aSheet(good('Quảng Trị')))).state).toBe('previewed')
  })

  test('that is none is refused at once, and leaves nothing behind', async () => {
    const answer = await stage.binh.upload('chương trình.xlsx', Buffer.from('MZ this program cannot be run'))
    if (answer.status === 202) {
      // a machine that is too busy to look at it within two seconds says so a little later
      const refused = await eventually('it is refused', async () => {
        const now = await statusOf(answer.body.importId)
        return now.state === 'refused' && now
      })
      expect(refused.reason).toMatch(/chương trình/)
    } else {
      expect([answer.status, answer.problem.code]).toEqual([422, 'FILE_NOT_READABLE'])
      expect(answer.problem.errors?.[0]?.reason).toMatch(/chương trình/)
      expect(await stage.sql`select 1 from bank_imports where file_name = 'chương trình.xlsx'`).toHaveLength(0)
    }
    expect((await stage.binh.post('/imports')).status).toBeGreaterThanOrEqual(400)
  })

  test('with a NUL in its texts is kept without it', async () => {
    const { importId } = await upload(jsonFile([aQuestion({ stem: 'Trước\u0000 sau?' })]), 'nul.json')
    await stage.binh.confirm(importId)
    const [row] = await stage.sql<{ stem: string }[]>`
      select r.content->>'stem' as stem from question_revisions r join questions q on q.id = r.question_id where q.import_id = ${importId}`
    expect(row?.stem).toBe('Trước sau?')
  })

  test('whose reader was cut off says so after a while', async () => {
    const id = randomUUID()
    await stage.sql`
      insert into bank_imports (id, account_id, file_name, state, touched_at) values (${id}, ${stage.binh.id}, 'dở dang.docx', 'reading', now() - interval '1 hour')`
    expect(await statusOf(id)).toMatchObject({ state: 'refused', reason: expect.stringMatching(/tải tệp lên lần nữa/) })
  })

  test('more files at once than can be held are sent away politely, none is lost', async () => {
    const answers = await Promise.all(Array.from({ length: 14 }, (_, at) => stage.binh.upload(`tệp ${at}.xlsx`, aSheet(good(`xã số ${at}`)))))
    const [taken, away] = [answers.filter(({ status }) => status === 200 || status === 202), answers.filter(({ status }) => status === 503)]
    expect(taken.length + away.length).toBe(14)
    expect(taken.length).toBeGreaterThanOrEqual(8)
    for (const { body } of taken) await eventually('it is read', async () => (await statusOf(body.importId)).state === 'previewed')
    for (const { problem, headers } of away) expect([problem.code, headers.get('retry-after')]).toEqual(['TOO_BUSY', '15'])
  })
})

describe('questions that say the same', () => {
  test('are told in the preview, with the other one shown, in the bank and in the file', async () => {
    const stem = 'Chiến thắng Điện Biên Phủ diễn ra vào năm nào?'
    const years = (stemOf: string, order: string[]) => ({
      content: { type: 'single-choice', stem: stemOf, options: order },
      key: { correct: order.indexOf('1954') },
    })
    const { questionId } = await stage.binh.create(years(stem, ['1954', '1953', '1955', '1946']) as never)
    const twins = [
      years('chien thang dien bien phu, dien ra vao nam nao', ['1946', '1955', '1953', '1954']),
      years(stem, ['1954', '1953', '1955', '1946']),
    ]
    const { importId } = await upload(jsonFile(twins), 'trùng.json')
    const [first, second] = await eventually('both were compared', async () => (await statusOf(importId)).compared === 2 && (await itemsOf(importId)))
    expect(first?.alike).toEqual([{ grade: 'same', likeness: 1_000, keysDisagree: false, questionId, stem }])
    expect(second?.alike.map(({ questionId: inBank, position }) => inBank ?? position).sort()).toEqual([0, questionId])

    await stage.binh.confirm(importId, randomUUID(), [1])
    const mine = await eventually('the bank was compared', async () => {
      const { body } = await stage.binh.get<DuplicatesPage>('/duplicates?grade=same')
      const found = body.pairs.filter(({ questions }) => questions.some(({ id }) => id === questionId))
      return found.length > 0 && found
    })
    expect(mine).toMatchObject([{ grade: 'same', likeness: 1_000, keysDisagree: false }])
  })
})
