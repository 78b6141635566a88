import type { AttemptView, Receipt, SaveReply } from '../../../server/contract/attempts.ts'
import type { AttemptState } from '../../../server/contract/contestants.ts'
import { Problem } from '../../../server/contract/errors.ts'
import { createSecrets } from '../../../server/secrets.ts'
import { createTokens } from '../../../server/tokens.ts'
import { type Answer, call } from '../../helpers/participant.ts'
import type { pinnedClock } from '../../helpers/pinned.ts'
import { type TestApp, testSecret } from '../../helpers/test-app.ts'
import type { ModelTap } from './rules-model.ts'

type Started = { attemptId: string; attemptNo: number; state: AttemptState }

/** How what a person does comes to the service. A refusal is a Problem. */
export type Road = {
  start(contestantId: string, actionId: string, device: string, atMs: number): Promise<Started>
  save(attemptId: string, tap: ModelTap, atMs: number): Promise<Pick<SaveReply, 'receipts'>>
  submit(attemptId: string, actionId: string, atMs: number): Promise<Pick<Receipt, 'code'>>
  /** Before everything that happens at this moment. */
  moveTo(atMs: number): void
}
type Place = { contestId: number; roundId: number }

/** Straight to the services: every request says when it was received. */
export function throughServices({ app: { features } }: TestApp, { contestId, roundId }: Place): Road {
  const { attempts } = features
  return {
    start: (contestantId, actionId, device, atMs) => attempts.start({ contestId, contestantId }, roundId, { actionId, device }, atMs),
    save: (attemptId, { device, ...tap }, atMs) => attempts.save({ contestId, attemptId }, { device, taps: [tap] }, atMs),
    submit: (attemptId, actionId, atMs) => attempts.submit({ contestId, attemptId }, actionId, atMs),
    moveTo() {},
  }
}

/** Over HTTP, each person with a token: the service's own clock says when something was received. */
export function throughHttp({ origin }: Pick<TestApp, 'origin'>, { contestId, roundId }: Place, clock: ReturnType<typeof pinnedClock>): Road {
  const tokens = createTokens(createSecrets({ present: testSecret, previous: '' }))
  const attemptTokens = new Map<string, string>()
  const post = async <Body>(path: string, token: string, body: object): Promise<Body> => said(await call<Body>(origin, 'POST', path, { token, body }))
  const toAttempt = <Body>(attemptId: string, what: string, body: object) =>
    post<Body>(`/api/v1/attempts/${attemptId}/${what}`, attemptTokens.get(attemptId) ?? '', body)
  return {
    async start(contestantId, actionId, device) {
      const token = tokens.sign({ kind: 'contestant', contestId, id: contestantId })
      const view = await post<AttemptView>(`/api/v1/rounds/${roundId}/attempts`, token, { actionId, device })
      attemptTokens.set(view.attemptId, view.attemptToken)
      return view
    },
    save: (attemptId, { device, ...tap }) => toAttempt<SaveReply>(attemptId, 'answers', { device, taps: [tap] }),
    submit: (attemptId, actionId) => toAttempt<Receipt>(attemptId, 'submission', { actionId }),
    moveTo: (atMs) => clock.moveTo(atMs),
  }
}

function said<Body>({ status, body, problem }: Answer<Body>): Body {
  if (status >= 300) throw new Problem(problem.code)
  return body
}
