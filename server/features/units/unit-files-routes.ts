import type {} from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Problem } from '../../contract/errors.ts'
import { LanguageQuery } from '../../contract/primitives.ts'
import {
  ProvincesStart,
  UnitExportQuery,
  UnitImportConfirmation,
  UnitImportLines,
  UnitImportLinesQuery,
  UnitImportParams,
  UnitImportStatus,
} from '../../contract/units.ts'
import type { UnitActsService } from './unit-acts-service.ts'
import type { UnitImportsService } from './unit-imports-service.ts'

const mostFileBytes = 20 * 1024 * 1024
/** A file speaks of the whole tree, so only a grant over all of it may take one over. */
const writes = { guard: 'staff', action: 'unit.write', subject: 'installation' } as const
const reads = { guard: 'staff', action: 'unit.read', subject: 'installation' } as const

/** Trees of units that come as files and go out as files. */
export function unitFilesRoutes({
  unitImports,
  unitActs,
}: {
  unitImports: UnitImportsService
  unitActs: UnitActsService
}): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/units/imports',
      config: writes,
      schema: {
        description: 'Multipart with one field "file": .xlsx or .csv with codes, names, codes of the units above, headcounts',
        consumes: ['multipart/form-data'],
        response: { 200: UnitImportStatus },
      },
      handler: async (request) => {
        const upload = await request.file({ limits: { fileSize: mostFileBytes, files: 1, fields: 4, parts: 5 } })
        if (!upload) throw new Problem('BAD_REQUEST', { errors: [{ at: 'file', reason: 'no file was sent' }] })
        return unitImports.receive(request.staff.id, upload.filename.normalize('NFC').slice(0, 200), async () => {
          const bytes = await upload.toBuffer().catch(() => undefined)
          if (!bytes || upload.file.truncated) throw new Problem('BODY_TOO_LARGE')
          return bytes
        })
      },
    })
    app.route({
      method: 'GET',
      url: '/units/imports/:importId',
      config: writes,
      schema: { params: UnitImportParams, response: { 200: UnitImportStatus } },
      handler: (request) => unitImports.status(request.params.importId),
    })
    app.route({
      method: 'GET',
      url: '/units/imports/:importId/lines',
      config: writes,
      schema: { params: UnitImportParams, querystring: UnitImportLinesQuery, response: { 200: UnitImportLines } },
      handler: (request) => unitImports.lines(request.params.importId, request.query),
    })
    app.route({
      method: 'POST',
      url: '/units/imports/:importId/confirmation',
      config: writes,
      schema: { params: UnitImportParams, body: UnitImportConfirmation, response: { 200: UnitImportStatus } },
      handler: (request) => unitImports.confirm({ actor: request.staff, by: request.by }, request.params.importId, request.body.actionId),
    })
    app.route({
      method: 'DELETE',
      url: '/units/imports/:importId',
      config: writes,
      schema: { params: UnitImportParams, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await unitImports.discard(request.params.importId)
        return reply.code(204).send(null)
      },
    })
    app.route({
      method: 'POST',
      url: '/units/starters/provinces-2025',
      config: writes,
      schema: { body: ProvincesStart, response: { 204: Type.Null() }, description: 'The 34 provinces in force since 2025-07-01 and the 63 before' },
      handler: async (request, reply) => {
        await unitActs.startWithProvinces({ actor: request.staff, by: request.by }, request.body)
        return reply.code(204).send(null)
      },
    })
    app.route({
      method: 'GET',
      url: '/units/exports',
      config: reads,
      schema: { querystring: Type.Object({ ...UnitExportQuery.properties, ...LanguageQuery.properties }) },
      handler: async (request, reply) => {
        const { lang = 'vi', ...query } = request.query
        const { bytes, fileName, mediaType } = await unitImports.file(query, lang)
        reply.headers({ 'content-type': mediaType, 'content-disposition': `attachment; filename="${fileName}"` })
        return reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
      },
    })
  }
}
