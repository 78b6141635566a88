import type { BoardSnapshot } from '../../server/contract/boards.ts'
import type { ContestPage } from '../../server/contract/contests.ts'
import type { Language } from '../../server/contract/primitives.ts'
import { requestJson } from '../api/request-json.ts'
import { withPatience } from '../api/with-patience.ts'

const patienceMs = 8_000
const contestAddress = (slug: string) => `/api/v1/contests/${encodeURIComponent(slug)}`

export const fetchContest = (slug: string) => withPatience(patienceMs, (signal) => requestJson<ContestPage>(contestAddress(slug), { signal }))

export const fetchBoard = (slug: string, roundId: number, lang: Language) =>
  withPatience(patienceMs, (signal) => requestJson<BoardSnapshot>(`${contestAddress(slug)}/boards/${roundId}?lang=${lang}`, { signal }))
