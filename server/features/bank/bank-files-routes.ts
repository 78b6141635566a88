import type {} from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import {
  AttachmentParams,
  ExportLosses,
  ExportLossesQuery,
  ExportQuery,
  ImportConfirmation,
  ImportCorrection,
  ImportItem,
  ImportItemParams,
  ImportItemsPage,
  ImportItemsQuery,
  ImportParams,
  ImportResult,
  ImportStatus,
} from '../../contract/bank.ts'
import { Problem } from '../../contract/errors.ts'
import type { AttachmentsStore } from './attachments-store.ts'
import { bankRoute } from './bank-rules.ts'
import type { ExportsService } from './exports-service.ts'
import { type ImportsService, tooLargeFile } from './imports-service.ts'
import { sendFile } from './send-file.ts'

const mostQuestionBytes = 1024 * 1024
const mostUploadBytes = 50 * 1024 * 1024
/** Beside the file itself: boundaries and headers of its form. */
const mostFormBytes = 64 * 1024

type Dependencies = { imports: ImportsService; exports: ExportsService; attachments: AttachmentsStore }

/** What comes into the bank as a file and goes out as one. */
export function bankFilesRoutes({ imports, exports, attachments }: Dependencies): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/bank/imports',
      config: bankRoute('import'),
      schema: {
        description:
          'Multipart with one field "file": .docx, .xlsx, .csv, GIFT, Aiken, Moodle XML, QTI or JSON. 202: it is still being read, ask for its state',
        consumes: ['multipart/form-data'],
        response: { 200: ImportStatus, 202: ImportStatus },
      },
      handler: async (request, reply) => {
        if (Number(request.headers['content-length'] ?? 0) > mostUploadBytes + mostFormBytes) throw tooLargeFile()
        const upload = await request.file({ limits: { fileSize: mostUploadBytes, files: 1, fields: 4, parts: 5 } })
        if (!upload) throw new Problem('BAD_REQUEST', { errors: [{ at: 'file', reason: 'no file was sent' }] })
        const status = await imports.receive(request.staff.id, upload.filename.normalize('NFC').slice(0, 200), async () => {
          const pieces: Buffer[] = []
          for await (const piece of upload.file) pieces.push(piece as Buffer)
          // asked at the end: a file cut exactly between two pieces looks whole until then
          if (upload.file.truncated) throw tooLargeFile()
          return Buffer.concat(pieces)
        })
        return reply.code(status.state === 'reading' ? 202 : 200).send(status)
      },
    })
    app.route({
      method: 'GET',
      url: '/bank/imports/:importId',
      config: bankRoute('import'),
      schema: { params: ImportParams, response: { 200: ImportStatus } },
      handler: (request) => {
        return imports.status(request.params.importId)
      },
    })
    app.route({
      method: 'DELETE',
      url: '/bank/imports/:importId',
      config: bankRoute('import'),
      schema: { params: ImportParams, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await imports.discard(request.params.importId)
        return reply.code(204).send(null)
      },
    })
    app.route({
      method: 'GET',
      url: '/bank/imports/:importId/items',
      config: bankRoute('import'),
      schema: { params: ImportParams, querystring: ImportItemsQuery, response: { 200: ImportItemsPage } },
      handler: (request) => {
        return imports.items(request.params.importId, request.query)
      },
    })
    app.route({
      method: 'PATCH',
      url: '/bank/imports/:importId/items/:position',
      config: bankRoute('import'),
      bodyLimit: mostQuestionBytes,
      schema: { params: ImportItemParams, body: ImportCorrection, response: { 200: ImportItem } },
      handler: (request) => {
        return imports.correct(request.params.importId, request.params.position, request.body)
      },
    })
    app.route({
      method: 'POST',
      url: '/bank/imports/:importId/confirmation',
      config: bankRoute('import'),
      schema: { params: ImportParams, body: ImportConfirmation, response: { 200: ImportResult } },
      handler: (request) => {
        return imports.confirm(request.by, request.params.importId, request.body)
      },
    })
    app.route({
      method: 'POST',
      url: '/bank/imports/:importId/undo',
      config: bankRoute('import'),
      schema: { params: ImportParams, response: { 200: ImportStatus } },
      handler: (request) => {
        return imports.undo(request.by, request.params.importId)
      },
    })
    app.route({
      method: 'GET',
      url: '/bank/attachments/:digest',
      config: bankRoute('read'),
      schema: { params: AttachmentParams },
      handler: async (request, reply) => {
        const found = await attachments.find(request.params.digest)
        if (!found) throw new Problem('NOT_FOUND')
        // named by its bytes, so it never changes; whatever a browser takes it for, it may run nothing
        reply.headers({
          'content-type': found.mediaType,
          'cache-control': 'private, max-age=31536000, immutable',
          'content-security-policy': "sandbox; default-src 'none'",
          'x-content-type-options': 'nosniff',
        })
        return reply.send(found.bytes)
      },
    })
    app.route({
      method: 'GET',
      url: '/bank/exports',
      config: bankRoute('export'),
      schema: { querystring: ExportQuery },
      handler: async (request, reply) => {
        const { format, keys, ...filters } = request.query
        return sendFile(reply, await exports.file(format, filters, keys ?? true))
      },
    })
    app.route({
      method: 'GET',
      url: '/bank/exports/losses',
      config: bankRoute('export'),
      schema: { querystring: ExportLossesQuery, response: { 200: ExportLosses } },
      handler: (request) => {
        const { format, ...filters } = request.query
        return exports.losses(format, filters)
      },
    })
  }
}
