import { type Static, Type } from 'typebox'
import { AttemptState } from './contestants.ts'
import { ActionId, PlainText, RoundId, Slug, Timestamp, UnitId } from './primitives.ts'

/** What staff do to attempts. */
export type AttemptActKind = 'void' | 'reinstate' | 'reopen' | 'extend' | 'override' | 'extend-running'

const strict = { additionalProperties: false }
const Reason = PlainText({ minLength: 3, maxLength: 500, description: 'Stays in the audit log' })
const Minutes = Type.Integer({ minimum: 1, maximum: 1_440 })

export const StaffAttemptParams = Type.Object({ slug: Slug, attemptId: Type.String({ format: 'uuid' }) })
export const StaffRoundParams = Type.Object({ slug: Slug, roundId: RoundId })

export const AttemptActRequest = Type.Object({ actionId: ActionId, reason: Reason }, strict)
export type AttemptActRequest = Static<typeof AttemptActRequest>

export const MoreTimeRequest = Type.Object({ actionId: ActionId, reason: Reason, minutes: Minutes }, strict)
export type MoreTimeRequest = Static<typeof MoreTimeRequest>

/** What became of the attempt; a repeat of the same action is answered with the same. */
export const AttemptAfterAct = Type.Object({
  attemptId: Type.String({ format: 'uuid' }),
  roundId: RoundId,
  attemptNo: Type.Integer(),
  state: AttemptState,
  startedAt: Timestamp,
  deadlineAt: Timestamp,
  closedAt: Type.Union([Timestamp, Type.Null()]),
})
export type AttemptAfterAct = Static<typeof AttemptAfterAct>

/** For one person, or for everybody of a unit and all below it; a further one adds to those before. */
export const OverrideRequest = Type.Object(
  {
    actionId: ActionId,
    reason: Reason,
    contestantId: Type.Optional(Type.String({ format: 'uuid' })),
    unitId: Type.Optional(UnitId),
    closesAt: Type.Optional(Timestamp),
    moreMinutes: Type.Optional(Minutes),
    moreAttempts: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  strict,
)
export type OverrideRequest = Static<typeof OverrideRequest>

export const OverrideReply = Type.Object({
  id: Type.String({ format: 'uuid' }),
  moved: Type.Integer({ description: 'Attempts that were running and have a later deadline now' }),
})
export type OverrideReply = Static<typeof OverrideReply>

export const OverrideView = Type.Object({
  id: Type.String({ format: 'uuid' }),
  contestantId: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
  unitId: Type.Union([UnitId, Type.Null()]),
  closesAt: Type.Union([Timestamp, Type.Null()]),
  moreMinutes: Type.Integer(),
  moreAttempts: Type.Integer(),
  reason: Type.String(),
  madeBy: Type.String(),
  madeAt: Timestamp,
})
export const OverrideList = Type.Object({ overrides: Type.Array(OverrideView, { description: 'The newest first, at most 500' }) })
export type OverrideList = Static<typeof OverrideList>

/** After an incident: more time for everybody whose clock runs, and for those whose attempt ended by itself since it began. */
export const ExtendRunningRequest = Type.Object(
  {
    actionId: ActionId,
    reason: Reason,
    minutes: Minutes,
    incidentBeganAt: Timestamp,
    notice: Type.Object(
      { vi: PlainText({ minLength: 3, maxLength: 1_000 }), en: Type.Optional(PlainText({ minLength: 3, maxLength: 1_000 })) },
      strict,
    ),
  },
  strict,
)
export type ExtendRunningRequest = Static<typeof ExtendRunningRequest>

export const ExtendRunningReply = Type.Object({
  extended: Type.Integer({ description: 'Attempts that were running' }),
  reopened: Type.Integer({ description: 'Attempts that had ended by themselves' }),
  noticeNumber: Type.Integer(),
})
export type ExtendRunningReply = Static<typeof ExtendRunningReply>
