import type {
  AttemptClock,
  AttemptReview,
  AttemptView,
  KeptReceipt,
  NextReply,
  Receipt,
  ResultView,
  SaveReply,
  SaveRequest,
  StartRequest,
  SubmitRequest,
} from '../../server/contract/attempts.ts'
import type { BoardSnapshot } from '../../server/contract/boards.ts'
import type { ContestantSession, Me, RegistrationReply, RegistrationRequest, RejoinRequest, TicketReply } from '../../server/contract/contestants.ts'
import type { ContestPage, UnitList } from '../../server/contract/contests.ts'
import type { NoticeList } from '../../server/contract/notices.ts'
import type { TicketRequest } from '../../server/contract/portals.ts'
import type { Language } from '../../server/contract/primitives.ts'
import type { Agreement, Correction, MyData, MyExport } from '../../server/contract/privacy.ts'
import type { CodeRequest, CodeSent } from '../../server/contract/verification.ts'
import type { Transport } from './transport.ts'

/** The addresses a participant's browser knows, and what each answers. */
export function createApi(call: Transport, slug: string, lang: Language) {
  const contest = `/contests/${encodeURIComponent(slug)}`
  const attempt = (attemptId: string) => `/attempts/${encodeURIComponent(attemptId)}`
  return {
    contest: () => call<ContestPage>({ method: 'GET', path: `${contest}?lang=${lang}` }),
    unitsUnder: (parent: number | undefined) =>
      call<UnitList>({ method: 'GET', path: `${contest}/units${parent === undefined ? '' : `?parent=${parent}`}` }),
    searchUnits: (search: string) => call<UnitList>({ method: 'GET', path: `${contest}/units?search=${encodeURIComponent(search)}` }),
    register: (body: RegistrationRequest) => call<RegistrationReply>({ method: 'POST', path: `${contest}/registrations`, body }),
    exchangeTicket: (body: TicketRequest) => call<TicketReply>({ method: 'POST', path: `${contest}/tickets`, body }),
    sendCode: (body: CodeRequest) => call<CodeSent>({ method: 'POST', path: `${contest}/codes?lang=${lang}`, body }),
    rejoin: (body: RejoinRequest) => call<ContestantSession>({ method: 'POST', path: `${contest}/rejoin`, body }),
    me: (token: string) => call<Me>({ method: 'GET', path: `${contest}/me`, token }),
    myData: (token: string) => call<MyData>({ method: 'GET', path: `${contest}/me/data`, token }),
    myExport: (token: string) => call<MyExport>({ method: 'GET', path: `${contest}/me/data/export`, token }),
    myPage: (token: string) => call<string>({ method: 'GET', path: `${contest}/me/data/page?lang=${lang}`, token, isPage: true }),
    correctMyData: (token: string, body: Correction) => call<MyData>({ method: 'PATCH', path: `${contest}/me/data`, token, body }),
    agree: (token: string, agreement: Agreement) =>
      call<MyData>({ method: 'POST', path: `${contest}/me/data/consents`, token, body: { consents: [agreement] } }),
    withdrawConsent: (token: string, consentId: string) =>
      call<MyData>({ method: 'POST', path: `${contest}/me/data/withdrawals`, token, body: { consentId } }),
    eraseMyData: (token: string) => call<undefined>({ method: 'POST', path: `${contest}/me/data/erasure`, token, body: { isUnderstood: true } }),
    start: (roundId: number, token: string, body: StartRequest) =>
      call<AttemptView>({ method: 'POST', path: `/rounds/${roundId}/attempts`, token, body }),
    attempt: (attemptId: string, token: string) => call<AttemptView>({ method: 'GET', path: attempt(attemptId), token }),
    clock: (attemptId: string, token: string) => call<AttemptClock>({ method: 'GET', path: `${attempt(attemptId)}/clock`, token, timeoutMs: 8_000 }),
    save: (attemptId: string, token: string, body: SaveRequest, keepalive = false) =>
      call<SaveReply>({ method: 'POST', path: `${attempt(attemptId)}/answers`, token, body, keepalive, timeoutMs: 10_000 }),
    next: (attemptId: string, token: string, from: number) =>
      call<NextReply>({ method: 'POST', path: `${attempt(attemptId)}/next`, token, body: { from } }),
    submit: (attemptId: string, token: string, body: SubmitRequest) =>
      call<Receipt>({ method: 'POST', path: `${attempt(attemptId)}/submission`, token, body }),
    result: (attemptId: string, token: string) => call<ResultView>({ method: 'GET', path: `${attempt(attemptId)}/result`, token }),
    receipt: (attemptId: string, token: string) => call<KeptReceipt>({ method: 'GET', path: `${attempt(attemptId)}/receipt?lang=${lang}`, token }),
    answers: (attemptId: string, token: string) => call<AttemptReview>({ method: 'GET', path: `${attempt(attemptId)}/review`, token }),
    notices: () => call<NoticeList>({ method: 'GET', path: `${contest}/notices` }),
    board: (roundId: number) => call<BoardSnapshot>({ method: 'GET', path: `${contest}/boards/${roundId}?lang=${lang}` }),
  }
}
export type Api = ReturnType<typeof createApi>
