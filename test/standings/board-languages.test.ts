import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import type { BoardPair, BoardSnapshot } from '../../server/contract/boards.ts'
import { socketPath, type WatchReply } from '../../server/contract/events.ts'
import { call } from '../helpers/participant.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

const vietnamese = 'Xếp hạng lần lượt theo: điểm cao hơn; thời gian làm bài ngắn hơn; nộp bài sớm hơn.'
const english = 'Ranked in this order by: higher score; shorter time taken; earlier submission.'

test('the rule of a board is told in the language that is asked for, without asking in Vietnamese, over every line', async () => {
  const running = await startTestApp()
  const contest = await seedContest(running)
  const address = `/api/v1/contests/${contest.slug}/boards/${contest.roundId}`
  const ruleAt = async (path: string) => (await call<BoardSnapshot>(running.origin, 'GET', path)).body.ranking
  // the second time from the bytes that are kept ready
  for (let time = 0; time < 2; time += 1) {
    expect([await ruleAt(address), await ruleAt(`${address}?lang=en`), await ruleAt(`${address}?lang=vi`)]).toEqual([vietnamese, english, vietnamese])
  }
  const refused = await call(running.origin, 'GET', `${address}?lang=fr`)
  expect([refused.status, refused.problem.code]).toEqual([400, 'BAD_REQUEST'])

  const socket = io(running.origin, { path: socketPath, transports: ['websocket'] })
  onTestFinished(() => void socket.disconnect())
  const watch = async (changes: object): Promise<string> => {
    const reply: WatchReply = await socket.emitWithAck('board:watch', { slug: contest.slug, roundId: contest.roundId, ...changes })
    return reply.ok ? reply.board.ranking : reply.problem.code
  }
  expect([await watch({}), await watch({ lang: 'en' }), await watch({ lang: 'fr' })]).toEqual([vietnamese, english, 'BAD_REQUEST'])

  const { accounts } = running.app.features
  const login = { username: 'ban-to-chuc', password: 'một mật khẩu đủ dài' }
  await accounts.create({ ...login, displayName: 'Trần Thị Bình', role: 'owner' })
  const session = await call(running.origin, 'POST', '/api/v1/staff/session', { body: login, headers: { 'x-hoithi': '1' } })
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
  const pair = await call<BoardPair>(running.origin, 'GET', `/api/v1/staff/contests/${contest.slug}/rounds/${contest.roundId}/boards?lang=en`, {
    headers: { cookie },
  })
  expect([pair.body.public.ranking, pair.body.official.ranking]).toEqual([english, english])
})
