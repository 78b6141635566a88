import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** The end of the chain at one moment, signed by a key that is not in the database. */
export type SignedHead = { seq: number; hash: string; signedAt: string; keyId: string; signature: string }
export type AuditPublicKey = { keyId: string; text: string; key: KeyObject }
export type AuditPrivateKey = AuditPublicKey & { sign(message: string): string }

const prefix = 'ed25519:'
/** What stands before the thirty-two bytes of an Ed25519 key in PKCS #8. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

export function privateKeyFrom(seed: Buffer): AuditPrivateKey {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
  return { ...publicKeyFrom(`${prefix}${x}`), sign: (message) => sign(null, Buffer.from(message), key).toString('hex') }
}

/** Reads "ed25519:…", as `admin -- audit-key` prints it. */
export function publicKeyFrom(text: string): AuditPublicKey {
  const raw = Buffer.from(text.trim().slice(prefix.length), 'base64url')
  if (!text.trim().startsWith(prefix) || raw.length !== 32) throw new Error(`"${text.slice(0, 60)}" is no public key: it begins with ${prefix}`)
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
  return { keyId: createHash('sha256').update(raw).digest('hex').slice(0, 16), text: `${prefix}${raw.toString('base64url')}`, key }
}

/** What is signed. The first line keeps a signature made for one thing from passing for another. */
export function headMessage({ seq, hash, signedAt, keyId }: Omit<SignedHead, 'signature'>): string {
  return ['hoithi audit head 1', seq, hash, signedAt, keyId].join('\n')
}

/** A new key vouches for those before it: heads up to this number may be theirs. */
export type KeyNotice = { keyId: string; publicKey: string; vouchesFor: { publicKey: string; until: number }[] }

export function noticeMessage({ keyId, publicKey, vouchesFor }: KeyNotice): string {
  return ['hoithi audit key 1', keyId, publicKey, ...vouchesFor.map((old) => `${old.publicKey} ${old.until}`)].join('\n')
}

export function isSignedBy({ key }: AuditPublicKey, message: string, signature: string): boolean {
  return /^[0-9a-f]{128}$/.test(signature) && verify(null, Buffer.from(message), key, Buffer.from(signature, 'hex'))
}

/** A line of audit-heads.jsonl; undefined where it is none. */
export function readSignedHead(line: string): SignedHead | undefined {
  try {
    const { seq, hash, signedAt, keyId, signature } = JSON.parse(line) as Record<string, unknown>
    if (!Number.isSafeInteger(seq) || [hash, signedAt, keyId, signature].some((part) => typeof part !== 'string')) return undefined
    return { seq, hash, signedAt, keyId, signature } as SignedHead
  } catch {
    return undefined
  }
}
