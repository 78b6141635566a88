import { Problem } from '../../../server/contract/errors.ts'
import type { Actor } from '../../../server/features/access/can.ts'
import { createDrillRandom, type DrillRandom } from '../../drills/drill-random.ts'
import type { TestApp } from '../../helpers/test-app.ts'
import { expectedOf, type Life, newLife, nextStep, type Planned, type Step } from './life.ts'
import type { Road } from './roads.ts'
import { createRulesModel, type ModelAttempt, type RoundRulesOfModel } from './rules-model.ts'

export type LivesPlace = { contestId: number; roundId: number; slug: string; rules: RoundRulesOfModel; people: readonly string[]; staffId: number }
export type LivesReport = { lives: number; steps: number; byOutcome: Record<string, number>; faults: string[] }

const stepsEach = 5
/** Between two steps: a tap after the other, a break, and so long that deadlines pass. */
const pausesMs = [700, 1_500, 4_000, 31_000, 240_000, 901_500, 1_000_000]
const mostFaults = 20
const sweptAtOnce = 200

/** Many lives side by side, by one clock that moves for all of them; what is answered and what is stored must be what the rules say. */
export async function playLives(
  running: TestApp,
  place: LivesPlace,
  road: Road,
  { seed, startMs, atOnce }: { seed: string; startMs: number; atOnce: number },
): Promise<LivesReport> {
  const { attempts, attemptActs, roundTime, attemptsStore } = running.app.features
  const { contestId, roundId, slug, rules } = place
  const model = createRulesModel(rules)
  const clock = createDrillRandom(seed, 'clock')
  const actor: Actor = { kind: 'staff', id: place.staffId, name: 'diễn tập', grants: [{ role: 'owner', path: null }] }
  const report: LivesReport = { lives: 0, steps: 0, byOutcome: {}, faults: [] }
  const doneActs = new Map<string, string>()
  let nowMs = startMs

  const idOf = (life: Life, { no }: ModelAttempt) => life.ids.get(no) ?? ''

  async function send(life: Life, step: Step): Promise<string> {
    const by = { kind: 'staff', id: String(place.staffId), name: actor.name, from: null, requestId: null, atMs: nowMs } as const
    const reason = 'diễn tập'
    switch (step.kind) {
      case 'start': {
        const view = await road.start(life.contestantId, step.actionId, step.device, nowMs)
        life.ids.set(view.attemptNo, view.attemptId)
        return `attempt ${view.attemptNo} ${view.state}`
      }
      case 'save': {
        const reply = await road.save(idOf(life, step.attempt), step.tap, nowMs)
        return reply.receipts[0]?.outcome ?? ''
      }
      case 'submit': {
        const receipt = await road.submit(idOf(life, step.attempt), step.actionId, nowMs)
        return `receipt ${endingOf(life, step.attempt, receipt.code)}`
      }
      case 'override': {
        const gives = { ...(step.minutes > 0 ? { moreMinutes: step.minutes } : {}), ...(step.attempts > 0 ? { moreAttempts: step.attempts } : {}) }
        await roundTime.override({ slug, roundId }, { actionId: step.actionId, reason, contestantId: life.contestantId, ...gives }, actor, by)
        return 'done'
      }
      default: {
        const at = { slug, attemptId: idOf(life, step.attempt) }
        if ('minutes' in step) await attemptActs[step.kind](at, { actionId: step.actionId, reason, minutes: step.minutes }, actor, by)
        else await attemptActs[step.kind](at, { actionId: step.actionId, reason }, by)
        return 'done'
      }
    }
  }

  /** Endings are told apart by the codes of their receipts: a new one for each. */
  function endingOf(life: Life, attempt: ModelAttempt, code: string): number {
    const name = `${attempt.no} ${code}`
    const known = life.codes.get(name)
    if (known !== undefined) return Number(known)
    const ending = attempt.reopenings
    life.codes.set(name, String(ending))
    return ending
  }

  const said = (life: Life, step: Step): Promise<string> =>
    untilTaken(() => send(life, step)).catch((error: unknown) => {
      if (error instanceof Problem) return error.code
      throw error
    })

  /** An act of staff that was done is answered with the same for ever; one that was refused is judged anew. */
  function expect(life: Life, { step }: Planned): string {
    const isAct = step.kind !== 'start' && step.kind !== 'save' && step.kind !== 'submit'
    if (isAct && doneActs.has(step.actionId)) return 'done'
    const expected = expectedOf(life, model, step, nowMs)
    if (isAct && expected === 'done') doneActs.set(step.actionId, expected)
    return expected
  }

  async function live(life: Life, random: DrillRandom): Promise<void> {
    const planned = nextStep(life, random, rules.questionCount)
    const { step, copies } = planned
    // lost on its way: nothing has happened, and it may be sent again later
    if (copies === 0) return
    const expected = [expect(life, planned)]
    if (copies === 2) expected.push(expect(life, planned))
    const told = await Promise.all(expected.map(() => said(life, step)))
    report.steps += copies
    for (const outcome of told) {
      const name = `${step.kind}: ${outcome.replace(/\d+/, 'n')}`
      report.byOutcome[name] = (report.byOutcome[name] ?? 0) + 1
    }
    if (JSON.stringify(told) !== JSON.stringify(expected))
      complain(`${life.contestantId} ${JSON.stringify(bare(step))}: ${told} instead of ${expected}`)
  }

  async function sweep(lives: readonly Life[]): Promise<void> {
    for (;;) {
      const expired = await attemptsStore.expire(contestId, nowMs - 3_000, sweptAtOnce)
      await Promise.all((await attemptsStore.findAll(contestId, expired)).map((attempt) => untilTaken(() => attempts.scoreOnce(attempt))))
      if (expired.length < sweptAtOnce) break
    }
    for (const life of lives) model.sweep(life.person, nowMs - 3_000)
  }

  function complain(fault: string): void {
    if (report.faults.length < mostFaults) report.faults.push(fault)
  }

  for (let from = 0; from < place.people.length; from += atOnce) {
    const lives = place.people
      .slice(from, from + atOnce)
      .map((id, at) => ({ life: newLife(id), random: createDrillRandom(seed, `life ${from + at}`) }))
    for (let step = 0; step < stepsEach; step += 1) {
      nowMs += clock.pick(pausesMs) + clock.below(500)
      road.moveTo(nowMs)
      if (clock.percent(40)) await sweep(lives.map(({ life }) => life))
      await Promise.all(lives.map(({ life, random }) => live(life, random)))
      // by itself PostgreSQL looks within a minute; until then it would go through all attempts for each one, as if there were none
      if (from === 0 && step === 0) await running.database.sql`analyze`
    }
    for (const fault of await compareStored(
      running,
      place,
      lives.map(({ life }) => life),
      model,
    ))
      complain(fault)
    report.lives += lives.length
  }
  return report
}

