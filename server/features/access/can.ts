import type { Action, Role } from '../../contract/access.ts'
import { Problem, type ProblemCode } from '../../contract/errors.ts'
import { roleActions } from './roles.ts'

/** Ids from the top of the tree down to a unit, "3.17.204"; null is the whole installation, above every unit. */
export type UnitPath = string | null

/** A role, or for a key of another system a list of actions, over a subtree. */
export type Grant = { role: Role; path: UnitPath } | { actions: readonly Action[]; path: UnitPath }
export type Actor = { kind: 'staff' | 'api-key'; id: number; name: string; grants: readonly Grant[] }

/** Where a thing stands in the tree. A person stands in two places: in the own unit and in the contest's. */
export type Subject = readonly UnitPath[]
export const installation: Subject = [null]

/** Decides everything: an actor may do what one of the actor's grants allows over a subtree in which the subject stands. */
export function can(actor: Actor, action: Action, subject: Subject): boolean {
  return actor.grants.some((grant) => allows(grant, action) && subject.some((path) => covers(grant.path, path)))
}

/** Whether it is this role alone that lets the actor do it there: limits that are declared for a role bind nobody who may do it as something else too. */
export function isOnlyAs(actor: Actor, role: Role, action: Action, subject: Subject): boolean {
  const allowing = actor.grants.filter((grant) => allows(grant, action) && subject.some((path) => covers(grant.path, path)))
  return allowing.length > 0 && allowing.every((grant) => 'role' in grant && grant.role === role)
}

/** Lists are filtered by these: the subtrees in which the actor may do it; a null among them means everywhere. */
export function pathsWhere(actor: Actor, action: Action): UnitPath[] {
  return actor.grants.filter((grant) => allows(grant, action)).map((grant) => grant.path)
}

/** Nobody gives away more than they have, nor where they have it not; an owner is made by owners alone. The same for taking away. */
export function canGrant(actor: Actor, role: Role, path: UnitPath): boolean {
  const owns = actor.grants.some((grant) => 'role' in grant && grant.role === 'owner' && grant.path === null)
  if (role === 'owner') return owns && path === null
  return can(actor, 'grant.write', [path]) && roleActions[role].every((action) => can(actor, action, [path]))
}

/** What an account can do is in whose hands it is: its password may only be reset by who could have given every role it holds. */
export function canManage(actor: Actor, held: readonly { role: Role; path: UnitPath }[]): boolean {
  return held.every(({ role, path }) => canGrant(actor, role, path))
}

/**
 * Refuses what `can` refuses. What lies outside every subtree of the actor looks like something that is not there, so that
 * nobody learns from a refusal what exists elsewhere.
 */
export function requireCan(actor: Actor, action: Action, subject: Subject, missing: ProblemCode = 'NOT_FOUND'): void {
  if (can(actor, action, subject)) return
  const isInside = actor.grants.some((grant) => subject.some((path) => covers(grant.path, path)))
  throw new Problem(isInside ? 'FORBIDDEN' : missing)
}

function allows(grant: Grant, action: Action): boolean {
  return ('role' in grant ? roleActions[grant.role] : grant.actions).includes(action)
}

/** A grant covers its unit and all below; what belongs to the whole installation only a grant over all of it. */
function covers(granted: UnitPath, path: UnitPath): boolean {
  if (granted === null) return true
  return path !== null && (path === granted || path.startsWith(`${granted}.`))
}
