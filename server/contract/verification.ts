import { type Static, Type } from 'typebox'
import { ActionId, PlainText, Timestamp } from './primitives.ts'

const strict = { additionalProperties: false }

export const CodeRequest = Type.Object(
  {
    actionId: ActionId,
    address: PlainText({ minLength: 3, maxLength: 254, description: 'The e-mail address or phone number that the form asks for' }),
  },
  strict,
)
export type CodeRequest = Static<typeof CodeRequest>

/** The same whoever asks and whatever is known of the address. */
export const CodeSent = Type.Object({
  codeId: Type.String({ format: 'uuid' }),
  expiresAt: Timestamp,
  nextAt: Type.Union([Timestamp, Type.Null()], { description: 'Before this another code to the same address is refused' }),
})
export type CodeSent = Static<typeof CodeSent>

/** A code as typed, with the id that came when it was asked for. */
export const TypedCode = Type.Object({ codeId: Type.String({ format: 'uuid' }), digits: Type.String({ pattern: '^[0-9]{6}$' }) }, strict)
export type TypedCode = Static<typeof TypedCode>
