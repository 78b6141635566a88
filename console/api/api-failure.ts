import type { ProblemBody, ProblemCode } from '../../server/contract/errors.ts'

/** A request that did not succeed. OFFLINE: no answer came, so nobody knows whether the server acted. */
export class ApiFailure extends Error {
  readonly code: ProblemCode | 'OFFLINE'
  readonly requestId: string | undefined
  /** The server's own trouble: the only kind whose id helps support. */
  readonly isServerFault: boolean
  readonly details: { at: string; reason: string }[]
  constructor(body?: ProblemBody) {
    super(body?.code ?? 'OFFLINE')
    this.code = body?.code ?? 'OFFLINE'
    this.isServerFault = (body?.status ?? 0) >= 500
    this.requestId = body?.requestId
    this.details = body?.errors ?? []
  }
}
