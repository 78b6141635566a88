import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ChangeImpact, ContestDesk, ContestRulesImpact } from '../../server/contract/contest-desk.ts'
import type { NoticeList } from '../../server/contract/notices.ts'
import type { DeskContest } from '../../server/features/contest-desk/desk-store.ts'
import { writeContest } from '../../server/features/contest-desk/desk-writes.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let running: TestApp
let organizer: Staff

beforeAll(async () => {
  running = await startTestApp({}, closing)
  organizer = await logInAs(running, 'organizer')
})

let contests = 0
async function anOpenRound(settings: Parameters<typeof seedContest>[1] = {}) {
  contests += 1
  const contest = await seedContest(running, { slug: `dang-mo-${contests}`, ...settings })
  const path = `/contests/${contest.slug}/rounds/${contest.roundId}/changes`
  const desk = async () => (await organizer.ask<ContestDesk>('GET', `/contests/${contest.slug}/settings`)).body
  const impactOf = (change: object) => organizer.ask<ChangeImpact>('POST', `${path}/impact`, change)
  const decide = (change: object, token: string, more: object = {}) =>
    organizer.ask<ContestDesk>('POST', path, {
      ...change,
      actionId: randomUUID(),
      token,
      reason: 'Đường truyền của tỉnh bị đứt một giờ.',
      notice: { text: 'Thời gian làm bài được kéo dài.', textEn: 'More time is given.' },
      ...more,
    })
  return { contest, desk, impactOf, decide }
}
const rulesOf = async (desk: () => Promise<ContestDesk>) => {
  const [round] = (await desk()).rounds
  if (!round) throw new Error('there is no round')
  return round
}
const actsOf = ({ contestId }: TestContest) => running.database.sql<{ entry: Record<string, unknown> }[]>`
  select entry::jsonb as entry from audit_log where (entry::jsonb->>'contestId')::integer = ${contestId} and entry::jsonb->>'act' = 'round.official-change'`

