import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Every secret of the service, derived from SECRET_KEY for one purpose each. */
export type Secrets = {
  /** Signs with the present key. */
  tokenKey: { version: number; key: Buffer }
  /** Checks with whichever key a token names; undefined once that key is retired. */
  tokenKeyOf(version: number): Buffer | undefined
  /** For one-time codes and the addresses they go to. */
  codeHmac(...parts: (string | number)[]): Buffer
  boardKeyHmac(boardName: string, entrantId: string): Buffer
  /** What tables about staff hold instead of names and addresses that were tried, and what proves a known device. */
  staffHmac(purpose: string, text: string): Buffer
  /** Of what must be typed before a start, by the present key first; case and outer spaces do not matter. */
  accessCodeHmacs(roundId: number, typed: string): Buffer[]
  /** Keys for what is sealed and opened again; see sealing.ts. */
  sealingKeys(purpose: string): { present: { version: number; key: Buffer }; keyOf(version: number): Buffer | undefined }
  /** What the keys that sign the audit log are made of: that of today, and those before, the newest first, while they are still configured. */
  auditSeeds: { present: Buffer; former: Buffer[] }
  /** What personal data are kept under: the present key first, then former ones, the newest of them first. */
  dataKeys: readonly [DataKeys, ...DataKeys[]]
  /** What tells a secret from every other and nothing about it: of the present one first, then of former ones. */
  marks: readonly [Buffer, ...Buffer[]]
}

export type DataKeys = {
  /** The byte that tells keys apart: rows name the key they were written with. */
  id: number
  /** Wraps the keys of people. */
  wrapping: Buffer
  /** HMACs of what a person is known by: phone, e-mail, ID number. */
  identities: Buffer
  /** HMACs of the words of names. */
  names: Buffer
}

/** `previous` may list several secrets, parted by commas, the newest first. */
export function createSecrets({ present, previous }: { present: string; previous: string }): Secrets {
  const derive = (secret: string, purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'hoithi', purpose, 32))
  // one byte tells keys apart, so nobody has to number them
  const versionOf = (secret: string) => derive(secret, 'token version').readUInt8(0)
  const codeKey = derive(present, 'one-time codes')
  const former = previous
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '' && secret !== present)
  const known = [...new Set([present, ...former])]
  if (new Set(known.map(versionOf)).size < known.length)
    throw new Error('two of the secrets in SECRET_KEY and SECRET_KEY_OLD would be mixed up: make another SECRET_KEY')
  const keysFor = (purpose: string) => new Map(known.map((secret) => [versionOf(secret), derive(secret, purpose)]))
  const dataKeysOf = (secret: string): DataKeys => ({
    id: versionOf(secret),
    wrapping: derive(secret, 'sealing: keys of people'),
    identities: derive(secret, 'identities'),
    names: derive(secret, 'words of names'),
  })
  const markOf = (secret: string) => derive(secret, 'mark in the database')
  const tokenKeys = keysFor('tokens')
  const boardKey = derive(present, 'board keys')
  const staffKey = derive(present, 'staff')
  const accessKeys = known.map((secret) => derive(secret, 'access codes'))

  return {
    tokenKey: { version: versionOf(present), key: derive(present, 'tokens') },
    tokenKeyOf: (version) => tokenKeys.get(version),
    codeHmac: (...parts) => hmacOf(codeKey, ...parts),
    boardKeyHmac: (boardName, entrantId) => hmacOf(boardKey, boardName, entrantId),
    staffHmac: (purpose, text) => hmacOf(staffKey, purpose, text),
    accessCodeHmacs: (roundId, typed) => accessKeys.map((key) => hmacOf(key, roundId, typed.normalize('NFC').trim().toUpperCase())),
    sealingKeys(purpose) {
      const keys = keysFor(`sealing: ${purpose}`)
      return { present: { version: versionOf(present), key: derive(present, `sealing: ${purpose}`) }, keyOf: (version) => keys.get(version) }
    },
    auditSeeds: { present: derive(present, 'audit log'), former: known.slice(1).map((secret) => derive(secret, 'audit log')) },
    dataKeys: [dataKeysOf(present), ...known.slice(1).map(dataKeysOf)],
    marks: [markOf(present), ...known.slice(1).map(markOf)],
  }
}

export function hmacOf(key: Buffer, ...parts: (string | number)[]): Buffer {
  return createHmac('sha256', key).update(parts.join('\u0000')).digest()
}

export function areEqualSecrets(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
