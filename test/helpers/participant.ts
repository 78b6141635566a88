import { randomUUID } from 'node:crypto'
import type { AttemptView, NextReply, Receipt, ResultView, SaveReply, Tap } from '../../server/contract/attempts.ts'
import type { Me, RegistrationReply } from '../../server/contract/contestants.ts'
import type { ProblemBody } from '../../server/contract/errors.ts'
import type { PublicQuestion } from '../../server/contract/questions.ts'

export type Answer<Body> = { status: number; headers: Headers; body: Body; problem: ProblemBody }

/** One HTTP call, whatever comes back. */
export async function call<Body>(
  origin: string,
  method: string,
  path: string,
  options: { body?: unknown; token?: string; headers?: Record<string, string> } = {},
): Promise<Answer<Body>> {
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: {
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    body: options.body === undefined ? null : JSON.stringify(options.body),
  })
  const text = await response.text()
  const body = text === '' ? undefined : JSON.parse(text)
  return { status: response.status, headers: response.headers, body, problem: body }
}

let phones = Math.floor(Math.random() * 1e5) * 1_000
/** Never the same twice in one run. */
function aPhone(): string {
  phones += 1
  return `09${String(phones % 1e8).padStart(8, '0')}`
}
export const aDevice = () => randomUUID().slice(0, 13)

export function aRegistration(unitId: number, changes: Record<string, unknown> = {}) {
  return {
    actionId: randomUUID(),
    fullName: 'Nguyễn Văn An',
    birthDate: '2001-02-03',
    phone: aPhone(),
    unitId,
    consents: [{ id: 'registration', version: 1 }],
    device: aDevice(),
    ...changes,
  }
}

/** Somebody who takes part through the API, as the widget does. */
export async function aParticipant(
  origin: string,
  contest: { slug: string; roundId: number; unitIds: Record<string, number> },
  changes: Record<string, unknown> = {},
) {
  const registration = aRegistration(contest.unitIds.C1 as number, changes)
  const registered = await call<RegistrationReply>(origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, { body: registration })
  if (registered.status !== 201) throw new Error(`not registered: ${JSON.stringify(registered.body)}`)
  return participantWith(origin, contest, registered.body.contestantToken, registration.device, registered.body)
}

export function participantWith(
  origin: string,
  contest: { slug: string; roundId: number },
  token: string,
  device: string,
  registered?: RegistrationReply,
) {
  let seq = 0
  const aTap = (question: number, answer: number | string): Tap => {
    seq += 1
    return { id: randomUUID(), seq, question, answer: String(answer) }
  }
  const attempt = (view: { attemptId: string; attemptToken: string }) => {
    const path = `/api/v1/attempts/${view.attemptId}`
    return {
      save: (taps: Tap[], from = device) =>
        call<SaveReply>(origin, 'POST', `${path}/answers`, { token: view.attemptToken, body: { device: from, taps } }),
      next: (from: number) => call<NextReply>(origin, 'POST', `${path}/next`, { token: view.attemptToken, body: { from } }),
      submit: (actionId = randomUUID()) => call<Receipt>(origin, 'POST', `${path}/submission`, { token: view.attemptToken, body: { actionId } }),
      view: () => call<AttemptView>(origin, 'GET', path, { token: view.attemptToken }),
      result: () => call<ResultView>(origin, 'GET', `${path}/result`, { token: view.attemptToken }),
    }
  }
  return {
    token,
    device,
    registered,
    aTap,
    attempt,
    start: (actionId = randomUUID(), roundId = contest.roundId) =>
      call<AttemptView>(origin, 'POST', `/api/v1/rounds/${roundId}/attempts`, { token, body: { actionId, device } }),
    me: () => call<Me>(origin, 'GET', `/api/v1/contests/${contest.slug}/me`, { token }),
  }
}

/** What a question offers to choose from; nothing where its type has no options. */
export function optionsOf(question: PublicQuestion): readonly string[] {
  return 'options' in question ? question.options : []
}
