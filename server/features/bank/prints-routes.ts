import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { PrintedPapers, PrintedPapersList, PrintParams, PrintRequest } from '../../contract/bank-prints.ts'
import { bankRoute } from './bank-rules.ts'
import type { PrintsService } from './prints-service.ts'
import { sendFile } from './send-file.ts'

/** Papers for a room without computers. They name keys, so whoever may print them may export. */
export function printsRoutes({ prints }: { prints: PrintsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/bank/prints',
      config: bankRoute('export'),
      schema: {
        description: 'Chooses questions, or draws them by the blueprint of a round, and keeps what papers are made of them; the file comes apart',
        body: PrintRequest,
        response: { 200: PrintedPapers },
      },
      handler: (request) => prints.create(request.by, request.body),
    })
    app.route({
      method: 'GET',
      url: '/bank/prints',
      config: bankRoute('export'),
      schema: { response: { 200: PrintedPapersList } },
      handler: () => prints.list(),
    })
    app.route({
      method: 'GET',
      url: '/bank/prints/:printId/file',
      config: bankRoute('export'),
      schema: {
        description: 'A zip: a paper of Word for each code, and the sheet of keys as they are in force. The same papers each time',
        params: PrintParams,
      },
      handler: async (request, reply) => sendFile(reply, await prints.file(request.params.printId)),
    })
  }
}
