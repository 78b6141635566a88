import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeTextCsv } from '../../question-bank/formats/csv/write-csv.ts'
import { writeTextXlsx } from '../../question-bank/formats/xlsx/write-xlsx.ts'
import type { UnitImportLines, UnitImportStatus } from '../../server/contract/units.ts'
import { afterFile } from '../helpers/after-file.ts'
import { openUnitsStage } from './units-stage.ts'

type Stage = Awaited<ReturnType<typeof openUnitsStage>>
const closing = afterFile()
let stage: Stage
beforeAll(async () => {
  stage = await openUnitsStage(undefined, {}, closing)
})

async function upload({ origin, owner }: Stage, name: string, bytes: Uint8Array) {
  const form = new FormData()
  form.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name)
  const response = await fetch(`${origin}/api/v1/staff/units/imports`, { method: 'POST', headers: owner.headers, body: form })
  return { status: response.status, body: (await response.json()) as UnitImportStatus & { code?: string; errors?: { reason: string }[] } }
}
const linesOf = async ({ owner }: Stage, importId: string, state = '') =>
  (await owner.ask<UnitImportLines>('GET', `/units/imports/${importId}/lines${state && `?state=${state}`}`)).body.lines
const confirm = ({ owner }: Stage, importId: string, actionId: string = randomUUID()) =>
  owner.ask<UnitImportStatus>('POST', `/units/imports/${importId}/confirmation`, { actionId })
const csv = (text: string) => new TextEncoder().encode(text)

test('columns are known by many names, in any order, with or without diacritics, below a title', async () => {
  const headers = [
    ['Mã đơn vị', 'Tên đơn vị', 'Mã cấp trên', 'Quân số'],
    ['MA DON VI', 'TEN DON VI', 'MA CAP TREN', 'QUAN SO'],
    ['Mã', 'Đơn vị', 'Trực thuộc', 'Số lượng đoàn viên'],
    ['Mã ĐV', 'Tên ĐV', 'Mã đơn vị cấp trên', 'Sĩ số'],
    ['code', 'name', 'parent code', 'headcount'],
  ]
  for (const [code, name, parent, headcount] of headers) {
    const columns = [headcount, parent, 'Ghi chú', name, code].map((header) => ({ header: header ?? '', width: 10 }))
    const rows = [['1.200', 'T', 'x', 'Xã Tân Lập', 'TL']]
    const { body } = await upload(stage, 'don-vi.xlsx', writeTextXlsx('Đơn vị', columns, rows))
    expect([
      headers[0],
      (await linesOf(stage, body.importId, 'new')).map((line) => [line.line, line.code, line.name, line.parentCode, line.headcount]),
    ]).toEqual([headers[0], [[2, 'TL', 'Xã Tân Lập', 'T', 1_200]]])
  }
  const { body } = await upload(stage, 'don-vi.csv', csv('DANH SÁCH ĐƠN VỊ;;\n;;\nTên đơn vị;Mã đơn vị;Mã cấp trên\nXã Tân Lập;TL;T\n'))
  expect((await linesOf(stage, body.importId, 'new')).map(({ line, name }) => [line, name])).toEqual([[4, 'Xã Tân Lập']])
})

test('every line is told apart, and each fault is named with its line', async () => {
  const file = `Mã đơn vị,Tên đơn vị,Mã cấp trên,Quân số
C9,Chi đoàn chín,X9,30
X9,Xã Chín,T,300
X1,Phường An Bình,T,
C1,Chi đoàn Trường học,X1,
D1,Đôi một,T,
D1,Đôi hai,T,
DC,Con của đôi,D1,
K1,Không tên cha,KHONGCO,
V1,Vòng một,V2,
V2,Vòng hai,V3,
V3,Vòng ba,V1,
VC,Dưới vòng,V2,
,Không mã,T,
NT,,T,
CH,Chữ,T,nhiều
M Ã,Mã có khoảng trắng,T,
T,Tỉnh Trà Giang,C9,
`
  const { body } = await upload(stage, 'don-vi.csv', csv(file))
  const lines = await linesOf(stage, body.importId)
  expect(lines.filter(({ state }) => state !== 'refused').map(({ line, state, code, changes }) => [line, state, code, changes.join()])).toEqual([
    [4, 'changed', 'X1', 'name'],
    [5, 'same', 'C1', ''],
    [null, 'missing', 'C2', ''],
    [null, 'missing', 'C3', ''],
    [null, 'missing', 'X2', ''],
  ])
  const refused = lines.filter(({ state }) => state === 'refused')
  expect(refused.map(({ line, reasons }) => [line, reasons.map(({ code, lines: others }) => [code, ...(others ?? [])].join(' ')).join()])).toEqual([
    [2, 'PARENT_CYCLE 2 3 18'],
    [3, 'PARENT_CYCLE 2 3 18'],
    [6, 'CODE_DOUBLED 7'],
    [7, 'CODE_DOUBLED 6'],
    [8, 'PARENT_REFUSED 6 7'],
    [9, 'PARENT_NOT_FOUND'],
    [10, 'PARENT_CYCLE 10 11 12'],
    [11, 'PARENT_CYCLE 10 11 12'],
    [12, 'PARENT_CYCLE 10 11 12'],
    [13, 'PARENT_REFUSED 11'],
    [14, 'CODE_EMPTY'],
    [15, 'NAME_EMPTY'],
    [16, 'HEADCOUNT_UNREADABLE'],
    [17, 'CODE_UNREADABLE'],
    [18, 'PARENT_CYCLE 2 3 18'],
  ])
  expect(refused[6]?.reasons[0]?.sentence).toBe('Các dòng 10, 11, 12 lần lượt là cấp trên của nhau thành một vòng.')
  expect(body.counts).toEqual({ new: 0, changed: 1, same: 1, missing: 3, refused: 15 })
})

