/** What the audit log tells of. Names are only ever added: a log of years ago must still be read. */
export const acts = [
  'question.revise',
  'question.file',
  'question.submit',
  'question.return',
  'question.approve',
  'question.retire',
  'question.restore',
  'bank.settings',
  'topic.create',
  'topic.change',
  'topic.merge',
  'key.amend',
  'import.confirm',
  'import.undo',
  'account.create',
  'portal.create',
  'portal.change',
  'portal.secret.create',
  'portal.secret.revoke',
  'contest.portals',
] as const
export type ActName = (typeof acts)[number]

/** Who did it: a member of staff, a key of another system, a participant asking about their own data, a command of the operator, or the service by itself. */
export type ActorKind = 'staff' | 'api-key' | 'contestant' | 'operator' | 'service'
