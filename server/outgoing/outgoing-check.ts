import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isPublicAddress } from './public-addresses.ts'

/** Why a call was not made, or not finished. The text is for staff; it tells nothing of what lies behind the address. */
export class OutgoingRefused extends Error {
  readonly reason: 'address' | 'redirects' | 'too large' | 'no answer'
  constructor(reason: OutgoingRefused['reason'], detail: string) {
    super(detail)
    this.reason = reason
  }
}

export type OutgoingRules = {
  /** Hosts, with a port if it is not the usual one, that the operator lists by name: these alone may be private, and plain http. */
  allowedHosts: readonly string[]
  resolve?: (host: string) => Promise<readonly string[]>
}

/** The address that a call would go to; undefined for a host the operator listed: that one is looked up as usual. */
export type OutgoingCheck = (target: URL) => Promise<string | undefined>

export function createOutgoingCheck({ allowedHosts, resolve = addressesOf }: OutgoingRules): OutgoingCheck {
  return async (target) => {
    if (allowedHosts.includes(target.host)) return undefined
    if (target.protocol !== 'https:') throw new OutgoingRefused('address', `${target.host}: only https is called`)
    const host = target.hostname.replace(/^\[|\]$/g, '')
    const found = isIP(host) ? [host] : await resolve(host).catch(() => [])
    if (found.length === 0) throw new OutgoingRefused('no answer', `${target.host}: no such host`)
    if (!found.every(isPublicAddress)) throw new OutgoingRefused('address', `${target.host} is not on the open internet`)
    return found[0]
  }
}

export function parseTarget(url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : undefined
  if (!target || !['http:', 'https:'].includes(target.protocol) || target.username !== '' || target.password !== '')
    throw new OutgoingRefused('address', 'not an address that can be called')
  return target
}

/** Why an address may never be called, told where it is entered; undefined when it may. A name that nobody answers to today may tomorrow. */
export async function whyNotCallable(check: OutgoingCheck, url: string): Promise<string | undefined> {
  try {
    await check(parseTarget(url))
    return undefined
  } catch (error) {
    if (!(error instanceof OutgoingRefused)) throw error
    return error.reason === 'address' ? error.message : undefined
  }
}

async function addressesOf(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)
}
