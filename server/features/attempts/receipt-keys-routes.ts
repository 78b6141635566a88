import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ReceiptKeys } from '../../contract/attempts.ts'
import type { ReceiptsService } from './receipts-service.ts'

const keptForSeconds = 300

/** Whoever has a receipt proves it with these, without trusting the server that stores the answers. */
export function receiptKeyRoutes({ receipts }: { receipts: ReceiptsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/receipt-keys',
      config: { guard: 'public', cacheSeconds: keptForSeconds },
      schema: { response: { 200: ReceiptKeys } },
      handler: async () => receipts.publicKeys(),
    })
  }
}
