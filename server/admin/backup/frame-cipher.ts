import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto'
import { type BackupHeader, BackupUnreadable } from './backup-format.ts'

const tagLength = 16
/** 128 MB and a good part of a second for each guess of a passphrase. */
const cost = 2 ** 17
const mostMemory = 256 * 2 ** 20

export type FrameCipher = { seal(kind: number, payload: Buffer): Buffer; open(kind: number, payload: Buffer): Buffer }

export function newEncryption(): NonNullable<BackupHeader['encryption']> {
  return { kdf: 'scrypt', salt: randomBytes(16).toString('hex'), cost }
}

const plain: FrameCipher = { seal: (_, payload) => payload, open: (_, payload) => payload }

/** Each frame is sealed with its number and its kind, so that none can be moved, left out or put in from another file. */
export function createFrameCipher(header: BackupHeader, passphrase: string | undefined): FrameCipher {
  if (!header.encryption) return plain
  if (passphrase === undefined) throw new BackupUnreadable('passphrase-needed')
  const { salt, cost: N } = header.encryption
  const key = scryptSync(passphrase.normalize('NFC'), Buffer.from(salt, 'hex'), 32, { N, r: 8, p: 1, maxmem: mostMemory })
  const about = createHash('sha256').update(JSON.stringify(header)).digest()
  let count = 0n
  const next = () => {
    const nonce = Buffer.alloc(12)
    nonce.writeBigUInt64BE(count, 4)
    count += 1n
    return nonce
  }
  const beside = (kind: number) => Buffer.concat([about, Buffer.from([kind])])
  return {
    seal(kind, payload) {
      const cipher = createCipheriv('aes-256-gcm', key, next()).setAAD(beside(kind))
      return Buffer.concat([cipher.update(payload), cipher.final(), cipher.getAuthTag()])
    },
    open(kind, payload) {
      const isFirst = count === 0n
      const decipher = createDecipheriv('aes-256-gcm', key, next()).setAAD(beside(kind)).setAuthTag(payload.subarray(-tagLength))
      try {
        return Buffer.concat([decipher.update(payload.subarray(0, -tagLength)), decipher.final()])
      } catch {
        throw new BackupUnreadable(isFirst ? 'passphrase-wrong' : 'damaged')
      }
    },
  }
}
