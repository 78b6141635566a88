import { makeQuestion } from '../../../question-bank/question.ts'
import type { AttemptView } from '../../../server/contract/attempts.ts'
import type { Database } from '../../../server/database/client.ts'
import { createContest } from '../../../server/features/contests/create-contest.ts'
import { usualRules } from '../../../server/features/contests/round-settings.ts'
import { addUnits } from '../../../server/features/units/add-units.ts'
import { eventually } from '../../helpers/eventually.ts'
import { type Answer, aParticipant } from '../../helpers/participant.ts'
import { pinnedClock } from '../../helpers/pinned.ts'
import { startTestApp, type TestApp } from '../../helpers/test-app.ts'
import type { TestContest } from '../../helpers/test-contest.ts'
import type { ContestTable, LocalTime, RoundTable, SittingTable, Took } from './contest-table.ts'

const right = 'Đúng'
const secondMs = 1_000

export type Played = {
  running: TestApp
  contestId: number
  slug: string
  roundIds: Map<string, number>
  /** Contestants by their names. */
  people: Map<string, string>
  moveTo(time: LocalTime): void
}

function msOf(time: LocalTime): number {
  return Date.parse(`${time.replace(' ', 'T')}${time.length === 16 ? ':00' : ''}+07:00`)
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
  const participants = new Map<string, Awaited<ReturnType<typeof aParticipant>>>()
  const enrolled = Object.entries(table.people).toSorted(([, a], [, b]) => registeredMs(a.registered) - registeredMs(b.registered))
  for (const [name, { unit = 'C1', born = '2001-02-03', registered }] of enrolled) {
    // one after the other, as the table has them
    clock.moveTo(registered ? msOf(registered) : clock.now() + secondMs)
    participants.set(name, await aParticipant(running.origin, contest, { fullName: name, birthDate: born, unitId: contest.unitIds[unit] }))
  }
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
  for (const { title, truth } of table.rounds) if (truth !== undefined) await tell(running, contest, contest.roundIds.get(title) as number, truth)
  const ids = await running.app.features.contestants.namesOf(contest.contestId, await contestantIds(running.database, contest.contestId))
  return {
    running,
    contestId: contest.contestId,
    slug: contest.slug,
    roundIds: contest.roundIds,
    people: new Map(ids.map(({ id, fullName }) => [fullName, id])),
    moveTo: (time) => clock.moveTo(msOf(time)),
  }
}

function registeredMs(time: LocalTime | undefined): number {
  return time ? msOf(time) : 0
}

type Act = { atMs: number; sitting: SittingTable; kind: 'start' | 'submit' }

function actsOf(sitting: SittingTable): Act[] {
  const atMs = msOf(sitting.at)
  const start: Act = { atMs, sitting, kind: 'start' }
  return sitting.took === undefined ? [start] : [start, { atMs: atMs + msTaken(sitting.took), sitting, kind: 'submit' }]
}

function msTaken(took: Took): number {
  const [minutes = 0, seconds = 0] = took.split(':').map(Number)
  return (minutes * 60 + seconds) * secondMs
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

async function makeContest(running: TestApp, table: ContestTable): Promise<TestContest & { roundIds: Map<string, number> }> {
  const slug = 'hoi-thi'
  const made = await running.database.sql.begin(async (transaction) => {
    await addUnits(transaction, [
      { code: 'T', name: 'Tỉnh Trà Giang', parentCode: null },
      { code: 'X1', name: 'Xã An Bình', parentCode: 'T' },
      { code: 'X2', name: 'Xã Bình Minh', parentCode: 'T' },
      { code: 'C1', name: 'Chi đoàn Trường học', parentCode: 'X1' },
      { code: 'C2', name: 'Chi đoàn Công an', parentCode: 'X1' },
      { code: 'C3', name: 'Chi đoàn Thôn Đông', parentCode: 'X2' },
    ])
    const most = Math.max(...table.rounds.map(({ questions }) => questions))
    const choices = await running.app.features.bank.store(
      transaction,
      Array.from({ length: most * 3 }, (_, n) =>
        makeQuestion(
          { type: 'single-choice', stem: `Câu hỏi số ${n}?`, options: [`${right} ${n}`, `Sai ${n} một`, `Sai ${n} hai`, `Sai ${n} ba`] },
          { correct: 0 },
        ),
      ),
    )
    const [guess] = await running.app.features.bank.store(transaction, [makeQuestion({ type: 'prediction', stem: 'Dự đoán số người tham gia?' }, {})])
    return createContest(transaction, {
      slug,
      title: 'Hội thi theo thể lệ',
      organizer: 'Ban tổ chức',
      summary: '',
      rules: [],
      consents: [{ id: 'registration', version: 1, text: 'Tôi đồng ý.', required: true }],
      unitLevels: ['Tỉnh', 'Xã', 'Chi đoàn'],
      allowedOrigins: [],
      ...(table.contest ? { settings: table.contest } : {}),
      rounds: table.rounds.map(({ title, opens, closes, freezes, rules, questions, points = 1_000, predicts }) => ({
        title,
        opensAt: new Date(msOf(opens)),
        closesAt: new Date(msOf(closes)),
        freezesAt: freezes ? new Date(msOf(freezes)) : null,
        settings: {
          ...usualRules,
          ...rules,
          blueprint: {
            pools: [
              { id: 'all', draw: questions, pointsThousandths: points, revisionIds: choices.map(({ revisionId }) => revisionId) },
              ...(predicts ? [{ id: 'guess', draw: 1, pointsThousandths: 0, revisionIds: [guess?.revisionId ?? ''] }] : []),
            ],
            shuffleQuestions: false,
            shuffleOptions: true,
          },
        },
      })),
    })
  })
  running.app.features.units.forget()
  const units = await running.database.sql<{ code: string; id: number }[]>`select code, id from units`
  return {
    slug,
    contestId: made.contestId,
    roundId: made.roundIds[0] as number,
    roundIds: new Map(table.rounds.map(({ title }, index) => [title, made.roundIds[index] as number])),
    unitIds: Object.fromEntries(units.map(({ code, id }) => [code, id])),
  }
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

/** What was to be guessed is known: everybody's standing is made anew. */
async function tell({ app, database }: TestApp, { contestId }: TestContest, roundId: number, truth: number): Promise<void> {
  await database.sql`update rounds set prediction_truth = ${truth * 1_000} where contest_id = ${contestId} and id = ${roundId}`
  const people = await contestantIds(database, contestId)
  const { standings } = app.features
  const changed = await database.sql.begin(async (transaction) => {
    await standings.hold(transaction, contestId, people)
    return standings.refold(transaction, { contestId, roundId }, people)
  })
  await standings.place(contestId, changed)
}

async function contestantIds({ sql }: Database, contestId: number): Promise<string[]> {
  return (await sql<{ id: string }[]>`select id from contestants where contest_id = ${contestId}`).map(({ id }) => id)
}

function must<Body>(answer: Answer<Body>): Answer<Body> {
  if (answer.status >= 300) throw new Error(`refused: ${JSON.stringify(answer.body)}`)
  return answer
}
