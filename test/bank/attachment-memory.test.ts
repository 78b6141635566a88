import { describe, expect, test } from 'vitest'
import { createAttachmentMemory } from '../../server/features/bank/attachment-memory.ts'
import { byteRangeOf } from '../../server/features/bank/byte-range.ts'

const kilobyte = 1_024

/** A bank that counts how often it is asked. */
function aMemory({ mostBytes = 8 * kilobyte } = {}) {
  const asked: string[] = []
  const gone = new Set<string>()
  let nowMs = 0
  const memory = createAttachmentMemory({
    store: {
      async findShown(digest) {
        asked.push(digest)
        const [, kilobytes] = digest.split(' ')
        return gone.has(digest) ? undefined : { mediaType: 'image/png', bytes: Buffer.alloc(Number(kilobytes) * kilobyte) }
      },
      isShown: async (digest) => !gone.has(digest),
    },
    clock: { now: () => nowMs, skewMs: () => 0 },
    mostBytes,
  })
  return {
    memory,
    asked,
    gone,
    pass: (ms: number) => {
      nowMs += ms
    },
  }
}

describe('pictures in memory', () => {
  test('asked for a thousand times at once, the database is asked once', async () => {
    const { memory, asked } = aMemory()
    const shown = await Promise.all(Array.from({ length: 1_000 }, () => memory.shown('a 1')))
    expect(shown.every((one) => one?.bytes.length === kilobyte)).toBe(true)
    await memory.shown('a 1')
    expect(asked).toEqual(['a 1'])
  })

  test('never take more room than they may; the one asked for least lately goes', async () => {
    const { memory, asked } = aMemory()
    for (const one of ['a 2', 'b 2', 'c 2', 'd 2', 'a 2', 'e 2']) await memory.shown(one)
    expect(memory.size()).toEqual({ count: 4, bytes: 8 * kilobyte })
    asked.length = 0
    for (const one of ['a 2', 'c 2', 'd 2', 'e 2', 'b 2']) await memory.shown(one)
    expect(asked).toEqual(['b 2'])
  })

  test('one that would drive out all others is shown and not kept', async () => {
    const { memory } = aMemory()
    expect((await memory.shown('a 3'))?.bytes.length).toBe(3 * kilobyte)
    expect(memory.size()).toEqual({ count: 0, bytes: 0 })
  })

  test('are gone within a minute after their import was undone, and are read again only when they are not known', async () => {
    const { memory, asked, gone, pass } = aMemory()
    await memory.shown('a 1')
    pass(59_000)
    gone.add('a 1')
    expect(await memory.shown('a 1')).toBeDefined()
    pass(1_000)
    expect(await memory.shown('a 1')).toBeUndefined()
    expect(memory.size()).toEqual({ count: 0, bytes: 0 })
    gone.clear()
    await memory.shown('a 1')
    asked.length = 0
    pass(60_000)
    expect(await memory.shown('a 1')).toBeDefined()
    expect(asked).toEqual([])
  })

  test.each([
    [undefined, 'whole'],
    ['bytes=0-0', { from: 0, to: 0 }],
    ['bytes=3-', { from: 3, to: 9 }],
    ['bytes=-4', { from: 6, to: 9 }],
    ['bytes=-99', { from: 0, to: 9 }],
    ['bytes=5-99', { from: 5, to: 9 }],
    ['bytes=10-', 'beyond'],
    ['bytes=-0', 'beyond'],
    ['bytes=7-3', 'whole'],
    ['bytes=0-1,4-5', 'whole'],
    ['bytes=-', 'whole'],
    ['chars=0-1', 'whole'],
  ])('of ten bytes %s is %j', (header, expected) => {
    expect(byteRangeOf(header, 10)).toEqual(expected)
  })
})
