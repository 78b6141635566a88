import type {} from '@fastify/cookie'
import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Action } from '../contract/access.ts'
import { Problem, type ProblemCode } from '../contract/errors.ts'
import { installation, pathsWhere, requireCan, type Subject } from '../features/access/can.ts'
import { keyActions } from '../features/access/key-actions.ts'
import type { AccountsService, StaffMember } from '../features/accounts/accounts-service.ts'
import type { ApiKeysService } from '../features/accounts/api-keys-service.ts'
import type { ActBy } from '../features/audit/act.ts'
import { areEqualSecrets } from '../secrets.ts'
import type { Bearer, Tokens } from '../tokens.ts'
import type { TakeFromLimit } from './limits.ts'

/** Who may call a route. Every route names one; a route without one stops the start. */
export type Guard = 'public' | 'contestant' | 'attempt' | 'attempt-or-contestant' | 'staff' | 'operator'

/**
 * Where a route finds the place in the tree that its thing stands at: the whole installation, the contest or the unit that its address names.
 * 'anywhere' lets everybody in who may do it at some place; the service then keeps to the places where they may. 'contest-branches' does so
 * for a contest that is announced: staff of every branch work with their own people in it. Before, it is there for those alone to whom it belongs.
 */
export type SubjectKind = 'installation' | 'anywhere' | NamedSubject
export type NamedSubject = 'attempt' | 'contest' | 'contest-branches' | 'contestant' | 'unit' | 'portal' | 'webhook' | 'account' | 'key'
export type Subjects = Record<NamedSubject, SubjectFinder>
type Params = Record<string, string | number>
type SubjectFinder = {
  missing: ProblemCode
  find(params: Params): Promise<Subject>
  /** Whether it is there for everybody who may do such a thing at some place. */
  isForAllBranches?(params: Params): Promise<boolean>
}

declare module 'fastify' {
  interface FastifyRequest {
    /** When the request arrived, by the service's clock. */
    receivedAtMs: number
    contestant: { contestId: number; contestantId: string }
    bearer: { contestId: number; attemptId: string; contestantId?: string }
    /** Somebody who is logged in, or a key of another system. */
    staff: StaffMember
    /** Who acts, for the audit log. */
    by: ActBy
  }
  interface FastifyContextConfig {
    guard?: Guard
    /** What a route of the staff does; 'self' concerns nobody but who asks. */
    action?: Action | 'self'
    /** Where the thing stands that it is done to. */
    subject?: SubjectKind
  }
}

type Dependencies = {
  tokens: Tokens
  accounts: AccountsService
  apiKeys: ApiKeysService
  takeFromLimit: TakeFromLimit
  subjects: Subjects
  clock: Clock
  config: Config
  publicOrigin: string
}

export const sessionCookie = 'hoithi_session'
/** How the secret of a key of another system begins. */
const keyBearer = 'Bearer hk_'
/** One key: two a second for ever, more for a moment. */
const perKey = { name: 'api-key', burst: 120, everyMs: 500 }

