import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { LinkLook, LinkOwner, PasswordByLink } from '../../contract/accounts.ts'
import { LoginRequest, StaffSession } from '../../contract/staff.ts'
import { refuseForged } from '../../plugins/guards.ts'
import type { AccountsService } from './accounts-service.ts'
import type { PasswordLinksService } from './password-links-service.ts'
import type { SessionCookies } from './session-cookies.ts'

type Dependencies = { accounts: AccountsService; passwordLinks: PasswordLinksService; sessionCookies: SessionCookies }

// wide: guessing is slowed down name by name and address by address in PostgreSQL, this only keeps floods away from it
const atTheDoor = { name: 'login', burst: 60, everyMs: 1_000 }
const byLink = { guard: 'public', limit: { name: 'password-link', burst: 20, everyMs: 3_000 } } as const

/** The door of the console: logging in and out, and setting a password by a one-time link. */
export function sessionRoutes({ accounts, passwordLinks, sessionCookies }: Dependencies): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/session',
      config: { guard: 'public', limit: atTheDoor },
      schema: { body: LoginRequest, response: { 200: StaffSession } },
      handler: async (request, reply) => {
        refuseForged(request)
        const opened = await accounts.logIn(request.body, sessionCookies.read(request))
        sessionCookies.open(reply, opened)
        return opened.session
      },
    })
    app.route({
      method: 'GET',
      url: '/session',
      config: { guard: 'staff', action: 'self' },
      schema: { response: { 200: StaffSession } },
      handler: async (request) => accounts.sessionOf(request.staff),
    })
    app.route({
      method: 'DELETE',
      url: '/session',
      config: { guard: 'staff', action: 'self' },
      schema: { response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await accounts.logOut(sessionCookies.read(request).sessionSecret)
        return sessionCookies.close(reply).code(204).send(null)
      },
    })
    app.route({
      method: 'POST',
      url: '/password-link',
      config: byLink,
      schema: { body: LinkLook, response: { 200: LinkOwner } },
      handler: async (request) => {
        refuseForged(request)
        return passwordLinks.look(request.body.token)
      },
    })
    app.route({
      method: 'POST',
      url: '/password',
      config: byLink,
      schema: { body: PasswordByLink, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        refuseForged(request)
        await passwordLinks.follow(request.body.token, request.body.password, { from: request.ip, requestId: request.id })
        return reply.code(204).send(null)
      },
    })
  }
}
