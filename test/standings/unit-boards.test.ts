import { beforeAll, expect, test } from 'vitest'
import type { ResultView } from '../../server/contract/attempts.ts'
import type { BoardPair, BoardSnapshot } from '../../server/contract/boards.ts'
import type { OwnPlaces } from '../../server/contract/own-places.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { takePart } from '../helpers/sitting-by-score.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let running: TestApp
let contest: TestContest
let resultOfDung: ResultView
let tokenOfDung = ''

// An 5 and Dung 3 in C1, Bình 4 in C2 (both under X1), Chi 4 in C3 (under X2)
beforeAll(async () => {
  running = await startTestApp({}, closing)
  contest = await seedContest(running, { correct: () => 0, settings: { ranking: [{ key: 'score' }, { key: 'attemptsUsed' }] } })
  await running.app.features.reconciler.run()
  for (const [name, unit, score] of [
    ['An', 'C1', 5],
    ['Bình', 'C2', 4],
    ['Chi', 'C3', 4],
    ['Dung', 'C1', 3],
  ] as const) {
    const person = await aParticipant(running.origin, contest, { fullName: `Nguyễn Văn ${name}`, unitId: contest.unitIds[unit] })
    const attempt = await takePart(person, score)
    if (name !== 'Dung') continue
    tokenOfDung = person.token
    resultOfDung = await eventually('the board shows Dung', async () => {
      const { body } = await person.attempt(attempt).result()
      return body.place === 4 && body
    })
  }
})

const at = (path: string) => `/api/v1/contests/${contest.slug}${path}`
const lines = ({ rows }: BoardSnapshot) => rows.map(({ place, name, scoreThousandths }) => `${place} ${name} ${scoreThousandths}`)
const boardOf = async (unit: string) =>
  (await call<BoardSnapshot>(running.origin, 'GET', at(`/boards/${contest.roundId}?unitId=${contest.unitIds[unit]}`))).body

test('a unit has a board of its people and of all below it, the top of the tree that of everybody', async () => {
  expect(await boardOf('X1')).toMatchObject({ unit: { unitName: 'Xã An Bình' }, entrants: 3, projection: 'public' })
  expect(lines(await boardOf('X1'))).toEqual(['1 Ng. V. A*** 5000', '2 Ng. V. Bì*** 4000', '3 Ng. V. Du*** 3000'])
  expect(lines(await boardOf('C3'))).toEqual(['1 Ng. V. Ch*** 4000'])
  expect((await boardOf('T')).entrants).toBe(4)
  const refused = await call(running.origin, 'GET', at(`/boards/${contest.roundId}?unitId=999999`))
  expect([refused.status, refused.problem.code]).toEqual([404, 'UNIT_NOT_FOUND'])
})

test('officials read it also in the tree of a past day', async () => {
  const official = await logInAs(running, 'official')
  const unitId = contest.unitIds.X1
  const read = async (query: string) =>
    (await official.ask<BoardPair>('GET', `/contests/${contest.slug}/rounds/${contest.roundId}/boards?unitId=${unitId}${query}`)).body.official
  expect(lines(await read(''))).toEqual(['1 Nguyễn Văn An 5000', '2 Nguyễn Văn Bình 4000', '3 Nguyễn Văn Dung 3000'])
  expect((await read('&day=2020-02-02')).entrants).toBe(3)
})

test('an entrant learns why: own values, and what the next place up has more, among all and in the own unit', async () => {
  expect(resultOfDung.why).toMatchObject({
    place: 4,
    entrants: 4,
    keys: [
      { key: 'score', label: 'Điểm', value: 3_000 },
      { key: 'attemptsUsed', label: 'Số lượt thi', value: 1 },
    ],
    nextUp: { place: 2, key: 'score', label: 'Điểm', difference: 1_000 },
  })
  expect(resultOfDung.why?.nextUp?.name).toMatch(/^Ng\. V\. (Bì|Ch)\*\*\*$/)
  const { places } = (await call<OwnPlaces>(running.origin, 'GET', at('/me/places?lang=en'), { token: tokenOfDung })).body
  expect(places).toMatchObject([
    { place: 4, entrants: 4 },
    {
      place: 2,
      entrants: 2,
      unit: { unitName: 'Chi đoàn Trường học' },
      nextUp: { place: 1, name: 'Ng. V. A***', label: 'Score', difference: 2_000 },
    },
  ])
  const official = await logInAs(running, 'official')
  const [row] = await running.database.sql<{ id: string }[]>`
    select contestant_id as id from standings where contest_id = ${contest.contestId} and score_thousandths = 3000 and projection = 'official'`
  const told = await official.ask<OwnPlaces>('GET', `/contests/${contest.slug}/contestants/${row?.id}/places`)
  expect(told.body.places[1]?.nextUp?.name).toBe('Nguyễn Văn An')
})
