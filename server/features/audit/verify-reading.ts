import { createChainVerifier, type Verdict } from '../../audit-verifier/verify-chain.ts'
import type { ChainReading } from './audit-chain-store.ts'
import type { AuditKeys } from './audit-keys.ts'

/** The verdict on the log as it stands in the database. */
export async function verifyReading({ head, heads, entries }: ChainReading, { known }: Pick<AuditKeys, 'known'>): Promise<Verdict> {
  const verifier = createChainVerifier({ heads, keys: known })
  for await (const piece of entries) for (const entry of piece) verifier.take(entry)
  return verifier.finish(head)
}
