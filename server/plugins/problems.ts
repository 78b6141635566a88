import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, type ProblemBody, type ProblemCode, problems } from '../contract/errors.ts'
import { isAwayError, isDataError } from '../database/database-errors.ts'
import { LiveAwayError } from '../live/port.ts'

const frameworkCodes: Record<string, ProblemCode> = {
  FST_ERR_VALIDATION: 'BAD_REQUEST',
  FST_ERR_CTP_INVALID_JSON_BODY: 'BAD_REQUEST',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'BAD_REQUEST',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'BAD_REQUEST',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_REQ_FILE_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
}

/** Whatever went wrong becomes a code of the table; what is in no table is our own fault and says nothing but its id. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { code = '', statusCode = 500, validation } = error as Partial<FastifyError>
  if (validation)
    return new Problem('BAD_REQUEST', {
      // a name that no schema knows is something somebody typed: it is not said back, and "no additional properties" says enough
      errors: validation.flatMap(({ instancePath, message = '' }) => (message === 'schema is false' ? [] : [{ at: instancePath, reason: message }])),
    })
  const known = frameworkCodes[code]
  if (known) return new Problem(known)
  if (isAwayError(error)) return new Problem('STORE_AWAY', { retryAfterSeconds: 2 })
  if (error instanceof LiveAwayError) return new Problem('TOO_BUSY', { retryAfterSeconds: 2 })
  // a value that every schema let through but no column can hold is the sender's mistake
  if (isDataError(error) || isBrokenUpload(error) || (statusCode >= 400 && statusCode < 500)) return new Problem('BAD_REQUEST')
  return new Problem('INTERNAL')
}

/** The reader of uploads throws errors without a code when the frame of an upload is broken. */
function isBrokenUpload(error: unknown): boolean {
  return error instanceof Error && /^(Multipart: |Unexpected end of multipart data|\w+ terminated early|The needle cannot)/.test(error.message)
}

export function bodyOf(problem: Problem, requestId: string): ProblemBody {
  const { status, retryable } = problems[problem.code]
  const errors = problem.details.errors as ProblemBody['errors']
  return {
    type: `urn:hoithi:problem:${problem.code}`,
    title: STATUS_CODES[status] ?? '',
    status,
    code: problem.code,
    retryable,
    requestId,
    ...(errors ? { errors } : {}),
  }
}

export function registerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => answerWithProblem(error, request, reply))
  app.setNotFoundHandler((request, reply) => answerWithProblem(new Problem('NOT_FOUND'), request, reply))
}

/** Also for what the framework refuses before any route is found, such as an address that cannot be read. */
export function answerWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error)
  const body = bodyOf(problem, request.id)
  logProblem(request, problem, error)
  const { retryAfterSeconds } = problem.details
  if (retryAfterSeconds !== undefined || body.status === 503 || body.status === 429) reply.header('retry-after', String(retryAfterSeconds ?? 2))
  return reply.code(body.status).type('application/problem+json; charset=utf-8').serializer(JSON.stringify).send(body)
}

/** Our own faults in full, a store that is away in one line, a client's mistakes not at all. */
function logProblem(request: FastifyRequest, problem: Problem, error: unknown): void {
  if (problem.code === 'INTERNAL') request.log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'unexpected error')
  else if (problems[problem.code].status === 503)
    request.log.warn({ code: problem.code, requestId: request.id, route: request.routeOptions.url }, 'sent away')
}
