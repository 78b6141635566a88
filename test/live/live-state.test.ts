import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { keysOf, packEntrantId, unpackEntrantId } from '../../server/live/board-order.ts'
import { createMemoryLiveState } from '../../server/live/memory/memory-live-state.ts'
import type { BoardId, LiveStanding, LiveState } from '../../server/live/port.ts'
import { createRedisLiveState } from '../../server/live/redis/redis-live-state.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { startRedisCluster } from '../helpers/redis-cluster.ts'

// One contract for every live state: in the process, on one Redis, on a real cluster of three nodes.
const kinds = {
  memory: async () => createMemoryLiveState({ ceiling: 1_000 }),
  redis: async () => createRedisLiveState({ urls: [inject('redisUrl')], onError: () => {} }),
  'redis cluster': async (closing: (close: () => Promise<void>) => void) => {
    const folder = mkdtempSync(join(tmpdir(), 'hoithi-cluster-'))
    const cluster = await startRedisCluster(folder)
    closing(async () => {
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    })
    return createRedisLiveState({ urls: cluster.urls, onError: () => {} })
  },
}

let boards = 0
function aBoard(): BoardId {
  boards += 1
  return { contestId: 1_000 + boards, roundId: 1, projection: 'official' }
}
/** Somebody's id, in the order of the names. */
const uuidOf = (name: string) => unpackEntrantId(name.padEnd(8, '-').repeat(2))
const idOf = (name: string) => packEntrantId(uuidOf(name))
const aStanding = (name: string, keys: string, changes: Partial<LiveStanding> = {}): LiveStanding => ({
  entrantId: uuidOf(name),
  version: 1,
  member: keys + idOf(name),
  unitIds: [1, 10],
  ...changes,
})
async function* inPieces(...pieces: LiveStanding[][]) {
  yield* pieces
}

