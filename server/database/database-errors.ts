/** What a failed statement means, by its SQLSTATE or by the client's own code. */
type CodedError = { code?: unknown }

const codeOf = (error: unknown): string => String((error as CodedError | undefined)?.code ?? '')

/** Bad data (class 22) or a broken constraint (class 23): the row is at fault, not the server. */
export function isDataError(error: unknown): boolean {
  return /^2[23]...$/.test(codeOf(error))
}

/**
 * The server is gone, going, full or not yet there: the same statement may succeed later.
 * 08 connection, 40 deadlock and serialization, 53 out of resources (a full disk too), 57P shutdown, 58 I/O.
 */
export function isAwayError(error: unknown): boolean {
  return /^(08...|40...|53...|57P..|58...|55P03)$/.test(codeOf(error)) || clientCodes.has(codeOf(error))
}

const clientCodes = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
])

export function isUniqueViolation(error: unknown, constraint: string): boolean {
  return codeOf(error) === '23505' && (error as { constraint_name?: string }).constraint_name === constraint
}

export function isCheckViolation(error: unknown, constraint: string): boolean {
  return codeOf(error) === '23514' && (error as { constraint_name?: string }).constraint_name === constraint
}
