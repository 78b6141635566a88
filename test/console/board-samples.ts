import type { BoardRow, BoardSnapshot } from '../../server/contract/boards.ts'
import type { BoardDelta } from '../../server/contract/events.ts'

export const aRow = (key: string, changes: Partial<BoardRow> = {}): BoardRow => ({
  key,
  place: 1,
  name: `Thí sinh ${key}`,
  unitName: 'Chi đoàn Ấp Bình An',
  scoreThousandths: 20_000,
  durationMs: 300_000,
  values: [20_000],
  ...changes,
})

export const aBoard = (changes: Partial<BoardSnapshot> = {}): BoardSnapshot => ({
  roundId: 1,
  contestTitle: 'Công dân số an toàn',
  roundTitle: 'Tuần 1',
  projection: 'public',
  ranking: 'Xếp hạng lần lượt theo: điểm cao hơn.',
  keys: ['score'],
  version: 7,
  takenAt: '2026-11-21T02:41:00.000Z',
  frozenSince: null,
  entrants: 2,
  rows: [aRow('a'), aRow('b', { place: 2 })],
  units: [
    { unitId: 1, unitName: 'Xã An Trà', entrants: 5 },
    { unitId: 2, unitName: 'Xã Đồng Sen', entrants: 3 },
  ],
  ...changes,
})

export const aDelta = (changes: Partial<BoardDelta> = {}): BoardDelta => ({
  roundId: 1,
  from: 7,
  version: 8,
  takenAt: '2026-11-21T02:41:01.000Z',
  frozenSince: null,
  entrants: 2,
  order: ['a', 'b'],
  changed: [],
  units: [],
  ...changes,
})

/** What a server sends when `before` became `after`. */
export const deltaBetween = (before: BoardSnapshot, after: BoardSnapshot): BoardDelta => {
  const known = new Map(before.rows.map((row) => [row.key, JSON.stringify(row)]))
  return {
    roundId: after.roundId,
    from: before.version,
    version: after.version,
    takenAt: after.takenAt,
    frozenSince: after.frozenSince,
    entrants: after.entrants,
    order: after.rows.map(({ key }) => key),
    changed: after.rows.filter((row) => known.get(row.key) !== JSON.stringify(row)),
    units: after.units,
  }
}
