import { randomUUID } from 'node:crypto'
import { inTurns } from '../../loadtest/light/in-turns.ts'
import { type LightConnection, type LightReply, type LightRequest, lightRequest } from '../../loadtest/light/light-connection.ts'
import type { AttemptView } from '../../server/contract/attempts.ts'

export type Rates = { start: number; save: number; submit: number }
export const kinds = ['start', 'save', 'submit'] as const

const connections = 128

/** People who sit at the same time: first all start, then all answer, then all submit. Says how many of each a second. */
export async function sitTogether(port: number, roundId: number, tokens: readonly string[], answers: number): Promise<Rates> {
  const device = 'a-device-13ch'
  const attempts: AttemptView[] = []
  const start = await inTurns(port, connections, tokens, async (line, token) => {
    const reply = await ask(line, { path: `/api/v1/rounds/${roundId}/attempts`, token, body: { actionId: randomUUID(), device } })
    attempts.push(JSON.parse(reply.body.toString('utf8')) as AttemptView)
  })
  const taps = Array.from({ length: answers }, (_, question) => attempts.map((attempt) => ({ attempt, question }))).flat()
  const save = await inTurns(port, connections, taps, async (line, { attempt, question }) => {
    const tap = { id: randomUUID(), seq: question + 1, question, answer: '1' }
    await ask(line, { path: `/api/v1/attempts/${attempt.attemptId}/answers`, token: attempt.attemptToken, body: { device, taps: [tap] } })
  })
  const submit = await inTurns(port, connections, attempts, async (line, { attemptId, attemptToken }) => {
    await ask(line, { path: `/api/v1/attempts/${attemptId}/submission`, token: attemptToken, body: { actionId: randomUUID() } })
  })
  return { start: start.perSecond, save: save.perSecond, submit: submit.perSecond }
}

async function ask(line: LightConnection, request: LightRequest): Promise<LightReply> {
  const reply = await line.ask(lightRequest(request))
  if (reply.status !== 200) throw new Error(`${request.path} was answered ${reply.status}: ${reply.body.toString('utf8')}`)
  return reply
}
