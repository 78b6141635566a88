import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import {
  AccountChange,
  AccountList,
  AccountParams,
  AccountsQuery,
  AccountView,
  ActReason,
  CreatedAccount,
  GrantParams,
  LinkRequest,
  NewAccount,
  NewGrant,
  OneTimeLink,
  RoleParams,
  RoleRuleChange,
  RoleRules,
  SessionList,
} from '../../contract/accounts.ts'
import type { StaffService } from './staff-service.ts'

const reading = { guard: 'staff', action: 'account.read', subject: 'account' } as const
const writing = { guard: 'staff', action: 'account.write', subject: 'account' } as const
const granting = { guard: 'staff', action: 'grant.write', subject: 'account' } as const
const ofAll = { guard: 'staff', action: 'account.write', subject: 'installation' } as const
const Nothing = { 204: Type.Null() }

/** Accounts of others, their roles and sessions, and the rules of roles. */
export function accountRoutes({ staff }: { staff: StaffService }): FastifyPluginAsyncTypebox {
  const doer = (request: FastifyRequest) => ({ actor: request.staff, by: request.by })
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/accounts',
      config: { ...reading, subject: 'anywhere' },
      schema: { querystring: AccountsQuery, response: { 200: AccountList } },
      handler: (request) => staff.list(request.staff, request.query.after ?? 0),
    })
    app.route({
      method: 'POST',
      url: '/accounts',
      config: { ...writing, subject: 'anywhere' },
      schema: { body: NewAccount, response: { 201: CreatedAccount } },
      handler: async (request, reply) => reply.code(201).send(await staff.create(doer(request), request.body)),
    })
    app.route({
      method: 'GET',
      url: '/accounts/:accountId',
      config: reading,
      schema: { params: AccountParams, response: { 200: AccountView } },
      handler: (request) => staff.one(request.staff, request.params.accountId),
    })
    app.route({
      method: 'PATCH',
      url: '/accounts/:accountId',
      config: writing,
      schema: { params: AccountParams, body: AccountChange, response: { 200: AccountView } },
      handler: (request) => staff.change(doer(request), request.params.accountId, request.body),
    })
    app.route({
      method: 'POST',
      url: '/accounts/:accountId/disabling',
      config: writing,
      schema: { params: AccountParams, body: ActReason, response: { 200: AccountView } },
      handler: (request) => staff.disable(doer(request), request.params.accountId, request.body.reason),
    })
    app.route({
      method: 'POST',
      url: '/accounts/:accountId/enabling',
      config: writing,
      schema: { params: AccountParams, body: ActReason, response: { 200: AccountView } },
      handler: (request) => staff.enable(doer(request), request.params.accountId, request.body.reason),
    })
    app.route({
      method: 'POST',
      url: '/accounts/:accountId/link',
      config: writing,
      schema: { params: AccountParams, body: LinkRequest, response: { 200: OneTimeLink } },
      handler: (request) => staff.link(doer(request), request.params.accountId, request.body),
    })
    app.route({
      method: 'GET',
      url: '/accounts/:accountId/sessions',
      config: writing,
      schema: { params: AccountParams, response: { 200: SessionList } },
      handler: (request) => staff.sessions(request.params.accountId),
    })
    app.route({
      method: 'POST',
      url: '/accounts/:accountId/sessions/ending',
      config: writing,
      schema: { params: AccountParams, body: ActReason, response: Nothing },
      handler: async (request, reply) => {
        await staff.endSessions(doer(request), request.params.accountId, request.body.reason)
        return reply.code(204).send(null)
      },
    })
    app.route({
      method: 'POST',
      url: '/accounts/:accountId/grants',
      config: granting,
      schema: { params: AccountParams, body: NewGrant, response: { 201: AccountView } },
      handler: async (request, reply) => reply.code(201).send(await staff.addGrant(doer(request), request.params.accountId, request.body)),
    })
    app.route({
      method: 'POST',
      url: '/accounts/:accountId/grants/:grantId/removal',
      config: granting,
      schema: { params: GrantParams, body: ActReason, response: Nothing },
      handler: async (request, reply) => {
        await staff.removeGrant(doer(request), request.params.accountId, request.params.grantId, request.body.reason)
        return reply.code(204).send(null)
      },
    })
    app.route({
      method: 'GET',
      url: '/role-rules',
      config: { ...ofAll, action: 'account.read' },
      schema: { response: { 200: RoleRules } },
      handler: () => staff.roleRules(),
    })
    app.route({
      method: 'PUT',
      url: '/role-rules/:role',
      config: { ...ofAll, action: 'grant.write' },
      schema: { params: RoleParams, body: RoleRuleChange, response: { 200: RoleRules } },
      handler: async (request) => {
        await staff.changeRoleRule(request.staff, request.by, request.params.role, request.body)
        return staff.roleRules()
      },
    })
  }
}
