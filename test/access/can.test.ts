import { describe, expect, test } from 'vitest'
import { type Action, actions, type Role, roles } from '../../server/contract/access.ts'
import { type Actor, can, pathsWhere, requireCan } from '../../server/features/access/can.ts'

const branch = '1.7'
const holding = (role: Role, path: string | null): Actor => ({ kind: 'staff', id: 1, name: 'ai đó', grants: [{ role, path }] })

/** By hand, and apart from the code: what each role may do in its own subtree. */
const mayDo: Record<Role, string> = {
  owner: actions.join(' '),
  organizer:
    'bank.read bank.write bank.import bank.export bank.file bank.review bank.amend contest.read contest.write board.read results.decide essay.mark people.read people.correct people.release attempt.extend attempt.reopen turnout.read members.write unit.read portal.read portal.write webhook.read webhook.write consent.write integrity.read service.read account.read account.write grant.write',
  reviewer: 'bank.read bank.review bank.export',
  official:
    'bank.read contest.read board.read results.decide essay.mark people.read attempt.extend attempt.reopen attempt.void integrity.read integrity.decide turnout.read unit.read portal.read webhook.read service.read',
  support: 'contest.read board.read people.read people.correct people.release attempt.extend attempt.reopen unit.read service.read',
  auditor:
    'bank.read contest.read board.read people.read integrity.read turnout.read unit.read account.read portal.read webhook.read audit.read service.read',
  'unit-administrator': 'people.read turnout.read members.write unit.read',
}

describe.each(roles)('%s', (role) => {
  test.each(actions)('%s', (action: Action) => {
    const allowed = mayDo[role].split(' ').includes(action)
    const actor = holding(role, branch)
    expect(can(actor, action, [branch])).toBe(allowed)
    expect(can(actor, action, ['1.7.30.4'])).toBe(allowed)
    expect(can(holding(role, null), action, ['1.7.30.4'])).toBe(allowed)
    expect(can(holding(role, null), action, [null])).toBe(allowed)
    // beside, above, a number that merely begins alike, and the whole installation
    for (const outside of ['1.8', '1', '1.70', '7', null]) expect(can(actor, action, [outside])).toBe(false)
  })
})

test('nobody without a grant does anything', () => {
  for (const action of actions) expect(can({ kind: 'staff', id: 1, name: 'mới', grants: [] }, action, [branch])).toBe(false)
})

test('a person stands in two places: in the own unit and in the unit that holds the contest', () => {
  const subject = ['1.7.30', '2']
  expect(can(holding('support', '1.7'), 'people.read', subject)).toBe(true)
  expect(can(holding('support', '2'), 'people.read', subject)).toBe(true)
  expect(can(holding('support', '3'), 'people.read', subject)).toBe(false)
})

test('roles of different branches do not lend each other anything', () => {
  const actor: Actor = {
    kind: 'staff',
    id: 1,
    name: 'hai vai',
    grants: [
      { role: 'auditor', path: '1' },
      { role: 'support', path: '2' },
    ],
  }
  expect(can(actor, 'people.correct', ['1.5'])).toBe(false)
  expect(can(actor, 'audit.read', ['2.5'])).toBe(false)
  expect(pathsWhere(actor, 'people.read')).toEqual(['1', '2'])
  expect(pathsWhere(actor, 'audit.read')).toEqual(['1'])
})

test('a key of another system does what it names, where it names it', () => {
  const key: Actor = { kind: 'api-key', id: 4, name: 'cổng', grants: [{ actions: ['turnout.read'], path: '1.7' }] }
  expect(can(key, 'turnout.read', ['1.7.9'])).toBe(true)
  expect(can(key, 'turnout.read', ['1.8'])).toBe(false)
  expect(can(key, 'unit.read', ['1.7.9'])).toBe(false)
})

test('what lies outside looks like what is not there; inside, a refusal says that it is one', () => {
  expect(() => requireCan(holding('auditor', '1'), 'people.correct', ['2.4'], 'CONTEST_NOT_FOUND')).toThrow('CONTEST_NOT_FOUND')
  expect(() => requireCan(holding('auditor', '1'), 'people.correct', ['1.4'], 'CONTEST_NOT_FOUND')).toThrow('FORBIDDEN')
})
