import { describe, expect, test } from 'vitest'
import { createTransport } from '../../widget/core/transport.ts'
import { createFakeTime } from './fakes/fake-scheduler.ts'

type Sent = { url: string; init: RequestInit }

function aTransport(answer: (init: RequestInit) => Response | Promise<Response>) {
  const time = createFakeTime(Date.UTC(2025, 10, 20))
  const sent: Sent[] = []
  const fetch = async (url: unknown, init: RequestInit = {}) => {
    sent.push({ url: String(url), init })
    return answer(init)
  }
  return {
    time,
    sent,
    call: createTransport({ fetch: fetch as typeof globalThis.fetch, clock: time.clock, scheduler: time.scheduler, base: '/api/v1' }),
  }
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
const get = { method: 'GET', path: '/contests/demo' } as const

describe('an answer of the server', () => {
  test('comes back typed, with the times of the call', async () => {
    const { call } = aTransport(() => json({ title: 'Tìm hiểu' }))
    expect(await call(get)).toMatchObject({ ok: true, value: { title: 'Tìm hiểu' }, timing: { sent: {}, received: {} } })
  })

  test('a problem keeps its code, its id and its places', async () => {
    const body = { code: 'BAD_REQUEST', status: 400, retryable: false, requestId: 'r1', errors: [{ at: '/phone', reason: 'short' }, 'rubbish'] }
    const { call } = aTransport(() => json(body, 400))
    expect(await call(get)).toEqual({
      ok: false,
      problem: { code: 'BAD_REQUEST', status: 400, retryable: false, requestId: 'r1', errors: [{ at: '/phone', reason: 'short' }] },
    })
  })

  test('a code from a newer server is passed on as it is', async () => {
    const { call } = aTransport(() => json({ code: 'BORN_TOMORROW', retryable: false, requestId: 'r2' }, 409))
    expect(await call(get)).toMatchObject({ problem: { code: 'BORN_TOMORROW', retryable: false } })
  })

  test.each([
    ['7', 7_000],
    [new Date(Date.UTC(2025, 10, 20, 0, 0, 9)).toUTCString(), 9_000],
    ['999999999', 600_000],
    ['soon', undefined],
  ])('Retry-After: %s', async (header, retryAfterMs) => {
    const { call } = aTransport(() => json({ code: 'TOO_BUSY', retryable: true, requestId: 'r' }, 503, { 'retry-after': header }))
    const reply = await call(get)
    expect(reply.ok ? undefined : reply.problem.retryAfterMs).toBe(retryAfterMs)
  })
})

describe('what can come instead of an answer may be tried again', () => {
  test.each<[string, () => Response | Promise<Response>, string]>([
    ['a log-in page of a wifi, with 200', () => new Response('<html>Đăng nhập wifi</html>'), 'NOT_OUR_SERVER'],
    ['a refusal by something in between', () => new Response('<h1>Blocked</h1>', { status: 403 }), 'NOT_OUR_SERVER'],
    ['a proxy whose server is away', () => new Response('Bad gateway', { status: 502 }), 'NOT_OUR_SERVER'],
    ['json that is not ours', () => json({ error: 'nope' }, 400), 'NOT_OUR_SERVER'],
    ['a list where an object belongs', () => json([1]), 'NOT_OUR_SERVER'],
    ['null', () => json(null), 'NOT_OUR_SERVER'],
    ['half a body', () => new Response('{"title":"Tìm h'), 'NOT_OUR_SERVER'],
    ['no line', () => Promise.reject(new TypeError('Failed to fetch')), 'NETWORK'],
  ])('%s', async (_case, answer, code) => {
    const { call } = aTransport(answer)
    expect(await call(get)).toMatchObject({ ok: false, problem: { code, retryable: true } })
  })

  test('a line cut in the middle of the body', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) })
    const { call } = aTransport(() => new Response(body))
    expect(await call(get)).toMatchObject({ ok: false, problem: { code: 'NETWORK', retryable: true } })
  })

  test('silence ends after the time that was allowed', async () => {
    const { call, time } = aTransport(
      ({ signal }) => new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    )
    const reply = call({ ...get, timeoutMs: 8_000 })
    await time.pass(8_000)
    expect(await reply).toEqual({ ok: false, problem: { code: 'TIMEOUT', status: 0, retryable: true } })
  })
})

describe('a request', () => {
  test('carries the token in its header only, and never a cookie', async () => {
    const { call, sent, time } = aTransport(() => json({}))
    await call({ method: 'POST', path: '/attempts/1/answers', token: 'secret', body: { taps: [] }, keepalive: true })
    expect(sent[0]?.url).toBe('/api/v1/attempts/1/answers')
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      credentials: 'omit',
      keepalive: true,
      cache: 'no-store',
      body: '{"taps":[]}',
      // and what the clock of the device shows, for the server to measure
      headers: { authorization: 'Bearer secret', 'content-type': 'application/json', 'x-hoithi-clock': String(time.clock.read().wallMs) },
    })
  })
})
