import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { ContestDesk } from '../../server/contract/contest-desk.ts'
import type { RegistrationForm } from '../../server/contract/registration-form.ts'
import { usualForm } from '../../server/features/contestants/registration-form.ts'
import { addUnits } from '../../server/features/units/add-units.ts'
import { afterFile } from '../helpers/after-file.ts'
import { aRegistration, call } from '../helpers/participant.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

const closing = afterFile()
let running: TestApp
let contest: TestContest
let owner: Staff
const withoutUnit: RegistrationForm = { ...usualForm, fields: usualForm.fields.filter(({ name }) => name !== 'unit') }

beforeAll(async () => {
  running = await startTestApp({}, closing)
  contest = await seedContest(running)
  owner = await logInAs(running, 'owner')
})

const setForm = (form: RegistrationForm, slug = contest.slug) => owner.ask('PUT', `/contests/${slug}/registration-form`, form)
const register = () => {
  const { unitId: _unit, ...person } = aRegistration(contest.unitIds.C1 as number, { phone: `09${Math.floor(1e7 + Math.random() * 9e7)}` })
  return call<unknown>(running.origin, 'POST', `/api/v1/contests/${contest.slug}/registrations`, { body: person })
}
const unitsOfPeople = () => running.database.sql`select distinct unit_id as "unitId" from contestants where contest_id = ${contest.contestId}`

// in this order: what the second test changes stays
test('under one top, whoever is asked for no unit belongs to the top', async () => {
  expect((await setForm(withoutUnit)).status).toBe(200)
  expect((await register()).status).toBe(201)
  expect(await unitsOfPeople()).toEqual([{ unitId: contest.unitIds.T }])
})

test('once there are several, nobody is put into one that they did not name', async () => {
  const draft = await owner.ask<ContestDesk>('POST', '/contests', {
    actionId: randomUUID(),
    slug: 'ca-nuoc',
    title: 'Cả nước',
    organizer: 'Trung ương Đoàn',
    summary: 'Tìm hiểu pháp luật.',
    unitId: null,
  })
  expect((await setForm(withoutUnit, 'ca-nuoc')).status).toBe(200)
  await running.database.sql.begin((transaction) => addUnits(transaction, [{ code: 'Q', name: 'Tỉnh Quê', parentCode: null }]))
  running.app.features.units.forget()

  const refused = await register()
  expect([refused.problem.code, refused.problem.errors?.[0]?.at]).toEqual(['FIELD_REQUIRED', 'unitId'])
  expect(await unitsOfPeople()).toEqual([{ unitId: contest.unitIds.T }])

  const saved = await setForm(withoutUnit)
  expect([saved.problem.code, saved.problem.errors]).toEqual([
    'FORM_REFUSED',
    [{ at: 'unit', reason: 'ask for the unit or give the contest a unit' }],
  ])
  expect((await setForm({ ...withoutUnit, fields: [...withoutUnit.fields, { name: 'unit', isRequired: false }] })).problem.code).toBe('FORM_REFUSED')

  const announce = (changes: object, version: number) =>
    owner.ask<ContestDesk>('PUT', '/contests/ca-nuoc/settings', {
      actionId: randomUUID(),
      version,
      settings: { ...draft.body.settings, announcedAt: '2026-05-01T00:00:00.000Z' },
      ...changes,
    })
  const early = await announce({}, draft.body.version)
  expect([early.problem.code, early.problem.errors?.[0]?.at]).toEqual(['SETTINGS_REFUSED', '/settings/announcedAt'])
  expect(early.problem.errors?.[0]?.reason).toContain('nhiều đơn vị cấp cao nhất')
  expect((await announce({ unitId: contest.unitIds.T }, draft.body.version)).status).toBe(200)
  expect((await setForm(usualForm)).status).toBe(200)
})
