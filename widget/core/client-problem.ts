import type { OwnDataProblemCode, ProblemBody, ProblemCode, StaffProblemCode } from '../../server/contract/errors.ts'

/** What can go wrong before an answer of our server is there. */
export type LineProblemCode = 'NETWORK' | 'TIMEOUT' | 'NOT_OUR_SERVER'

/** What a participant can meet: words of the staff would be bytes that nobody here reads; those of the own data come with that screen. */
export type ClientProblemCode = Exclude<ProblemCode, StaffProblemCode | OwnDataProblemCode> | LineProblemCode

export type ClientProblem = {
  /** A newer server may know codes that this widget does not. */
  code: ClientProblemCode | (string & {})
  status: number
  retryable: boolean
  requestId?: string
  retryAfterMs?: number
  errors?: { at: string; reason: string }[]
}

const tokenCodes: readonly string[] = ['TOKEN_MISSING', 'TOKEN_INVALID', 'TOKEN_EXPIRED']
const lineCodes: readonly string[] = ['NETWORK', 'TIMEOUT', 'NOT_OUR_SERVER'] satisfies LineProblemCode[]
const closedCodes: readonly string[] = ['ATTEMPT_CLOSED', 'DEADLINE_PASSED'] satisfies ProblemCode[]

export const isTokenProblem = (problem: ClientProblem) => tokenCodes.includes(problem.code)
export const isLineProblem = (problem: ClientProblem) => lineCodes.includes(problem.code)
export const isClosedCode = (code: string) => closedCodes.includes(code)

export const lineProblem = (code: LineProblemCode, status = 0): ClientProblem => ({ code, status, retryable: true })

/** A body that is not a problem of ours came from something in between: a proxy, a captive portal. */
export function problemFromBody(body: unknown, status: number, retryAfterMs: number | undefined): ClientProblem {
  if (!isProblemBody(body)) return { ...lineProblem('NOT_OUR_SERVER', status), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
  return {
    code: body.code,
    status,
    retryable: typeof body.retryable === 'boolean' ? body.retryable : status >= 500 || status === 429,
    ...(typeof body.requestId === 'string' ? { requestId: body.requestId } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(Array.isArray(body.errors) ? { errors: body.errors.filter(isFieldError) } : {}),
  }
}

function isProblemBody(body: unknown): body is Pick<ProblemBody, 'code'> & Partial<ProblemBody> {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'
}

function isFieldError(value: unknown): value is { at: string; reason: string } {
  return typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'string' && 'reason' in value
}
