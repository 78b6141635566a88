import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createGroupCommit, type GroupCommitOptions } from '../../server/database/group-commit.ts'

type Request = { key: string; id: number; isPoisoned?: boolean }
type Options = Partial<GroupCommitOptions<Request, number>>

const withCode = (code: string) => Object.assign(new Error(code), { code })
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A table in memory that commits what it is given and fails as told; time passes only by pauses. */
function aStore(faults: (attempt: number) => Error | undefined = () => undefined) {
  const rows: Request[] = []
  const batches: Request[][] = []
  let attempts = 0
  return {
    rows,
    batches,
    write: async (batch: readonly Request[]): Promise<number[]> => {
      attempts += 1
      await turn()
      const fault = faults(attempts)
      if (fault) throw fault
      if (batch.some((request) => request.isPoisoned)) throw withCode('23514')
      batches.push([...batch])
      for (const request of batch) if (!rows.some((row) => row.id === request.id)) rows.push(request)
      return batch.map((request) => request.id * 10)
    },
  }
}

function aWriter(store: { write(batch: readonly Request[]): Promise<number[]> }, options: Options = {}) {
  let nowMs = 0
  const writer = createGroupCommit<Request, number>({
    write: store.write,
    keyOf: (request) => request.key,
    maxBatch: 8,
    lanes: 1,
    maxQueue: 1_000,
    maxWaitMs: 2_000,
    now: () => nowMs,
    scheduler: {
      async after(delayMs) {
        nowMs += delayMs
        await turn()
      },
    },
    ...options,
  })
  return { ...writer, submit: writer.submit, drain: writer.drain, passTime: (ms: number) => (nowMs += ms) }
}

const someRequests = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), isPoisoned: fc.boolean(), pause: fc.nat(2) }), {
  minLength: 1,
  maxLength: 60,
})

describe('group commit', () => {
  test('answers every request with its own result, whatever the interleaving, and commits each healthy one once', async () => {
    await fc.assert(
      fc.asyncProperty(someRequests, async (wanted) => {
        const store = aStore()
        const writer = aWriter(store)
        const answers: Promise<number | string>[] = []
        for (const [id, { key, isPoisoned, pause }] of wanted.entries()) {
          answers.push(writer.submit({ key, id, isPoisoned }).catch((error: { code: string }) => error.code))
          for (let turns = 0; turns < pause; turns += 1) await turn()
        }
        expect(await Promise.all(answers)).toEqual(wanted.map(({ isPoisoned }, id) => (isPoisoned ? '23514' : id * 10)))
        expect(store.rows.map((row) => row.id).sort((a, b) => a - b)).toEqual(wanted.flatMap(({ isPoisoned }, id) => (isPoisoned ? [] : [id])))
      }),
      { numRuns: 300 },
    )
  })

  test('never has two requests of one key under way, and keeps their order', async () => {
    await fc.assert(
      fc.asyncProperty(someRequests, async (wanted) => {
        const underWay = new Set<string>()
        const store = aStore()
        const writer = aWriter({
          async write(batch) {
            for (const { key } of batch) {
              if (underWay.has(key)) throw new Error(`${key} is under way twice`)
              underWay.add(key)
            }
            try {
              return await store.write(batch)
            } finally {
              for (const { key } of batch) underWay.delete(key)
            }
          },
        })
        await Promise.allSettled(wanted.map(({ key, isPoisoned }, id) => writer.submit({ key, id, isPoisoned })))
        for (const key of new Set(wanted.map((request) => request.key))) {
          const ids = store.rows.filter((row) => row.key === key).map((row) => row.id)
          expect(ids).toEqual([...ids].sort((a, b) => a - b))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('makes one batch of what arrives while the commit before is in flight, never larger than allowed', async () => {
    const store = aStore()
    const writer = aWriter(store)
    await Promise.all(Array.from({ length: 30 }, (_, id) => writer.submit({ key: String(id), id })))
    expect(store.batches.map((batch) => batch.length)).toEqual([8, 8, 8, 6])
  })

  test.each([
    ['a lost connection', 'CONNECTION_CLOSED'],
    ['a server that shuts down', '57P01'],
    ['a full disk', '53100'],
    ['a deadlock', '40P01'],
  ])('tries the same batch again after %s, and answers only then', async (_what, code) => {
    const store = aStore((attempt) => (attempt <= 3 ? withCode(code) : undefined))
    const writer = aWriter(store)
    expect(await Promise.all([writer.submit({ key: 'a', id: 1 }), writer.submit({ key: 'b', id: 2 })])).toEqual([10, 20])
    expect(store.batches).toEqual([
      [
        { key: 'a', id: 1 },
        { key: 'b', id: 2 },
      ],
    ])
  })

  test('a commit whose answer was lost is repeated under the same ids and counts once', async () => {
    const store = aStore()
    let isFirst = true
    const writer = aWriter({
      async write(batch) {
        const results = await store.write(batch)
        if (!isFirst) return results
        isFirst = false
        throw withCode('CONNECTION_CLOSED')
      },
    })
    expect(await writer.submit({ key: 'a', id: 1 })).toBe(10)
    expect(store.rows).toHaveLength(1)
  })

  test('whoever waited two seconds for a store that stays away is politely sent away', async () => {
    const writer = aWriter(aStore(() => withCode('ECONNREFUSED')))
    const answers = await Promise.allSettled([writer.submit({ key: 'a', id: 1 }), writer.submit({ key: 'b', id: 2 })])
    for (const answer of answers) expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'STORE_AWAY' } })
  })

  test('behind a statement that does not come back nobody waits for ever', async () => {
    let release = () => {}
    const writer = aWriter(
      { write: (batch) => new Promise((resolve) => (release = () => resolve(batch.map((request) => request.id)))) },
      { maxBatch: 1 },
    )
    const stuck = writer.submit({ key: 'a', id: 1 })
    await turn()
    const waiting = writer.submit({ key: 'b', id: 2 })
    writer.passTime(2_000)
    const late = writer.submit({ key: 'c', id: 3 })
    await expect(waiting).rejects.toMatchObject({ code: 'TOO_BUSY' })
    release()
    expect(await stuck).toBe(1)
    await turn()
    release()
    expect(await late).toBe(3)
  })

  test('a full queue refuses at once', async () => {
    const writer = aWriter(aStore(), { maxQueue: 2 })
    const answers = await Promise.allSettled(Array.from({ length: 4 }, (_, id) => writer.submit({ key: String(id), id })))
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected'])
    expect(answers[3]).toMatchObject({ reason: { code: 'TOO_BUSY' } })
  })

  test('an error that is nobody’s data and no absence goes to those it concerns, and the writer goes on', async () => {
    const writer = aWriter(aStore((attempt) => (attempt === 1 ? new Error('a bug') : undefined)))
    await expect(writer.submit({ key: 'a', id: 1 })).rejects.toThrow('a bug')
    expect(await writer.submit({ key: 'a', id: 2 })).toBe(20)
  })

  test('a drain finishes what was taken and takes nothing more', async () => {
    const store = aStore()
    const writer = aWriter(store)
    const taken = [writer.submit({ key: 'a', id: 1 }), writer.submit({ key: 'a', id: 2 }), writer.submit({ key: 'b', id: 3, isPoisoned: true })]
    const settled = Promise.allSettled(taken)
    await writer.drain()
    expect(store.rows.map((row) => row.id)).toEqual([1, 2])
    await expect(writer.submit({ key: 'b', id: 4 })).rejects.toMatchObject({ code: 'SHUTTING_DOWN' })
    expect((await settled).map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  })
})
