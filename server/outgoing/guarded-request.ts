import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import { createOutgoingCheck, OutgoingRefused, type OutgoingRules, parseTarget } from './outgoing-check.ts'

export type OutgoingRequest = { method: 'GET' | 'POST'; url: string; headers?: Record<string, string>; body?: string }
export type OutgoingReply = { status: number; body: string }
/** Calls another system's address. Whoever wrote the address may mean us harm. */
export type GuardedRequest = (request: OutgoingRequest) => Promise<OutgoingReply>

type Options = OutgoingRules & { timeoutMs?: number; mostBytes?: number }

const mostRedirects = 3

/**
 * The address that was checked is the one that is connected to: a name that answers differently the second time gains nothing.
 * Redirects are followed by hand and checked like the first address; a body is never sent on to another place.
 */
export function createGuardedRequest({ timeoutMs = 5_000, mostBytes = 1_000_000, ...rules }: Options): GuardedRequest {
  const checkedAddress = createOutgoingCheck(rules)
  return async ({ method, url, headers = {}, body }) => {
    const signal = AbortSignal.timeout(timeoutMs)
    let target = parseTarget(url)
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      const address = await checkedAddress(target)
      const reply = await send(target, address, { method, headers, ...(body === undefined ? {} : { body }) }, signal)
      const { location } = reply.headers
      const isRedirect = reply.statusCode !== undefined && [301, 302, 303, 307, 308].includes(reply.statusCode) && location !== undefined
      if (!isRedirect) return { status: reply.statusCode ?? 0, body: await readBody(reply, mostBytes) }
      reply.destroy()
      if (method !== 'GET') throw new OutgoingRefused('redirects', 'the address sends the message on to another one: enter that one')
      const next = parseTarget(new URL(location, target).href)
      if (next.origin !== target.origin) headers = {}
      target = next
    }
    throw new OutgoingRefused('redirects', `more than ${mostRedirects} redirects`)
  }
}

function send(
  target: URL,
  address: string | undefined,
  options: { method: string; headers: Record<string, string>; body?: string },
  signal: AbortSignal,
) {
  const { method, headers, body } = options
  const pinned: LookupFunction = (_host, { all }, done) =>
    all ? done(null, [{ address: address ?? '', family: isIP(address ?? '') }]) : done(null, address ?? '', isIP(address ?? ''))
  return new Promise<IncomingMessage>((resolve, reject) => {
    const refuse = (error: Error) =>
      reject(new OutgoingRefused('no answer', `${target.host} does not answer: ${signal.aborted ? 'it took too long' : error.message}`))
    const call = (target.protocol === 'https:' ? requestHttps : requestHttp)(
      target,
      // no connection is kept: the next call is checked anew
      {
        method,
        headers: { ...headers, accept: headers.accept ?? 'application/json', 'user-agent': 'HoiThi' },
        agent: false,
        signal,
        ...(address === undefined ? {} : { lookup: pinned }),
      },
      resolve,
    )
    call.once('error', refuse)
    call.end(body)
  })
}

async function readBody(reply: IncomingMessage, mostBytes: number): Promise<string> {
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of reply as AsyncIterable<Buffer>) {
      size += piece.length
      if (size > mostBytes) throw new OutgoingRefused('too large', 'the answer is too long')
      pieces.push(piece)
    }
  } catch (error) {
    throw error instanceof OutgoingRefused ? error : new OutgoingRefused('no answer', 'the answer broke off')
  }
  return Buffer.concat(pieces).toString('utf8')
}
