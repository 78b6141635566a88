import { createHmac, timingSafeEqual } from 'node:crypto'
import { Problem } from './contract/errors.ts'
import type { Secrets } from './secrets.ts'

/**
 * A token carries ids and a key version, nothing else: knowing who speaks needs no read.
 * 1 kind · 1 key version · 4 contest · 16 id · 16 the first half of an HMAC-SHA256, in base64url.
 */
export type TokenKind = 'contestant' | 'attempt'
export type Bearer = { kind: TokenKind; contestId: number; id: string }

const kinds: Record<TokenKind, number> = { contestant: 1, attempt: 2 }
const kindOf = new Map<number, TokenKind>([
  [1, 'contestant'],
  [2, 'attempt'],
])
const claimLength = 22
const tokenLength = 38

export type Tokens = { sign(bearer: Bearer): string; verify(token: string): Bearer }

export function createTokens(secrets: Secrets): Tokens {
  const macOf = (key: Buffer, claim: Buffer) => createHmac('sha256', key).update(claim).digest()
  return {
    sign({ kind, contestId, id }) {
      const token = Buffer.alloc(tokenLength)
      token.writeUInt8(kinds[kind], 0)
      token.writeUInt8(secrets.tokenKey.version, 1)
      token.writeUInt32BE(contestId, 2)
      token.write(id.replaceAll('-', ''), 6, 'hex')
      macOf(secrets.tokenKey.key, token.subarray(0, claimLength)).copy(token, claimLength, 0, tokenLength - claimLength)
      return token.toString('base64url')
    },
    verify(written) {
      const token = Buffer.from(written, 'base64url')
      const kind = kindOf.get(token[0] ?? 0)
      // written again and compared: base64 has several spellings of the same bytes, only one of them is ours
      if (token.length !== tokenLength || !kind || token.toString('base64url') !== written) throw new Problem('TOKEN_INVALID')
      const key = secrets.tokenKeyOf(token.readUInt8(1))
      if (!key) throw new Problem('TOKEN_EXPIRED')
      const mac = macOf(key, token.subarray(0, claimLength)).subarray(0, tokenLength - claimLength)
      if (!timingSafeEqual(mac, token.subarray(claimLength))) throw new Problem('TOKEN_INVALID')
      return { kind, contestId: token.readUInt32BE(2), id: formatUuid(token.toString('hex', 6, claimLength)) }
    },
  }
}

function formatUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
