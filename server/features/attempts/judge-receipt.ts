import { hash } from 'node:crypto'
import type { AuditPublicKey } from '../../audit-verifier/signed-head.ts'
import { isReceiptSigned, type SignedReceipt } from '../../audit-verifier/signed-receipt.ts'
import { idsAround } from './receipt-code.ts'
import type { ReceiptsStore, StoredReceipt } from './receipts-store.ts'

export type ReceiptFault = 'not-signed-by-us' | 'not-as-stored' | 'answers-changed'
export type ReceiptVerdict =
  | { kind: 'unknown' }
  | { kind: 'altered'; fault: ReceiptFault; stored?: StoredReceipt }
  /** `isProved`: a signature was shown; a code alone only finds what is stored. */
  | { kind: 'genuine'; isProved: boolean; stored?: StoredReceipt }

/** Without the database: only whether the service signed these words. */
export function judgeSignature(receipt: SignedReceipt, keys: readonly AuditPublicKey[]): ReceiptVerdict {
  return isReceiptSigned(receipt, keys) ? { kind: 'genuine', isProved: true } : { kind: 'altered', fault: 'not-signed-by-us' }
}

type Shown = { code: string; receipt?: SignedReceipt | undefined }
type Dependencies = { store: Pick<ReceiptsStore, 'find' | 'logOf'>; keys: readonly AuditPublicKey[]; nowMs: number }

/** Against the answer log: the signature, what is stored, and the digest computed anew must say the same. */
export async function judgeReceipt({ code, receipt }: Shown, { store, keys, nowMs }: Dependencies): Promise<ReceiptVerdict> {
  if (receipt && !isReceiptSigned(receipt, keys)) return { kind: 'altered', fault: 'not-signed-by-us' }
  const stored = await store.find(code, receipt ? { attemptId: receipt.attemptId } : (idsAround(code, nowMs) ?? 'everywhere'))
  // a code is given at the start, a receipt only at the end
  if (!stored?.closedAt || !stored.digest) return { kind: 'unknown' }
  if (receipt && !isAsStored(receipt, stored)) return { kind: 'altered', fault: 'not-as-stored', stored }
  const isUnchanged = hash('sha256', await store.logOf(stored), 'buffer').equals(stored.digest)
  return isUnchanged ? { kind: 'genuine', isProved: receipt !== undefined, stored } : { kind: 'altered', fault: 'answers-changed', stored }
}

function isAsStored(receipt: SignedReceipt, { attemptId, closedAt, digest }: StoredReceipt): boolean {
  return receipt.attemptId === attemptId && receipt.closedAt === closedAt?.toISOString() && receipt.digest === digest?.toString('hex')
}
