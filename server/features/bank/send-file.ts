import type { ExportedFile } from './exports-service.ts'

type Reply<Sent> = { headers(values: Record<string, string>): unknown; send(body: Buffer): Sent }

/** Sent to be saved, under the name it has. */
export function sendFile<Sent>(reply: Reply<Sent>, { bytes, fileName, mediaType }: ExportedFile): Sent {
  reply.headers({ 'content-type': mediaType, 'content-disposition': `attachment; filename="${fileName}"` })
  return reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}