/** Sent away politely means that nothing was done: it is sent again, as the widget does. */
async function untilTaken<Result>(send: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'TOO_BUSY')) throw error
    }
  }
}

const bare = ({ kind, ...step }: Step) => ({ kind, ...step, ...('attempt' in step ? { attempt: step.attempt.no } : {}) })

type Stored = {
  contestantId: string
  no: number
  state: string
  deadlineMs: number
  acceptsUntilMs: number
  closedMs: number | null
  answered: number | null
  isScored: boolean
  reopenings: number
  log: string
  evidence: number
}

/** What is stored of these people is what the model says, tap by tap, and so is whether they stand on the board. */
async function compareStored(
  { database: { sql } }: TestApp,
  { contestId, roundId }: LivesPlace,
  lives: readonly Life[],
  model: ReturnType<typeof createRulesModel>,
) {
  const people = `{${lives.map(({ contestantId }) => contestantId).join()}}`
  const rows = await sql<Stored[]>`
    with own as materialized (
      select a.* from unnest(${people}::text::uuid[]) person join attempts a on a.contest_id = ${contestId} and a.round_id = ${roundId} and a.contestant_id = person
    ), logs as materialized (
      select l.attempt_id, string_agg(l.action_id || ' ' || l.answer || ' ' || l.is_overtaken || ' ' || l.is_late, ',' order by l.tap) as log
      from answer_log l where l.contest_id = ${contestId} and l.attempt_id = any(array(select id from own)) group by l.attempt_id
    ), evidence as materialized (
      select e.attempt_id, count(*)::integer as count from late_answers e
      where e.contest_id = ${contestId} and e.attempt_id = any(array(select id from own)) group by e.attempt_id
    )
    select a.contestant_id as "contestantId", a.attempt_no as no, a.state, (extract(epoch from a.deadline_at) * 1000)::float8 as "deadlineMs",
      (extract(epoch from a.accepts_until) * 1000)::float8 as "acceptsUntilMs", (extract(epoch from a.closed_at) * 1000)::float8 as "closedMs", a.answered_count as answered,
      a.key_number is not null as "isScored", a.reopenings, coalesce(l.log, '') as log, coalesce(e.count, 0) as evidence
    from own a left join logs l on l.attempt_id = a.id left join evidence e on e.attempt_id = a.id`
  const standings = await sql<{ contestantId: string; count: number }[]>`
    select contestant_id as "contestantId", scored_attempts as count from standings
    where contest_id = ${contestId} and round_id = ${roundId} and projection = 'official' and contestant_id = any(${people}::text::uuid[])`
  const onBoard = new Map(standings.map(({ contestantId, count }) => [contestantId, count]))
  const byPerson = Map.groupBy(rows, ({ contestantId }) => contestantId)
  const faults: string[] = []
  for (const { contestantId, person } of lives) {
    const stored = (byPerson.get(contestantId) ?? []).sort((a, b) => a.no - b.no).map(({ contestantId: _id, ...row }) => row)
    const expected = person.attempts.map((attempt) => {
      const isOver = attempt.state === 'submitted' || attempt.state === 'expired'
      const wasScored = isOver || (attempt.state === 'voided' && (stored[attempt.no - 1]?.isScored ?? false))
      return {
        no: attempt.no,
        state: attempt.state,
        deadlineMs: attempt.deadlineMs,
        acceptsUntilMs: attempt.acceptsUntilMs,
        closedMs: attempt.closedMs ?? null,
        answered: wasScored ? model.answersOf(attempt).size : null,
        isScored: wasScored,
        reopenings: attempt.reopenings,
        log: attempt.log.map(({ id, answer, isOvertaken, isLate }) => `${id} ${answer} ${isOvertaken} ${isLate}`).join(','),
        evidence: attempt.evidence.size,
      }
    })
    if (JSON.stringify(stored) !== JSON.stringify(expected))
      faults.push(`${contestantId} is stored as ${JSON.stringify(stored)}, the rules say ${JSON.stringify(expected)}`)
    const counted = person.attempts.filter(({ state }) => state === 'submitted' || state === 'expired').length
    if ((onBoard.get(contestantId) ?? 0) !== counted)
      faults.push(`${contestantId} stands with ${onBoard.get(contestantId) ?? 0} attempts, the rules say ${counted}`)
  }
  return faults
}
