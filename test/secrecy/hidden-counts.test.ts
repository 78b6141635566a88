import { io } from 'socket.io-client'
import { expect, test } from 'vitest'
import type { ContestRules } from '../../server/contract/contest-rules.ts'
import { socketPath } from '../../server/contract/events.ts'
import type { RoundRules } from '../../server/contract/round-rules.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { pinnedClock, pinnedIds } from '../helpers/pinned.ts'
import { takePart } from '../helpers/sitting-by-score.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

const noon = Date.parse('2026-06-01T05:00:00Z')
const minute = 60_000

const rules: Partial<ContestRules> = {
  cumulative: { counts: 'sum', bestRounds: null, ranking: [{ key: 'score' }, { key: 'durationMs' }], places: 'shared' },
  unitRaces: [
    { id: 'dong', title: 'Đông nhất', depth: 1, by: 'entrants', bestPeople: null, leastEntrants: 0, sizeClasses: [] },
    { id: 'gioi', title: 'Giỏi nhất', depth: 1, by: 'mean', bestPeople: 2, leastEntrants: 0, sizeClasses: [] },
  ],
}

/** Everything that one entrant and the public can read while others submit, or do not. `isOver`: the same after the round. */
async function seen(
  { publicCounts, freezesAt }: { publicCounts: RoundRules['publicCounts']; freezesAt: Date | null },
  others: readonly number[],
  isOver = false,
) {
  const clock = pinnedClock(noon)
  const running = await startTestApp({ ids: pinnedIds(), clock })
  const contest = await seedContest(running, {
    correct: () => 0,
    opensAt: new Date(noon - minute),
    closesAt: new Date(noon + 60 * minute),
    freezesAt,
    rules,
    settings: { publicCounts },
  })
  await running.app.features.reconciler.run()
  const join = (fullName: string, phone: string) =>
    aParticipant(running.origin, contest, {
      fullName,
      phone,
      device: `device-of-${phone}`,
      actionId: `00000000-0000-4000-8000-0000${phone.slice(2)}`,
    })
  const me = await join('Nguyễn Văn An', '0912000001')
  const people = [await join('Trần Thị Bình', '0912000002'), await join('Lê Văn Chi', '0912000003')]
  const attempt = await takePart(me, 3)
  clock.moveTo(noon + 40 * minute)
  for (const [index, score] of others.entries()) await takePart(people[index] as typeof me, score)
  if (isOver) clock.moveTo(noon + 61 * minute)
  await running.app.features.reconciler.run()
  await running.app.features.unitRaces.run()
  const at = `/api/v1/contests/${contest.slug}`
  const ask = async (path: string, token?: string) => {
    const { body, status } = await call<unknown>(running.origin, 'GET', path, token ? { token } : {})
    return { status, body }
  }
  const socket = io(running.origin, { path: socketPath, transports: ['websocket'] })
  const watch = (changes: object) => socket.emitWithAck('board:watch', { slug: contest.slug, roundId: contest.roundId, ...changes })
  const view = {
    page: await ask(at),
    board: await ask(`${at}/boards/${contest.roundId}`),
    contestBoard: await ask(`${at}/board`),
    unitBoard: await ask(`${at}/boards/${contest.roundId}?unitId=${contest.unitIds.X1}`),
    races: [await ask(`${at}/races/dong`), await ask(`${at}/races/gioi`)],
    result: await ask(`/api/v1/attempts/${attempt.attemptId}/result`, me.token),
    me: await ask(`${at}/me`, me.token),
    places: await ask(`${at}/me/places`, me.token),
    metrics: await ask('/metrics').then(
      ({ status }) => status,
      () => 'refused',
    ),
    sockets: [await watch({}), await watch({ roundId: 0 }), await watch({ unitId: contest.unitIds.C1 })],
  }
  socket.disconnect()
  const official = await running.app.features.boards.read({ contestId: contest.contestId, roundId: contest.roundId, projection: 'official' }, true)
  await running.close()
  return { view: JSON.parse(JSON.stringify(view)), official }
}

const hidden = { publicCounts: 'hidden', freezesAt: null } as const
const frozen = { publicCounts: 'shown', freezesAt: new Date(noon + 30 * minute) } as const

test('while a round hides how many take part, every byte is the same whether or not anybody else submits', async () => {
  const [alone, among] = [await seen(hidden, []), await seen(hidden, [5, 1])]
  expect([alone.official.entrants, among.official.entrants]).toEqual([1, 3])
  expect(among.view).toEqual(alone.view)
  expect(alone.view.board.body).toMatchObject({ entrants: null, isHidden: true, rows: [], units: [] })
  expect(alone.view.result.body).toMatchObject({ place: null, entrants: null, neighbours: [], receipt: { scoreThousandths: 3_000 } })
  expect(alone.view.places.body).toEqual({ places: [] })
  expect(alone.view.races.map(({ body }: { body: unknown }) => body)).toMatchObject([
    { isHidden: true, rows: [] },
    { isHidden: true, rows: [] },
  ])
})

test('once the round is over it tells', async () => {
  const { view } = await seen(hidden, [5, 1], true)
  expect(view.board.body).toMatchObject({ entrants: 3, rows: [{ place: 1 }, { place: 2 }, { place: 3 }] })
  expect(view.places.body.places).toMatchObject([
    { roundId: 0, place: 2, entrants: 3 },
    { roundId: 0, unit: {} },
    { place: 2, entrants: 3 },
    { unit: {} },
  ])
})

test('while a board is frozen, boards of contest and units, races, places and sockets are those of the freeze', async () => {
  const [alone, among] = [await seen(frozen, []), await seen(frozen, [5, 1])]
  expect([alone.official.entrants, among.official.entrants]).toEqual([1, 3])
  expect(among.view).toEqual(alone.view)
  expect(alone.view.contestBoard.body).toMatchObject({ entrants: 1, rows: [{ place: 1, values: [3_000, 0] }] })
  expect(alone.view.unitBoard.body).toMatchObject({ entrants: 1, unit: { unitName: 'Xã An Bình' } })
  expect(alone.view.races[0].body.rows).toMatchObject([
    { unitName: 'Xã An Bình', place: 1, entrants: 1 },
    { place: null, entrants: 0 },
  ])
})
