import type { Database } from '../../database/client.ts'
import { type Renewed, renewSeals, type Sealer } from '../../sealing.ts'
import { factorOwner } from './accounts-service.ts'

type Row = { accountId: number; sealed: Buffer }

/** Second factors under the present secret of the installation. */
export async function renewFactorSeals({ sql }: Database, sealer: Sealer): Promise<Renewed> {
  const rows = await sql<Row[]>`select account_id as "accountId", secret as sealed from account_second_factors`
  return renewSeals(sealer, rows, {
    ownerOf: ({ accountId }) => factorOwner(accountId),
    write: async ({ accountId, sealed }, anew) => {
      await sql`update account_second_factors set secret = ${anew} where account_id = ${accountId} and secret = ${sealed}`
    },
  })
}
