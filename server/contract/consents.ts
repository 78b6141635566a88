import { type Static, Type } from 'typebox'
import { PlainText, Timestamp } from './primitives.ts'

export const ConsentGiver = Type.Union([Type.Literal('self'), Type.Literal('guardian')])
export type ConsentGiver = Static<typeof ConsentGiver>

/** One line of the history of a person's consents: given or taken back, to which version of which text, by whom. */
export const ConsentRecord = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  at: Timestamp,
  by: Type.Optional(ConsentGiver),
  isWithdrawn: Type.Optional(Type.Boolean()),
})
export type ConsentRecord = Static<typeof ConsentRecord>

/** Each purpose is asked for by itself. */
export const consentPurposes = ['participation', 'public-name', 'contact', 'integrity', 'other'] as const
export const ConsentPurpose = Type.Enum([...consentPurposes])
export type ConsentPurpose = (typeof consentPurposes)[number]

/** Who agrees beside a child. */
export const Guardian = Type.Object(
  {
    fullName: PlainText({ minLength: 2, maxLength: 120 }),
    relation: PlainText({ minLength: 1, maxLength: 60 }),
    phone: PlainText({ minLength: 8, maxLength: 20 }),
  },
  { additionalProperties: false },
)
export type Guardian = Static<typeof Guardian>

/** The next version of a text; those who agreed to an earlier one have agreed to that one. */
export const ConsentPublication = Type.Object(
  {
    basedOn: Type.Integer({ minimum: 0, description: 'The version that was seen; 0: a consent of this name is new' }),
    purpose: ConsentPurpose,
    text: PlainText({ minLength: 10, maxLength: 5_000 }),
    textEn: Type.Optional(PlainText({ minLength: 10, maxLength: 5_000 })),
    required: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type ConsentPublication = Static<typeof ConsentPublication>
