import { type DataKeys, hmacOf, type Secrets } from '../../secrets.ts'

/** What somebody can be known by exactly. */
export type IdentityKind = 'phone' | 'email' | 'id-number' | 'portal-subject'
export type Identity = { kind: IdentityKind; value: string }
/** An HMAC and the keys it went through: the first over the identity, each further one over the HMAC before. */
export type IdentityHmac = { hmac: Buffer; keyIds: number[] }

type Keys = Pick<Secrets, 'dataKeys'>

/** As a new row keeps it: once under each key, so that a process that does not know the present key yet meets its own. */
export function hmacsToStore({ dataKeys }: Keys, contestId: number, identity: Identity): IdentityHmac[] {
  return dataKeys.map((keys) => ({ hmac: hmacUnder(keys, contestId, identity), keyIds: [keys.id] }))
}

/** As any row may keep it: every way in which later keys may have been put over earlier ones. A ring of n keys knows 2ⁿ - 1 of them. */
export function hmacsToFind({ dataKeys }: Keys, contestId: number, identity: Identity): Buffer[] {
  const found: Buffer[] = []
  // the oldest first: a chain grows by newer keys only
  for (const keys of [...dataKeys].reverse()) {
    found.push(...found.map((hmac) => wrapHmac(keys, hmac)), hmacUnder(keys, contestId, identity))
  }
  return found
}

/** For what nobody can compute anew, because the identity itself is not kept. */
export function wrapHmac({ identities }: DataKeys, hmac: Buffer): Buffer {
  return hmacOf(identities, 'over', hmac.toString('hex'))
}

/** Over the identity itself. */
export function hmacUnder({ identities }: DataKeys, contestId: number, { kind, value }: Identity): Buffer {
  // phones are written as they were before there were other kinds: earlier rows are still found
  return kind === 'phone' ? hmacOf(identities, contestId, value) : hmacOf(identities, contestId, kind, value)
}
