import type { Database } from '../../database/client.ts'
import { type Renewed, renewSeals, type Sealer } from '../../sealing.ts'
import { ownerOfWebhookSecret } from './courier.ts'

type Row = { endpointId: number; keyId: string; sealed: Buffer }

/** Secrets of webhooks under the present secret of the installation. */
export async function renewWebhookSeals({ sql }: Database, sealer: Sealer): Promise<Renewed> {
  const rows = await sql<Row[]>`
    select endpoint_id as "endpointId", key_id as "keyId", sealed from webhook_secrets where ends_at is null or ends_at > now()`
  return renewSeals(sealer, rows, {
    ownerOf: ({ endpointId, keyId }) => ownerOfWebhookSecret(endpointId, keyId),
    write: async ({ endpointId, keyId, sealed }, anew) => {
      await sql`update webhook_secrets set sealed = ${anew} where endpoint_id = ${endpointId} and key_id = ${keyId} and sealed = ${sealed}`
    },
  })
}
