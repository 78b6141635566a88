import type {} from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Problem } from '../../contract/errors.ts'
import {
  MergePreview,
  UnitActParams,
  UnitCard,
  UnitClosing,
  UnitCreation,
  UnitDescription,
  UnitHeadcount,
  UnitLogoQuery,
  UnitMerge,
  UnitMergePreviewed,
  UnitMove,
  UnitParams,
  UnitRenaming,
  UnitReopening,
  UnitSplit,
} from '../../contract/units.ts'
import type { UnitActsService } from './unit-acts-service.ts'
import type { UnitsDeskService } from './units-desk-service.ts'

const mostLogoBytes = 2 * 1024 * 1024
const ofUnit = { guard: 'staff', action: 'unit.write', subject: 'unit' } as const
/** Acts that name several units: the service looks at each of them. */
const ofSeveral = { guard: 'staff', action: 'unit.write', subject: 'anywhere' } as const
const toUnit = { params: UnitParams, response: { 200: UnitCard } }

type Dependencies = { unitActs: UnitActsService; unitsDesk: UnitsDeskService }

/** What is done to the tree. Each answers with the unit as it is afterwards; a repeat of an action with the same. */
export function unitActRoutes({ unitActs, unitsDesk }: Dependencies): FastifyPluginAsyncTypebox {
  const card = (unitId: Promise<number>) => unitId.then((id) => unitsDesk.card(id))
  return async (app) => {
    const acting = ({ staff, by }: Pick<FastifyRequest, 'staff' | 'by'>) => ({ actor: staff, by })
    app.route({
      method: 'POST',
      url: '/units',
      config: ofSeveral,
      schema: { body: UnitCreation, response: { 200: UnitCard } },
      handler: (request) => card(unitActs.create(acting(request), request.body)),
    })
    app.route({
      method: 'POST',
      url: '/units/:unitId/renaming',
      config: ofUnit,
      schema: { ...toUnit, body: UnitRenaming },
      handler: (request) => card(unitActs.rename(acting(request), request.params.unitId, request.body)),
    })
    app.route({
      method: 'POST',
      url: '/units/:unitId/move',
      config: ofUnit,
      schema: { ...toUnit, body: UnitMove },
      handler: (request) => card(unitActs.move(acting(request), request.params.unitId, request.body)),
    })
    app.route({
      method: 'POST',
      url: '/units/:unitId/closing',
      config: ofUnit,
      schema: { ...toUnit, body: UnitClosing },
      handler: (request) => card(unitActs.close(acting(request), request.params.unitId, request.body)),
    })
    app.route({
      method: 'POST',
      url: '/units/:unitId/reopening',
      config: ofUnit,
      schema: { ...toUnit, body: UnitReopening },
      handler: (request) => card(unitActs.reopen(acting(request), request.params.unitId, request.body)),
    })
    app.route({
      method: 'POST',
      url: '/units/:unitId/headcounts',
      config: ofUnit,
      schema: { ...toUnit, body: UnitHeadcount },
      handler: (request) => card(unitActs.setHeadcount(acting(request), request.params.unitId, request.body)),
    })
    app.route({
      method: 'POST',
      url: '/units/:unitId/split',
      config: ofUnit,
      schema: { ...toUnit, body: UnitSplit },
      handler: (request) => card(unitActs.split(acting(request), request.params.unitId, request.body)),
    })
    app.route({
      method: 'PATCH',
      url: '/units/:unitId',
      config: ofUnit,
      schema: { ...toUnit, body: UnitDescription },
      handler: (request) => card(unitActs.describe(acting(request), request.params.unitId, request.body)),
    })
    app.route({
      method: 'PUT',
      url: '/units/:unitId/logo',
      config: ofUnit,
      schema: { ...toUnit, querystring: UnitLogoQuery, description: 'Multipart with one field "file": a picture', consumes: ['multipart/form-data'] },
      handler: async (request) => {
        const upload = await request.file({ limits: { fileSize: mostLogoBytes, files: 1, fields: 4, parts: 5 } })
        const bytes = await upload?.toBuffer()
        if (!upload || !bytes || upload.file.truncated) throw new Problem('UNIT_LOGO_REFUSED')
        return card(unitActs.setLogo(acting(request), request.params.unitId, request.query, bytes))
      },
    })
    app.route({
      method: 'DELETE',
      url: '/units/:unitId/logo',
      config: ofUnit,
      schema: { ...toUnit, querystring: UnitLogoQuery },
      handler: (request) => card(unitActs.setLogo(acting(request), request.params.unitId, request.query, null)),
    })
    app.route({
      method: 'POST',
      url: '/units/merges',
      config: ofSeveral,
      schema: { body: UnitMerge, response: { 200: UnitCard } },
      handler: (request) => card(unitActs.merge(acting(request), request.body)),
    })
    app.route({
      method: 'POST',
      url: '/units/merges/preview',
      config: ofSeveral,
      schema: { body: UnitMergePreviewed, response: { 200: MergePreview }, description: 'What a merge would move; nothing is changed' },
      handler: (request) => unitsDesk.previewMerge(request.staff, request.body),
    })
    app.route({
      method: 'DELETE',
      url: '/units/acts/:number',
      config: { guard: 'staff', action: 'unit.write', subject: 'installation' },
      schema: { params: UnitActParams, response: { 204: Type.Null() }, description: 'Calls off an act whose day has not come' },
      handler: async (request, reply) => {
        await unitActs.callOff(acting(request), request.params.number)
        return reply.code(204).send(null)
      },
    })
  }
}
