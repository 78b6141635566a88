import { type Static, Type } from 'typebox'
import { PlainText, Slug, Timestamp, UnitId } from './primitives.ts'

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
  'bank.print',
  'topic.create',
  'topic.change',
  'topic.merge',
  'key.amend',
  'essay.mark',
  'truth.enter',
  'seal.ask',
  'seal.make',
  'award.checked',
  'award.settled',
  'award.decided',
  'award.published',
  'import.confirm',
  'import.undo',
  'account.create',
  'account.change',
  'account.disable',
  'account.enable',
  'account.link',
  'account.sessions-end',
  'password.set',
  'second-factor.add',
  'second-factor.remove',
  'recovery-codes.renew',
  'grant.add',
  'grant.remove',
  'role-rule.change',
  'api-key.create',
  'api-key.revoke',
  'portal.create',
  'portal.change',
  'portal.secret.create',
  'portal.secret.revoke',
  'contest.portals',
  'contest.create',
  'contest.change',
  'contest.rounds',
  'round.change',
  'round.remove',
  'round.official-change',
  'contest.official-change',
  'contest.form',
  'consent.publish',
  'members.upload',
  'audit.key',
  'audit.export',
  'audit.look',
  'backup.make',
  'backup.restore',
  'keys.export',
  'board.look',
  'finding.look',
  'results.export',
  'person.search',
  'person.look',
  'person.correct',
  'person.consent',
  'person.release',
  'person.rejoin-code',
  'person.erase',
  'people.erase',
  'contest.privacy',
  'keys.rotate',
  'attempt.void',
  'attempt.reinstate',
  'attempt.reopen',
  'attempt.extend',
  'attempt.override',
  'round.extend',
  'unit.create',
  'unit.rename',
  'unit.move',
  'unit.merge',
  'unit.split',
  'unit.close',
  'unit.reopen',
  'unit.headcount',
  'unit.describe',
  'unit.import',
  'unit.call-off',
  'job.retry',
  'webhook.create',
  'webhook.change',
  'webhook.secret',
  'webhook.test',
  'webhook.replay',
  'webhook.remove',
] as const
export type ActName = (typeof acts)[number]

/** Who did it: a member of staff, a key of another system, a participant asking about their own data, a command of the operator, or the service by itself. */
export type ActorKind = 'staff' | 'api-key' | 'contestant' | 'operator' | 'service'

const actorKinds = ['staff', 'api-key', 'contestant', 'operator', 'service'] as const satisfies readonly ActorKind[]
const Sequence = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

export const AuditQuery = Type.Object({
  act: Type.Optional(Type.Enum([...acts])),
  actorKind: Type.Optional(Type.Enum([...actorKinds])),
  actorId: Type.Optional(PlainText({ maxLength: 64 })),
  contest: Type.Optional(Slug),
  unitId: Type.Optional(UnitId),
  subject: Type.Optional(
    Type.String({ pattern: '^[A-Za-z]{1,40}:[^\\u0000]{1,100}$', format: 'plain-text', description: 'name:value, as in the subject of an entry' }),
  ),
  from: Type.Optional(Timestamp),
  to: Type.Optional(Timestamp),
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Entries below this number: the next page' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
})
export type AuditQuery = Static<typeof AuditQuery>

export const AuditEntry = Type.Object({
  seq: Sequence,
  hash: Type.String(),
  at: Timestamp,
  act: Type.String(),
  by: Type.Object({
    kind: Type.String(),
    id: Type.Union([Type.String(), Type.Null()]),
    name: Type.String(),
    from: Type.Union([Type.String(), Type.Null()]),
    requestId: Type.Union([Type.String(), Type.Null()]),
  }),
  contestId: Type.Optional(Type.Integer()),
  unitId: Type.Optional(Type.Integer()),
  subject: Type.Unknown(),
  before: Type.Optional(Type.Unknown()),
  after: Type.Optional(Type.Unknown()),
  reason: Type.Optional(Type.String()),
  hasPersonal: Type.Boolean({ description: 'Whether it also says something of a person, which is shown only when asked for' }),
})
export type AuditEntry = Static<typeof AuditEntry>

export const AuditPage = Type.Object({
  entries: Type.Array(AuditEntry),
  next: Type.Union([Sequence, Type.Null()], { description: 'For `before`; null: there are no older ones' }),
})
export type AuditPage = Static<typeof AuditPage>

export const AuditVerification = Type.Object({
  startedAt: Type.Union([Timestamp, Type.Null()]),
  finishedAt: Type.Union([Timestamp, Type.Null()], { description: 'Null: it runs, or was never asked for' }),
  verdict: Type.Union([
    Type.Object({
      entries: Type.Integer(),
      heads: Type.Integer(),
      signedUntil: Type.Integer(),
      faultCount: Type.Integer(),
      faults: Type.Array(Type.Object({ kind: Type.String(), from: Type.Number(), to: Type.Number(), what: Type.Optional(Type.String()) })),
    }),
    Type.Null(),
  ]),
})
export type AuditVerification = Static<typeof AuditVerification>

export const AuditParams = Type.Object({ seq: Sequence })
export const AuditPersonal = Type.Object({
  contestantId: Type.String({ format: 'uuid' }),
  personal: Type.Union([Type.Unknown(), Type.Null()], {
    description: 'What the entry says of the person, before and after; null: the person was erased',
  }),
})
export type AuditPersonal = Static<typeof AuditPersonal>
