import type { AuditPrivateKey, AuditPublicKey } from '../../audit-verifier/signed-head.ts'
import { receiptMessage } from '../../audit-verifier/signed-receipt.ts'
import type { Receipt, ReceiptKeys } from '../../contract/attempts.ts'
import type { AttemptRow } from './attempts-store.ts'
import type { ReceiptsStore } from './receipts-store.ts'

type Dependencies = { store: ReceiptsStore; keys: { present: AuditPrivateKey; known: readonly AuditPublicKey[] } }
type Ending = { id: string; receiptCode: string; closedAt: Date | null; answerDigest: Buffer | null }

/**
 * Receipts are signed when they are given out, by the key that signs the audit log and that no database holds. The same receipt has
 * the same signature for as long as the key is the same, so nothing has to be kept of it.
 */
export function createReceiptsService({ store, keys: { present, known } }: Dependencies) {
  const { keyId } = present

  function sign({ id, receiptCode, closedAt, answerDigest }: Ending): Pick<Receipt, 'keyId' | 'signature'> {
    if (!closedAt || !answerDigest) return {}
    const signed = { code: receiptCode, attemptId: id, closedAt: closedAt.toISOString(), digest: answerDigest.toString('hex'), keyId }
    return { keyId, signature: present.sign(receiptMessage(signed)) }
  }

  return {
    sign,
    /** The receipt that this action got before the attempt was opened again. */
    async formerOf({ contestId, id }: Pick<AttemptRow, 'contestId' | 'id'>, actionId: string): Promise<Receipt | undefined> {
      const former = await store.formerByAction(contestId, id, actionId)
      if (!former?.closedAt || !former.digest) return undefined
      const { code, state, closedAt, answeredCount, digest } = former
      return {
        attemptId: id,
        code,
        state,
        closedAt: closedAt.toISOString(),
        answeredCount: answeredCount ?? 0,
        digest: digest.toString('hex'),
        ...sign({ id, receiptCode: code, closedAt, answerDigest: digest }),
      }
    },
    publicKeys: (): ReceiptKeys => ({ keys: known.map(({ keyId: id, text }) => ({ keyId: id, publicKey: text })) }),
  }
}
export type ReceiptsService = ReturnType<typeof createReceiptsService>
