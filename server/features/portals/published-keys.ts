import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { Clock } from '../../clock.ts'
import type { GuardedRequest } from '../../outgoing/guarded-request.ts'

const keptForMs = 600_000
/** A ticket with an unknown key asks for the list anew; a flood of such tickets must not become a flood of calls. */
const pauseMs = 30_000

type Fetched = { keys: JWTVerifyGetKey; list: JSONWebKeySet; atMs: number }

/** The keys that portals publish, fetched when they are needed. */
export function createPublishedKeys({ request, clock }: { request: GuardedRequest; clock: Clock }) {
  const known = new Map<string, Promise<Fetched>>()
  const askedAt = new Map<string, number>()

  async function fetchKeys(url: string): Promise<Fetched> {
    const { status, body } = await request({ method: 'GET', url })
    if (status !== 200) throw new PublishedKeysError(`the address answers ${status}`)
    return { ...readKeys(body), atMs: clock.now() }
  }

  function refresh(url: string): Promise<Fetched> {
    askedAt.set(url, clock.now())
    const before = known.get(url)
    const fetching = fetchKeys(url)
    known.set(url, fetching)
    // what was good yesterday serves while the portal's server is away
    fetching.catch(() => {
      if (known.get(url) !== fetching) return
      if (before) known.set(url, before)
      else known.delete(url)
    })
    return fetching
  }

  async function current(url: string): Promise<Fetched> {
    const kept = known.get(url)
    if (!kept) {
      if (!mayAsk(url)) throw new PublishedKeysError('the address did not answer a moment ago')
      return refresh(url)
    }
    const fetched = await kept
    if (clock.now() - fetched.atMs < keptForMs || !mayAsk(url)) return fetched
    return refresh(url).catch(() => fetched)
  }
  const mayAsk = (url: string) => clock.now() - (askedAt.get(url) ?? Number.NEGATIVE_INFINITY) >= pauseMs

  return {
    /** For the verification of one ticket. */
    keysAt(url: string): JWTVerifyGetKey {
      return async (header, token) => {
        const fetched = await current(url)
        try {
          return await fetched.keys(header, token)
        } catch (error) {
          if (!(error instanceof errors.JWKSNoMatchingKey) || !mayAsk(url)) throw error
          return (await refresh(url)).keys(header, token)
        }
      }
    },
    /** Asks the address now: for the button that tries it out. */
    async tryOut(url: string): Promise<{ keyId: string; algorithm: string }[]> {
      const { list } = await refresh(url)
      return list.keys.map(({ kid, alg, kty }) => ({ keyId: String(kid ?? ''), algorithm: String(alg ?? kty ?? '') }))
    },
    forget(url: string): void {
      known.delete(url)
      askedAt.delete(url)
    },
  }
}
export type PublishedKeys = ReturnType<typeof createPublishedKeys>

export class PublishedKeysError extends Error {}

function readKeys(body: string): { keys: JWTVerifyGetKey; list: JSONWebKeySet } {
  try {
    const list = JSON.parse(body) as JSONWebKeySet
    // a shared secret has no place in a list that everybody can read: who signs with it signs nothing
    if (list.keys.some(({ kty }) => kty === 'oct')) throw new PublishedKeysError('the list holds a secret key')
    return { keys: createLocalJWKSet(list), list }
  } catch (error) {
    throw error instanceof PublishedKeysError ? error : new PublishedKeysError('the address does not answer with a list of keys (JWKS)')
  }
}
