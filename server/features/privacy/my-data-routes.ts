import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { ContestParams } from '../../contract/contests.ts'
import { LanguageQuery } from '../../contract/primitives.ts'
import { Agreements, Correction, ErasureRequest, MyData, MyExport, Withdrawal } from '../../contract/privacy.ts'
import { myDataPage } from './my-data-page.ts'
import type { MyDataService } from './my-data-service.ts'

import { printedPagePolicy } from './printed-page.ts'

/** A person's own data, by the person's own token and no other. */
export function myDataRoutes({ myData }: { myData: MyDataService }): FastifyPluginAsyncTypebox {
  const asking = ({ contestant, id }: Pick<FastifyRequest, 'contestant' | 'id'>) => ({ ...contestant, requestId: id })
  const url = '/contests/:slug/me/data'
  const own = { guard: 'contestant' } as const
  return async (app) => {
    app.route({
      method: 'GET',
      url,
      config: own,
      schema: { params: ContestParams, response: { 200: MyData } },
      handler: (request) => myData.see(request.params.slug, asking(request)),
    })
    app.route({
      method: 'PATCH',
      url,
      config: { ...own, limit: { name: 'correct', burst: 60, everyMs: 2_000 } },
      schema: { params: ContestParams, body: Correction, response: { 200: MyData } },
      handler: (request) => myData.correct(request.params.slug, asking(request), request.body),
    })
    app.route({
      method: 'GET',
      url: `${url}/export`,
      config: own,
      schema: { params: ContestParams, response: { 200: MyExport } },
      handler: (request) => myData.export(request.params.slug, asking(request)),
    })
    app.route({
      method: 'GET',
      url: `${url}/page`,
      config: own,
      schema: {
        params: ContestParams,
        querystring: LanguageQuery,
        response: { 200: Type.String({ description: 'The same as a page to read or print' }) },
      },
      handler: async (request, reply) =>
        reply
          .header('content-security-policy', printedPagePolicy)
          .type('text/html; charset=utf-8')
          .send(myDataPage(await myData.export(request.params.slug, asking(request)), request.query.lang ?? 'vi')),
    })
    app.route({
      method: 'POST',
      url: `${url}/withdrawals`,
      config: own,
      schema: { params: ContestParams, body: Withdrawal, response: { 200: MyData } },
      handler: (request) => myData.withdraw(request.params.slug, asking(request), request.body.consentId),
    })
    app.route({
      method: 'POST',
      url: `${url}/consents`,
      config: { ...own, limit: { name: 'correct', burst: 60, everyMs: 2_000 } },
      schema: { params: ContestParams, body: Agreements, response: { 200: MyData } },
      handler: (request) => myData.agree(request.params.slug, asking(request), request.body.consents),
    })
    app.route({
      method: 'POST',
      url: `${url}/erasure`,
      config: own,
      schema: { params: ContestParams, body: ErasureRequest, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await myData.erase(request.params.slug, asking(request))
        return reply.code(204).send(null)
      },
    })
  }
}
