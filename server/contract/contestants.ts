import { type Static, Type } from 'typebox'
import { ActionId, DeviceLabel, PlainText, RoundId, Timestamp, UnitId } from './primitives.ts'

export const ConsentGiven = Type.Object({ id: Type.String({ maxLength: 40 }), version: Type.Integer({ minimum: 1, maximum: 10_000 }) })

export const RegistrationRequest = Type.Object(
  {
    actionId: ActionId,
    fullName: PlainText({ minLength: 2, maxLength: 120 }),
    birthDate: Type.String({ format: 'date' }),
    phone: PlainText({ minLength: 8, maxLength: 20 }),
    unitId: UnitId,
    consents: Type.Array(ConsentGiven, { maxItems: 10 }),
    device: DeviceLabel,
  },
  { additionalProperties: false },
)
export type RegistrationRequest = Static<typeof RegistrationRequest>

export const RejoinRequest = Type.Object(
  { phone: PlainText({ minLength: 8, maxLength: 20 }), rejoinCode: PlainText({ minLength: 8, maxLength: 40 }) },
  { additionalProperties: false },
)
export type RejoinRequest = Static<typeof RejoinRequest>

export const ContestantCard = Type.Object({
  displayName: Type.String({ description: 'As the person typed it; shown to that person only' }),
  unitName: Type.String(),
})
export type ContestantCard = Static<typeof ContestantCard>

export const ContestantSession = Type.Object({
  contestantToken: Type.String({ description: 'Bearer token bound to this contest' }),
  contestant: ContestantCard,
})
export type ContestantSession = Static<typeof ContestantSession>

export const RegistrationReply = Type.Object({
  contestantToken: Type.String({ description: 'Bearer token bound to this contest' }),
  rejoinCode: Type.String({ description: 'With the phone number, the way back on another device' }),
  contestant: ContestantCard,
})
export type RegistrationReply = Static<typeof RegistrationReply>

export const AttemptState = Type.Union([Type.Literal('open'), Type.Literal('submitted'), Type.Literal('expired'), Type.Literal('voided')])
export type AttemptState = Static<typeof AttemptState>

export const AttemptLine = Type.Object({
  attemptId: Type.String({ format: 'uuid' }),
  roundId: RoundId,
  attemptNo: Type.Integer(),
  state: AttemptState,
  startedAt: Timestamp,
  closedAt: Type.Union([Timestamp, Type.Null()]),
  scoreThousandths: Type.Optional(Type.Integer({ description: 'Only where the round reveals it' })),
})
export type AttemptLine = Static<typeof AttemptLine>

/** What the person has done in this contest: enough to offer "start", "go on" or "see my result". */
export const Me = Type.Object({ contestant: ContestantCard, attempts: Type.Array(AttemptLine), serverNow: Timestamp })
export type Me = Static<typeof Me>