describe('a round that is open', () => {
  test('is changed with its impact seen, a reason and a notice; running attempts get the longer time', async () => {
    const { contest, desk, impactOf, decide } = await anOpenRound()
    const person = await aParticipant(running.origin, contest)
    const attempt = (await person.start()).body
    const { rules, version } = await rulesOf(desk)
    const change = { version, rules: { ...rules, durationSeconds: 1_200 }, appliesTo: 'running-too' }
    const impact = (await impactOf(change)).body
    expect(impact).toMatchObject({
      differences: [{ field: 'rules.durationSeconds', before: 900, after: 1_200 }],
      attempts: { started: 1, running: 1 },
      deadlinesMoved: 1,
      recomputes: [],
    })
    expect((await person.attempt(attempt).view()).body.deadlineAt).toBe(attempt.deadlineAt)

    const changed = await decide(change, impact.token)
    expect(changed.body.rounds[0]).toMatchObject({ version: 2, areRulesFrozen: true, noticeNumber: 1, rules: { durationSeconds: 1_200 } })
    const view = (await person.attempt(attempt).view()).body
    expect(Date.parse(view.deadlineAt) - Date.parse(attempt.startedAt)).toBe(1_200_000)
    expect(view.noticeNumber).toBe(1)
    const notices = await call<NoticeList>(running.origin, 'GET', `/api/v1/contests/${contest.slug}/notices`)
    expect(notices.body.notices).toMatchObject([{ roundId: contest.roundId, number: 1, text: 'Thời gian làm bài được kéo dài.' }])
    expect(await actsOf(contest)).toMatchObject([
      {
        entry: {
          reason: 'Đường truyền của tỉnh bị đứt một giờ.',
          before: { 'rules.durationSeconds': 900 },
          after: { 'rules.durationSeconds': 1_200 },
        },
      },
    ])
  })

  test('leaves deadlines that were shown where the change is for later starts', async () => {
    const { contest, desk, impactOf, decide } = await anOpenRound()
    const [early, late] = [await aParticipant(running.origin, contest), await aParticipant(running.origin, contest)]
    const before = (await early.start()).body
    const { rules, version } = await rulesOf(desk)
    const change = { version, rules: { ...rules, durationSeconds: 60 }, appliesTo: 'later-starts' }
    await decide(change, (await impactOf(change)).body.token)
    expect((await early.attempt(before).view()).body.deadlineAt).toBe(before.deadlineAt)
    const after = (await late.start()).body
    expect(Date.parse(after.deadlineAt) - Date.parse(after.startedAt)).toBe(60_000)
  })

  test('never takes time from somebody whose clock runs', async () => {
    const { contest, desk, impactOf, decide } = await anOpenRound()
    const person = await aParticipant(running.origin, contest)
    const attempt = (await person.start()).body
    const { rules, version } = await rulesOf(desk)
    const change = { version, rules: { ...rules, durationSeconds: 60 }, appliesTo: 'running-too' }
    const impact = (await impactOf(change)).body
    expect(impact.deadlinesMoved).toBe(0)
    await decide(change, impact.token)
    expect((await person.attempt(attempt).view()).body.deadlineAt).toBe(attempt.deadlineAt)
  })

  test('is ranked anew by other keys', async () => {
    const { contest, desk, impactOf, decide } = await anOpenRound()
    const person = await aParticipant(running.origin, contest)
    await person.attempt((await person.start()).body).submit()
    const { rules, version } = await rulesOf(desk)
    const change = { version, rules: { ...rules, ranking: [{ key: 'score' }] }, appliesTo: 'later-starts' }
    const impact = (await impactOf(change)).body
    expect(impact.recomputes).toEqual(['standings'])
    await decide(change, impact.token)
    await eventually('its standings are made by the new rules', async () => {
      const rows = await running.database.sql<{ keys: number; rulesVersion: number }[]>`
        select cardinality(place_by) as keys, rules_version as "rulesVersion" from standings where contest_id = ${contest.contestId}`
      return rows.length > 0 && rows.every(({ keys, rulesVersion }) => keys === 1 && rulesVersion === 2)
    })
  })

  test.each([
    ['another change than the one that was looked at', (change: object) => ({ ...change, title: 'Tên khác' }), 'IMPACT_CHANGED'],
    ['a version that is not in force any more', (change: object) => ({ ...change, version: 7 }), 'ROUND_CHANGED'],
  ])('refuses %s', async (_what, changed, code) => {
    const { desk, impactOf, decide } = await anOpenRound()
    const { rules, version } = await rulesOf(desk)
    const change = { version, rules: { ...rules, graceSeconds: 9 }, appliesTo: 'later-starts' }
    const { token } = (await impactOf(change)).body
    expect((await decide(changed(change), token)).problem.code).toBe(code)
  })

  test('has moved on when somebody starts for the first time after the impact was seen', async () => {
    const { contest, desk, impactOf, decide } = await anOpenRound()
    const { rules, version } = await rulesOf(desk)
    const change = { version, rules: { ...rules, graceSeconds: 9 }, appliesTo: 'later-starts' }
    const { token } = (await impactOf(change)).body
    await (await aParticipant(running.origin, contest)).start()
    expect((await decide(change, token)).problem.code).toBe('IMPACT_CHANGED')
  })

  test('keeps its opening and its points once people rely on them', async () => {
    const { contest, desk, impactOf } = await anOpenRound()
    const person = await aParticipant(running.origin, contest)
    await person.attempt((await person.start()).body).submit()
    await eventually(
      'it is scored',
      async () => (await running.database.sql`select 1 from attempts where contest_id = ${contest.contestId} and key_number is not null`).count === 1,
    )
    const { rules, version } = await rulesOf(desk)
    const answer = await impactOf({
      version,
      opensAt: new Date(Date.now() + 60_000).toISOString(),
      rules: { ...rules, wrongThousandths: -1_000 },
      appliesTo: 'later-starts',
    })
    expect(answer.problem.errors?.map(({ at }) => at)).toEqual(['/opensAt', '/rules/wrongThousandths'])
  })

  test('needs a reason and a notice', async () => {
    const { desk, impactOf, decide } = await anOpenRound()
    const { rules, version } = await rulesOf(desk)
    const change = { version, rules: { ...rules, graceSeconds: 9 }, appliesTo: 'later-starts' }
    const { token } = (await impactOf(change)).body
    for (const more of [{ reason: '' }, { notice: undefined }]) expect((await decide(change, token, more)).status).toBe(400)
  })
})

test('a round that is not open is changed directly', async () => {
  const { desk, impactOf } = await anOpenRound({ opensAt: new Date(Date.now() + 3_600_000), closesAt: new Date(Date.now() + 7_200_000) })
  const { version } = await rulesOf(desk)
  expect((await impactOf({ version, title: 'x', appliesTo: 'later-starts' })).problem.code).toBe('ROUND_NOT_OPENED_YET')
})

test('points are taken off as the round says', async () => {
  const contest = await seedContest(running, { slug: 'tru-diem', questionCount: 4, settings: { wrongThousandths: -2_000, blankThousandths: -500 } })
  const person = await aParticipant(running.origin, contest)
  const view = (await person.start()).body
  const attempt = person.attempt(view)
  // options are shuffled and keys unknown here: whatever is right, four answered or open questions come to one of these
  await attempt.save([person.aTap(0, 0), person.aTap(1, 0)])
  const { scoreThousandths } = (await attempt.submit()).body
  expect([2 * 1_000 - 1_000, 1_000 - 2_000 - 1_000, -4_000 - 1_000]).toContain(scoreThousandths)
})

