import { type AuditPrivateKey, type AuditPublicKey, privateKeyFrom } from '../../audit-verifier/signed-head.ts'
import type { Secrets } from '../../secrets.ts'

export type AuditKeys = { present: AuditPrivateKey; previous: AuditPrivateKey | undefined; known: readonly AuditPublicKey[] }

/** Made of SECRET_KEY, so that all processes sign with the same key and the database never holds it. */
export function createAuditKeys({ auditSeeds }: Pick<Secrets, 'auditSeeds'>): AuditKeys {
  const present = privateKeyFrom(auditSeeds.present)
  const previous = auditSeeds.previous && privateKeyFrom(auditSeeds.previous)
  return { present, previous, known: previous ? [present, previous] : [present] }
}
