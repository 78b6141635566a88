import type {} from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Problem } from '../../contract/errors.ts'
import { MemberListParams, MemberListView, MemberUploadQuery, MemberUploadReport } from '../../contract/members.ts'
import { LanguageQuery } from '../../contract/primitives.ts'
import type { MembersService } from './members-service.ts'

const mostFileBytes = 20 * 1024 * 1024

export function memberRoutes({ members }: { members: MembersService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/contests/:slug/members/:list',
      // a unit's administrator keeps the list of the own branch, of whatever contest: the service looks at every line
      config: { guard: 'staff', action: 'members.write', subject: 'contest-branches' },
      schema: {
        description: 'Multipart with one field "file": .xlsx or .csv with the identity that the contest asks for, and the code of the unit',
        consumes: ['multipart/form-data'],
        params: MemberListParams,
        querystring: Type.Object({ ...MemberUploadQuery.properties, ...LanguageQuery.properties }),
        response: { 200: MemberUploadReport },
      },
      handler: async (request) => {
        const upload = await request.file({ limits: { fileSize: mostFileBytes, files: 1, fields: 4, parts: 5 } })
        if (!upload) throw new Problem('BAD_REQUEST', { errors: [{ at: 'file', reason: 'no file was sent' }] })
        const receive = async () => {
          const bytes = await upload.toBuffer().catch(() => undefined)
          if (!bytes || upload.file.truncated) throw new Problem('BODY_TOO_LARGE')
          return { name: upload.filename.normalize('NFC').slice(0, 200), bytes }
        }
        const { lang = 'vi', ...query } = request.query
        return members.upload({ actor: request.staff, by: request.by }, request.params, query, receive, lang)
      },
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/members/:list',
      config: { guard: 'staff', action: 'turnout.read', subject: 'contest-branches' },
      schema: { params: MemberListParams, response: { 200: MemberListView } },
      handler: (request) => members.view({ actor: request.staff }, request.params),
    })
  }
}
