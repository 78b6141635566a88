import fc from 'fast-check'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import type { UnitRaceBoard } from '../../server/contract/unit-races.ts'
import { connectDatabase } from '../../server/database/client.ts'
import { tallyRacers } from '../../server/features/standings/unit-races.ts'
import { createUnitRacesStore } from '../../server/features/standings/unit-races-store.ts'
import { afterFile } from '../helpers/after-file.ts'
import { freshDatabase } from '../helpers/databases.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { takePart } from '../helpers/sitting-by-score.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let running: TestApp
let contest: TestContest & { allRoundIds: number[] }

beforeAll(async () => {
  running = await startTestApp({}, closing)
  contest = await seedContest(running, {
    correct: () => 0,
    rules: {
      unitRaces: [
        { id: 'ty-le', title: 'Tỷ lệ', titleEn: 'Rate', depth: 1, by: 'rate', bestPeople: null, leastEntrants: 1, sizeClasses: [] },
        { id: 'tong', title: 'Tổng điểm', depth: 1, by: 'total', bestPeople: 1, leastEntrants: 0, sizeClasses: [] },
      ],
    },
    moreRounds: [{}, { settings: { isPractice: true } }],
  })
})

test('PostgreSQL tallies random people of random units exactly as the rule says', async () => {
  const database = connectDatabase(await freshDatabase(), { poolSize: 4, name: 'races' })
  onTestFinished(() => database.close())
  const { sql } = database
  const store = createUnitRacesStore(database)
  const units = [1, 2, 3]
  const [contestId, first, second] = [1, 1, 2]
  await sql`insert into contests (id, slug, title, organizer, summary, rules, consents, unit_levels, allowed_origins, settings) overriding system value
    values (${contestId}, 'dua', '', '', '', '[]', '[]', '[]', '[]', '{}')`
  await sql`insert into rounds (contest_id, id, title, opens_at, closes_at) overriding system value
    values (${contestId}, ${first}, '', now(), now()), (${contestId}, ${second}, '', now() + interval '1 hour', now() + interval '2 hours')`
  const aScore = fc.integer({ min: -3, max: 5 })
  const aPerson = fc.record({
    unitId: fc.constantFrom(...units),
    first: fc.option(aScore),
    second: fc.option(aScore),
    entries: fc.integer({ min: 1, max: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(aPerson, { maxLength: 14 }),
      fc.constantFrom('entrants' as const, 'entries' as const, 'rate' as const, 'mean' as const, 'median' as const, 'total' as const),
      fc.option(fc.integer({ min: 1, max: 4 })),
      async (people, by, bestPeople) => {
        await sql`delete from standings`
        const rows = people.flatMap(({ unitId, entries, ...scores }) => {
          const contestant = crypto.randomUUID()
          return [
            { roundId: first, score: scores.first },
            { roundId: second, score: scores.second },
          ].flatMap(({ roundId, score }) => (score === null ? [] : [{ contestant, roundId, score, unitId, entries }]))
        })
        for (const { contestant, roundId, score, unitId, entries } of rows)
          await sql`insert into standings (contest_id, round_id, projection, contestant_id, unit_id, attempt_id, version, rules_version, scored_attempts, score_thousandths,
              duration_ms, duration_above_floor_ms, submitted_at_ms, first_entered_at_ms, attempts_used, full_mark_attempts, place_by, written_by)
            values (${contestId}, ${roundId}, 'official', ${contestant}, ${unitId}, ${contestant}, 1, 1, 1, ${score}, 0, 0, 0, 0, ${entries}, 0, '{1}', pg_current_xact_id())`
        const racers = people
          .filter((person) => person.first !== null || person.second !== null)
          .map((person) => ({
            unitId: person.unitId,
            scoreThousandths: (person.first ?? 0) + (person.second ?? 0),
            entries: person.entries * [person.first, person.second].filter((score) => score !== null).length,
          }))
        const counted = { contestId, roundIds: [first, second], projection: 'official', isCumulative: false, ofContest: 'official' } as const
        const roots = units.map((unitId) => ({ unitId, racingId: unitId }))
        const byUnit = (a: { unitId: number }, b: { unitId: number }) => a.unitId - b.unitId
        expect((await store.tally({ by, bestPeople }, counted, roots)).sort(byUnit)).toEqual(tallyRacers({ by, bestPeople }, racers).sort(byUnit))
      },
    ),
    { numRuns: 60 },
  )
})

const raceAt = async (id: string, query = '') =>
  (await call<UnitRaceBoard>(running.origin, 'GET', `/api/v1/contests/${contest.slug}/races/${id}${query}`)).body
const lines = ({ rows }: UnitRaceBoard) => rows.map(({ place, unitName, value }) => `${place ?? '-'} ${unitName} ${value}`)

test('a race counts everybody of a unit and below once, over the rounds that count, and prints its rule', async () => {
  const { unitIds, allRoundIds } = contest
  await running.database.sql`insert into unit_headcounts ${running.database.sql([
    { unit_id: unitIds.X1 as number, from_on: '2020-01-01', act: 0, headcount: 100 },
    { unit_id: unitIds.X2 as number, from_on: '2020-01-01', act: 0, headcount: 10 },
    { unit_id: unitIds.X2 as number, from_on: '2020-02-01', act: 0, headcount: 20 },
  ])}`
  // as every change of units says: trees that a job holds already are those of before
  await running.database.sql`update unit_tree set version = version + 1`
  running.app.features.units.forget()
  for (const [unit, scores] of [
    ['C1', [5, 1]],
    ['C2', [2]],
    ['C3', [3, 3]],
  ] as const) {
    const person = await aParticipant(running.origin, contest, { unitId: unitIds[unit] })
    for (const [index, score] of scores.entries()) await takePart(person, score, allRoundIds[index])
    await takePart(person, 5, allRoundIds[2])
  }
  await eventually('both communes race', async () => lines(await raceAt('ty-le')).join() === '1 Xã Bình Minh 5000,2 Xã An Bình 2000')
  await eventually(
    'the totals are those of the rounds that count',
    async () => lines(await raceAt('tong')).join() === '1 Xã An Bình 6000,1 Xã Bình Minh 6000',
  )
  expect(await raceAt('ty-le')).toMatchObject({
    title: 'Tỷ lệ',
    formula:
      'Tỷ lệ: các đơn vị cấp Xã được xếp theo số người dự thi chia cho số thành viên của đơn vị, kể cả của các đơn vị trực thuộc. Đơn vị có dưới 1 người dự thi được nêu tên nhưng không xếp hạng.',
  })
  expect((await raceAt('ty-le', '?lang=en')).title).toBe('Rate')
  const official = await logInAs(running, 'official')
  const past = (await official.ask<UnitRaceBoard>('GET', `/contests/${contest.slug}/races/ty-le?day=2020-01-15`)).body
  expect(lines(past)).toEqual(['1 Xã Bình Minh 10000', '2 Xã An Bình 2000'])
  const refused = await call(running.origin, 'GET', `/api/v1/contests/${contest.slug}/races/khong-co`)
  expect([refused.status, refused.problem.code]).toEqual([404, 'BOARD_NOT_FOUND'])
})

test('what was counted is found by a process that starts, and is counted anew only when something has changed', async () => {
  const takenAt = async () => (await raceAt('tong')).takenAt
  const countAgain = async () => running.app.features.unitRaces.run()
  await eventually('what came last has been counted', async () => {
    const before = await takenAt()
    await countAgain()
    return (await takenAt()) === before
  })
  const settled = await takenAt()
  await countAgain()
  await countAgain()
  expect(await takenAt()).toBe(settled)
  await takePart(await aParticipant(running.origin, contest, { unitId: contest.unitIds.C3 }), 4)
  await eventually('it is counted anew', async () => (await raceAt('ty-le')).rows[0]?.entrants === 2)
})
