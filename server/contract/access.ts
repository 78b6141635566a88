import { type Static, Type } from 'typebox'
import { UnitId } from './primitives.ts'

/** Everything staff can do. A route names one of these; a role is a list of them. */
export const actions = [
  'bank.read',
  'bank.write',
  'bank.import',
  'bank.export',
  'bank.file',
  'bank.review',
  'bank.amend',
  'bank.settings',
  'contest.read',
  'contest.write',
  'board.read',
  'results.decide',
  'essay.mark',
  'people.read',
  'people.correct',
  'people.release',
  'people.erase',
  'attempt.extend',
  'attempt.reopen',
  'attempt.void',
  'integrity.read',
  'integrity.decide',
  'turnout.read',
  'members.write',
  'unit.read',
  'unit.write',
  'account.read',
  'account.write',
  'grant.write',
  'key.write',
  'portal.read',
  'portal.write',
  'webhook.read',
  'webhook.write',
  'consent.write',
  'retention.write',
  'audit.read',
  'service.read',
  'service.write',
] as const
export type Action = (typeof actions)[number]

export const roles = ['owner', 'organizer', 'reviewer', 'official', 'support', 'auditor', 'unit-administrator'] as const
export type Role = (typeof roles)[number]

export const RoleName = Type.Enum([...roles], { description: 'What a grant allows; it covers its unit and everything below' })
export const ActionName = Type.Enum([...actions])

/** A role over one unit and all below it; no unit: over everything. */
export const GrantView = Type.Object({
  role: RoleName,
  unitId: Type.Union([UnitId, Type.Null()]),
  unitName: Type.Union([Type.String(), Type.Null()]),
})
export type GrantView = Static<typeof GrantView>
