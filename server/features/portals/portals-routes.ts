import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ContestParams } from '../../contract/contests.ts'
import {
  ContestPortals,
  JwksTest,
  NewPortal,
  NewPortalSecret,
  PortalChange,
  PortalList,
  PortalParams,
  PortalSecretParams,
  PortalView,
} from '../../contract/portals.ts'
import type { PortalsService } from './portals-service.ts'

const reading = { guard: 'staff', action: 'portal.read', subject: 'portal' } as const
const writing = { guard: 'staff', action: 'portal.write', subject: 'portal' } as const

export function portalRoutes({ portals }: { portals: PortalsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/portals',
      config: { ...reading, subject: 'anywhere' },
      schema: { response: { 200: PortalList } },
      handler: (request) => portals.list(request.staff),
    })
    app.route({
      method: 'POST',
      url: '/portals',
      config: { ...writing, subject: 'anywhere' },
      schema: { body: NewPortal, response: { 201: PortalView } },
      handler: async (request, reply) => reply.code(201).send(await portals.create(request.staff, request.by, request.body)),
    })
    app.route({
      method: 'GET',
      url: '/portals/:portalId',
      config: reading,
      schema: { params: PortalParams, response: { 200: PortalView } },
      handler: (request) => portals.one(request.params.portalId),
    })
    app.route({
      method: 'PATCH',
      url: '/portals/:portalId',
      config: writing,
      schema: { params: PortalParams, body: PortalChange, response: { 200: PortalView } },
      handler: (request) => portals.change(request.by, request.params.portalId, request.body),
    })
    app.route({
      method: 'POST',
      url: '/portals/:portalId/secrets',
      config: writing,
      schema: { params: PortalParams, response: { 201: NewPortalSecret } },
      handler: async (request, reply) => reply.code(201).send(await portals.addSecret(request.by, request.params.portalId)),
    })
    app.route({
      method: 'DELETE',
      url: '/portals/:portalId/secrets/:keyId',
      config: writing,
      schema: { params: PortalSecretParams, response: { 200: PortalView } },
      handler: (request) => portals.revokeSecret(request.by, request.params.portalId, request.params.keyId),
    })
    app.route({
      method: 'POST',
      url: '/portals/:portalId/keys-test',
      config: { ...writing, limit: { name: 'portal-keys', burst: 10, everyMs: 6_000 } },
      schema: { description: 'Fetches the published keys now', params: PortalParams, response: { 200: JwksTest } },
      handler: (request) => portals.tryKeys(request.params.portalId),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/portals',
      config: { ...reading, subject: 'contest' },
      schema: { params: ContestParams, response: { 200: ContestPortals } },
      handler: (request) => portals.ofContest(request.staff, request.params.slug),
    })
    app.route({
      method: 'PUT',
      url: '/contests/:slug/portals',
      config: { ...writing, subject: 'contest' },
      schema: { params: ContestParams, body: ContestPortals, response: { 200: ContestPortals } },
      handler: (request) => portals.setForContest(request.staff, request.by, request.params.slug, request.body.portalIds),
    })
  }
}
