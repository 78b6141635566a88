import type { Action } from '../../contract/access.ts'

/**
 * What a key of another system may be given. Judging, deciding, correcting people's data and giving rights are for persons,
 * who answer for it under their name.
 */
export const keyActions: readonly Action[] = [
  'bank.read',
  'contest.read',
  'board.read',
  'turnout.read',
  'unit.read',
  'people.read',
  'integrity.read',
  'portal.read',
  'audit.read',
  'service.read',
]
