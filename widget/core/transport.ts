import { type ClientProblem, lineProblem, problemFromBody } from './client-problem.ts'
import type { Clock, Reading, Scheduler } from './ports.ts'

export type Timing = { sent: Reading; received: Reading }
export type Reply<T> = { ok: true; value: T; timing: Timing } | { ok: false; problem: ClientProblem }

export type Call = {
  method: 'GET' | 'POST' | 'PATCH'
  /** Answered by a page, not by data. */
  isPage?: boolean
  path: string
  token?: string | undefined
  body?: unknown
  /** Lets the request outlive the page that is being closed. */
  keepalive?: boolean
  timeoutMs?: number
}

export type Transport = <T>(call: Call) => Promise<Reply<T>>

type Deps = { fetch: typeof globalThis.fetch; clock: Clock; scheduler: Scheduler; base: string }

const ordinaryTimeoutMs = 20_000

/** One request, one typed answer; nothing throws. A line that fails, hangs or answers with another page can be tried again. */
export function createTransport({ fetch, clock, scheduler, base }: Deps): Transport {
  return async <T>(call: Call): Promise<Reply<T>> => {
    const abort = new AbortController()
    let isLate = false
    const cancelTimeout = scheduler.after(call.timeoutMs ?? ordinaryTimeoutMs, () => {
      isLate = true
      abort.abort()
    })
    const sent = clock.read()
    try {
      const response = await fetch(base + call.path, requestOf(call, sent.wallMs, abort.signal))
      const text = await response.text()
      const body = readJson(text)
      const received = clock.read()
      if (response.ok && call.isPage) return { ok: true, value: text as T, timing: { sent, received } }
      if (response.ok && isObject(body)) return { ok: true, value: body as T, timing: { sent, received } }
      // nothing to say is an answer too
      if (response.status === 204) return { ok: true, value: undefined as T, timing: { sent, received } }
      if (response.ok) return { ok: false, problem: lineProblem('NOT_OUR_SERVER', response.status) }
      return { ok: false, problem: problemFromBody(body, response.status, retryAfterMs(response, received.wallMs)) }
    } catch {
      return { ok: false, problem: lineProblem(isLate ? 'TIMEOUT' : 'NETWORK') }
    } finally {
      cancelTimeout()
    }
  }
}

function requestOf(call: Call, wallMs: number, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (call.token) {
    headers.authorization = `Bearer ${call.token}`
    // measured by the server, never trusted; the most absurd clock must not make a request a bad one
    headers['x-hoithi-clock'] = String(Math.min(Math.max(0, wallMs), 1e13))
  }
  if (call.body !== undefined) headers['content-type'] = 'application/json'
  return {
    method: call.method,
    headers,
    signal,
    credentials: 'omit',
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    ...(call.keepalive ? { keepalive: true } : {}),
    // what belongs to one person must never come from a shared cache
    ...(call.token ? { cache: 'no-store' } : {}),
  }
}

/** A cut in the middle of the body must reach the caller as a broken line, not as an empty answer. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(body: unknown): boolean {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
}

/** Seconds or a date, as HTTP allows; nonsense counts as absent. */
function retryAfterMs(response: Response, nowMs: number): number | undefined {
  const header = response.headers.get('retry-after')
  if (!header) return undefined
  const waitMs = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - nowMs
  return Number.isFinite(waitMs) ? Math.min(Math.max(0, waitMs), 600_000) : undefined
}
