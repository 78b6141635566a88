import type { ProblemBody, ProblemCode } from '../../server/contract/errors.ts'
import { ApiFailure } from './api-failure.ts'

export type RequestOptions = { method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'; json?: unknown; form?: FormData; signal?: AbortSignal }

const isProblem = (value: unknown): value is ProblemBody => typeof value === 'object' && value !== null && 'code' in value

// a proxy in front of the server answers in HTML; its status still says what kind of trouble it is
const codeOfStatus = (status: number): ProblemCode => {
  if (status === 413) return 'BODY_TOO_LARGE'
  if (status === 404) return 'NOT_FOUND'
  if (status === 429) return 'TOO_MANY_REQUESTS'
  return status === 502 || status === 503 || status === 504 ? 'TOO_BUSY' : 'INTERNAL'
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const body: unknown = await response.json().catch(() => undefined)
  if (isProblem(body)) return new ApiFailure(body)
  const requestId = response.headers.get('x-request-id') ?? ''
  return new ApiFailure({
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    code: codeOfStatus(response.status),
    retryable: true,
    requestId,
  })
}

/** One request in the staff session. Throws ApiFailure, or the abort of the caller. */
export async function requestJson<T>(address: string, { method = 'GET', json, form, signal }: RequestOptions = {}): Promise<T> {
  const headers = new Headers({ accept: 'application/json' })
  // no other site can set this header without asking the server first, so the cookie alone can change nothing
  if (method !== 'GET') headers.set('x-hoithi', '1')
  if (json !== undefined) headers.set('content-type', 'application/json')
  let response: Response
  try {
    response = await fetch(address, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(form && { body: form }),
      ...(signal && { signal }),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiFailure()
  }
  if (!response.ok) throw await failureOf(response)
  if (response.status === 204) return undefined as T
  try {
    return (await response.json()) as T
  } catch (error) {
    if (signal?.aborted) throw error
    // the line broke inside the body
    throw new ApiFailure()
  }
}
