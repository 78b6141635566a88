import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../server/contract/access.ts'
import type { AccountList, AccountView, CreatedAccount } from '../../server/contract/accounts.ts'
import { afterFile } from '../helpers/after-file.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { auditOf } from '../helpers/staff-browser.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest } from '../helpers/test-contest.ts'

const closing = afterFile()
const reason = 'phân công năm học mới'
let running: TestApp
let units: Record<string, number>
let owner: Staff
/** Of one commune, with branches below. */
let organizer: Staff

beforeAll(async () => {
  running = await startTestApp({}, closing)
  units = (await seedContest(running)).unitIds
  owner = await logInAs(running, 'owner')
  organizer = await logInAs(running, 'organizer', units.X1)
})

let names = 0
const newAccount = (role: Role, unitId: number | null | undefined) => {
  names += 1
  return { username: `nguoi.${names}`, displayName: `Người ${names}`, grants: [{ role, unitId: unitId ?? null }] }
}
const create = (staff: Staff, role: Role, unitId: number | null | undefined) =>
  staff.ask<CreatedAccount>('POST', '/accounts', newAccount(role, unitId))
const grantsOf = async (id: number) =>
  (await owner.ask<AccountView>('GET', `/accounts/${id}`)).body.grants.map(({ role, unitName }) => [role, unitName])

describe('who may give what', () => {
  test.each([
    ['an organizer of a commune', 'reviewer', 'C1', 201],
    ['an organizer of a commune', 'organizer', 'X1', 201],
    ['an organizer of a commune', 'unit-administrator', 'C1', 201],
    // with powers the organizer does not have: to judge, to void, to read the log
    ['an organizer of a commune', 'official', 'C1', 'FORBIDDEN'],
    ['an organizer of a commune', 'auditor', 'C1', 'FORBIDDEN'],
    ['an organizer of a commune', 'owner', null, 'FORBIDDEN'],
    ['an organizer of a commune', 'support', null, 'FORBIDDEN'],
    // beside and above: as if there were no such unit
    ['an organizer of a commune', 'support', 'X2', 'UNIT_NOT_FOUND'],
    ['an organizer of a commune', 'support', 'T', 'UNIT_NOT_FOUND'],
    ['an owner', 'owner', null, 201],
    ['an owner', 'official', 'C3', 201],
    ['a reviewer', 'reviewer', 'C1', 'FORBIDDEN'],
  ] as const)('%s gives %s over %s: %s', async (who, role, unit, outcome) => {
    const staff = who === 'an owner' ? owner : who === 'a reviewer' ? await logInAs(running, 'reviewer', units.X1) : organizer
    const unitId = unit === null ? null : units[unit]
    const created = await create(staff, role, unitId)
    expect(created.status === 201 ? 201 : created.problem.code).toBe(outcome)
    // the same rule for an account that is there already
    const somebody = await create(owner, 'unit-administrator', units.C2)
    const given = await staff.ask('POST', `/accounts/${somebody.body.account.id}/grants`, { role, unitId, reason })
    expect(given.status === 201 ? 201 : given.problem.code).toBe(outcome)
  })

  test('an owner over one unit does not exist', async () => {
    expect((await create(owner, 'owner', units.X1)).problem.code).toBe('FORBIDDEN')
  })

  test('a unit that exists elsewhere and one that exists nowhere are refused alike', async () => {
    const [there, nowhere] = [await create(organizer, 'support', units.X2), await create(organizer, 'support', 999_999)]
    expect([there.status, { ...there.problem, requestId: '' }]).toEqual([nowhere.status, { ...nowhere.problem, requestId: '' }])
  })
})

test('an account of two branches shows each branch its own roles, and neither may touch what is the other’s', async () => {
  const { id } = (await create(owner, 'reviewer', units.C1)).body.account
  await owner.ask('POST', `/accounts/${id}/grants`, { role: 'support', unitId: units.X2, reason })
  const seen = await organizer.ask<AccountView>('GET', `/accounts/${id}`)
  expect(seen.body.grants.map(({ role }) => role)).toEqual(['reviewer'])
  const hidden = (await owner.ask<AccountView>('GET', `/accounts/${id}`)).body.grants.find(({ role }) => role === 'support')
  expect((await organizer.ask('POST', `/accounts/${id}/grants/${hidden?.id}/removal`, { reason })).problem.code).toBe('GRANT_NOT_FOUND')
  // its password is the key to both branches, so one of them alone does not get it
  for (const path of ['link', 'disabling', 'sessions/ending'])
    expect((await organizer.ask('POST', `/accounts/${id}/${path}`, { reason })).problem.code).toBe('FORBIDDEN')
  expect(await grantsOf(id)).toHaveLength(2)
})

