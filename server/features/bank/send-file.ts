import type { FastifyReply } from 'fastify'
import type { ExportedFile } from './exports-service.ts'

/** Sent to be saved, under the name it has. */
export function sendFile(reply: FastifyReply, { bytes, fileName, mediaType }: ExportedFile): FastifyReply {
  reply.headers({ 'content-type': mediaType, 'content-disposition': `attachment; filename="${fileName}"` })
  return reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}
