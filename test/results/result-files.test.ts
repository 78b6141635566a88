import { unzipSync } from 'fflate'
import { expect, onTestFinished, test } from 'vitest'
import { streamCsv } from '../../question-bank/formats/csv/stream-csv.ts'
import { streamXlsx } from '../../question-bank/formats/xlsx/stream-xlsx.ts'
import type { CreatedApiKey } from '../../server/contract/accounts.ts'
import { connectDatabase } from '../../server/database/client.ts'
import { standingsRows } from '../../server/features/result-files/standings-rows.ts'
import { createSealedResultService } from '../../server/features/seals/sealed-result-service.ts'
import { createSealedResultStore } from '../../server/features/seals/sealed-result-store.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { recordingDatabase } from '../helpers/recorded-statements.ts'
import type { ContestTable } from '../rules/contests/contest-table.ts'
import { askForSeal, sealed } from './ask-for-seal.ts'
import { openSealStage, type SealStage } from './seal-stage.ts'

const table: ContestTable = {
  contest: {
    cumulative: { counts: 'sum', bestRounds: null, ranking: [{ key: 'score' }, { key: 'durationMs' }], places: 'shared' },
    unitRaces: [{ id: 'xa', title: 'Các xã', depth: 1, by: 'total', bestPeople: null, leastEntrants: 1, sizeClasses: [] }],
    prizes: [
      { id: 'nhat', title: '=SUM(A1)', count: 1, for: { kind: 'person', roundId: 1 } },
      { id: 'tap-the', title: 'Giải tập thể', worth: 'Cờ thi đua', count: 1, for: { kind: 'unit', raceId: 'xa' } },
    ],
  },
  rounds: [
    {
      title: 'Vòng 1',
      opens: '2026-03-02 09:00',
      closes: '2026-03-08 17:00',
      questions: 4,
      predicts: true,
      rules: {
        ranking: [{ key: 'score' }, { key: 'predictionGap' }],
        prediction: { asks: 'entrants', counts: 'people', countsVoided: false, attempt: 'counting' },
      },
    },
  ],
  people: { 'Lê Văn An': {}, 'Phạm Bình': { unit: 'C3' }, 'Vũ Cường': { unit: 'C3' } },
  sittings: [
    { who: 'Lê Văn An', at: '2026-03-02 09:00', right: 4, predicts: 100, took: '03:00' },
    { who: 'Phạm Bình', at: '2026-03-02 09:00', right: 4, predicts: 4, took: '14:00' },
    { who: 'Vũ Cường', at: '2026-03-02 09:00', right: 3, predicts: 3, took: '13:00' },
  ],
  official: {},
}

type Asking = { headers: Record<string, string> }
async function fileOf({ running, base }: SealStage, path: string, { headers }: Asking) {
  const response = await fetch(`${running.origin}/api/v1/staff${base}/seals/${path}`, { headers })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return { status: response.status, headers: response.headers, bytes, text, lines: text.split('\r\n') }
}

