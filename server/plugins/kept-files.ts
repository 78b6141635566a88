import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { rememberEach } from '../remember.ts'

type KeptFile = { type: string; plain: Buffer; br?: Buffer; gzip?: Buffer }

const textTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}
const otherTypes: Record<string, string> = { '.woff2': 'font/woff2', '.png': 'image/png', '.webp': 'image/webp' }
/** Names that a build makes: nothing that leads out of the folder. */
const fileName = /^[\w-][\w.-]*$/

/**
 * Files of a folder, read and made small once and then sent from memory: in the opening minute tens of thousands come with an empty cache, and
 * a file opened for each of them costs more than their registration.
 */
export function createKeptFiles(folder: string) {
  const kept = rememberEach(async (name: string): Promise<KeptFile> => {
    const plain = await readFile(join(folder, name))
    const type = textTypes[extname(name)]
    if (type === undefined) return { type: otherTypes[extname(name)] ?? 'application/octet-stream', plain }
    const [br, gz] = await Promise.all([promisify(brotliCompress)(plain), promisify(gzip)(plain, { level: 9 })])
    return { type, plain, br, gzip: gz }
  })
  return {
    /** Undefined where there is no such file. */
    async find(name: string): Promise<KeptFile | undefined> {
      try {
        return fileName.test(name) ? await kept.get(name) : undefined
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'EISDIR') return undefined
        throw error
      }
    },
  }
}

/** In the smallest form that the browser takes. */
export function sendKept(request: FastifyRequest, reply: FastifyReply, file: KeptFile): FastifyReply {
  reply.type(file.type).header('vary', 'accept-encoding')
  const accepted = request.headers['accept-encoding'] ?? ''
  for (const encoding of ['br', 'gzip'] as const) {
    const bytes = file[encoding]
    if (bytes && accepted.includes(encoding)) return reply.header('content-encoding', encoding).send(bytes)
  }
  return reply.send(file.plain)
}
