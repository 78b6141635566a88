import { type AuditPrivateKey, type AuditPublicKey, privateKeyFrom } from '../../audit-verifier/signed-head.ts'
import type { Secrets } from '../../secrets.ts'

export type AuditKeys = { present: AuditPrivateKey; former: readonly AuditPublicKey[]; known: readonly AuditPublicKey[] }

/** Made of SECRET_KEY, so that all processes sign with the same key and the database never holds it. */
export function createAuditKeys({ auditSeeds }: Pick<Secrets, 'auditSeeds'>): AuditKeys {
  const present = privateKeyFrom(auditSeeds.present)
  const former = auditSeeds.former.map(privateKeyFrom)
  return { present, former, known: [present, ...former] }
}
