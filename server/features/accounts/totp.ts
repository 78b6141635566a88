import { createHmac } from 'node:crypto'
import { areEqualSecrets } from '../../secrets.ts'

const stepMs = 30_000
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 6238 over RFC 4226 with SHA-1 and six digits: what every authenticator can do. */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const at = (mac[19] ?? 0) & 0xf
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

export function stepAt(nowMs: number): number {
  return Math.floor(nowMs / stepMs)
}

/** The step that a code belongs to: the present one or its neighbours, as telephones go wrong by seconds. Undefined: none. */
export function stepOf(secret: Buffer, code: string, nowMs: number): number | undefined {
  const now = stepAt(nowMs)
  // all three are always compared, so that the time tells nothing
  return [now - 1, now, now + 1].filter((step) => areEqualSecrets(codeAt(secret, step), code)).at(-1)
}

/** RFC 4648, without padding: how authenticators are told a secret. */
export function base32Of(bytes: Buffer): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('')
}

/** What a QR code or a link carries to the authenticator. */
export function otpauthUri({ issuer, username, secret }: { issuer: string; username: string; secret: Buffer }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(username)}`
  return `otpauth://totp/${label}?secret=${base32Of(secret)}&issuer=${encodeURIComponent(issuer)}`
}
