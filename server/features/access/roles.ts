import { type Action, actions, type Role } from '../../contract/access.ts'

const reads = ['bank.read', 'contest.read', 'board.read', 'turnout.read', 'unit.read', 'service.read'] as const

/** The one table of who may do what. Whatever is not listed is refused. */
export const roleActions: Record<Role, readonly Action[]> = {
  owner: actions,
  organizer: [
    ...reads,
    'bank.write',
    'bank.import',
    'bank.export',
    'bank.file',
    'bank.review',
    'bank.amend',
    'contest.write',
    'results.decide',
    'essay.mark',
    'people.read',
    'people.correct',
    'people.release',
    'attempt.extend',
    'attempt.reopen',
    'members.write',
    'portal.read',
    'portal.write',
    'webhook.read',
    'webhook.write',
    'consent.write',
    'integrity.read',
    // staff of their own subtree, with roles that hold no more than this one
    'account.read',
    'account.write',
    'grant.write',
  ],
  reviewer: ['bank.read', 'bank.review', 'bank.export'],
  // reads everything in the subtree and decides on integrity
  official: [
    ...reads,
    'people.read',
    'results.decide',
    'essay.mark',
    'integrity.read',
    'integrity.decide',
    'attempt.extend',
    'attempt.reopen',
    'attempt.void',
    'portal.read',
    'webhook.read',
  ],
  support: [
    'contest.read',
    'board.read',
    'unit.read',
    'service.read',
    'people.read',
    'people.correct',
    'people.release',
    'attempt.extend',
    'attempt.reopen',
  ],
  // reads only, with the log of what everybody else did
  auditor: [...reads, 'people.read', 'integrity.read', 'account.read', 'portal.read', 'webhook.read', 'audit.read'],
  'unit-administrator': ['unit.read', 'turnout.read', 'members.write', 'people.read'],
}
