import type { AuditPublicKey } from './signed-head.ts'
import { isSignedBy } from './signed-head.ts'

/** What an entrant keeps of a submission: nobody can make another one, nor change the answers behind it unseen. */
export type SignedReceipt = { code: string; attemptId: string; closedAt: string; digest: string; keyId: string; signature: string }

/** What is signed. The first line keeps a signature made for one thing from passing for another. */
export function receiptMessage({ code, attemptId, closedAt, digest, keyId }: Omit<SignedReceipt, 'signature'>): string {
  return ['hoithi receipt 1', code, attemptId, closedAt, digest, keyId].join('\n')
}

/** The line of a copied receipt that carries the proof. */
export function receiptLine({ code, attemptId, closedAt, digest, keyId, signature }: SignedReceipt): string {
  return ['hoithi-receipt', 1, code, attemptId, Date.parse(closedAt), digest, keyId, signature].join('.')
}

const line = /hoithi-receipt\.1\.([0-9A-Z]{4,40})\.([0-9a-f-]{36})\.(\d{1,15})\.([0-9a-f]{64})\.([0-9a-f]{16})\.([0-9a-f]{128})/

/** From a copied text, whatever stands around its line and wherever it was broken, or from the JSON the service answered with. */
export function readReceipt(text: string): SignedReceipt | undefined {
  const [, code, attemptId, closedAtMs, digest, keyId, signature] = line.exec(text.replace(/\s/g, '')) ?? []
  if (code && attemptId && digest && keyId && signature)
    return { code, attemptId, closedAt: new Date(Number(closedAtMs)).toISOString(), digest, keyId, signature }
  return readJson(text)
}

export function isReceiptSigned(receipt: SignedReceipt, keys: readonly AuditPublicKey[]): boolean {
  return keys.some((key) => key.keyId === receipt.keyId && isSignedBy(key, receiptMessage(receipt), receipt.signature))
}

function readJson(text: string): SignedReceipt | undefined {
  try {
    const read = JSON.parse(text) as Record<string, unknown>
    const { code, attemptId, closedAt, digest, keyId, signature } = (read.receipt ?? read) as Record<string, unknown>
    if ([code, attemptId, closedAt, digest, keyId, signature].some((part) => typeof part !== 'string')) return undefined
    return { code, attemptId, closedAt, digest, keyId, signature } as SignedReceipt
  } catch {
    return undefined
  }
}
