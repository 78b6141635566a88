import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { UnitList } from '../../server/contract/contests.ts'
import { createUnitTree } from '../../server/features/units/unit-tree.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { eventually } from '../helpers/eventually.ts'
import { call } from '../helpers/participant.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'
import { openUnitsStage } from './units-stage.ts'

const row = (id: number, name: string, parentId: number | null, depth: number, changes: object = {}) => ({
  id,
  code: String(id),
  name,
  parentId,
  depth,
  isOpen: true,
  levelNames: null,
  ...changes,
})
const province = [
  row(1, 'Tỉnh Trà Giang', null, 0, { levelNames: ['Tỉnh', 'Xã, phường', 'Chi đoàn'] }),
  row(2, 'Xã An Bình', 1, 1),
  row(3, 'Phường Bình An', 1, 1, { levelNames: ['Phường', 'Chi hội'] }),
  row(4, 'Chi đoàn Thôn An Bình Đông', 2, 2),
  row(5, 'Chi hội Bình Minh, An Phú', 3, 2),
  row(6, 'Xã Thanh Bình', 1, 1, { isOpen: false }),
  row(7, 'Xã Cũ Hơn', 1, 1, { isOpen: false }),
  row(8, 'Thị trấn Bình', 1, 1, { isOpen: false }),
  row(9, 'Đồn Biên phòng Đăk Nông', 2, 2),
]
const successions = [
  { unitId: 6, successorId: 2, shareThousandths: 600 },
  { unitId: 6, successorId: 3, shareThousandths: 400 },
  { unitId: 7, successorId: 6, shareThousandths: 1_000 },
]
const tree = createUnitTree({
  rows: province,
  otherNames: [
    { unitId: 3, name: 'Xã Bình An Thượng' },
    { unitId: 2, name: 'Xã An Bình' },
  ],
  successions,
})

describe('searching', () => {
  test.each<[string, string, (string | [string, string])[]]>([
    [
      'the whole name comes first, then what begins with it, then words, then words in any order',
      'an bình',
      ['Xã An Bình', 'Chi đoàn Thôn An Bình Đông', 'Phường Bình An', 'Chi hội Bình Minh, An Phú'],
    ],
    ['without diacritics, with Đ, and half a word', 'don bien ph', ['Đồn Biên phòng Đăk Nông']],
    ['in capitals and with signs between', 'BÌNH MINH AN-PHÚ', ['Chi hội Bình Minh, An Phú']],
    ['decomposed letters', 'Thôn An Bình'.normalize('NFD'), ['Chi đoàn Thôn An Bình Đông']],
    ['a former name of a unit that goes on', 'bình an thượng', [['Phường Bình An', 'Xã Bình An Thượng']]],
    [
      'a unit that was split offers all who go on, the largest first',
      'xã thanh bình',
      [
        ['Xã An Bình', 'Xã Thanh Bình'],
        ['Phường Bình An', 'Xã Thanh Bình'],
      ],
    ],
    [
      'a chain of endings is followed',
      'cũ hơn',
      [
        ['Xã An Bình', 'Xã Cũ Hơn'],
        ['Phường Bình An', 'Xã Cũ Hơn'],
      ],
    ],
    ['what closed and goes on nowhere is not offered', 'thị trấn bình', []],
    ['the middle of a word, when nothing else is there', 'iên phòn', ['Đồn Biên phòng Đăk Nông']],
    ['signs alone', ' ,.- ', []],
    ['nothing like it', 'hà nội', []],
  ])('%s', (_rule, text, expected) => {
    expect(tree.search(text, 20).map(({ name, formerName }) => (formerName === undefined ? name : [name, formerName]))).toEqual(expected)
  })

  test('no more than asked for, each unit once', () => {
    const found = tree.search('bình', 2)
    expect(found).toHaveLength(2)
    expect(new Set(tree.search('bình', 20).map(({ id }) => id)).size).toBe(tree.search('bình', 20).length)
  })
})

test('levels are called what the nearest unit above calls them', () => {
  expect([tree.levelNameAt(1), tree.levelNameOf(1), tree.levelNameAt(3), tree.levelNameOf(2), tree.levelNameOf(3), tree.levelNameOf(null)]).toEqual([
    'Tỉnh',
    'Xã, phường',
    'Phường',
    'Chi đoàn',
    'Chi hội',
    undefined,
  ])
})

test('a person of a unit that ended counts with the largest share', () => {
  expect([tree.homeOf(7), tree.homeOf(6), tree.homeOf(8), tree.homeOf(4)]).toEqual([2, 2, 8, 4])
})

test('a long list is cut, and says so', async () => {
  const many = Array.from({ length: 450 }, (_, at) => ({ code: `B${at}`, name: `Chi đoàn ${at}`, parentCode: 'T' }))
  const running = await openUnitsStage([{ code: 'T', name: 'Tỉnh', parentCode: null }, ...many])
  const { slug } = await seedContest(running)
  const list = async (query: string) => (await call<UnitList>(running.origin, 'GET', `/api/v1/contests/${slug}/units?${query}`)).body
  const below = await list(`parent=${await running.idOf('T')}`)
  expect([below.units.length, below.isCut, below.units[9]?.name]).toEqual([400, true, 'Chi đoàn 9'])
  expect((await list('')).isCut).toBeUndefined()
  expect((await list('search=chi')).units).toHaveLength(20)
})

test('what one process changes the others know', async () => {
  const databaseUrl = await freshDatabase()
  const first = await openUnitsStage(undefined, { databaseUrl, live: 'redis' })
  const second = await startTestApp({ databaseUrl, live: 'redis' })
  const { slug } = await seedContest(first)
  const found = async (text: string) =>
    (await call<UnitList>(second.origin, 'GET', `/api/v1/contests/${slug}/units?search=${encodeURIComponent(text)}`)).body.units.map(
      ({ name }) => name,
    )
  expect(await found('an binh')).toEqual(['Xã An Bình'])
  expect((await first.act('X1', 'renaming', { name: 'Phường Mới Tinh', actionId: randomUUID() })).status).toBe(200)
  await eventually('the other process offers the new name', async () => (await found('mới tinh')).join() === 'Phường Mới Tinh')
})