describe('a contest that has begun', () => {
  const cumulative = { counts: 'sum', bestRounds: null, ranking: [{ key: 'score' }], places: 'shared' }
  async function aBegunContest() {
    const { contest, desk } = await anOpenRound({ rules: { reviewHours: 24 } })
    const path = `/contests/${contest.slug}/changes`
    const before = await desk()
    const change = { version: before.version, settings: { ...before.settings, cumulative } }
    const impactOf = async () => (await organizer.ask<ContestRulesImpact>('POST', `${path}/impact`, change)).body
    const decide = (token: string, more: object = {}) =>
      organizer.ask<ContestDesk>('POST', path, {
        ...change,
        actionId: randomUUID(),
        token,
        reason: 'Sở Nội vụ yêu cầu xếp hạng chung cả cuộc thi.',
        notice: { text: 'Có bảng xếp hạng chung cho cả cuộc thi.', textEn: 'There is a board of the whole contest.' },
        ...more,
      })
    const rulesVersion = async () =>
      (await running.database.sql<{ rules: number }[]>`select rules_version as rules from contests where id = ${contest.contestId}`)[0]?.rules
    return { contest, desk, before, change, impactOf, decide, rulesVersion }
  }

  test('changes its rules only with the impact seen, a reason, and a notice to whoever sits an attempt', async () => {
    const { contest, desk, before, change, impactOf, decide, rulesVersion } = await aBegunContest()
    const person = await aParticipant(running.origin, contest)
    await person.attempt((await person.start()).body).submit()
    await eventually('somebody stands', async () => (await impactOf()).entrants === 1)

    const direct = await organizer.ask('PUT', `/contests/${contest.slug}/settings`, {
      ...change,
      actionId: randomUUID(),
      reason: 'Chỉ ghi lý do thì chưa đủ.',
    })
    expect([direct.status, direct.problem.code]).toEqual([409, 'CONTEST_RULES_FROZEN'])
    expect((await decide('0'.repeat(64))).problem.code).toBe('IMPACT_CHANGED')
    expect((await desk()).settings.cumulative).toBeNull()

    const impact = await impactOf()
    expect(impact).toMatchObject({
      differences: [{ field: 'settings.cumulative', before: null, after: cumulative }],
      entrants: 1,
      recomputes: ['standings'],
      isSealed: false,
      toldIn: [contest.roundId],
    })
    for (const more of [{ reason: '' }, { notice: undefined }]) expect((await decide(impact.token, more)).status).toBe(400)
    const changed = await decide(impact.token)
    expect(changed.body).toMatchObject({ version: before.version + 1, settings: { cumulative } })
    expect(await rulesVersion()).toBe(before.version + 1)
    const notices = await call<NoticeList>(running.origin, 'GET', `/api/v1/contests/${contest.slug}/notices`)
    expect(notices.body.notices).toMatchObject([{ roundId: contest.roundId, number: 1, text: 'Có bảng xếp hạng chung cho cả cuộc thi.' }])
    const [act] = await running.database.sql<{ entry: object }[]>`
      select entry::jsonb as entry from audit_log where act = 'contest.official-change' and contest_id = ${contest.contestId}`
    expect(act?.entry).toMatchObject({ reason: 'Sở Nội vụ yêu cầu xếp hạng chung cả cuộc thi.', after: { 'settings.cumulative': cumulative } })
    await eventually('places of the whole contest are made by the new rules', async () => {
      const rows = await running.database
        .sql`select 1 from standings where contest_id = ${contest.contestId} and round_id = 0 and place_by is not null`
      return rows.length === 1
    })
  })

  test('is refused by the row itself where a round opened after the desk had looked', async () => {
    const { contest, before } = await aBegunContest()
    const { sql } = running.database
    const rows = await sql<DeskContest[]>`
      select id, title, organizer, summary, unit_levels as "unitLevels", allowed_origins as "allowedOrigins", unit_id as "unitId", version, settings,
        rules_blocks as "rulesBlocks" from contests where id = ${contest.contestId}`
    const [stored] = rows
    if (!stored) throw new Error('there is no contest')
    const write = (changes: object, nowMs = Date.now()) => sql.begin((transaction) => writeContest(transaction, { ...stored, ...changes, nowMs }))
    const other = { settings: { ...before.settings, onePrizeEach: false } }
    await expect(write(other)).rejects.toThrow('CONTEST_CHANGED')
    // an hour and more ago no round was open; and whatever is no rule is written at any time
    await write(other, Date.now() - 7_200_000)
  })

  test('gets another title without one standing made anew', async () => {
    const { contest, before, rulesVersion } = await aBegunContest()
    const change = { actionId: randomUUID(), version: before.version, title: 'Tên mới' }
    expect((await organizer.ask<ContestDesk>('PUT', `/contests/${contest.slug}/settings`, change)).body).toMatchObject({
      title: 'Tên mới',
      version: before.version + 1,
    })
    expect(await rulesVersion()).toBe(1)
  })

  test('is changed directly before it begins', async () => {
    const { contest, desk } = await anOpenRound({ opensAt: new Date(Date.now() + 3_600_000), closesAt: new Date(Date.now() + 7_200_000) })
    const { version, settings } = await desk()
    const answer = await organizer.ask('POST', `/contests/${contest.slug}/changes/impact`, { version, settings })
    expect(answer.problem.code).toBe('CONTEST_NOT_BEGUN')
  })
})