describe.each(Object.keys(kinds) as (keyof typeof kinds)[])('live state in %s', (kind) => {
  const closing = afterFile()
  let live: LiveState
  const built = async (...standings: LiveStanding[]) => {
    const board = aBoard()
    await live.boards.rebuild(board, inPieces(standings), 'mark')
    return board
  }

  beforeAll(async () => {
    live = await kinds[kind](closing)
    closing(() => live.close())
    await eventually('live state is healthy', () => live.isHealthy())
  })

  test('the smaller member stands above, and equal keys share the place', async () => {
    const board = await built(aStanding('an', 'b'), aStanding('binh', 'a'), aStanding('chi', 'b'), aStanding('dung', 'c'))
    expect(await live.boards.page(board, 0, 10)).toEqual([
      { place: 1, member: `a${idOf('binh')}` },
      { place: 2, member: `b${idOf('an')}` },
      { place: 2, member: `b${idOf('chi')}` },
      { place: 4, member: `c${idOf('dung')}` },
    ])
    expect(await live.boards.page(board, 2, 1)).toEqual([{ place: 2, member: `b${idOf('chi')}` }])
    expect(await live.boards.page(board, 4, 5)).toEqual([])
    expect(await live.boards.size(board)).toBe(4)
  })

  test('one entrant is found with its neighbours, and a stranger is not', async () => {
    const board = await built(...Array.from({ length: 9 }, (_, index) => aStanding(`e${index}`, String(index))))
    expect(await live.boards.around(board, uuidOf('e4'), 1)).toEqual([
      { place: 4, member: `3${idOf('e3')}` },
      { place: 5, member: `4${idOf('e4')}` },
      { place: 6, member: `5${idOf('e5')}` },
    ])
    expect((await live.boards.around(board, uuidOf('e0'), 2))?.map((row) => row.place)).toEqual([1, 2, 3])
    expect(await live.boards.around(board, uuidOf('nobody'), 2)).toBeUndefined()
  })

  test('a newer standing replaces, an older one is refused, the same one again changes nothing', async () => {
    const board = await built(aStanding('an', 'b'))
    expect(await live.boards.place(board, [aStanding('an', 'a', { version: 3 })])).toEqual(['placed'])
    expect(await live.boards.place(board, [aStanding('an', 'c', { version: 2 })])).toEqual(['OLDER_VERSION'])
    expect(await live.boards.place(board, [aStanding('an', 'a', { version: 3 })])).toEqual(['unchanged'])
    expect(await live.boards.page(board, 0, 5)).toEqual([{ place: 1, member: `a${idOf('an')}` }])
  })

  test("whoever has left is on no page, in no count and in nobody's neighbourhood; nothing older brings him back, something newer does", async () => {
    const board = await built(aStanding('an', 'a'), aStanding('binh', 'b'), aStanding('chi', 'c'))
    const left = (version: number) => aStanding('binh', '', { version, member: null, unitIds: [] })
    expect(await live.boards.place(board, [left(3)])).toEqual(['placed'])
    expect((await live.boards.page(board, 0, 5)).map(({ place, member }) => [place, keysOf(member)])).toEqual([
      [1, 'a'],
      [2, 'c'],
    ])
    expect([
      await live.boards.size(board),
      await live.boards.around(board, uuidOf('binh'), 1),
      await live.boards.standing(board, uuidOf('binh')),
    ]).toEqual([2, undefined, undefined])
    expect((await live.boards.around(board, uuidOf('chi'), 3))?.length).toBe(2)
    expect((await live.boards.tallies(board)).map(({ entrants }) => entrants)).toEqual([2, 2])
    expect(await live.boards.place(board, [aStanding('binh', 'b', { version: 2 }), left(3)])).toEqual(['OLDER_VERSION', 'unchanged'])
    expect(await live.boards.size(board)).toBe(2)
    expect(await live.boards.place(board, [aStanding('binh', 'b', { version: 4 })])).toEqual(['placed'])
    expect((await live.boards.standing(board, uuidOf('binh')))?.mine.place).toBe(2)
    expect((await live.boards.tallies(board)).map(({ entrants }) => entrants)).toEqual([3, 3])
  })

  test('so it is for somebody whose leaving is heard of first, and for one who leaves while the board is rebuilt', async () => {
    const board = await built(aStanding('an', 'a'))
    const left = (name: string) => aStanding(name, '', { version: 2, member: null, unitIds: [] })
    await live.boards.place(board, [left('binh')])
    expect(await live.boards.place(board, [aStanding('binh', 'b', { version: 1 })])).toEqual(['OLDER_VERSION'])
    async function* pieces() {
      yield [aStanding('an', 'a'), left('chi')]
      await live.boards.place(board, [left('an')])
      yield [aStanding('chi', 'c', { version: 1 }), aStanding('dung', 'd')]
    }
    await live.boards.rebuild(board, pieces(), 'second mark')
    // what came meanwhile is brought again by whoever reads what changed since the rebuild began
    await live.boards.place(board, [left('an')])
    expect((await live.boards.page(board, 0, 5)).map(({ member }) => keysOf(member))).toEqual(['d'])
    expect((await live.boards.tallies(board)).map(({ entrants }) => entrants)).toEqual([1, 1])
  })

  test('an entrant is told its place and the last entry of the next place up, whoever shares its own', async () => {
    const board = await built(aStanding('an', 'a'), aStanding('binh', 'a'), aStanding('chi', 'b'), aStanding('dung', 'b'))
    expect(await live.boards.standing(board, uuidOf('dung'))).toEqual({
      mine: { place: 3, member: `b${idOf('dung')}` },
      above: { place: 1, member: `a${idOf('binh')}` },
    })
    expect(await live.boards.standing(board, uuidOf('an'))).toEqual({ mine: { place: 1, member: `a${idOf('an')}` }, above: undefined })
    expect(await live.boards.standing(board, uuidOf('nobody'))).toBeUndefined()
  })

  test('a board that grows by many, changes and shrinks holds exactly who is there', async () => {
    const board = await built()
    const ids = Array.from({ length: 700 }, (_, index) => unpackEntrantId(createHash('sha256').update(`${index}`).digest('latin1').slice(0, 16)))
    const rowOf = (entrantId: string, version: number): LiveStanding => {
      const hasLeft = (ids.indexOf(entrantId) + version) % 3 === 0
      const keys = String((ids.indexOf(entrantId) * 7 + version * 13) % 50).padStart(2, '0')
      return hasLeft
        ? { entrantId, version, member: null, unitIds: [] }
        : { entrantId, version, member: keys + packEntrantId(entrantId), unitIds: [1, 10 + version] }
    }
    for (const version of [1, 2, 3]) {
      for (let at = 0; at < ids.length; at += 90)
        await live.boards.place(
          board,
          ids.slice(at, at + 90).map((id) => rowOf(id, version)),
        )
      const there = ids.map((id) => rowOf(id, version)).flatMap(({ member }) => member ?? [])
      expect((await live.boards.page(board, 0, 1_000)).map(({ member }) => member)).toEqual(there.toSorted())
      const tallies = new Map((await live.boards.tallies(board)).map(({ unitId, entrants }) => [unitId, entrants]))
      expect([...tallies].sort(([a], [b]) => a - b)).toEqual([
        [1, there.length],
        [10 + version, there.length],
      ])
      for (const id of ids) {
        const found = await live.boards.standing(board, id)
        expect(found?.mine.member ?? null).toBe(rowOf(id, version).member)
      }
    }
  })

  test('the board of an age group does not remember people who never stood on it', async () => {
    const board = { ...aBoard(), ageGroupId: 'tre' }
    await live.boards.rebuild(board, inPieces([aStanding('an', 'a', { unitIds: [] })]), 'mark')
    const absent = (name: string) => aStanding(name, '', { version: 2, member: null, unitIds: [] })
    expect(await live.boards.place(board, [absent('an'), absent('binh')])).toEqual(['placed', 'unchanged'])
    expect(await live.boards.size(board)).toBe(0)
    expect(await live.boards.place(board, [aStanding('an', 'a', { unitIds: [] })])).toEqual(['OLDER_VERSION'])
  })

  test('tallies move by the difference, also when an entrant changes its unit', async () => {
    const board = await built(aStanding('an', 'a', { unitIds: [1, 10] }), aStanding('binh', 'b', { unitIds: [1, 20] }))
    await live.boards.place(board, [aStanding('an', 'a', { version: 2, unitIds: [1, 20] }), aStanding('chi', 'c', { unitIds: [1, 30] })])
    const tallies = await live.boards.tallies(board)
    expect(tallies.sort((a, b) => a.unitId - b.unitId)).toEqual([
      { unitId: 1, entrants: 3 },
      { unitId: 20, entrants: 2 },
      { unitId: 30, entrants: 1 },
    ])
  })

  test('a board that was never built says so and takes nothing', async () => {
    const board = aBoard()
    expect(await live.boards.watermark(board)).toBeUndefined()
    await live.boards.place(board, [aStanding('an', 'a')])
    expect(await live.boards.size(board)).toBe(0)
    await live.boards.advance(board, 'later')
    expect(await live.boards.watermark(board)).toBeUndefined()
  })

  test('a rebuild replaces the board as a whole and keeps the old one until it is done', async () => {
    const board = await built(aStanding('an', 'a'), aStanding('gone', 'b'))
    let seenWhileBuilding = -1
    async function* pieces() {
      yield [aStanding('an', 'c', { version: 5 })]
      seenWhileBuilding = await live.boards.size(board)
      yield [aStanding('binh', 'a')]
    }
    await live.boards.rebuild(board, pieces(), 'second mark')
    expect(seenWhileBuilding).toBe(2)
    expect((await live.boards.page(board, 0, 5)).map((row) => row.member)).toEqual([`a${idOf('binh')}`, `c${idOf('an')}`])
    expect(await live.boards.watermark(board)).toBe('second mark')
    await live.boards.advance(board, 'third mark')
    expect(await live.boards.watermark(board)).toBe('third mark')
    await live.boards.rebuild(board, inPieces(), 'empty')
    expect([await live.boards.size(board), await live.boards.tallies(board)]).toEqual([0, []])
  })

  test('boards of two contests do not know each other', async () => {
    const [one, other] = [await built(aStanding('an', 'a')), await built()]
    expect([await live.boards.size(one), await live.boards.size(other)]).toEqual([1, 0])
  })

  test('a bucket allows a burst, then one use as often as it refills', async () => {
    const rule = { name: `login-${kind.replace(' ', '-')}`, burst: 3, everyMs: 1_000 }
    const at = 1_800_000_000_000
    const take = async (who: string, nowMs: number) => (await live.limits.take(rule, who, nowMs)).isAllowed
    expect([await take('a', at), await take('a', at), await take('a', at), await take('a', at)]).toEqual([true, true, true, false])
    expect((await live.limits.take(rule, 'a', at + 400)).retryAfterMs).toBe(600)
    expect([await take('a', at + 1_000), await take('a', at + 1_001)]).toEqual([true, false])
    expect(await take('b', at)).toBe(true)
  })

  test('a notice reaches whoever listens', async () => {
    const heard: string[] = []
    live.notices.subscribe((topic) => heard.push(topic))
    await eventually('the notice is heard', async () => {
      await live.notices.publish('hoi-thi')
      return heard.includes('hoi-thi')
    })
  })
})

