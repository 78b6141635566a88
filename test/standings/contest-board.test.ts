import { io } from 'socket.io-client'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import type { BoardPair, BoardSnapshot } from '../../server/contract/boards.ts'
import { type BoardDelta, socketPath, type WatchReply } from '../../server/contract/events.ts'
import type { RankingRule } from '../../server/contract/ranking.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { takePart } from '../helpers/sitting-by-score.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

const closing = afterFile()
const ranking: RankingRule[] = [{ key: 'score' }, { key: 'attemptsUsed' }]
const cumulative = { counts: 'sum', bestRounds: null, ranking, places: 'shared' } as const
const hourMs = 3_600_000
let running: TestApp
let contest: Awaited<ReturnType<typeof seedContest>>
const people: Record<string, Awaited<ReturnType<typeof aParticipant>>> = {}

// the second round stopped being public before it began: whatever is earned there is for officials
beforeAll(async () => {
  running = await startTestApp({}, closing)
  contest = await seedContest(running, {
    correct: () => 0,
    settings: { ranking },
    rules: { cumulative },
    moreRounds: [{ freezesAt: new Date(Date.now() - hourMs / 2) }, { settings: { isPractice: true } }],
  })
  await running.app.features.reconciler.run()
  for (const [name, scores] of Object.entries({ An: [3, 0], Bình: [2, 5], Chi: [3] })) {
    const person = await aParticipant(running.origin, contest, { fullName: `Nguyễn Văn ${name}` })
    people[name] = person
    for (const [index, score] of scores.entries()) await takePart(person, score, contest.allRoundIds[index])
    await takePart(person, 5, contest.allRoundIds[2])
  }
})

const boardAt = async (query = '') => (await call<BoardSnapshot>(running.origin, 'GET', `/api/v1/contests/${contest.slug}/board${query}`)).body
const lines = (board: BoardSnapshot) => board.rows.map(({ place, name, values }) => `${place} ${name} ${values.join(' ')}`)

test('the board of a contest is made of its rounds: the public one of what they show, the official one of everything, practice of neither', async () => {
  const board = await eventually('all three stand on the board', async () => {
    const now = await boardAt()
    return now.entrants === 3 && now
  })
  expect(board).toMatchObject({ roundId: 0, roundTitle: 'Chung cuộc', projection: 'public', keys: ['score', 'attemptsUsed'] })
  expect(board.ranking).toBe('Xếp hạng lần lượt theo: điểm cao hơn; ít lượt thi hơn.')
  expect(board.frozenSince).not.toBeNull()
  expect(lines(board)).toEqual(['1 Ng. V. A*** 3000 1', '1 Ng. V. Ch** 3000 1', '3 Ng. V. Bì*** 2000 1'].map((line) => line.replace('Ch**', 'Ch***')))
  expect(await boardAt('?lang=en')).toMatchObject({ roundTitle: 'Overall', ranking: 'Ranked in this order by: higher score; fewer attempts.' })

  const official = await logInAs(running, 'official')
  const pair = (await official.ask<BoardPair>('GET', `/contests/${contest.slug}/boards`)).body
  expect(lines(pair.official)).toEqual(['1 Nguyễn Văn Bình 7000 2', '2 Nguyễn Văn Chi 3000 1', '3 Nguyễn Văn An 3000 2'])
  expect(lines(pair.public)).toEqual(lines(board))
})

test('whoever watches it over a socket hears of each change, told from that of a round by its number', async () => {
  const socket = io(running.origin, { path: socketPath, transports: ['websocket'] })
  onTestFinished(() => void socket.disconnect())
  const heard: BoardDelta[] = []
  socket.on('board:delta', (delta: BoardDelta) => void heard.push(delta))
  const reply: WatchReply = await socket.emitWithAck('board:watch', { slug: contest.slug, roundId: 0 })
  expect(reply).toMatchObject({ ok: true, board: { roundId: 0, entrants: 3 } })
  await takePart(people.An as Awaited<ReturnType<typeof aParticipant>>, 5, contest.roundId)
  const delta = await eventually('the change is heard', () => heard.find(({ changed }) => changed.length > 0))
  expect(delta).toMatchObject({ roundId: 0, entrants: 3 })
  expect(delta.changed[0]).toMatchObject({ place: 1, values: [5_000, 2] })
})

test('a contest whose rounds stand alone has no board of its own', async () => {
  const alone = await seedContest(running, { slug: 'tung-vong' })
  const refused = await call(running.origin, 'GET', `/api/v1/contests/${alone.slug}/board`)
  expect([refused.status, refused.problem.code]).toEqual([404, 'BOARD_NOT_FOUND'])
  expect((await call(running.origin, 'GET', `/api/v1/contests/${alone.slug}/boards/${contest.roundId}`)).problem.code).toBe('ROUND_NOT_FOUND')
})

test('while the truth is not known a board says so and ranks by the other keys; birthdays are for officials', async () => {
  const guessing = await seedContest(running, {
    slug: 'du-doan',
    correct: () => 0,
    settings: {
      ranking: [{ key: 'score' }, { key: 'predictionGap' }, { key: 'older' }, { key: 'attemptsUsed' }],
      prediction: { asks: 'free', counts: 'people', countsVoided: false, attempt: 'counting' },
    },
  })
  await running.app.features.reconciler.run()
  await takePart(await aParticipant(running.origin, guessing), 2)
  const read = () => call<BoardSnapshot>(running.origin, 'GET', `/api/v1/contests/${guessing.slug}/boards/${guessing.roundId}`)
  const board = await eventually('somebody stands there', async () => {
    const { body } = await read()
    return body.entrants === 1 && body
  })
  await running.database.sql`update contestants set born_on = '2000-01-02' where contest_id = ${guessing.contestId}`
  expect(board).toMatchObject({ awaitsTruth: true, keys: ['score', 'predictionGap', 'older', 'attemptsUsed'] })
  expect(board.rows[0]?.values).toEqual([2_000, null, null, 1])
  await running.database.sql`update rounds set prediction_truth = 5000 where contest_id = ${guessing.contestId}`
  await eventually('it does not say so any more', async () => !(await read()).body.awaitsTruth)
})
