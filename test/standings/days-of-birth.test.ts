import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { BoardPair } from '../../server/contract/boards.ts'
import type { ChangeImpact, ContestDesk } from '../../server/contract/contest-desk.ts'
import type { RankingRule } from '../../server/contract/ranking.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { takePart } from '../helpers/sitting-by-score.ts'
import { logInAs } from '../helpers/staff.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

async function twoOfOneScore(options: Parameters<typeof seedContest>[1]) {
  const running = await startTestApp()
  const contest = await seedContest(running, { correct: () => 0, ...options })
  const organizer = await logInAs(running, 'organizer')
  const base = `/contests/${contest.slug}`
  const an = await aParticipant(running.origin, contest, { fullName: 'Lê An', birthDate: '2000-05-05' })
  const binh = await aParticipant(running.origin, contest, { fullName: 'Phạm Bình', birthDate: '1980-05-05' })
  for (const person of [an, binh]) await takePart(person, 3)
  const board = async (query = '') => {
    const { body } = await organizer.ask<BoardPair>('GET', `${base}/rounds/${contest.roundId}/boards${query}`)
    return body.official.rows.map(({ place, name }) => `${place} ${name}`).join()
  }
  const correct = (person: typeof an, birthDate: string) =>
    call(running.origin, 'PATCH', `/api/v1${base}/me/data`, { token: person.token, body: { birthDate } })
  return { running, contest, organizer, base, an, board, correct }
}

test('a ranking by age that comes later ranks also those who registered before; a corrected day of birth ranks at once', async () => {
  const { running, contest, organizer, base, an, board, correct } = await twoOfOneScore({ settings: { ranking: [{ key: 'score' }] } })
  await eventually('both share the place', async () => (await board()) === '1 Lê An,1 Phạm Bình')
  const { sql } = running.database
  const kept = async () =>
    (await sql<{ count: number }[]>`select count(born_on)::integer as count from contestants where contest_id = ${contest.contestId}`)[0]?.count
  expect(await kept()).toBe(0)

  const [round] = (await organizer.ask<ContestDesk>('GET', `${base}/settings`)).body.rounds
  const ranking: RankingRule[] = [{ key: 'score' }, { key: 'older' }]
  const change = { version: round?.version, rules: { ...round?.rules, ranking }, appliesTo: 'later-starts' }
  const path = `${base}/rounds/${contest.roundId}/changes`
  const { token } = (await organizer.ask<ChangeImpact>('POST', `${path}/impact`, change)).body
  const act = {
    actionId: randomUUID(),
    token,
    reason: 'Thể lệ đã công bố xếp người lớn tuổi hơn.',
    notice: { text: 'Bằng điểm thì người lớn tuổi hơn đứng trên.' },
  }
  expect((await organizer.ask('POST', path, { ...change, ...act })).status).toBe(200)
  // nobody starts anything: what they said when they registered is enough
  await eventually('the older one stands above', async () => (await board()) === '1 Phạm Bình,2 Lê An')
  expect(await kept()).toBe(2)

  expect((await correct(an, '1970-05-05')).status).toBe(200)
  await eventually('the corrected one stands above', async () => (await board()) === '1 Lê An,2 Phạm Bình')
})

test('a corrected day of birth moves somebody from one age group to another', async () => {
  const groups = [
    { id: 'tre', title: 'Dưới 30', from: null, to: 29 },
    { id: 'lon', title: 'Từ 30', from: 30, to: null },
  ]
  const { an, board, correct } = await twoOfOneScore({
    settings: { ranking: [{ key: 'score' }] },
    rules: { ageGroups: { on: '2026-01-01', groups } },
  })
  const both = async () => `${await board('?ageGroupId=tre')} | ${await board('?ageGroupId=lon')}`
  await eventually('each stands in a group', async () => (await both()) === '1 Lê An | 1 Phạm Bình')
  await correct(an, '1990-05-05')
  await eventually('both stand among the older ones', async () => (await both()) === ' | 1 Lê An,1 Phạm Bình')
})
