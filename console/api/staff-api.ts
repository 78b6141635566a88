import type { LinkOwner } from '../../server/contract/accounts.ts'
import type {
  BankFilters,
  BankPage,
  ImportConfirmation,
  ImportCorrection,
  ImportItem,
  ImportItemsPage,
  ImportResult,
  ImportStatus,
  TransitionRequest,
  TransitionResult,
} from '../../server/contract/bank.ts'
import type { BoardPair } from '../../server/contract/boards.ts'
import type { Language } from '../../server/contract/primitives.ts'
import type { FindingList, LoginRequest, StaffOverview, StaffSession } from '../../server/contract/staff.ts'
import { ApiFailure } from './api-failure.ts'
import { type RequestOptions, requestJson } from './request-json.ts'

const base = '/api/v1/staff'
const segment = encodeURIComponent

export type ImportItemsAsked = { state: ImportItem['state']; after: number | null }
export type BankQuestionsQuery = Pick<BankFilters, 'search' | 'state' | 'level'> & { after?: string | undefined }

/** The staff part of the contract, as functions. */
export function createStaffApi({ onSessionEnded }: { onSessionEnded: () => void }) {
  async function request<T>(address: string, options?: RequestOptions): Promise<T> {
    try {
      return await requestJson<T>(`${base}${address}`, options)
    } catch (error) {
      if (error instanceof ApiFailure && error.code === 'LOGIN_REQUIRED') onSessionEnded()
      throw error
    }
  }
  return {
    logIn: (login: LoginRequest) => request<StaffSession>('/session', { method: 'POST', json: login }),
    lookAtPasswordLink: (token: string) => request<LinkOwner>('/password-link', { method: 'POST', json: { token } }),
    setPassword: (token: string, password: string) => request<void>('/password', { method: 'POST', json: { token, password } }),
    session: () => request<StaffSession>('/session'),
    logOut: () => request<void>('/session', { method: 'DELETE' }),
    overview: (signal: AbortSignal) => request<StaffOverview>('/overview', { signal }),
    bankPage(asked: BankQuestionsQuery, signal: AbortSignal) {
      const query = new URLSearchParams(Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1])))
      return request<BankPage>(`/bank/questions?${query}`, { signal })
    },
    moveQuestions: (asked: TransitionRequest) => request<TransitionResult>('/bank/transitions', { method: 'POST', json: asked }),
    uploadImport(file: File) {
      const form = new FormData()
      form.set('file', file, file.name)
      return request<ImportStatus>('/bank/imports', { method: 'POST', form })
    },
    importStatus: (importId: string, signal: AbortSignal) => request<ImportStatus>(`/bank/imports/${segment(importId)}`, { signal }),
    importItems(importId: string, { state, after }: ImportItemsAsked, signal: AbortSignal) {
      const query = new URLSearchParams({ state, ...(after !== null && { after: String(after) }) })
      return request<ImportItemsPage>(`/bank/imports/${segment(importId)}/items?${query}`, { signal })
    },
    correctImportItem: (importId: string, position: number, correction: ImportCorrection) =>
      request<ImportItem>(`/bank/imports/${segment(importId)}/items/${position}`, { method: 'PATCH', json: correction }),
    confirmImport: (importId: string, confirmation: ImportConfirmation) =>
      request<ImportResult>(`/bank/imports/${segment(importId)}/confirmation`, { method: 'POST', json: confirmation }),
    undoImport: (importId: string) => request<ImportStatus>(`/bank/imports/${segment(importId)}/undo`, { method: 'POST' }),
    boards: (slug: string, roundId: number, lang: Language, signal: AbortSignal) =>
      request<BoardPair>(`/contests/${segment(slug)}/rounds/${roundId}/boards?lang=${lang}`, { signal }),
    findings: (slug: string, lang: Language, signal: AbortSignal) =>
      request<FindingList>(`/contests/${segment(slug)}/findings?lang=${lang}`, { signal }),
  }
}
export type StaffApi = ReturnType<typeof createStaffApi>
