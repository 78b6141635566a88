import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import type { ContestRules } from '../../server/contract/contest-rules.ts'
import { type BoardDelta, socketPath, type WatchReply } from '../../server/contract/events.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { takePart } from '../helpers/sitting-by-score.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

const noon = Date.parse('2026-06-01T05:00:00Z')
const minute = 60_000
const rules: Partial<ContestRules> = {
  cumulative: { counts: 'sum', bestRounds: null, ranking: [{ key: 'score' }, { key: 'durationMs' }], places: 'shared' },
}
const agreed = [
  { id: 'registration', version: 1 },
  { id: 'full-name', version: 1 },
]

/** A contest that asks whether names may be shown in full, with every board of it watched over a socket. */
async function open() {
  const clock = pinnedClock(noon)
  const running = await startTestApp({ clock })
  const contest = await seedContest(running, {
    correct: () => 0,
    opensAt: new Date(noon - minute),
    closesAt: new Date(noon + 60 * minute),
    rules,
    consents: [
      { id: 'registration', version: 1, purpose: 'participation', text: 'Tôi đồng ý.', required: true },
      { id: 'full-name', version: 1, purpose: 'public-name', text: 'Hiện tên đầy đủ.', required: false },
    ],
  })
  await running.app.features.reconciler.run()
  const socket = io(running.origin, { path: socketPath, transports: ['websocket'] })
  onTestFinished(() => void socket.disconnect())
  // everything that ever came over the line, word for word
  const heard: string[] = []
  socket.onAny((name, delta) => void heard.push(JSON.stringify([name, delta])))
  const named = new Map<string, string | null>()
  socket.on('board:delta', ({ changed }: BoardDelta) => {
    for (const { key, name } of changed) named.set(key, name)
  })
  const boards = [{}, { roundId: 0 }, { unitId: contest.unitIds.X1 }]
  const watch = () =>
    Promise.all(
      boards.map(async (part): Promise<WatchReply> => {
        const reply: WatchReply = await socket.emitWithAck('board:watch', { slug: contest.slug, roundId: contest.roundId, ...part })
        heard.push(JSON.stringify(reply))
        return reply
      }),
    )
  await watch()
  return { running, contest, clock, heard, named, watch }
}

test('over a socket everybody is named as they agreed: in full, masked, or not at all', async () => {
  const { running, contest, clock, heard, named, watch } = await open()
  const [full, masked, hidden] = [
    await aParticipant(running.origin, contest, { fullName: 'Hoàng Thị Đồng Ý', consents: agreed }),
    await aParticipant(running.origin, contest, { fullName: 'Vương Quốc Lặng Lẽ' }),
    await aParticipant(running.origin, contest, { fullName: 'Tôn Thất Giấu Mặt' }),
  ]
  const mine = `/api/v1/contests/${contest.slug}/me/data`
  expect((await call(running.origin, 'PATCH', mine, { token: hidden.token, body: { publicName: 'hidden' } })).status).toBe(200)
  for (const [index, person] of [full, masked, hidden].entries()) await takePart(person, 5 - index)
  const asAgreed = ['Hoàng Thị Đồng Ý', 'V. Q. L. L***', '']
  // a person has one key on boards of the round, another on those of the contest
  await eventually('all three were sent on both', () => named.size === 6)
  expect(new Set(named.values())).toEqual(new Set(asAgreed))
  clock.moveTo(noon + minute)
  for (const reply of await watch()) expect(reply.ok && reply.board.rows.map(({ name }) => name)).toEqual(asAgreed)
  expect(heard.join('\n')).not.toMatch(/Vương Quốc|Lặng Lẽ|Tôn Thất|Giấu Mặt/)
})

test('a consent that is withdrawn takes the full name off every line that is open', async () => {
  const { running, contest, clock, heard, named, watch } = await open()
  const person = await aParticipant(running.origin, contest, { fullName: 'Hoàng Thị Đồng Ý', consents: agreed })
  await takePart(person, 3)
  await eventually('the full name was sent', () => [...named.values()].includes('Hoàng Thị Đồng Ý'))
  const withdrawn = await call(running.origin, 'POST', `/api/v1/contests/${contest.slug}/me/data/withdrawals`, {
    token: person.token,
    body: { consentId: 'full-name' },
  })
  expect(withdrawn.status).toBe(200)
  // names are remembered for five seconds of the service's clock
  clock.moveTo(noon + minute)
  await takePart(await aParticipant(running.origin, contest, { fullName: 'Người Khác' }), 5)
  await eventually('the masked name was sent', () => [...named.values()].includes('H. T. Đ. Ý***'))
  heard.length = 0
  await watch()
  expect(heard.join('\n')).toContain('H. T. Đ. Ý***')
  expect(heard.join('\n')).not.toContain('Hoàng')
})
