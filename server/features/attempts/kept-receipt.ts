import { receiptLine } from '../../audit-verifier/signed-receipt.ts'
import type { KeptReceipt, Receipt } from '../../contract/attempts.ts'
import type { Language } from '../../contract/primitives.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import { spelledCode } from './receipt-code.ts'

/** With the line that proves it, for whoever copies it into a message or a note. */
export function keptReceipt(receipt: Receipt, language: Language): KeptReceipt {
  const { keyId = '', signature = '', code, closedAt, answeredCount } = receipt
  const proof = receiptLine({ ...receipt, keyId, signature })
  return { receipt, text: textsIn(language).keptReceipt({ code: spelledCode(code), closedAt: new Date(closedAt), answeredCount, proof }) }
}
