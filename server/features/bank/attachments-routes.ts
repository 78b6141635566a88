import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AttachmentParams } from '../../contract/bank.ts'
import { Problem } from '../../contract/errors.ts'
import type { AttachmentsStore } from './attachments-store.ts'

/** Pictures and sounds of questions, as the page of a participant asks for them: by digest, which nobody guesses. */
export function attachmentRoutes({ attachments }: { attachments: AttachmentsStore }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/attachments/:digest',
      config: { guard: 'public' },
      schema: { params: AttachmentParams },
      handler: async (request, reply) => {
        const { digest } = request.params
        const found = await attachments.findShown(digest)
        if (!found) throw new Problem('NOT_FOUND')
        // named by its bytes, so it never changes; whatever a browser takes it for, it may run nothing
        reply.headers({
          etag: `"${digest}"`,
          'cache-control': 'public, max-age=31536000, immutable',
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
        })
        if (request.headers['if-none-match']?.includes(`"${digest}"`)) return reply.code(304).send()
        return reply.type(found.mediaType).send(found.bytes)
      },
    })
  }
}