test('accounts elsewhere are neither listed nor to be told from accounts that are not there', async () => {
  const elsewhere = (await create(owner, 'reviewer', units.C3)).body.account.id
  const listed = (await organizer.ask<AccountList>('GET', '/accounts')).body.accounts
  const mine = new Set([units.X1, units.C1, units.C2])
  expect(listed.length).toBeGreaterThan(0)
  for (const { grants } of listed) expect(grants.length > 0 && grants.every(({ unitId }) => mine.has(unitId as number))).toBe(true)
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['PATCH', '', { displayName: 'x', reason }],
    ['POST', '/disabling', { reason }],
    ['POST', '/link', { reason }],
    ['GET', '/sessions', undefined],
    ['POST', '/grants', { role: 'reviewer', unitId: units.C1, reason }],
  ] as const) {
    const [there, nowhere] = [
      await organizer.ask(method, `/accounts/${elsewhere}${path}`, body),
      await organizer.ask(method, `/accounts/999999${path}`, body),
    ]
    expect([there.status, { ...there.problem, requestId: '' }]).toEqual([404, { ...nowhere.problem, requestId: '' }])
  }
})

test('what is given, taken, disabled and ended stands in the audit log with who, what and why', async () => {
  const { id } = (await create(owner, 'reviewer', units.C1)).body.account
  const given = await owner.ask<AccountView>('POST', `/accounts/${id}/grants`, { role: 'support', unitId: units.X2, reason })
  const grant = given.body.grants.find(({ role }) => role === 'support')
  expect((await owner.ask('POST', `/accounts/${id}/grants`, { role: 'support', unitId: units.X2, reason })).problem.code).toBe('GRANT_EXISTS')
  expect((await owner.ask('POST', `/accounts/${id}/grants/${grant?.id}/removal`, { reason: 'hết nhiệm kỳ' })).status).toBe(204)
  await owner.ask('POST', `/accounts/${id}/disabling`, { reason: 'nghỉ việc' })
  const by = { kind: 'staff', name: owner.username, id: String(owner.id) }
  const last = async (act: string) => (await auditOf(running, act)).at(-1)
  expect(await last('account.create')).toMatchObject({ by, subject: { accountId: id }, after: { grants: [{ role: 'reviewer', unitId: units.C1 }] } })
  expect(await last('grant.add')).toMatchObject({
    by,
    subject: { accountId: id, grantId: grant?.id },
    after: { role: 'support', unitId: units.X2 },
    reason,
  })
  expect(await last('grant.remove')).toMatchObject({
    by,
    subject: { grantId: grant?.id },
    before: { role: 'support', unitId: units.X2 },
    reason: 'hết nhiệm kỳ',
  })
  expect(await last('account.disable')).toMatchObject({ by, subject: { accountId: id }, reason: 'nghỉ việc' })
})

test('a right that is taken holds from the next request on, and a disabled account is out at once and may come back', async () => {
  const reviewer = await logInAs(running, 'reviewer', units.C1)
  const grant = (await owner.ask<AccountView>('GET', `/accounts/${reviewer.id}`)).body.grants[0]
  expect((await reviewer.ask('GET', '/bank/questions')).status).not.toBe(401)
  await owner.ask('POST', `/accounts/${reviewer.id}/disabling`, { reason })
  expect((await reviewer.ask('GET', '/session')).problem.code).toBe('LOGIN_REQUIRED')
  const enabled = await owner.ask<AccountView>('POST', `/accounts/${reviewer.id}/enabling`, { reason })
  expect(enabled.body.state).toBe('active')
  const support = await logInAs(running, 'support', units.C1)
  const held = (await owner.ask<AccountView>('GET', `/accounts/${support.id}`)).body.grants[0]
  expect((await support.ask('GET', '/overview')).status).toBe(200)
  await owner.ask('POST', `/accounts/${support.id}/grants/${held?.id}/removal`, { reason })
  expect((await support.ask('GET', '/overview')).problem.code).toBe('FORBIDDEN')
  expect(grant?.role).toBe('reviewer')
})

