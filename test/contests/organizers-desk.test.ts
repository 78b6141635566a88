import { hash, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ContestDesk, ContestLines, ContestTemplate, PlannedRounds } from '../../server/contract/contest-desk.ts'
import type { ContestPage } from '../../server/contract/contests.ts'
import { usualRules } from '../../server/features/contests/round-settings.ts'
import { usualBlocks } from '../../server/features/rules-text/rules-text.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aRegistration, call } from '../helpers/participant.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { soundContestRules } from '../helpers/sound-settings.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

const hour = 3_600_000
const may = Date.parse('2026-05-01T00:00:00Z')
const clock = pinnedClock(may)
let running: TestApp
let organizer: Staff
let unitIds: Record<string, number>

beforeAll(async () => {
  running = await startTestApp({ clock }, afterFile)
  ;({ unitIds } = await seedContest(running, { slug: 'co-san', opensAt: new Date(may - hour), closesAt: new Date(may + 400 * 24 * hour) }))
  organizer = await logInAs(running, 'organizer', unitIds.X1)
})

let contests = 0
async function aDraft(template?: string): Promise<ContestDesk> {
  contests += 1
  const made = await organizer.ask<ContestDesk>('POST', '/contests', {
    actionId: randomUUID(),
    slug: `cuoc-thi-${contests}`,
    title: `Cuộc thi ${contests}`,
    organizer: 'Đoàn xã An Bình',
    summary: 'Tìm hiểu pháp luật.',
    unitId: unitIds.X1,
    ...(template ? { template: { id: template, firstDay: '2026-06-01' } } : {}),
  })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  return made.body
}
const aRound = (changes: object = {}) => ({
  title: 'Tuần 1',
  opensAt: '2026-06-01T02:00:00.000Z',
  closesAt: '2026-06-07T10:00:00.000Z',
  freezesAt: null,
  rules: usualRules,
  ...changes,
})
const addRounds = (contest: ContestDesk, rounds: object[], more: object = {}) =>
  organizer.ask<ContestDesk>('POST', `/contests/${contest.slug}/rounds`, { actionId: randomUUID(), version: contest.version, rounds, ...more })
const change = (contest: ContestDesk, changes: object, actionId = randomUUID()) =>
  organizer.ask<ContestDesk>('PUT', `/contests/${contest.slug}/settings`, { actionId, version: contest.version, ...changes })
const pageOf = (slug: string, lang = 'vi') => call<ContestPage>(running.origin, 'GET', `/api/v1/contests/${slug}?lang=${lang}`)
const acts = async (act: string) =>
  (
    await running.database.sql<{ entry: { before: unknown; after: unknown; reason?: string } }[]>`
    select entry::jsonb as entry from audit_log where entry::jsonb->>'act' = ${act} order by seq desc`
  ).map(({ entry }) => entry)

