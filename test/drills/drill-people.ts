import type { AttemptView, Receipt, SaveReply, Tap } from '../../server/contract/attempts.ts'
import type { ProblemBody } from '../../server/contract/errors.ts'
import { type DrillContest, questionCount } from './drill-contest.ts'
import type { DrillLedger } from './drill-ledger.ts'
import { createLine, LostReplyError, type Reply, type Sent } from './drill-line.ts'
import { createDrillRandom, type DrillRandom } from './drill-random.ts'

/** In a hundred requests: so many are sent twice at once, so many answers are lost on the way, so many never leave. */
export type Mishaps = { doubled: number; lostReply: number; lostRequest: number }

export type DrillPeople = {
  contest: DrillContest
  ledger: DrillLedger
  seed: string
  /** Each request goes to one of them. */
  origins: readonly string[]
  mishaps: Mishaps
  concurrency: number
  /** Each phone saves from so many tabs at once; the submission does not wait for the others. */
  tabs: number
}

export type DrillTraffic = { sent: number; lost: number; sentAway: number; doubled: number }

const patienceMs = 90_000

/** Everybody starts, taps, changes some answers and submits, and repeats what was not acknowledged, under the same id. */
export async function runPeople(options: DrillPeople): Promise<DrillTraffic> {
  const { contest, ledger, seed, origins, mishaps, concurrency, tabs } = options
  const line = createLine(concurrency * tabs * 2)
  const traffic: DrillTraffic = { sent: 0, lost: 0, sentAway: 0, doubled: 0 }

  /** Until there is an answer that says yes or no, as the widget does. */
  async function deliver(random: DrillRandom, request: Omit<Sent, 'origin'>, hear: (reply: Reply) => void): Promise<Reply> {
    const since = performance.now()
    for (;;) {
      const reply = await once(random, request, hear)
      if (reply) return reply
      if (performance.now() - since > patienceMs) throw new Error(`no answer within ${patienceMs / 1_000} s: ${request.path}`)
      // the pause of a client that was sent away: nothing here waits for a fact
      await new Promise((resolve) => setTimeout(resolve, 30 + random.below(120)))
    }
  }

  async function once(random: DrillRandom, request: Omit<Sent, 'origin'>, hear: (reply: Reply) => void): Promise<Reply | undefined> {
    if (random.percent(mishaps.lostRequest)) return undefined
    const isDoubled = random.percent(mishaps.doubled)
    const isCut = random.percent(mishaps.lostReply)
    const copies = Array.from({ length: isDoubled ? 2 : 1 }, () => ({ ...request, origin: random.pick(origins) }))
    traffic.sent += copies.length
    traffic.doubled += copies.length - 1
    const replies = await Promise.all(
      copies.map(async (copy, index) => {
        try {
          const reply = await line.send(copy, isCut && index === 0)
          if (reply.status !== 503) {
            hear(reply)
            return reply
          }
          traffic.sentAway += 1
          if (reply.retryAfter === undefined) ledger.failures.push(`503 without Retry-After: ${request.path}`)
        } catch (error) {
          if (!(error instanceof LostReplyError)) throw error
          traffic.lost += 1
        }
        return undefined
      }),
    )
    return replies.find((reply) => reply !== undefined)
  }

  function mustBeOk(reply: Reply, what: string): boolean {
    if (reply.status === 200) return true
    ledger.failures.push(`${what} was answered ${reply.status} ${(reply.body as ProblemBody).code}`)
    return false
  }

  async function takePart(index: number): Promise<void> {
    const random = createDrillRandom(seed, `person ${index}`)
    const person = contest.people[index] as DrillContest['people'][number]
    const attempts = random.percent(20) ? 2 : 1
    for (let attemptNo = 1; attemptNo <= attempts; attemptNo += 1) if (!(await sit(random, person.token))) return
  }

  /** One sitting. False when it is left open: some people just walk away. */
  async function sit(random: DrillRandom, token: string): Promise<boolean> {
    const actionId = random.uuid()
    const started = await deliver(
      random,
      { method: 'POST', path: `/api/v1/rounds/${contest.roundId}/attempts`, token, body: { actionId, device: `phone-${actionId.slice(0, 8)}` } },
      (reply) => {
        if (mustBeOk(reply, 'a start')) ledger.started(actionId, reply.body as AttemptView)
      },
    )
    if (started.status !== 200) return false
    const view = started.body as AttemptView
    const walksAway = random.percent(4)
    const sittings = Array.from({ length: tabs }, (_, tab) => {
      const own = createDrillRandom(seed, `${actionId} ${tab}`)
      const most = walksAway ? own.below(questionCount) : questionCount
      return tapAway(own, view, `tab-${tab}-${actionId.slice(0, 8)}`, tabs === 1 ? most : own.below(most + 1))
    })
    if (walksAway) {
      await Promise.all(sittings)
      return false
    }
    // with several tabs the submission comes while others still save: that is the race
    if (tabs === 1) await Promise.all(sittings)
    else await sittings[random.below(tabs)]
    const [goesOn] = await Promise.all([submit(random, view), ...sittings])
    if (tabs > 1) await knockAgain(random, view)
    return goesOn
  }

  /** What comes after the receipt is in nothing: a new tap is refused, whichever process it meets. */
  async function knockAgain(random: DrillRandom, view: AttemptView): Promise<void> {
    const tap: Tap = { id: random.uuid(), seq: 1, question: 0, answer: '0' }
    if (await save(random, view, `late-${tap.id.slice(0, 8)}`, [tap]))
      ledger.failures.push(`a tap after the receipt of ${view.attemptId} was accepted`)
  }

  async function tapAway(random: DrillRandom, view: AttemptView, device: string, count: number): Promise<void> {
    let seq = 0
    const aTap = (question: number): Tap => {
      seq += 1
      return { id: random.uuid(), seq, question, answer: String(random.below(4)) }
    }
    for (let tapped = 0; tapped < count; tapped += 1) {
      const taps = [aTap(tabs === 1 ? tapped : random.below(questionCount))]
      // second thoughts, sent together with the next answer as a phone does that was offline for a moment
      if (random.percent(10)) taps.push(aTap(random.below(questionCount)))
      if (!(await save(random, view, device, taps))) return
    }
  }

  async function save(random: DrillRandom, view: AttemptView, device: string, taps: Tap[]): Promise<boolean> {
    for (const tap of taps) ledger.sending({ ...tap, attemptId: view.attemptId, device })
    const path = `/api/v1/attempts/${view.attemptId}/answers`
    const reply = await deliver(random, { method: 'POST', path, token: view.attemptToken, body: { device, taps } }, (heard) => {
      if (heard.status === 200) {
        for (const { id, outcome, tap } of (heard.body as SaveReply).receipts) {
          if (outcome === 'saved' && tap !== undefined) ledger.saved(id, tap)
          else ledger.refused(id, outcome)
        }
        return
      }
      const { code } = heard.body as ProblemBody
      if (tabs === 1 || code !== 'ATTEMPT_CLOSED') mustBeOk(heard, 'a save')
      for (const tap of taps) ledger.refused(tap.id, code)
    })
    return reply.status === 200
  }

  async function submit(random: DrillRandom, view: AttemptView): Promise<boolean> {
    const actionId = random.uuid()
    ledger.submissions.get(view.attemptId)?.actionIds.push(actionId)
    const path = `/api/v1/attempts/${view.attemptId}/submission`
    // somebody whose battery dies at that moment: the attempt is open or closed, but never closed without a score
    const isLast = tabs === 1 && random.percent(3)
    await (isLast ? once : deliver)(random, { method: 'POST', path, token: view.attemptToken, body: { actionId } }, (reply) => {
      if (mustBeOk(reply, 'a submission')) ledger.submitted(view.attemptId, reply.body as Receipt)
    })
    return !isLast
  }

  try {
    let next = 0
    const seats = Array.from({ length: concurrency }, async () => {
      while (next < contest.people.length) await takePart(next++)
    })
    await Promise.all(seats)
  } finally {
    line.close()
  }
  return traffic
}
