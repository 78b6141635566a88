import { type Static, Type } from 'typebox'
import { PlainText, Timestamp, UnitId } from './primitives.ts'

const strict = { additionalProperties: false }
const Maybe = <Of extends Parameters<typeof Type.Union>[0][number]>(of: Of) => Type.Union([of, Type.Null()])
const ActionId = Type.String({ format: 'uuid' })
const ContestantId = Type.String({ format: 'uuid' })
const PrizeId = Type.String({ pattern: '^[a-z0-9-]{1,40}$' })
const Note = PlainText({ maxLength: 2_000 })
const Reason = PlainText({ minLength: 3, maxLength: 2_000 })

export const CheckOutcome = Type.Enum(['confirmed', 'refused', 'not-reached'])
/** Somebody called a winner, or looked into it, and says what came of it. */
export const AwardCheck = Type.Object(
  {
    actionId: ActionId,
    contestantId: Type.Optional(ContestantId),
    unitId: Type.Optional(UnitId),
    outcome: CheckOutcome,
    calledAt: Timestamp,
    checked: PlainText({ minLength: 1, maxLength: 1_000, description: 'What was asked for and seen' }),
    note: Type.Optional(Note),
  },
  strict,
)
export type AwardCheck = Static<typeof AwardCheck>

/** A tie over the last place of a prize: by lots from a seed that everybody may know, or by a decision with its reason. */
export const TieSettlement = Type.Object(
  {
    actionId: ActionId,
    prizeId: PrizeId,
    by: Type.Union([
      Type.Object({ kind: Type.Literal('lots'), seed: PlainText({ minLength: 3, maxLength: 500 }) }, strict),
      Type.Object(
        { kind: Type.Literal('decision'), winnerIds: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 10_000 }), reason: Reason },
        strict,
      ),
    ]),
  },
  strict,
)
export type TieSettlement = Static<typeof TieSettlement>
export const AwardAct = Type.Object({ actionId: ActionId, note: Type.Optional(Note) }, strict)
export type AwardAct = Static<typeof AwardAct>

const Candidate = Type.Object({
  /** Of a contestant or a unit. */
  id: Type.String(),
  name: Type.String(),
  place: Type.Integer(),
})
const LastCheck = Type.Object({ outcome: CheckOutcome, calledAt: Timestamp, checked: Type.String(), note: Type.String(), by: Type.String() })
export const AwardsView = Type.Object({
  sealNumber: Type.Integer(),
  state: Type.Enum(['proposed', 'decided', 'published']),
  awards: Type.Array(
    Type.Object({
      prizeId: Type.String(),
      title: Type.String(),
      winners: Type.Array(Type.Object({ ...Candidate.properties, check: Maybe(LastCheck) })),
      tie: Maybe(
        Type.Object({
          open: Type.Integer(),
          /** `lot` names a person in the sealed bundle: what lots are drawn by. */
          candidates: Type.Array(Type.Object({ ...Candidate.properties, lot: Type.String() })),
        }),
      ),
      waitsFor: Maybe(Type.String()),
      vacant: Type.Integer(),
      passedOver: Type.Array(Type.Object({ ...Candidate.properties, because: Type.String() })),
    }),
  ),
})
export type AwardsView = Static<typeof AwardsView>

export const Winners = Type.Object({
  publishedAt: Maybe(Timestamp),
  sealNumber: Maybe(Type.Integer()),
  /** Results were sealed again since: these winners follow from an earlier seal. */
  isSuperseded: Type.Boolean(),
  prizes: Type.Array(
    Type.Object({
      title: Type.String(),
      worth: Type.String(),
      /** Names as each person consented; empty: not shown. */
      winners: Type.Array(Type.Object({ name: Type.String(), unitName: Type.String(), place: Type.Integer() })),
    }),
  ),
})
export type Winners = Static<typeof Winners>
