import { randomUUID } from 'node:crypto'
import type { AttemptView } from '../../server/contract/attempts.ts'
import { type DrillContest, questionCount } from '../drills/drill-contest.ts'
import { createLine } from '../drills/drill-line.ts'

const atOnce = 48
/** An attempt takes 1,000 taps and no more: then the next person comes. */
const tapsEach = 900

/** People in the middle of their attempts who change one answer after the other, each as soon as the one before is acknowledged. */
export function startSavers(origin: string, { roundId, people }: DrillContest) {
  const line = createLine(atOnce)
  const failures: string[] = []
  const waiting = people.values()
  let [saved, isOver] = [0, false]

  async function takePart(token: string): Promise<void> {
    const device = randomUUID()
    const post = (path: string, bearer: string, body: unknown) => line.send({ method: 'POST', origin, path, token: bearer, body })
    const started = await post(`/api/v1/rounds/${roundId}/attempts`, token, { actionId: randomUUID(), device })
    if (started.status !== 200) throw new Error(`a start was refused: ${JSON.stringify(started.body)}`)
    const { attemptId, attemptToken } = started.body as AttemptView
    for (let seq = 1; seq <= tapsEach && !isOver; seq += 1) {
      const taps = [{ id: randomUUID(), seq, question: seq % questionCount, answer: String(seq % 4) }]
      const { status } = await post(`/api/v1/attempts/${attemptId}/answers`, attemptToken, { device, taps })
      if (status === 200) saved += 1
      else failures.push(`a save was answered ${status}`)
    }
  }
  async function takeTurns(): Promise<void> {
    for (const { token } of waiting) {
      await takePart(token)
      if (isOver) return
    }
    throw new Error('too few people were registered to go on saving')
  }

  const all = Promise.all(Array.from({ length: atOnce }, takeTurns))
  return {
    failures,
    saved: () => saved,
    async stop(): Promise<number> {
      isOver = true
      await all
      line.close()
      return saved
    },
  }
}