describe('a contest is made', () => {
  test('as a draft that nobody outside sees, until the second of its announcement', async () => {
    const draft = await aDraft()
    expect(draft).toMatchObject({ phase: 'draft', version: 1, rounds: [], unitId: unitIds.X1, rulesBlocks: usualBlocks })
    const register = () => call(running.origin, 'POST', `/api/v1/contests/${draft.slug}/registrations`, { body: aRegistration(unitIds.C1 as number) })
    for (const answer of [await pageOf(draft.slug), await register(), await call(running.origin, 'GET', `/api/v1/contests/${draft.slug}/units`)])
      expect([answer.status, answer.problem.code]).toEqual([404, 'CONTEST_NOT_FOUND'])
    expect((await fetch(`${running.origin}/c/${draft.slug}`)).status).toBe(404)
    expect((await organizer.ask<ContestPage>('GET', `/contests/${draft.slug}/preview`)).body).toMatchObject({ slug: draft.slug, phase: 'draft' })

    const announcedAt = new Date(may + hour).toISOString()
    const registrationOpensAt = new Date(may + 2 * hour).toISOString()
    const announced = await change(draft, { settings: { ...soundContestRules, announcedAt, registrationOpensAt } })
    expect(announced.status).toBe(200)
    expect((await addRounds(announced.body, [aRound()])).status).toBe(200)
    clock.moveTo(may + hour - 1)
    expect((await pageOf(draft.slug)).status).toBe(404)
    clock.moveTo(may + hour)
    expect((await pageOf(draft.slug)).body).toMatchObject({ phase: 'announced', registration: 'upcoming' })
    expect((await register()).problem.code).toBe('REGISTRATION_NOT_OPEN')
    clock.moveTo(may + 2 * hour)
    expect((await pageOf(draft.slug)).body).toMatchObject({ phase: 'registering', registration: 'open' })
    expect((await register()).status).toBe(201)
    clock.moveTo(may)
  })

  test('once, however often it is asked for, and under a name of its own', async () => {
    const asked = { actionId: randomUUID(), slug: 'mot-lan', title: 'Một lần', organizer: 'Đoàn xã', summary: 'x', unitId: unitIds.X1 }
    const answers = await Promise.all([1, 2, 3].map(() => organizer.ask<ContestDesk>('POST', '/contests', asked)))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect((await organizer.ask('POST', '/contests', { ...asked, title: 'Khác' })).problem.code).toBe('ACTION_ID_REUSED')
    expect((await organizer.ask('POST', '/contests', { ...asked, actionId: randomUUID() })).problem.code).toBe('CONTEST_NAME_TAKEN')
    expect((await running.database.sql`select 1 from contests where slug = 'mot-lan'`).count).toBe(1)
  })

  test('only where the organizer may', async () => {
    const asked = { actionId: randomUUID(), slug: 'noi-khac', title: 'x', organizer: 'x', summary: 'x' }
    expect((await organizer.ask('POST', '/contests', { ...asked, unitId: unitIds.X2 })).problem.code).toBe('UNIT_NOT_FOUND')
    expect((await organizer.ask('POST', '/contests', { ...asked, unitId: null })).status).toBe(404)
    const { body } = await organizer.ask<ContestLines>('GET', '/contests')
    expect(body.contests.length).toBeGreaterThan(0)
    expect(body.contests.every(({ unitId }) => unitId === unitIds.X1)).toBe(true)
  })

  test('from a preset, with its weeks on their days', async () => {
    const { body } = await organizer.ask<{ templates: ContestTemplate[] }>('GET', '/contest-templates?firstDay=2026-06-01')
    expect(body.templates.map(({ id }) => id)).toContain('eight-weeks')
    const contest = await aDraft('eight-weeks')
    expect(contest.rounds.map(({ title }) => title)).toEqual(['Tuần 1', 'Tuần 2', 'Tuần 3', 'Tuần 4', 'Tuần 5', 'Tuần 6', 'Tuần 7', 'Tuần 8'])
    expect(contest.rounds[7]).toMatchObject({ opensAt: '2026-07-20T02:00:00.000Z', closesAt: '2026-07-26T10:00:00.000Z' })
    expect(contest.settings.cumulative).toMatchObject({ counts: 'sum' })
    // nobody can start without questions, and the desk says so
    expect(contest.warnings.map(({ code }) => code)).toContain('QUESTIONS_MISSING')
  })
})