export function registerGuards(app: FastifyInstance, dependencies: Dependencies): void {
  const { tokens, accounts, apiKeys, takeFromLimit, subjects, clock, config, publicOrigin } = dependencies
  app.decorateRequest('receivedAtMs', 0)
  app.decorateRequest('contestant')
  app.decorateRequest('bearer')
  app.decorateRequest('staff')
  app.decorateRequest('by')

  app.addHook('onRoute', (route) => {
    // built files, named by their hash, come from a plugin that cannot state one
    const { guard = route.url.endsWith('/assets/*') ? 'public' : undefined, action, subject } = (route.config ?? {}) as FastifyContextConfig
    if (!guard) throw new Error(`${String(route.method)} ${route.url} states no guard`)
    if (guard === 'staff' && !(action === 'self' || (action && subject)))
      throw new Error(`${String(route.method)} ${route.url} states no action and subject`)
    const check = checks[guard]
    if (check) route.onRequest = [check, ...[route.onRequest ?? []].flat()]
    // after the address was checked and read, before anything else is done
    if (guard === 'staff' && action) route.preHandler = [mayDo(action, subject ?? 'anywhere'), ...[route.preHandler ?? []].flat()]
  })
  app.addHook('onRequest', (request, _reply, done) => {
    request.receivedAtMs = clock.now()
    done(isFromForeignPage(request, publicOrigin) ? new Problem('ORIGIN_NOT_ALLOWED') : undefined)
  })

  const mayDo = (action: Action | 'self', kind: SubjectKind) => async (request: FastifyRequest) => {
    if (action === 'self') {
      if (request.staff.kind !== 'staff') throw new Problem('FORBIDDEN')
      return
    }
    if (request.staff.needsSecondFactor) throw new Problem('SECOND_FACTOR_REQUIRED')
    if (request.staff.kind === 'api-key' && !keyActions.includes(action)) throw new Problem('FORBIDDEN')
    if ((kind === 'anywhere' || kind === 'contest-branches') && pathsWhere(request.staff, action).length === 0) throw new Problem('FORBIDDEN')
    if (kind === 'anywhere') return
    if (kind === 'installation') return requireCan(request.staff, action, installation, 'FORBIDDEN')
    const { missing, find, isForAllBranches } = subjects[kind]
    const params = request.params as Params
    if (await isForAllBranches?.(params)) return
    requireCan(request.staff, action, await find(params), missing)
  }

  async function askingStaff(request: FastifyRequest): Promise<StaffMember> {
    const { authorization = '' } = request.headers
    if (authorization.startsWith(keyBearer)) {
      // no browser sends it unasked, so there is nothing to forge
      const member = await apiKeys.whoHas(authorization.slice('Bearer '.length))
      await takeFromLimit(perKey, String(member.id))
      return member
    }
    refuseForged(request)
    return accounts.whoHas(request.cookies[sessionCookie] ?? '')
  }

  type Check = (request: FastifyRequest, reply: unknown, done: (error?: Error) => void) => void
  const checks: Partial<Record<Guard, Check>> = {
    contestant: sync((request) => {
      const bearer = bearerOf(request, tokens)
      if (bearer.kind !== 'contestant') throw new Problem('TOKEN_INVALID')
      request.contestant = { contestId: bearer.contestId, contestantId: bearer.id }
    }),
    attempt: sync((request) => {
      const bearer = bearerOf(request, tokens)
      if (bearer.kind !== 'attempt') throw new Problem('TOKEN_INVALID')
      request.bearer = attemptOf(request, bearer)
    }),
    'attempt-or-contestant': sync((request) => {
      const bearer = bearerOf(request, tokens)
      const { attemptId } = request.params as { attemptId: string }
      request.bearer = bearer.kind === 'attempt' ? attemptOf(request, bearer) : { contestId: bearer.contestId, attemptId, contestantId: bearer.id }
    }),
    operator: sync((request) => {
      if (config.METRICS_TOKEN === '') throw new Problem('NOT_FOUND')
      if (!areEqualSecrets(request.headers.authorization ?? '', `Bearer ${config.METRICS_TOKEN}`)) throw new Problem('TOKEN_INVALID')
    }),
    staff: (request, _reply, done) => {
      const identify = askingStaff(request).then((member) => {
        request.staff = member
        const { kind, id, name } = member
        const reason = statedReason(request)
        request.by = { kind, id: String(id), name, from: request.ip, requestId: request.id, atMs: request.receivedAtMs, ...reason }
      })
      identify.then(() => done(), done)
    },
  }
}

/** Why somebody does what they do, in the words of their request; percent-encoded, for headers know no Vietnamese. */
function statedReason({ headers }: FastifyRequest): { reason?: string } {
  const written = headers['x-reason']
  if (typeof written !== 'string' || written.trim() === '') return {}
  const reason = decoded(written)?.normalize('NFC').trim()
  // what a person types: no control characters, no more than fits a line of the log
  if (!reason || reason.length > mostReason || /\p{Cc}|\p{Cs}/u.test(reason))
    throw new Problem('BAD_REQUEST', { errors: [{ at: 'x-reason', reason: `percent-encoded text of at most ${mostReason} characters` }] })
  return { reason }
}
const mostReason = 500

function decoded(written: string): string | undefined {
  try {
    return decodeURIComponent(written)
  } catch {
    return undefined
  }
}

function sync(check: (request: FastifyRequest) => void) {
  return (request: FastifyRequest, _reply: unknown, done: (error?: Error) => void) => {
    try {
      check(request)
    } catch (error) {
      done(error as Error)
      return
    }
    done()
  }
}

function bearerOf(request: FastifyRequest, tokens: Tokens): Bearer {
  const { authorization } = request.headers
  if (authorization === undefined) throw new Problem('TOKEN_MISSING')
  if (!authorization.startsWith('Bearer ')) throw new Problem('TOKEN_INVALID')
  return tokens.verify(authorization.slice(7))
}

/** A token for one attempt opens no other: the address must name the same one. */
function attemptOf(request: FastifyRequest, bearer: Bearer): { contestId: number; attemptId: string } {
  const { attemptId } = request.params as { attemptId: string }
  if (attemptId.toLowerCase() !== bearer.id) throw new Problem('ATTEMPT_NOT_FOUND')
  return { contestId: bearer.contestId, attemptId: bearer.id }
}

const changesSomething = (request: FastifyRequest) => request.method !== 'GET' && request.method !== 'HEAD'

/**
 * A browser names the page that asks. Participants' frame and console are always of our own origin, so nobody else's page may
 * change anything; who is no browser names none.
 */
function isFromForeignPage(request: FastifyRequest, publicOrigin: string): boolean {
  const { origin } = request.headers
  if (origin === undefined || origin === publicOrigin || !changesSomething(request)) return false
  // without the scheme: a proxy that ends TLS may not say so, and whoever serves this host is us either way
  return origin.replace(/^https?:\/\//, '') !== request.host
}

/** A cookie is sent by the browser unasked: a changing request must also carry what no foreign page can add. */
export function refuseForged(request: FastifyRequest): void {
  if (changesSomething(request) && request.headers['x-hoithi'] !== '1') throw new Problem('ORIGIN_NOT_ALLOWED')
}