describe('in-process live state at its ceiling', () => {
  const namesOn = async (live: LiveState, board: BoardId) => (await live.boards.page(board, 0, 10)).map(({ member }) => member.charAt(1))

  test('keeps the best entries instead of growing until it dies, and says that the board is not whole', async () => {
    const live = createMemoryLiveState({ ceiling: 2 })
    const board = aBoard()
    await live.boards.rebuild(board, inPieces([aStanding('an', 'b'), aStanding('binh', 'c')]), 'mark')
    expect([await live.boards.isWhole(board), live.hasRoom()]).toEqual([true, false])
    expect(await live.boards.place(board, [aStanding('chi', 'd'), aStanding('dung', 'a')])).toEqual(['LEFT_OUT', 'placed'])
    expect(await namesOn(live, board)).toEqual(['d', 'a'])
    expect(await live.boards.place(board, [aStanding('an', 'z', { version: 2 })])).toEqual(['placed'])
    expect([await live.boards.isWhole(board), await live.boards.size(board)]).toEqual([false, 2])
    expect((await live.boards.tallies(board)).map(({ entrants }) => entrants)).toEqual([2, 2])
  })

  test('a rebuild of more than it can hold ends with the best entries', async () => {
    const live = createMemoryLiveState({ ceiling: 3 })
    const board = aBoard()
    const everybody = ['e', 'b', 'd', 'a', 'c'].map((name) => aStanding(name, name))
    await live.boards.rebuild(board, inPieces(everybody.slice(0, 2), everybody.slice(2)), 'mark')
    expect(await namesOn(live, board)).toEqual(['a', 'b', 'c'])
    expect([await live.boards.isWhole(board), await live.boards.watermark(board)]).toEqual([false, 'mark'])
    await live.boards.rebuild(board, inPieces(everybody.slice(2)), 'second mark')
    expect([await namesOn(live, board), await live.boards.isWhole(board)]).toEqual([['a', 'c', 'd'], true])
  })

  test('two boards share the room: none is empty because the other came first', async () => {
    const live = createMemoryLiveState({ ceiling: 4 })
    const [official, open] = [aBoard(), aBoard()]
    const everybody = ['a', 'b', 'c', 'd', 'e'].map((name) => aStanding(name, name))
    await live.boards.rebuild(official, inPieces(everybody), 'mark')
    await live.boards.rebuild(open, inPieces(everybody), 'mark')
    expect([await namesOn(live, official), await namesOn(live, open)]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
  })
})

test('all keys of a contest lie in one slot of a cluster', async () => {
  const redis = new Redis(inject('redisUrl'))
  const live = createRedisLiveState({ urls: [inject('redisUrl')], onError: () => {} })
  await eventually('Redis answers', () => live.isHealthy())
  await live.boards.rebuild({ contestId: 77, roundId: 3, projection: 'public' }, inPieces([aStanding('an', 'a')]), 'mark')
  const keys = await redis.keys('hoithi:{c77}*')
  expect(keys.length).toBeGreaterThanOrEqual(4)
  expect(keys.every((key) => key.startsWith('hoithi:{c77}:'))).toBe(true)
  await live.close()
  redis.disconnect()
})