describe('settings', () => {
  test('are refused by field, in the language of the reader', async () => {
    const draft = await aDraft()
    const wrong = {
      ...soundContestRules,
      announcedAt: null,
      prizes: [{ id: 'a', title: 'Giải Nhất', count: 1, for: { kind: 'person', roundId: 99 } }],
    }
    const answer = await organizer.ask('PUT', `/contests/${draft.slug}/settings?lang=en`, { actionId: randomUUID(), version: 1, settings: wrong })
    expect(answer.problem).toMatchObject({
      code: 'SETTINGS_REFUSED',
      errors: [{ at: '/settings/prizes/0/for/roundId', reason: 'This prize is for a round that the contest does not have.' }],
    })
    const inVietnamese = await change(draft, { settings: wrong })
    expect(inVietnamese.problem.errors?.[0]?.reason).toBe('Giải này trao cho một kỳ thi không có trong cuộc thi.')
  })

  test('of somebody else are not overwritten, and a repeat is not done twice', async () => {
    const draft = await aDraft()
    const actionId = randomUUID()
    const first = await change(draft, { title: 'Tên mới' }, actionId)
    expect(first.body).toMatchObject({ version: 2, title: 'Tên mới', summary: draft.summary })
    expect((await change(draft, { title: 'Tên mới' }, actionId)).body).toMatchObject({ version: 2, title: 'Tên mới' })
    expect((await change(draft, { title: 'Tên khác' }, actionId)).problem.code).toBe('ACTION_ID_REUSED')
    expect((await change(draft, { title: 'Tên khác' })).problem.code).toBe('CONTEST_CHANGED')
    const [act] = await acts('contest.change')
    expect(act).toMatchObject({ before: { title: draft.title }, after: { title: 'Tên mới' } })
  })

  test('of two people at once one stands and one is told', async () => {
    const draft = await aDraft()
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((title) => change(draft, { title })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  })

  test('a contest is given only to a unit of one’s own', async () => {
    const draft = await aDraft()
    expect((await change(draft, { unitId: unitIds.X2 })).problem.code).toBe('UNIT_NOT_FOUND')
    expect((await change(draft, { unitId: unitIds.C1 })).body.unitId).toBe(unitIds.C1)
  })
})

describe('rounds', () => {
  test('are planned, looked at, added, changed, put in order and taken away', async () => {
    const draft = await aDraft()
    const plan = {
      firstDay: '2026-06-01',
      opens: { weekday: 1, time: '09:00' },
      closes: { weekday: 7, time: '17:00' },
      everyWeeks: 1,
      count: 3,
      title: 'Tuần {n}',
    }
    const planned = (await organizer.ask<PlannedRounds>('POST', `/contests/${draft.slug}/rounds/plan`, plan)).body
    expect(planned.rounds).toHaveLength(3)
    const added = await addRounds(
      draft,
      planned.rounds.map((round) => ({ ...round, rules: usualRules })),
    )
    expect(added.body.rounds.map(({ title }) => title)).toEqual(['Tuần 1', 'Tuần 2', 'Tuần 3'])
    const [one, two, three] = added.body.rounds.map(({ id }) => id)
    const path = `/contests/${draft.slug}/rounds`

    const changed = await organizer.ask<ContestDesk>('PUT', `${path}/${two}/settings`, {
      actionId: randomUUID(),
      version: 1,
      title: 'Tuần lễ Hiến pháp',
      rules: { ...usualRules, attemptsAllowed: 5 },
      accessCode: 'Hiến pháp',
    })
    expect(changed.body.rounds[1]).toMatchObject({ title: 'Tuần lễ Hiến pháp', version: 2, hasAccessCode: true, rules: { attemptsAllowed: 5 } })
    expect(JSON.stringify(changed.body)).not.toContain('Hiến pháp"}')
    const [act] = await acts('round.change')
    expect(act).toMatchObject({
      before: { title: 'Tuần 2', 'rules.attemptsAllowed': 1 },
      after: { title: 'Tuần lễ Hiến pháp', 'rules.attemptsAllowed': 5 },
    })

    const ordered = await organizer.ask<ContestDesk>('PUT', `${path}/order`, {
      actionId: randomUUID(),
      version: changed.body.version,
      roundIds: [three, one, two],
    })
    expect(ordered.body.rounds.map(({ id }) => id)).toEqual([three, one, two])
    const removed = await organizer.ask<ContestDesk>('POST', `${path}/${three}/removal`, { actionId: randomUUID(), version: 1 })
    expect(removed.body.rounds.map(({ id }) => id)).toEqual([one, two])
  })

  test('with a prize cannot be taken away', async () => {
    const draft = await aDraft()
    const { body } = await addRounds(draft, [aRound()])
    const roundId = body.rounds[0]?.id as number
    const prizes = [{ id: 'a', title: 'Giải Nhất', count: 1, for: { kind: 'person', roundId } }]
    expect((await change(body, { settings: { ...soundContestRules, announcedAt: null, prizes } })).status).toBe(200)
    const answer = await organizer.ask('POST', `/contests/${draft.slug}/rounds/${roundId}/removal`, { actionId: randomUUID(), version: 1 })
    expect(answer.problem).toMatchObject({ code: 'SETTINGS_REFUSED' })
  })

  test('are frozen from the second they open', async () => {
    const draft = await aDraft()
    const opensAt = new Date(may + hour).toISOString()
    const { body } = await addRounds(draft, [aRound({ opensAt })])
    const path = `/contests/${draft.slug}/rounds/${body.rounds[0]?.id}`
    clock.moveTo(may + hour)
    for (const answer of [
      await organizer.ask('PUT', `${path}/settings`, { actionId: randomUUID(), version: 1, rules: { ...usualRules, attemptsAllowed: 9 } }),
      await organizer.ask('POST', `${path}/removal`, { actionId: randomUUID(), version: 1 }),
    ])
      expect([answer.status, answer.problem.code]).toEqual([409, 'ROUND_ALREADY_OPEN'])
    clock.moveTo(may)
    const early = await organizer.ask('PUT', `${path}/settings`, { actionId: randomUUID(), version: 1, opensAt: new Date(may).toISOString() })
    expect(early.problem.code).toBe('ROUND_ALREADY_OPEN')
  })
})

test('an access code is asked for and kept, and nobody reads it again: not in an answer, not in the log, not in any table', async () => {
  const draft = await aDraft()
  const accessCode = 'mật mã bí mật của kỳ thi'
  const { sql } = running.database
  const { body } = await addRounds(draft, [
    aRound({ accessCode }),
    aRound({ title: 'Tuần 2', opensAt: '2026-06-08T02:00:00.000Z', closesAt: '2026-06-14T10:00:00.000Z' }),
  ])
  const [first, second] = body.rounds
  const path = `/contests/${draft.slug}/rounds/${second?.id}/settings`
  const asked = { actionId: randomUUID(), version: 1, accessCode }
  const changed = await organizer.ask<ContestDesk>('PUT', path, asked)
  expect(changed.body.rounds.map(({ hasAccessCode }) => hasAccessCode)).toEqual([true, true])
  // a repeat is known by what was asked, the code included
  expect((await organizer.ask('PUT', path, asked)).status).toBe(200)
  expect((await organizer.ask('PUT', path, { ...asked, accessCode: 'một mật mã khác' })).problem.code).toBe('ACTION_ID_REUSED')
  await change(changed.body, { settings: { ...soundContestRules, announcedAt: '2026-05-01T00:00:00Z' } })
  const seen = [body, changed.body, (await pageOf(draft.slug)).body, (await organizer.ask('GET', `/contests/${draft.slug}/preview`)).body]
  expect(JSON.stringify(seen)).toContain('"needsAccessCode":true')
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`
  const rows: string[] = []
  for (const { name } of tables) rows.push(...(await sql<{ row: string }[]>`select t::text as row from ${sql(name)} t`).map(({ row }) => row))
  const mark = hash('sha256', JSON.stringify(['round', { version: 1, accessCode, roundId: second?.id }]))
  for (const text of [...seen.map((one) => JSON.stringify(one)), ...rows, ...running.log]) {
    expect(text).not.toContain(accessCode)
    expect(text).not.toContain(Buffer.from(accessCode).toString('hex'))
    // nor what anybody could compute who tries all codes
    expect(text).not.toContain(mark)
  }
  const stored = await sql<{ code: Buffer }[]>`select access_code as code from rounds where id in (${first?.id ?? 0}, ${second?.id ?? 0})`
  expect(new Set(stored.map(({ code }) => code.toString('hex'))).size).toBe(2)
  expect((await acts('round.change'))[0]).toMatchObject({ subject: { accessCode: 'set' } })
})

describe('a copy', () => {
  test('has everything on other days, and prizes for its own rounds', async () => {
    const draft = await aDraft()
    const rounds = [
      aRound({ freezesAt: '2026-06-07T08:00:00.000Z' }),
      aRound({ title: 'Tuần 2', opensAt: '2026-06-08T02:00:00.000Z', closesAt: '2026-06-14T10:00:00.000Z' }),
    ]
    const { body } = await addRounds(draft, rounds)
    const prizes = [{ id: 'a', title: 'Giải tuần 2', count: 1, for: { kind: 'person' as const, roundId: body.rounds[1]?.id as number } }]
    const settings = { ...soundContestRules, registrationClosesAt: '2026-06-10T00:00:00.000Z', prizes }
    const announced = (await change(body, { settings })).body
    const asked = { actionId: randomUUID(), slug: `${draft.slug}-nam-sau`, title: 'Lần thứ hai', firstDay: '2027-06-07' }
    const copied = await organizer.ask<ContestDesk>('POST', `/contests/${draft.slug}/clone`, asked)
    expect(copied.status).toBe(201)
    expect(copied.body).toMatchObject({
      slug: asked.slug,
      title: 'Lần thứ hai',
      phase: 'draft',
      settings: { announcedAt: null, registrationClosesAt: '2027-06-16T00:00:00.000Z' },
    })
    expect(copied.body.rounds.map(({ opensAt, freezesAt }) => [opensAt, freezesAt])).toEqual([
      ['2027-06-07T02:00:00.000Z', '2027-06-13T08:00:00.000Z'],
      ['2027-06-14T02:00:00.000Z', null],
    ])
    expect(copied.body.settings.prizes[0]?.for).toEqual({ kind: 'person', roundId: copied.body.rounds[1]?.id })
    expect(copied.body.rounds[1]?.id).not.toBe(announced.rounds[1]?.id)
    expect((await organizer.ask<ContestDesk>('POST', `/contests/${draft.slug}/clone`, asked)).body.slug).toBe(asked.slug)
  })
})

describe('a copy of one round', () => {
  test('has its rules and questions at another time, stands last and says in the log where it comes from', async () => {
    const draft = await aDraft()
    const rules = { ...usualRules, attemptsAllowed: 4 }
    const { body } = await addRounds(draft, [aRound({ rules, accessCode: 'MA-CU' })])
    const from = body.rounds[0]?.id as number
    await running.database.sql`
      update round_versions set settings = jsonb_set(settings, '{blueprint}', (select settings->'blueprint' from round_versions where settings->'blueprint'->'pools' <> '[]' limit 1))
      where round_id = ${from}`
    const path = `/contests/${draft.slug}/rounds/${from}/copy`
    const times = {
      title: 'Tuần bù',
      opensAt: '2026-06-20T02:00:00.000Z',
      closesAt: '2026-06-21T10:00:00.000Z',
      freezesAt: '2026-06-21T08:00:00.000Z',
    }
    const asked = { actionId: randomUUID(), version: body.version, ...times }
    const copied = await organizer.ask<ContestDesk>('POST', path, asked)
    expect(copied.status).toBe(200)
    expect(copied.body.rounds).toHaveLength(2)
    expect(copied.body.rounds[1]).toMatchObject({ ...times, rules, version: 1, hasAccessCode: false, paper: { questionCount: 5 } })
    expect((await acts('contest.rounds'))[0]?.after).toMatchObject([{ roundId: copied.body.rounds[1]?.id, copiedFrom: from, title: 'Tuần bù' }])
    // asked again it is the same copy; of what is not there, or was changed meanwhile, there is none
    expect((await organizer.ask<ContestDesk>('POST', path, asked)).body.rounds).toHaveLength(2)
    expect((await organizer.ask('POST', path, { ...asked, actionId: randomUUID() })).problem.code).toBe('CONTEST_CHANGED')
    const fresh = { ...asked, actionId: randomUUID(), version: copied.body.version }
    expect((await organizer.ask('POST', `/contests/${draft.slug}/rounds/999999/copy`, fresh)).problem.code).toBe('ROUND_NOT_FOUND')
    expect((await organizer.ask('POST', path, { ...fresh, closesAt: times.opensAt })).problem.code).toBe('SETTINGS_REFUSED')
  })
})

describe('the rules text', () => {
  test('names no day for a contest that was always announced', async () => {
    for (const [lang, words] of [
      ['vi', 'Đăng ký từ khi công bố cuộc thi'],
      ['en', 'Registration is open from the announcement'],
    ] as const) {
      const rules = (await pageOf('co-san', lang)).body.rules.join(' ')
      expect(rules).toContain(words)
      expect(rules).not.toContain('1970')
    }
  })

  test('follows the settings at once, around own paragraphs, in both languages', async () => {
    const draft = await aDraft()
    const rulesBlocks = [{ own: 'Mục đích: tìm hiểu Hiến pháp.', ownEn: 'Purpose: to know the constitution.' }, ...usualBlocks]
    const { body } = await change(draft, { rulesBlocks, settings: { ...soundContestRules, announcedAt: '2026-05-01T00:00:00Z' } })
    const withRound = (await addRounds(body, [aRound()])).body
    const vietnamese = (await pageOf(draft.slug)).body.rules
    expect(vietnamese[0]).toBe('Mục đích: tìm hiểu Hiến pháp.')
    expect(vietnamese.join(' ')).toContain('Mỗi người được thi 1 lượt.')
    expect((await pageOf(draft.slug, 'en')).body.rules.join(' ')).toContain('Everybody has 1 attempt.')
    await organizer.ask('PUT', `/contests/${draft.slug}/rounds/${withRound.rounds[0]?.id}/settings`, {
      actionId: randomUUID(),
      version: 1,
      rules: { ...usualRules, attemptsAllowed: 4 },
    })
    expect((await pageOf(draft.slug)).body.rules.join(' ')).toContain('Mỗi người được thi 4 lượt.')
  })

  test('cannot leave out what the software does', async () => {
    const draft = await aDraft()
    const answer = await change(draft, { rulesBlocks: usualBlocks.slice(1) })
    expect(answer.problem).toMatchObject({ code: 'SETTINGS_REFUSED', errors: [{ at: '/rulesBlocks' }] })
  })
})

test('sealed, published and archived follow each other, and none comes without the one before', async () => {
  const draft = await aDraft()
  const { officialFacts, contests: loaded } = running.app.features
  const { id } = await loaded.bySlug(draft.slug)
  const phase = async () => (await organizer.ask<ContestDesk>('GET', `/contests/${draft.slug}/settings`)).body.phase
  const mark = (step: keyof typeof officialFacts) => running.database.sql.begin((transaction) => officialFacts[step](transaction, id, new Date(may)))
  await mark('markPublished')
  expect(await phase()).toBe('draft')
  await mark('markSealed')
  expect(await phase()).toBe('sealed')
  await mark('markArchived')
  expect(await phase()).toBe('sealed')
  await mark('markPublished')
  expect(await phase()).toBe('published')
  await mark('markArchived')
  expect(await phase()).toBe('archived')
})