test('files of results are made from a seal, say which one, and say when it was superseded', async () => {
  const stage = await openSealStage(table)
  const { owner, running } = stage
  const { sql } = running.database
  for (const path of ['1/standings-file?format=csv', '1/prizes-file?format=csv', '1/races/xa/file?format=csv'])
    expect((await fileOf(stage, path, owner)).text).toContain('SEAL_NOT_FOUND')
  await askForSeal(stage)
  expect(await sealed(stage)).toMatchObject({ state: 'sealed' })
  // somebody asked for the next one: until it is made there is nothing of it
  await sql`insert into result_seals (contest_id, number, reason, action_id, asked_by, asked_at) values (${stage.contestId}, 2, 'x', gen_random_uuid(), '{}', now())`
  expect((await fileOf(stage, '2/standings-file?format=csv', owner)).text).toContain('SEAL_NOT_FOUND')
  await sql`delete from result_seals where number = 2`

  const first = await fileOf(stage, '1/standings-file?format=csv&roundId=1', owner)
  expect(first.headers.get('content-disposition')).toBe('attachment; filename="hoi-thi-ket-qua-1-1.csv"')
  const [seal] = await sql<{ digest: string }[]>`select manifests->'full'->>'manifestSha256' as digest from result_seals`
  expect(first.lines.slice(0, 3)).toEqual(['\ufeffHội thi theo thể lệ', 'Vòng 1', expect.stringMatching(/^"Kết quả niêm phong số 1, lúc .*2026/)])
  expect(first.lines[3]).toContain(seal?.digest)
  expect(first.lines.slice(4)).toEqual([
    'Hạng,Họ và tên,Mã đơn vị,Đơn vị,Thuộc,Điểm,Thời gian làm bài (giây),Lúc nộp bài,Số dự đoán,Chênh lệch dự đoán,Số lượt thi,Giải thưởng',
    '1,Phạm Bình,C3,Chi đoàn Thôn Đông,Tỉnh Trà Giang › Xã Bình Minh,4,840,2026-03-02 09:14:00.000,4,1,1,',
    '2,Lê Văn An,C1,Chi đoàn Trường học,Tỉnh Trà Giang › Xã An Bình,4,180,2026-03-02 09:03:00.000,100,97,1,',
    '3,Vũ Cường,C3,Chi đoàn Thôn Đông,Tỉnh Trà Giang › Xã Bình Minh,3,780,2026-03-02 09:13:00.000,3,0,1,',
    '',
  ])
  const whole = await fileOf(stage, '1/standings-file?format=csv&lang=en', owner)
  expect(whole.lines.slice(5, 8).map((line) => line.split(',').slice(0, 2))).toEqual([
    ['1', 'Lê Văn An'],
    ['2', 'Phạm Bình'],
    ['3', 'Vũ Cường'],
  ])
  expect((await fileOf(stage, '1/standings-file?format=csv&roundId=7', owner)).text).toContain('BOARD_NOT_FOUND')

  // nothing is a formula, whoever typed it; and until the decision a prize is a proposal
  const prizes = await fileOf(stage, '1/prizes-file?format=csv', owner)
  expect(prizes.text).toContain('ĐỀ XUẤT')
  expect(prizes.lines.slice(-3, -1)).toEqual([
    "'=SUM(A1),,1,Phạm Bình,C3,Chi đoàn Thôn Đông,Tỉnh Trà Giang › Xã Bình Minh,",
    'Giải tập thể,Cờ thi đua,1,Xã Bình Minh,X2,Xã Bình Minh,Tỉnh Trà Giang,',
  ])
  const race = await fileOf(stage, '1/races/xa/file?format=csv', owner)
  expect(race.lines.slice(-4, -1)).toEqual([
    'Hạng,Mã đơn vị,Đơn vị,Thuộc,Tổng điểm,Số người dự thi,Số lượt thi,Quân số',
    '1,X2,Xã Bình Minh,Tỉnh Trà Giang,7,2,2,',
    '2,X1,Xã An Bình,Tỉnh Trà Giang,4,1,1,',
  ])

  // numbers are numbers in a sheet, texts are texts
  const sheet = await fileOf(stage, '1/prizes-file?format=xlsx', owner)
  const xml = new TextDecoder().decode(unzipSync(sheet.bytes)['xl/worksheets/sheet1.xml'])
  expect(xml).toContain('<c r="C6" s="0"><v>1</v></c>')
  expect(xml).toMatch(/<c r="A6" s="2" t="inlineStr"><is><t xml:space="preserve">=SUM\(A1\)<\/t>/)
  expect(xml).not.toContain('<f>')

  // another system that may read boards and not people gets names as people consented
  const key = { name: 'Cổng tỉnh', actions: ['board.read'], unitId: null, expiresInDays: 9 }
  const { body } = await owner.ask<CreatedApiKey>('POST', '/keys', key)
  const asKey = { headers: { authorization: `Bearer ${body.secret}` } }
  const masked = await fileOf(stage, '1/standings-file?format=csv&roundId=1', asKey)
  expect(masked.lines.slice(2, 3).concat(masked.lines.slice(5, 7))).toEqual([
    'Họ tên hiển thị theo lựa chọn của thí sinh',
    expect.any(String),
    expect.stringMatching(/^1,Ph\. Bì\*\*\*,C3,/),
  ])
  expect(masked.text).not.toContain('Phạm Bình')
  expect((await fileOf(stage, '1/prizes-file?format=csv', asKey)).status).toBe(403)

  const looks = await sql<{ entry: string }[]>`select entry from audit_log where act = 'results.export' order by seq`
  const told = looks.map(({ entry }) => JSON.parse(entry) as { by: { kind: string }; subject: { kind: string } })
  expect(told[0]).toMatchObject({ by: { name: owner.username }, subject: { sealNumber: 1, kind: 'standings', about: 1, format: 'csv' } })
  expect(told.map(({ by, subject }) => `${by.kind} ${subject.kind}`)).toEqual([
    ...['standings', 'standings', 'prizes', 'race', 'prizes'].map((kind) => `staff ${kind}`),
    'api-key standings',
  ])
  expect(JSON.stringify(told)).not.toContain('Phạm')

  // the boards move on, what was sealed does not
  await sql`update attempts set state = 'voided' where contestant_id = ${stage.people.get('Phạm Bình') ?? ''}`
  await askForSeal(stage, 'Hủy một lượt thi sau khiếu nại')
  expect(await sealed(stage, 2)).toMatchObject({ state: 'sealed' })
  const again = await fileOf(stage, '1/standings-file?format=csv&roundId=1', owner)
  expect(again.lines[4]).toBe('ĐÃ BỊ THAY THẾ bởi kết quả niêm phong số 2')
  expect(again.lines.slice(5)).toEqual(first.lines.slice(4))
  const second = await fileOf(stage, '2/standings-file?format=csv&roundId=1', owner)
  expect(second.text).not.toContain('THAY THẾ')
  expect(second.lines[4]).toBe('Lý do niêm phong lại: Hủy một lượt thi sau khiếu nại')
  expect(second.lines.slice(6, -1).map((line) => line.split(',')[1])).toEqual(['Lê Văn An', 'Vũ Cường'])
})

test('a board of 100,000 is read no faster than its file is taken, and comes whole', async () => {
  const connected = connectDatabase(await freshDatabase(), { poolSize: 2, name: 'result-files' })
  onTestFinished(() => connected.close())
  const { database, take } = recordingDatabase(connected)
  await database.sql`
    insert into sealed_places (contest_id, seal_number, round_id, contestant_id, place, unit_id, attempt_id, score_thousandths, duration_ms, submitted_at_ms, attempts_used)
    select 1, 1, 1, gen_random_uuid(), 1 + n / 3, 1, gen_random_uuid(), 4000, 60000, 1772416800000, 1 from generate_series(0, 99999) n`
  const store = createSealedResultStore(database)
  const { places } = await createSealedResultService({
    store: { ...store, find: async () => ({ number: 1, newest: 1, reason: '', sealedAt: new Date(0), manifests: { full: {} }, rules: {} }) as never },
    sealer: { open: () => Buffer.alloc(32) },
  }).sealedResultOf(1)
  const named = { unitOf: () => ['C1', 'Chi đoàn', 'Tỉnh'] as const, peopleOf: async () => () => ({ name: 'Lê Văn An', unitId: 1 }) }
  const table = () => ({
    sheet: 'Kết quả',
    above: ['Hội thi'],
    columns: [{ header: 'Hạng', width: 8 }],
    rows: standingsRows({ places }, named, { roundId: 1, asksPrediction: false, prizesOf: () => '' }),
  })
  const readings = () => take().filter((statement) => statement.includes('from sealed_places')).length
  for (const write of [streamCsv, streamXlsx]) {
    take()
    const slow = write(table())
    const first = await slow.next()
    expect(first.value?.length).toBeGreaterThan(0)
    // whoever takes one piece makes it read a few thousand rows, not all of them
    expect(readings()).toBeLessThan(20)
    const pieces = [first.value ?? new Uint8Array(), ...(await Array.fromAsync(slow))]
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(1024 * 1024)
    expect(readings()).toBeGreaterThan(80)
    const whole = Buffer.concat(pieces)
    const text = write === streamCsv ? whole.toString() : new TextDecoder().decode(unzipSync(whole)['xl/worksheets/sheet1.xml'])
    expect(text.match(write === streamCsv ? /^\d+,Lê Văn An,C1,/gm : /<row r="\d+"><c r="A\d+" s="0"><v>\d+<\/v><\/c><c r="B/g)).toHaveLength(100_000)
  }
})
