import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Every secret of the service, derived from SECRET_KEY for one purpose each. */
export type Secrets = {
  /** Signs with the present key. */
  tokenKey: { version: number; key: Buffer }
  /** Checks with whichever key a token names; undefined once that key is retired. */
  tokenKeyOf(version: number): Buffer | undefined
  identityHmac(contestId: number, identity: string): Buffer
  rejoinHmac(contestId: number, contestantId: string, number: number): Buffer
  /** For one-time codes and the addresses they go to. */
  codeHmac(...parts: (string | number)[]): Buffer
  boardKeyHmac(boardName: string, entrantId: string): Buffer
  /** What tables about staff hold instead of names and addresses that were tried, and what proves a known device. */
  staffHmac(purpose: string, text: string): Buffer
  /** Keys for what is sealed and opened again; see sealing.ts. */
  sealingKeys(purpose: string): { present: { version: number; key: Buffer }; keyOf(version: number): Buffer | undefined }
  /** What the keys that sign the audit log are made of: that of today, and the one before while it is still configured. */
  auditSeeds: { present: Buffer; previous: Buffer | undefined }
}

export function createSecrets({ present, previous }: { present: string; previous: string }): Secrets {
  const derive = (secret: string, purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'hoithi', purpose, 32))
  // one byte tells keys apart, so nobody has to number them
  const versionOf = (secret: string) => derive(secret, 'token version').readUInt8(0)
  const known = [previous, present].filter((secret) => secret !== '')
  const tokenKeys = new Map(known.map((secret) => [versionOf(secret), derive(secret, 'tokens')]))
  const identityKey = derive(present, 'identities')
  const rejoinKey = derive(present, 'rejoin codes')
  const codeKey = derive(present, 'one-time codes')
  const boardKey = derive(present, 'board keys')
  const staffKey = derive(present, 'staff')
  const hmac = (key: Buffer, ...parts: (string | number)[]) => createHmac('sha256', key).update(parts.join('\u0000')).digest()

  return {
    tokenKey: { version: versionOf(present), key: derive(present, 'tokens') },
    tokenKeyOf: (version) => tokenKeys.get(version),
    identityHmac: (contestId, identity) => hmac(identityKey, contestId, identity),
    rejoinHmac: (contestId, contestantId, number) => hmac(rejoinKey, contestId, contestantId, number),
    codeHmac: (...parts) => hmac(codeKey, ...parts),
    boardKeyHmac: (boardName, entrantId) => hmac(boardKey, boardName, entrantId),
    staffHmac: (purpose, text) => hmac(staffKey, purpose, text),
    sealingKeys(purpose) {
      const keys = new Map(known.map((secret) => [versionOf(secret), derive(secret, `sealing: ${purpose}`)]))
      return { present: { version: versionOf(present), key: derive(present, `sealing: ${purpose}`) }, keyOf: (version) => keys.get(version) }
    },
    auditSeeds: { present: derive(present, 'audit log'), previous: previous === '' ? undefined : derive(previous, 'audit log') },
  }
}

export function areEqualSecrets(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
