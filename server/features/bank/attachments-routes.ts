import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AttachmentParams } from '../../contract/bank.ts'
import { Problem } from '../../contract/errors.ts'
import type { AttachmentMemory } from './attachment-memory.ts'
import { byteRangeOf } from './byte-range.ts'

/** Pictures and sounds of questions, as the page of a participant asks for them: by digest, which nobody guesses. */
export function attachmentRoutes({ attachments }: { attachments: AttachmentMemory }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/attachments/:digest',
      config: { guard: 'public' },
      schema: { params: AttachmentParams },
      handler: async (request, reply) => {
        const { digest } = request.params
        const found = await attachments.shown(digest)
        if (!found) throw new Problem('NOT_FOUND')
        const { bytes, mediaType } = found
        // named by its bytes, so it never changes; whatever a browser takes it for, it may run nothing
        reply.headers({
          etag: `"${digest}"`,
          'accept-ranges': 'bytes',
          'cache-control': 'public, max-age=31536000, immutable',
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
        })
        if (request.headers['if-none-match']?.includes(`"${digest}"`)) return reply.code(304).send()
        // telephones of one make play no sound that does not come in pieces
        const range = request.headers['if-range'] === undefined ? byteRangeOf(request.headers.range, bytes.length) : 'whole'
        if (range === 'beyond')
          return reply
            .code(416)
            .headers({ 'cache-control': 'no-store', 'content-range': `bytes */${bytes.length}` })
            .send()
        reply.type(mediaType)
        if (range === 'whole') return reply.send(bytes)
        return reply
          .code(206)
          .header('content-range', `bytes ${range.from}-${range.to}/${bytes.length}`)
          .send(bytes.subarray(range.from, range.to + 1))
      },
    })
  }
}
