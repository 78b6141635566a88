import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RoundRules } from '../../server/contract/round-rules.ts'
import { ageOnDay, unmetCondition } from '../../server/features/eligibility/unmet-condition.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

describe('who may start', () => {
  const person = { bornOn: '2010-06-15', occupation: 'Học sinh', unitIds: [1, 7], isMember: false }
  test.each<[string, RoundRules['eligibility'], Partial<typeof person> | { bornOn: null }, string | undefined]>([
    ['everybody where nothing is asked', {}, {}, undefined],
    ['sixteen on the day itself', { minimumAge: 16 }, {}, undefined],
    ['not the day before', { minimumAge: 16, ageOn: '2026-06-14' }, {}, 'age'],
    ['up to the day before the next birthday', { maximumAge: 16, ageOn: '2027-06-14' }, {}, undefined],
    ['not on it', { maximumAge: 16, ageOn: '2027-06-15' }, {}, 'age'],
    ['nobody whose age is not known', { minimumAge: 7 }, { bornOn: null }, 'age'],
    ['people of a unit', { unitIds: [7, 9] }, {}, undefined],
    ['and of units below it', { unitIds: [1] }, {}, undefined],
    ['not of others', { unitIds: [2] }, {}, 'unit'],
    ['by occupation', { occupations: ['Học sinh'] }, {}, undefined],
    ['not by another', { occupations: ['Giáo viên'] }, {}, 'occupation'],
    ['whoever is on the list', { isForMembers: true }, { isMember: true }, undefined],
    ['not who is not', { isForMembers: true }, {}, 'membership'],
    ['only whom every condition fits', { minimumAge: 16, unitIds: [2] }, {}, 'unit'],
  ])('%s', (_rule, eligibility, changes, unmet) => {
    expect(unmetCondition(eligibility, { ...person, ...changes }, '2026-06-15')).toBe(unmet)
  })

  test('years are full years', () => {
    expect([ageOnDay('2008-02-29', '2026-02-28'), ageOnDay('2008-02-29', '2026-03-01'), ageOnDay('2008-01-01', '2007-12-31')]).toEqual([17, 18, -1])
  })
})

const closing = afterFile()
let running: TestApp
beforeAll(async () => {
  running = await startTestApp({}, closing)
})

describe('a start', () => {
  test('is refused with the condition, and a corrected birth date counts at once', async () => {
    const contest = await seedContest(running, { slug: 'co-tuoi', settings: { eligibility: { minimumAge: 18, ageOn: '2026-01-01' } } })
    const [old, young] = [
      await aParticipant(running.origin, contest, { birthDate: '2008-01-01' }),
      await aParticipant(running.origin, contest, { birthDate: '2008-01-02' }),
    ]
    expect((await old.start()).status).toBe(200)
    const refused = await young.start()
    expect(refused.problem).toMatchObject({ code: 'NOT_ELIGIBLE', status: 403, errors: [{ at: '/eligibility/age' }] })
    const rows = await running.database.sql`select born_on::text as born from contestants where contest_id = ${contest.contestId} order by born_on`
    expect(rows.map(({ born }) => born)).toEqual(['2008-01-01', '2008-01-02'])

    const corrected = await call(running.origin, 'PATCH', `/api/v1/contests/${contest.slug}/me/data`, {
      token: young.token,
      body: { birthDate: '2007-01-02' },
    })
    expect(corrected.status).toBe(200)
    expect((await young.start()).status).toBe(200)
    await call(running.origin, 'POST', `/api/v1/contests/${contest.slug}/me/data/erasure`, { token: young.token, body: { isUnderstood: true } })
    const [erased] = await running.database
      .sql`select count(born_on)::integer as kept from contestants where contest_id = ${contest.contestId} and erased_at is not null`
    expect(erased?.kept).toBe(0)
  })

  test('is not waited for: facts that rules ask for are kept at the registration and follow a correction', async () => {
    const contest = await seedContest(running, {
      slug: 'hoi-ngay',
      rules: { ageGroups: { on: '2026-01-01', groups: [{ id: 'tre', title: 'Trẻ', from: 16, to: 30 }] } },
      settings: { eligibility: { occupations: ['Học sinh', 'Giáo viên'] } },
    })
    const { sql } = running.database
    await sql`
      update contests set registration_form = ${sql.json({ identity: 'phone', custom: [], verification: 'none', fields: ['fullName', 'birthDate', 'phone', 'unit', 'occupation'].map((name) => ({ name, isRequired: true })) })}
      where id = ${contest.contestId}`
    running.app.features.contests.forget(contest.slug)
    const person = await aParticipant(running.origin, contest, { birthDate: '2008-02-29', occupation: 'Học sinh' })
    const kept = async () => (await sql`select born_on::text as born, occupation from contestants where contest_id = ${contest.contestId}`)[0]
    expect(await kept()).toEqual({ born: '2008-02-29', occupation: 'Học sinh' })
    const path = `/api/v1/contests/${contest.slug}/me/data`
    expect(
      (await call(running.origin, 'PATCH', path, { token: person.token, body: { birthDate: '2007-01-02', occupation: 'Giáo viên' } })).status,
    ).toBe(200)
    expect(await kept()).toEqual({ born: '2007-01-02', occupation: 'Giáo viên' })
  })

  test('keeps nothing of anybody where no rule asks for it', async () => {
    const contest = await seedContest(running, { slug: 'khong-hoi' })
    await (await aParticipant(running.origin, contest)).start()
    const [row] = await running.database.sql`select count(born_on)::integer as kept from contestants where contest_id = ${contest.contestId}`
    expect(row?.kept).toBe(0)
  })

  test('is judged by the unit, and an attempt that has begun goes on', async () => {
    const contest = await seedContest(running, { slug: 'theo-don-vi' })
    const [inside, outside] = [
      await aParticipant(running.origin, contest),
      await aParticipant(running.origin, contest, { unitId: contest.unitIds.C3 }),
    ]
    const actionId = randomUUID()
    const begun = await outside.start(actionId)
    await running.database
      .sql`update round_versions set settings = jsonb_set(settings, '{eligibility}', ${running.database.sql.json({ unitIds: [contest.unitIds.X1 as number] })})
      where contest_id = ${contest.contestId}`
    running.app.features.contests.forget(contest.slug)
    expect((await inside.start()).status).toBe(200)
    expect((await outside.start(actionId)).body.attemptId).toBe(begun.body.attemptId)
    expect((await outside.start()).body.attemptId).toBe(begun.body.attemptId)
    await outside.attempt(begun.body).submit()
    expect((await outside.start()).problem.errors?.[0]?.at).toBe('/eligibility/unit')
  })
})