test('a circle through units that the file does not name is told as it is', async () => {
  const own = await openUnitsStage()
  const { body } = await upload(own, 'don-vi.csv', csv('Mã đơn vị,Tên đơn vị,Mã cấp trên\nX1,Xã An Bình,C1\nX2,Xã Bình Minh,X2\n'))
  const refused = (await linesOf(own, body.importId)).filter(({ state }) => state === 'refused')
  expect(refused.map(({ line, reasons }) => [line, reasons[0]?.sentence])).toEqual([
    [2, 'Thành một vòng: X1 → C1 → X1 (mũi tên chỉ đơn vị cấp trên).'],
    [3, 'Đơn vị này lấy chính mình làm cấp trên.'],
  ])
})

describe('a confirmation', () => {
  test('takes over what is sound, children before their parents too, once', async () => {
    const own = await openUnitsStage()
    const file =
      'Mã đơn vị,Tên đơn vị,Mã cấp trên,Quân số\nC8,Chi đoàn tám,X8,25\nX8,Xã Tám,T,250\nC1,Chi đoàn Trường học,X8,40\nX2,Phường Bình Minh,T,\nZ,,T,\n'
    const { body } = await upload(own, 'don-vi.csv', csv(file))
    const actionId = randomUUID()
    const answers = await Promise.all([confirm(own, body.importId, actionId), confirm(own, body.importId, actionId)])
    expect(answers.map(({ status, body: after }) => [status, after.state])).toEqual([
      [200, 'confirmed'],
      [200, 'confirmed'],
    ])
    expect((await confirm(own, body.importId)).problem.code).toBe('IMPORT_ALREADY_CONFIRMED')
    expect(await own.treeOn()).toEqual([
      'T Tỉnh Trà Giang',
      '  X2 Phường Bình Minh',
      '    C3 Chi đoàn Thôn Đông',
      '  X1 Xã An Bình',
      '    C2 Chi đoàn Công an',
      '  X8 Xã Tám',
      '    C8 Chi đoàn tám',
      '    C1 Chi đoàn Trường học',
    ])
    expect((await own.card('C1')).headcount?.headcount).toBe(40)
    expect(await own.treeOn('2020-01-01')).toContain('    C1 Chi đoàn Trường học')
  })

  test('is refused when somebody changed the tree after the preview', async () => {
    const own = await openUnitsStage()
    const { body } = await upload(own, 'don-vi.csv', csv('Mã đơn vị,Tên đơn vị,Mã cấp trên\nX7,Xã Bảy,T\n'))
    await own.act('X1', 'renaming', { name: 'Xã Khác' })
    expect((await confirm(own, body.importId)).problem.code).toBe('UNITS_CHANGED')
    expect(await own.treeOn()).not.toContain('  X7 Xã Bảy')
  })

  test.each(['xlsx', 'csv'] as const)('an export as %s reads back as the same tree and holds no formula', async (format) => {
    const own = await openUnitsStage()
    await own.create('DD1', '=HYPERLINK("http://x","bấm")', await own.idOf('T'), { headcount: 12 })
    await own.create('01', "'-2+3 @SUM", await own.idOf('T'))
    const response = await fetch(`${own.origin}/api/v1/staff/units/exports?format=${format}`, { headers: own.owner.headers })
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (format === 'csv')
      expect(
        new TextDecoder()
          .decode(bytes)
          .split(/[,\r\n]/)
          .filter((field) => /^"?[=+\-@]/.test(field)),
      ).toEqual([])
    const { body } = await upload(own, `don-vi.${format}`, bytes)
    expect(body.counts).toEqual({ new: 0, changed: 0, same: 8, missing: 0, refused: 0 })
    // elsewhere it makes the same tree
    const other = await openUnitsStage([])
    const fresh = await upload(other, `don-vi.${format}`, bytes)
    expect(fresh.body.counts).toMatchObject({ new: 8, refused: 0 })
    expect((await confirm(other, fresh.body.importId)).status).toBe(200)
    expect(await other.treeOn()).toEqual(await own.treeOn())
  })
})

test.each([
  ['a text without a table', 'ghi-chu.csv', csv('không có gì ở đây')],
  [
    'a table of something else',
    'bang.csv',
    writeTextCsv([
      ['Họ tên', 'Điểm'],
      ['An', '5'],
    ]),
  ],
  ['a picture', 'anh.xlsx', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])],
  ['a broken workbook', 'hong.xlsx', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0])],
  ['nothing', 'rong.csv', new Uint8Array()],
])('%s is refused with a sentence', async (_what, name, bytes) => {
  const { status, body } = await upload(stage, name, bytes)
  expect([status, body.code, (body.errors?.[0]?.reason.length ?? 0) > 10]).toEqual([422, 'FILE_NOT_READABLE', true])
})
