import type {} from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Problem } from '../../contract/errors.ts'
import { BankPage, BankQuery, ImportConfirmation, ImportParams, ImportPreview, ImportResult } from '../../contract/staff.ts'
import type { BankService } from './bank-service.ts'

export function bankRoutes({ bank }: { bank: BankService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/bank/questions',
      config: { guard: 'staff' },
      schema: { querystring: BankQuery, response: { 200: BankPage } },
      handler: (request) => bank.page(request.query),
    })
    app.route({
      method: 'POST',
      url: '/bank/imports',
      config: { guard: 'staff' },
      schema: {
        description: 'Multipart with one field "file": .docx, .xlsx, .csv, GIFT, Aiken, Moodle XML, QTI or JSON',
        consumes: ['multipart/form-data'],
        response: { 200: ImportPreview },
      },
      handler: async (request) => {
        const upload = await request.file()
        if (!upload) throw new Problem('BAD_REQUEST', { errors: [{ at: 'file', reason: 'no file was sent' }] })
        return bank.preview(request.staff.id, upload.filename.normalize('NFC').slice(0, 200), await upload.toBuffer())
      },
    })
    app.route({
      method: 'GET',
      url: '/bank/imports/:importId',
      config: { guard: 'staff' },
      schema: { params: ImportParams, response: { 200: ImportPreview } },
      handler: (request) => bank.findPreview(request.params.importId),
    })
    app.route({
      method: 'POST',
      url: '/bank/imports/:importId/confirmation',
      config: { guard: 'staff' },
      schema: { params: ImportParams, body: ImportConfirmation, response: { 200: ImportResult } },
      handler: (request) => bank.confirm(request.staff.id, request.params.importId, request.body),
    })
  }
}
