import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { LoginRequest, StaffSession } from '../../contract/staff.ts'
import { refuseForged, sessionCookie } from '../../plugins/guards.ts'
import type { AccountsService } from './accounts-service.ts'

export function accountRoutes({ accounts, publicOrigin }: { accounts: AccountsService; publicOrigin: string }): FastifyPluginAsyncTypebox {
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict' as const, secure: publicOrigin.startsWith('https:') }
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/session',
      config: { guard: 'public', limit: { name: 'login', burst: 10, everyMs: 6_000 } },
      schema: { body: LoginRequest, response: { 200: StaffSession } },
      handler: async (request, reply) => {
        refuseForged(request)
        const { member, sessionSecret, expiresAt } = await accounts.logIn(request.body.username, request.body.password)
        reply.setCookie(sessionCookie, sessionSecret, { ...cookie, expires: expiresAt })
        return { account: member }
      },
    })
    app.route({
      method: 'GET',
      url: '/session',
      config: { guard: 'staff', action: 'self' },
      schema: { response: { 200: StaffSession } },
      handler: async (request) => ({ account: request.staff }),
    })
    app.route({
      method: 'DELETE',
      url: '/session',
      config: { guard: 'staff', action: 'self' },
      schema: { response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await accounts.logOut(request.cookies[sessionCookie] ?? '')
        return reply.clearCookie(sessionCookie, cookie).code(204).send(null)
      },
    })
  }
}
