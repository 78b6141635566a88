import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AuditPage, AuditParams, AuditPersonal, AuditQuery, AuditVerification } from '../../contract/audit.ts'
import type { AuditService } from './audit-service.ts'

export function auditRoutes({ audit }: { audit: AuditService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/audit',
      config: { guard: 'staff', action: 'audit.read', subject: 'anywhere' },
      schema: { querystring: AuditQuery, response: { 200: AuditPage } },
      handler: (request) => audit.page(request.staff, request.query),
    })
    app.route({
      method: 'GET',
      url: '/audit/:seq/personal',
      config: { guard: 'staff', action: 'audit.read', subject: 'anywhere' },
      schema: { params: AuditParams, response: { 200: AuditPersonal } },
      handler: (request) => audit.personal(request.staff, request.params.seq, request.by),
    })
    app.route({
      method: 'GET',
      url: '/audit/verification',
      config: { guard: 'staff', action: 'audit.read', subject: 'installation' },
      schema: { response: { 200: AuditVerification } },
      handler: () => audit.verification(),
    })
    app.route({
      method: 'POST',
      url: '/audit/verification',
      config: { guard: 'staff', action: 'audit.read', subject: 'installation', limit: { name: 'verify', burst: 3, everyMs: 60_000 } },
      schema: { response: { 202: AuditVerification } },
      handler: async (request, reply) => {
        const { state, done } = await audit.verify()
        done.catch((error: unknown) => request.log.error({ err: error, requestId: request.id }, 'the audit log could not be verified'))
        return reply.code(202).send(state)
      },
    })
  }
}
