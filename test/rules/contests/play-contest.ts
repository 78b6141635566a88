import type { AttemptView } from '../../../server/contract/attempts.ts'
import type { Database } from '../../../server/database/client.ts'
import { eventually } from '../../helpers/eventually.ts'
import type { Answer } from '../../helpers/participant.ts'
import { pinnedClock } from '../../helpers/pinned.ts'
import { logInAs } from '../../helpers/staff.ts'
import { startTestApp, type TestApp } from '../../helpers/test-app.ts'
import { askForSeal, sealed } from '../../results/ask-for-seal.ts'
import type { ContestTable, LocalTime, RoundTable, SittingTable } from './contest-table.ts'
import { enrolPeople, tellBeforehand } from './enrol-people.ts'
import { type MadeContest, makeContest, right } from './make-contest.ts'
import { msOf, msTaken, secondMs } from './moments.ts'

export type Played = {
  running: TestApp
  contestId: number
  slug: string
  roundIds: Map<string, number>
  unitIds: Record<string, number>
  /** Contestants by their names. */
  people: Map<string, string>
  moveTo(time: LocalTime): void
}

/** Plays a contest over HTTP in its own time: everybody registers, sits, answers and submits when the table says so. */
export async function playContest(table: ContestTable, closeWhen?: (close: () => Promise<void>) => void): Promise<Played> {
  const begins = Math.min(
    ...table.rounds.map(({ opens }) => msOf(opens)),
    ...Object.values(table.people).flatMap(({ registered }) => (registered ? [msOf(registered)] : [])),
  )
  const clock = pinnedClock(begins - 60 * secondMs)
  const running = await startTestApp({ clock }, closeWhen)
  const contest = await makeContest(running, table)
  await tellBeforehand(running, contest, table)
  const participants = await enrolPeople(running, contest, table, clock)
  const acts = table.sittings.flatMap((sitting) => actsOf(sitting)).toSorted((a, b) => a.atMs - b.atMs)
  const views = new Map<SittingTable, AttemptView>()
  for (const { atMs, sitting, kind } of acts) {
    const person = participants.get(sitting.who)
    if (!person) throw new Error(`nobody is called ${sitting.who}`)
    clock.moveTo(atMs)
    const roundId = contest.roundIds.get(sitting.round ?? (table.rounds[0] as RoundTable).title)
    if (kind === 'start') {
      const started = await person.start(undefined, roundId)
      const code = started.status === 200 ? undefined : started.problem.code
      if (code !== sitting.refused)
        throw new Error(`${sitting.who} at ${sitting.at}: ${code ?? 'started'} instead of ${sitting.refused ?? 'started'}`)
      if (code) continue
      views.set(sitting, started.body)
      must(await person.attempt(started.body).save(answersOf(started.body, sitting).map(([question, answer]) => person.aTap(question, answer))))
    } else if (views.has(sitting)) must(await person.attempt(views.get(sitting) as AttemptView).submit())
  }
  const lastClose = Math.max(...table.rounds.map(({ closes }) => msOf(closes)))
  clock.moveTo(table.seenAt ? msOf(table.seenAt) : lastClose + 60 * secondMs)
  await settled(running, contest.contestId, clock.now())
  if (table.prizes || table.rounds.some(({ truth }) => truth !== undefined)) await sealContest(running, contest, table)
  const ids = await running.app.features.contestants.namesOf(contest.contestId, await contestantIds(running.database, contest.contestId))
  return {
    running,
    contestId: contest.contestId,
    slug: contest.slug,
    roundIds: contest.roundIds,
    unitIds: contest.unitIds,
    people: new Map(ids.map(({ id, fullName }) => [fullName, id])),
    moveTo: (time) => clock.moveTo(msOf(time)),
  }
}

type Act = { atMs: number; sitting: SittingTable; kind: 'start' | 'submit' }

function actsOf(sitting: SittingTable): Act[] {
  const atMs = msOf(sitting.at)
  const start: Act = { atMs, sitting, kind: 'start' }
  return sitting.took === undefined ? [start] : [start, { atMs: atMs + msTaken(sitting.took), sitting, kind: 'submit' }]
}

/** So many right answers, then so many wrong ones; the rest is left open. The guess is the last question. */
function answersOf({ questions }: AttemptView, { right: rightCount, wrong = 0, predicts }: SittingTable): [number, number | string][] {
  const answers: [number, number | string][] = []
  let given = 0
  for (const [position, question] of questions.entries()) {
    if (!('options' in question)) {
      if (predicts !== undefined) answers.push([position, String(predicts)])
      continue
    }
    const options = (question as { options: readonly string[] }).options
    const rightOption = options.findIndex((text) => text.startsWith(right))
    if (given < rightCount) answers.push([position, rightOption])
    else if (given < rightCount + wrong) answers.push([position, (rightOption + 1) % options.length])
    given += 1
  }
  return answers
}

/** Whatever has run out is closed, and everything is scored. */
async function settled(running: TestApp, contestId: number, nowMs: number): Promise<void> {
  await eventually('every attempt that is over has its score', async () => {
    // a machine that stood still would look like an outage, and its hold would end in the year of the tests, not of the contest
    await running.database.sql`update service_state set hold_until = null`
    await running.app.features.sweeper.run()
    const [left] = await running.database.sql<{ count: number }[]>`
      select count(*)::integer as count from attempts
      where contest_id = ${contestId} and (state = 'open' and accepts_until < ${new Date(nowMs - 10 * secondMs)} or state in ('submitted', 'expired') and key_number is null)`
    return left?.count === 0
  })
}

/** Officials tell what was to be guessed, and seal: from then on places follow from it, and prizes are proposed. */
async function sealContest(running: TestApp, { slug, roundIds }: MadeContest, { rounds }: ContestTable): Promise<void> {
  const owner = await logInAs(running, 'owner')
  const base = `/contests/${slug}`
  for (const { title, truth } of rounds) {
    if (truth === undefined) continue
    const path = `${base}/rounds/${roundIds.get(title)}/prediction-truth`
    must(await owner.ask('PUT', path, { thousandths: truth * 1_000, reason: 'Số liệu của ban tổ chức' }))
  }
  must(await askForSeal({ owner, base }))
  const { state, problem } = await sealed({ owner, base })
  if (state !== 'sealed') throw new Error(`not sealed: ${problem}`)
}

async function contestantIds({ sql }: Database, contestId: number): Promise<string[]> {
  return (await sql<{ id: string }[]>`select id from contestants where contest_id = ${contestId}`).map(({ id }) => id)
}

function must<Body>(answer: Answer<Body>): Answer<Body> {
  if (answer.status >= 300) throw new Error(`refused: ${JSON.stringify(answer.body)}`)
  return answer
}
