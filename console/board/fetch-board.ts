import type { BoardSnapshot } from '../../server/contract/boards.ts'
import type { ContestPage } from '../../server/contract/contests.ts'
import { requestJson } from '../api/request-json.ts'

const patienceMs = 8_000
const contestAddress = (slug: string) => `/api/v1/contests/${encodeURIComponent(slug)}`

export const fetchContest = (slug: string) => requestJson<ContestPage>(contestAddress(slug), { signal: AbortSignal.timeout(patienceMs) })

export const fetchBoard = (slug: string, roundId: number) =>
  requestJson<BoardSnapshot>(`${contestAddress(slug)}/boards/${roundId}`, { signal: AbortSignal.timeout(patienceMs) })
