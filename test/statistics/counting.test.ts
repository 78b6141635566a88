import { beforeAll, describe, expect, test } from 'vitest'
import { addSitting, emptySums, type ItemSums, writeSums } from '../../question-bank/statistics/item-sums.ts'
import { itemSittingsOf } from '../../question-bank/statistics/sitting.ts'
import { paperOf } from '../../server/features/attempts/attempt-scoring.ts'
import { createStandingsStore } from '../../server/features/standings/standings-store.ts'
import { createStatisticsService } from '../../server/features/statistics/statistics-service.ts'
import { type CountedPiece, createStatisticsStore } from '../../server/features/statistics/statistics-store.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, optionsOf } from '../helpers/participant.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let running: TestApp
let contest: TestContest
const words = ['một', 'hai', 'ba', 'bốn']

beforeAll(async () => {
  running = await startTestApp({}, closing)
  contest = await seedContest(running, { questionCount: 4, poolSize: 8, correct: (question) => question % 4 })
})

/** Somebody who answers most questions, one after the other. */
async function takePart(person: number): Promise<void> {
  const participant = await aParticipant(running.origin, contest)
  const { body } = await participant.start()
  for (const [position, question] of body.questions.entries()) {
    if ((person + position) % 9 === 0) continue
    const liked = words[(person * 31 + position * 17 + (person >> 2)) % 4] as string
    const option = optionsOf(question).findIndex((text) => text.endsWith(liked))
    await participant.attempt(body).save([participant.aTap(position, option)])
  }
  await participant.attempt(body).submit()
}

async function takePartAll(count: number): Promise<void> {
  for (let from = 0; from < count; from += 10) await Promise.all(Array.from({ length: 10 }, (_, index) => takePart(from + index)))
}

/** What the tables hold, and what one pass over all attempts says they should. */
async function stored(): Promise<Record<string, unknown>> {
  const rows = await running.database.sql<{ place: string; sums: unknown }[]>`
    select revision_id || ' ' || points_thousandths || ' ' || rest_thousandths as place, sums from question_statistics where contest_id = ${contest.contestId}`
  return Object.fromEntries(rows.map(({ place, sums }) => [place, sums]))
}
async function recounted(): Promise<Record<string, unknown>> {
  const { contests, attemptsStore } = running.app.features
  const rows = await running.database.sql<{ id: string }[]>`
    select id from attempts where contest_id = ${contest.contestId} and key_number is not null order by id desc`
  const ids = rows.map(({ id }) => id)
  const taps = await createStatisticsStore(running.database).taps(contest.contestId, ids)
  const all = new Map<string, ItemSums>()
  for (const attempt of await attemptsStore.findAll(contest.contestId, ids)) {
    const material = await contests.material(contest.contestId, contest.roundId, attempt.roundVersion)
    const sitting = {
      paper: paperOf(attempt, material),
      taps: taps.get(attempt.id) ?? [],
      startedAtMs: attempt.startedAt.getTime(),
      materialOf: (id: string) => material.revisions.get(id) ?? expect.fail(),
    }
    for (const one of itemSittingsOf(sitting)) {
      const place = `${one.revisionId} ${one.points} ${one.restPoints}`
      const sums = all.get(place) ?? emptySums()
      all.set(place, sums)
      addSitting(sums, one)
    }
  }
  return Object.fromEntries([...all].map(([place, sums]) => [place, JSON.parse(JSON.stringify(writeSums(sums)))]))
}
const shownIn = (sums: Record<string, unknown>) => Object.values(sums).reduce<number>((sum, one) => sum + (one as { shown: number }).shown, 0)
const counting = () => running.app.features.statistics.run()
const countedAll = (attempts: number) =>
  eventually('every scored attempt is counted', async () => {
    await counting()
    const [row] = await running.database.sql<
      { counted: number }[]
    >`select count(*)::integer as counted from counted_attempts where contest_id = ${contest.contestId}`
    return row?.counted === attempts
  })

/** The same work over the same database, by a process that dies at the worst moment of a piece. */
function dyingCounter(at: keyof CountedPiece) {
  const { contests, attemptsStore } = running.app.features
  const store = createStatisticsStore(running.database)
  const dies = async () => {
    throw new Error('killed')
  }
  return createStatisticsService({
    store: { ...store, begin: (work) => store.begin((piece) => work({ ...piece, [at]: dies })) },
    attempts: attemptsStore,
    standings: createStandingsStore(running.database),
    contests,
    isBusy: () => false,
  })
}

describe('statistics of a contest', () => {
  test('grow with each run and are, to the last digit, what a recount of all attempts says', async () => {
    for (const [step, count] of [60, 10, 130].entries()) {
      await takePartAll(count)
      await countedAll([60, 70, 200][step] as number)
      const sums = await stored()
      expect(shownIn(sums)).toBe(([60, 70, 200][step] as number) * 4)
      expect(sums).toEqual(await recounted())
    }
  }, 120_000)

  test('are not changed by running again, nor by many processes that run at once', async () => {
    const before = await stored()
    await Promise.all(Array.from({ length: 5 }, counting))
    expect(await stored()).toEqual(before)
  })

  test.each(['claim', 'add', 'moveCursor'] as const)(
    'lose and double nothing when the job dies at %s',
    async (at) => {
      const before = Number(shownIn(await stored())) / 4
      await takePartAll(10)
      // until the standings of these attempts may be read there is nothing to die of
      await eventually('it dies', async () => {
        const died = await dyingCounter(at)
          .run()
          .then(
            () => false,
            (error: Error) => error.message === 'killed',
          )
        const [row] = await running.database.sql<
          { counted: number }[]
        >`select count(*)::integer as counted from counted_attempts where contest_id = ${contest.contestId}`
        // the app's own job may have been faster: then there was nothing left to die of
        return died || row?.counted === before + 10
      })
      await countedAll(before + 10)
      expect(await stored()).toEqual(await recounted())
    },
    60_000,
  )

  test('counted anew from the first attempt are the same', async () => {
    const before = await stored()
    await running.app.features.statistics.forget(contest.contestId)
    await countedAll(shownIn(before) / 4)
    expect(await stored()).toEqual(before)
  }, 60_000)
})

describe('staff read of a question', () => {
  test('what each revision turned out to be', async () => {
    const [row] = await running.database.sql<{ questionId: string; correct: number }[]>`
      select r.question_id as "questionId", (r.key->>'correct')::integer as correct from question_revisions r
      join question_statistics s on s.revision_id = r.id where s.contest_id = ${contest.contestId} order by r.id limit 1`
    const found = await running.app.features.statistics.of(row?.questionId ?? '', 'vi')
    expect(found.revisions).toHaveLength(1)
    const [revision] = found.revisions
    expect(revision?.shown).toBeGreaterThan(20)
    expect(revision?.choices.map(({ isRight }) => isRight)).toEqual([0, 1, 2, 3].map((option) => option === row?.correct))
    expect(revision?.choices.reduce((sum, { count }) => sum + count, 0)).toBe(revision?.answered)
  })

  test('only when they are logged in', async () => {
    expect((await fetch(`${running.origin}/api/v1/staff/bank/questions/00000000-0000-4000-8000-000000000000/statistics`)).status).toBe(401)
  })
})
