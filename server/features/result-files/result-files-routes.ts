import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import type { Language } from '../../contract/primitives.ts'
import { ResultFileQuery, SealedRaceParams, StandingsFileQuery } from '../../contract/result-files.ts'
import { SealParams } from '../../contract/seals.ts'
import type { ResultFile, ResultFilesService } from './result-files-service.ts'

/** Sent as it is made: a board may be longer than the memory. */
function sendFile(reply: FastifyReply, { pieces, fileName, mediaType }: ResultFile) {
  reply.headers({ 'content-type': mediaType, 'content-disposition': `attachment; filename="${fileName}"` })
  return reply.send(Readable.from(pieces))
}

/** Sealed results as files for people: full names for those who may read people, else names as they consented. */
export function resultFileRoutes({ resultFiles }: { resultFiles: ResultFilesService }): FastifyPluginAsyncTypebox {
  const wanted = <Query extends { lang?: Language }>(params: { slug: string; sealNumber: number }, { lang = 'vi', ...query }: Query) => ({
    ...params,
    ...query,
    language: lang,
  })
  const config = { guard: 'staff', action: 'board.read', subject: 'contest' } as const
  const description = 'Made from this seal. Its head names the seal, its digest, and the one that took its place'
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/seals/:sealNumber/standings-file',
      config,
      schema: { params: SealParams, querystring: StandingsFileQuery, description },
      handler: async ({ staff, by, params, query: { roundId, ...query } }, reply) =>
        sendFile(reply, await resultFiles.standings({ actor: staff, by }, wanted(params, query), roundId)),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/seals/:sealNumber/prizes-file',
      // whoever may see winners before they are published
      config: { ...config, action: 'results.decide' },
      schema: { params: SealParams, querystring: ResultFileQuery, description },
      handler: async ({ staff, by, params, query }, reply) => sendFile(reply, await resultFiles.prizes({ actor: staff, by }, wanted(params, query))),
    })
    app.route({
      method: 'GET',
      url: '/contests/:slug/seals/:sealNumber/races/:raceId/file',
      config,
      schema: { params: SealedRaceParams, querystring: ResultFileQuery, description },
      handler: async ({ staff, by, params: { raceId, ...params }, query }, reply) =>
        sendFile(reply, await resultFiles.race({ actor: staff, by }, wanted(params, query), raceId)),
    })
  }
}
