import { type AuditPublicKey, headMessage, isSignedBy, type KeyNotice, noticeMessage, publicKeyFrom, type SignedHead } from './signed-head.ts'

type Trusted = AuditPublicKey & { until: number }

/** The keys whoever verifies holds from outside the database, and those that these vouch for. */
export function createTrustedKeys(given: readonly AuditPublicKey[]) {
  const trusted = new Map<string, Trusted>(given.map((key) => [key.keyId, { ...key, until: Number.POSITIVE_INFINITY }]))
  const notices: { notice: KeyNotice; signature: string }[] = []
  return {
    /** Entries about keys come before it is known who signed them: they are judged at the end. */
    remember(subject: Record<string, unknown>): void {
      const { keyId, publicKey, vouchesFor, signature } = subject
      if (typeof keyId !== 'string' || typeof publicKey !== 'string' || typeof signature !== 'string' || !Array.isArray(vouchesFor)) return
      notices.push({ notice: { keyId, publicKey, vouchesFor }, signature })
    },
    /** From the newest notice back: the key of today vouches for that of yesterday, that one for the one before. */
    settle(): void {
      for (const { notice, signature } of notices.toReversed()) {
        const by = trusted.get(notice.keyId)
        if (!by || !isSignedBy(by, noticeMessage(notice), signature)) continue
        for (const { publicKey, until } of notice.vouchesFor) {
          const old = publicKeyFrom(publicKey)
          if (!trusted.has(old.keyId)) trusted.set(old.keyId, { ...old, until })
        }
      }
    },
    judge(head: SignedHead): 'right' | 'unknown-key' | 'forged' {
      const key = trusted.get(head.keyId)
      if (!key) return 'unknown-key'
      return head.seq <= key.until && isSignedBy(key, headMessage(head), head.signature) ? 'right' : 'forged'
    },
  }
}
