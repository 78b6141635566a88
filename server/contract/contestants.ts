import { type Static, Type } from 'typebox'
import { ConsentGiver, Guardian } from './consents.ts'
import { ActionId, DeviceLabel, PlainText, RoundId, Timestamp, UnitId } from './primitives.ts'
import { FormAnswers } from './registration-form.ts'
import { TypedCode } from './verification.ts'

export const ConsentGiven = Type.Object({
  id: Type.String({ maxLength: 40 }),
  version: Type.Integer({ minimum: 1, maximum: 10_000 }),
  by: Type.Optional(ConsentGiver),
})

/** What the portal has said of the person, kept for the time of the registration. */
export const Admission = Type.String({ pattern: '^[A-Za-z0-9_-]{40,2000}$', description: 'From an exchanged ticket of a portal' })

export const RegistrationRequest = Type.Object(
  {
    actionId: ActionId,
    ...FormAnswers,
    unitId: Type.Optional(UnitId),
    code: Type.Optional(TypedCode),
    admission: Type.Optional(Admission),
    consents: Type.Array(ConsentGiven, { maxItems: 20 }),
    /** Below 16 a parent or guardian agrees too. */
    guardian: Type.Optional(Guardian),
    hidesName: Type.Optional(Type.Boolean({ description: 'Public boards then show no name at all' })),
    device: DeviceLabel,
  },
  { additionalProperties: false },
)
export type RegistrationRequest = Static<typeof RegistrationRequest>

export const RejoinRequest = Type.Object(
  {
    phone: Type.Optional(PlainText({ minLength: 8, maxLength: 20 })),
    identity: Type.Optional(
      PlainText({
        minLength: 3,
        maxLength: 254,
        description: 'What the form of the contest takes for the identity; the phone number may also stand in phone',
      }),
    ),
    rejoinCode: PlainText({ minLength: 8, maxLength: 40 }),
  },
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

/** A ticket is answered with a session for whoever is registered, else with what the registration begins with. */
export const TicketReply = Type.Union([
  Type.Object({ session: ContestantSession }),
  Type.Object({
    admission: Admission,
    person: Type.Object({
      fullName: Type.Union([Type.String(), Type.Null()]),
      unitId: Type.Union([UnitId, Type.Null()]),
      unitName: Type.String(),
      birthDate: Type.Optional(Type.String({ description: 'Where the portal told it: it need not be typed' })),
    }),
  }),
])
export type TicketReply = Static<typeof TicketReply>

export const RegistrationReply = Type.Object({
  contestantToken: Type.String({ description: 'Bearer token bound to this contest' }),
  rejoinCode: Type.String({ description: 'With the phone number, the way back on another device' }),
  contestant: ContestantCard,
})
export type RegistrationReply = Static<typeof RegistrationReply>

export const AttemptState = Type.Union([Type.Literal('open'), Type.Literal('submitted'), Type.Literal('expired'), Type.Literal('voided')])
export type AttemptState = Static<typeof AttemptState>

/** A score that people have yet to add to. */
export const EssaysWaiting = Type.Integer({
  minimum: 1,
  description: 'Beside a score: so many essays wait for people to mark them, and the score is not final; absent: none waits',
})

export const AttemptLine = Type.Object({
  attemptId: Type.String({ format: 'uuid' }),
  roundId: RoundId,
  attemptNo: Type.Integer(),
  state: AttemptState,
  startedAt: Timestamp,
  closedAt: Type.Union([Timestamp, Type.Null()]),
  scoreThousandths: Type.Optional(Type.Integer({ description: 'Only where the round reveals it' })),
  essaysWaiting: Type.Optional(EssaysWaiting),
})
export type AttemptLine = Static<typeof AttemptLine>

/** What the person has done in this contest: enough to offer "start", "go on" or "see my result". */
export const Me = Type.Object({ contestant: ContestantCard, attempts: Type.Array(AttemptLine), serverNow: Timestamp })
export type Me = Static<typeof Me>