test('an administrator sees and ends the sessions of others, everybody their own, nobody another’s by its number', async () => {
  const [one, two] = [await logInAs(running, 'support', units.C1), await logInAs(running, 'support', units.C1)]
  const own = await one.ask<{ sessions: { id: number; isCurrent: boolean }[] }>('GET', '/account/sessions')
  expect(own.body.sessions).toMatchObject([{ isCurrent: true, address: expect.any(String) }])
  const [there, nowhere] = [
    await two.ask('DELETE', `/account/sessions/${own.body.sessions[0]?.id}`),
    await two.ask('DELETE', '/account/sessions/999999'),
  ]
  expect([there.status, { ...there.problem, requestId: '' }]).toEqual([404, { ...nowhere.problem, requestId: '' }])
  expect((await owner.ask<{ sessions: unknown[] }>('GET', `/accounts/${one.id}/sessions`)).body.sessions).toHaveLength(1)
  expect((await owner.ask('POST', `/accounts/${one.id}/sessions/ending`, { reason })).status).toBe(204)
  expect((await one.ask('GET', '/session')).status).toBe(401)
  expect(
    (await two.ask('DELETE', `/account/sessions/${(await two.ask<{ sessions: { id: number }[] }>('GET', '/account/sessions')).body.sessions[0]?.id}`))
      .status,
  ).toBe(204)
  expect((await two.ask('GET', '/session')).status).toBe(401)
})

test('the session tells what the account may do and where', async () => {
  const { may } = (await organizer.ask<{ may: { action: string; paths: string[] }[] }>('GET', '/session')).body
  expect(may.find(({ action }) => action === 'bank.write')?.paths).toEqual([`${units.T}.${units.X1}`])
  expect(may.map(({ action }) => action)).not.toContain('integrity.decide')
})

describe('the last owner', () => {
  test('cannot be removed, disabled, or leave', async () => {
    const alone = await startTestApp()
    const last = await logInAs(alone, 'owner')
    const grantId = (await last.ask<AccountView>('GET', `/accounts/${last.id}`)).body.grants[0]?.id
    expect((await last.ask('POST', `/accounts/${last.id}/grants/${grantId}/removal`, { reason })).problem.code).toBe('LAST_OWNER')
    expect((await last.ask('POST', `/accounts/${last.id}/disabling`, { reason })).problem.code).toBe('LAST_OWNER')
    // an owner who never followed the invitation is none to count on
    await last.ask('POST', '/accounts', { username: 'moi', displayName: 'Mới', grants: [{ role: 'owner', unitId: null }] })
    expect((await last.ask('POST', `/accounts/${last.id}/disabling`, { reason })).problem.code).toBe('LAST_OWNER')
    expect((await last.ask('GET', '/session')).status).toBe(200)
    expect(await auditOf(alone, 'account.disable')).toEqual([])
  })

  test.each(['removal', 'disabling'])('of two owners who do it to each other at the same moment one remains: %s', async (how) => {
    const arena = await startTestApp()
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = [await logInAs(arena, 'owner'), await logInAs(arena, 'owner')]
      // whoever won the round before goes first, so that there are two
      await arena.database.sql`update accounts set disabled_at = now() where id not in (${a.id}, ${b.id}) and disabled_at is null`
      const pathTo = async (id: number) => {
        if (how === 'disabling') return `/accounts/${id}/disabling`
        return `/accounts/${id}/grants/${(await a.ask<AccountView>('GET', `/accounts/${id}`)).body.grants[0]?.id}/removal`
      }
      const [toA, toB] = [await pathTo(a.id), await pathTo(b.id)]
      await Promise.all([a.ask('POST', toB, { reason }), b.ask('POST', toA, { reason })])
      const [left] = await arena.database.sql<{ count: number }[]>`
        select count(*)::integer from account_grants g join accounts a on a.id = g.account_id where g.role = 'owner' and a.disabled_at is null`
      expect(left?.count).toBe(1)
    }
  })
})
