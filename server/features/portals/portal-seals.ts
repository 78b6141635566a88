import type { Database } from '../../database/client.ts'
import { type Renewed, renewSeals, type Sealer } from '../../sealing.ts'
import { ownerOfSecret } from './portals-service.ts'

type Row = { portalId: number; keyId: string; sealed: Buffer }

/** Secrets of portals under the present secret of the installation. */
export async function renewPortalSeals({ sql }: Database, sealer: Sealer): Promise<Renewed> {
  const rows = await sql<Row[]>`select portal_id as "portalId", key_id as "keyId", sealed from portal_secrets where revoked_at is null`
  return renewSeals(sealer, rows, {
    ownerOf: ({ portalId, keyId }) => ownerOfSecret(portalId, keyId),
    write: async ({ portalId, keyId, sealed }, anew) => {
      await sql`update portal_secrets set sealed = ${anew} where portal_id = ${portalId} and key_id = ${keyId} and sealed = ${sealed}`
    },
  })
}
