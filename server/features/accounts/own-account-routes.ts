import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import {
  PasswordChange,
  PasswordProof,
  RecoveryCodes,
  SecondFactorCode,
  SecondFactorOffer,
  SessionList,
  SessionParams,
} from '../../contract/accounts.ts'
import type { OwnAccountService } from './own-account-service.ts'
import type { SessionCookies } from './session-cookies.ts'

const own = { guard: 'staff', action: 'self' } as const
const Nothing = { 204: Type.Null() }

type Dependencies = { ownAccount: OwnAccountService; sessionCookies: SessionCookies }

/** What people of the staff change about their own account. */
export function ownAccountRoutes({ ownAccount, sessionCookies }: Dependencies): FastifyPluginAsyncTypebox {
  const asking = ({ staff, by, ip }: FastifyRequest) => ({ member: staff, by, address: ip })
  return async (app) => {
    app.route({
      method: 'POST',
      url: '/account/password',
      config: own,
      schema: { body: PasswordChange, response: Nothing },
      handler: async (request, reply) => {
        const opened = await ownAccount.changePassword(asking(request), request.body, sessionCookies.read(request))
        sessionCookies.open(reply, opened)
        return reply.code(204).send(null)
      },
    })
    app.route({
      method: 'POST',
      url: '/account/second-factor',
      config: own,
      schema: { body: PasswordProof, response: { 200: SecondFactorOffer } },
      handler: (request) => ownAccount.offerSecondFactor(asking(request), request.body.password, `Hội Thi ${request.host}`),
    })
    app.route({
      method: 'POST',
      url: '/account/second-factor/confirmation',
      config: own,
      schema: { body: SecondFactorCode, response: { 200: RecoveryCodes } },
      handler: (request) => ownAccount.confirmSecondFactor(asking(request), request.body.code),
    })
    app.route({
      method: 'POST',
      url: '/account/second-factor/removal',
      config: own,
      schema: { body: PasswordProof, response: Nothing },
      handler: async (request, reply) => {
        await ownAccount.removeSecondFactor(asking(request), request.body.password)
        return reply.code(204).send(null)
      },
    })
    app.route({
      method: 'POST',
      url: '/account/recovery-codes',
      config: own,
      schema: { body: PasswordProof, response: { 200: RecoveryCodes } },
      handler: (request) => ownAccount.renewRecoveryCodes(asking(request), request.body.password),
    })
    app.route({
      method: 'GET',
      url: '/account/sessions',
      config: own,
      schema: { response: { 200: SessionList } },
      handler: (request) => ownAccount.sessions(request.staff),
    })
    app.route({
      method: 'DELETE',
      url: '/account/sessions/:sessionId',
      config: own,
      schema: { params: SessionParams, response: Nothing },
      handler: async (request, reply) => {
        await ownAccount.endSession(request.staff, request.params.sessionId)
        return reply.code(204).send(null)
      },
    })
  }
}
