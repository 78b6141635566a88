import { expect, test } from 'vitest'
import type { BoardSnapshot } from '../../server/contract/boards.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { takePart } from '../helpers/sitting-by-score.ts'
import { startTestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

test.each(['memory', 'redis'] as const)('age groups have boards of their own (%s), built anew when the groups change', async (live) => {
  const running = await startTestApp({ live })
  const on = '2026-01-01'
  const young = { id: 'tre', title: 'Dưới 30', titleEn: 'Under 30', from: null, to: 29 }
  const contest = await seedContest(running, {
    correct: () => 0,
    settings: { ranking: [{ key: 'score' }] },
    rules: { ageGroups: { on, groups: [young, { id: 'lon', title: 'Từ 30', from: 30, to: null }] } },
  })
  await running.app.features.reconciler.run()
  const { sql } = running.database
  for (const [name, bornOn, score] of [
    ['An', '2000-05-05', 2],
    ['Bình', '1980-05-05', 5],
    ['Chi', '2001-05-05', 4],
    ['Dung', null, 5],
  ] as const) {
    const person = await aParticipant(running.origin, contest, { fullName: `Nguyễn Văn ${name}`, birthDate: bornOn ?? '2000-01-01' })
    // of whom nothing is known, nothing can be filled in either
    if (bornOn === null)
      await sql`update contestants set born_on = null, personal = null where contest_id = ${contest.contestId} and device = ${person.device}`
    await takePart(person, score)
  }
  const board = async (group: string, query = '') =>
    (await call<BoardSnapshot>(running.origin, 'GET', `/api/v1/contests/${contest.slug}/boards/${contest.roundId}?ageGroupId=${group}${query}`)).body
  const scores = async (group: string) => (await board(group)).rows.map(({ place, scoreThousandths }) => `${place} ${scoreThousandths}`).join()
  await eventually('the young have their board', async () => (await scores('tre')) === '1 4000,2 2000')
  await eventually('and the others theirs', async () => (await scores('lon')) === '1 5000')
  expect(await board('tre', '&lang=en')).toMatchObject({ entrants: 2, ageGroup: { ageGroupId: 'tre', title: 'Under 30' }, units: [] })
  const refused = await call(running.origin, 'GET', `/api/v1/contests/${contest.slug}/boards/${contest.roundId}?ageGroupId=khong`)
  expect([refused.status, refused.problem.code]).toEqual([404, 'BOARD_NOT_FOUND'])

  await sql`update contests set version = version + 1, rules_version = version + 1, settings = jsonb_set(settings, '{ageGroups}', ${sql.json({ on, groups: [{ ...young, to: 60 }] })}) where id = ${contest.contestId}`
  await eventually('the wider group holds three', async () => (await scores('tre')) === '1 5000,2 4000,3 2000')
})
