import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Secrets } from './secrets.ts'

const nonceLength = 12
const tagLength = 16

/** The bytes were sealed under a key that is not known any more, or belong to something else. */
export class SealBroken extends Error {}

/**
 * For what must be read again later: 1 key version · 12 nonce · ciphertext · 16 tag (AES-256-GCM). `owner` is what it belongs to:
 * sealed bytes that are moved to another row do not open there.
 */
export function sealUnder({ version, key }: { version: number; key: Buffer }, owner: string, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner, 'utf8'))
  return Buffer.concat([Buffer.from([version]), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

export function openUnder(keyOf: (version: number) => Buffer | undefined, owner: string, sealed: Buffer): Buffer {
  const key = keyOf(sealed[0] ?? 0)
  if (!key || sealed.length < 1 + nonceLength + tagLength) throw new SealBroken('sealed under a key that is not known')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceLength))
    .setAAD(Buffer.from(owner, 'utf8'))
    .setAuthTag(sealed.subarray(-tagLength))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(1 + nonceLength, -tagLength)), decipher.final()])
  } catch {
    throw new SealBroken('sealed for something else, or changed')
  }
}

/** For secrets of the installation itself (a portal's, a second factor's), each purpose under a key of its own. */
export function createSealer(secrets: Secrets, purpose: string) {
  const keys = secrets.sealingKeys(purpose)
  return {
    seal: (owner: string, plain: string | Buffer) => sealUnder(keys.present, owner, Buffer.from(plain)),
    open: (owner: string, sealed: Buffer) => openUnder(keys.keyOf, owner, sealed),
    /** Sealed under a key that will go: it is to be sealed anew. */
    isOld: (sealed: Buffer) => sealed[0] !== keys.present.version,
  }
}
export type Sealer = ReturnType<typeof createSealer>

export type Renewed = { renewed: number; unreadable: number }

/** What a former secret sealed is sealed under the present one, so that the former one can be forgotten. */
export async function renewSeals<Row extends { sealed: Buffer }>(
  sealer: Sealer,
  rows: readonly Row[],
  { ownerOf, write }: { ownerOf(row: Row): string; write(row: Row, sealed: Buffer): Promise<void> },
): Promise<Renewed> {
  const done: Renewed = { renewed: 0, unreadable: 0 }
  for (const row of rows.filter(({ sealed }) => sealer.isOld(sealed))) {
    try {
      await write(row, sealer.seal(ownerOf(row), sealer.open(ownerOf(row), row.sealed)))
      done.renewed += 1
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error
      done.unreadable += 1
    }
  }
  return done
}
