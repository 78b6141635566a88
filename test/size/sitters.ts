import { randomUUID } from 'node:crypto'
import { type LightConnection, type LightRequest, lightRequest, openLightConnection } from '../../loadtest/light/light-connection.ts'
import type { AttemptView } from '../../server/contract/attempts.ts'
import { eventually } from '../helpers/eventually.ts'
import { percentile } from './process-facts.ts'

const device = 'a-device-13ch'

/** People who come one after the other, start, answer one question and submit, a few at a time, until they are told to stop. */
export function startSitters(port: number, roundId: number, tokens: readonly string[], atOnce = 4) {
  const failures: string[] = []
  const times: number[] = []
  const waiting = tokens.values()
  let [sat, isOver] = [0, false]

  async function ask(line: LightConnection, request: LightRequest): Promise<unknown> {
    const { status, body, tookMs } = await line.ask(lightRequest(request))
    times.push(tookMs)
    if (status === 200) return JSON.parse(body.toString('utf8'))
    failures.push(`${request.path} was answered ${status}`)
  }
  async function sit(line: LightConnection, token: string): Promise<void> {
    const started = await ask(line, { path: `/api/v1/rounds/${roundId}/attempts`, token, body: { actionId: randomUUID(), device } })
    if (!started) return
    const { attemptId, attemptToken } = started as AttemptView
    const path = `/api/v1/attempts/${attemptId}`
    await ask(line, {
      path: `${path}/answers`,
      token: attemptToken,
      body: { device, taps: [{ id: randomUUID(), seq: 1, question: 0, answer: '1' }] },
    })
    await ask(line, { path: `${path}/submission`, token: attemptToken, body: { actionId: randomUUID() } })
    sat += 1
  }
  const all = Promise.all(
    Array.from({ length: atOnce }, async () => {
      const line = openLightConnection(port)
      for (const token of waiting) {
        if (isOver) break
        await sit(line, token)
      }
      line.close()
    }),
  )
  // whoever waits for it hears of it; what ends the proof before must not be hidden by a line that broke
  all.catch(() => {})
  return {
    failures,
    have: (count: number) => eventually(`${count} people have sat`, () => sat >= count),
    /** What they do from now on, until the answer is called. */
    since() {
      const [before, beganMs, timesBefore] = [sat, performance.now(), times.length]
      return () => ({
        perSecond: ((sat - before) * 1_000) / (performance.now() - beganMs),
        p99Ms: percentile(times.slice(timesBefore), 99),
      })
    },
    async stop(): Promise<number> {
      isOver = true
      await all
      return sat
    },
  }
}
