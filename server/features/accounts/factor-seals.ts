import type { Database } from '../../database/client.ts'
import { SealBroken, type Sealer } from '../../sealing.ts'
import { factorOwner } from './accounts-service.ts'

/** What a former secret sealed is sealed under the present one, so that the former one can be forgotten. */
export async function renewFactorSeals({ sql }: Database, sealer: Sealer): Promise<{ renewed: number; unreadable: number }> {
  const rows = await sql<{ accountId: number; secret: Buffer }[]>`select account_id as "accountId", secret from account_second_factors`
  const done = { renewed: 0, unreadable: 0 }
  for (const { accountId, secret } of rows.filter((row) => sealer.isOld(row.secret))) {
    try {
      const anew = sealer.seal(factorOwner(accountId), sealer.open(factorOwner(accountId), secret))
      await sql`update account_second_factors set secret = ${anew} where account_id = ${accountId} and secret = ${secret}`
      done.renewed += 1
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error
      done.unreadable += 1
    }
  }
  return done
}
