import { type Static, Type } from 'typebox'
import { PlainText } from './primitives.ts'

const closed = { additionalProperties: false } as const

// ── what a unit carries beside its place

export const UnitContact = Type.Object(
  {
    name: Type.Optional(PlainText({ maxLength: 120 })),
    phone: Type.Optional(PlainText({ maxLength: 40 })),
    email: Type.Optional(PlainText({ maxLength: 200 })),
    address: Type.Optional(PlainText({ maxLength: 300 })),
  },
  closed,
)
export type UnitContact = Static<typeof UnitContact>

const Colour = Type.String({ pattern: '^#[0-9a-f]{6}$' })
export const UnitColours = Type.Object({ main: Colour, accent: Type.Optional(Colour) }, closed)
export type UnitColours = Static<typeof UnitColours>

// ── lines of a file

export const UnitLineReason = Type.Object({
  code: Type.Union([
    Type.Literal('NAME_EMPTY'),
    Type.Literal('NAME_TOO_LONG'),
    Type.Literal('CODE_EMPTY'),
    Type.Literal('CODE_UNREADABLE'),
    Type.Literal('CODE_DOUBLED'),
    Type.Literal('CODE_OF_CLOSED_UNIT'),
    Type.Literal('PARENT_NOT_FOUND'),
    Type.Literal('PARENT_REFUSED'),
    Type.Literal('PARENT_CLOSED'),
    Type.Literal('PARENT_CYCLE'),
    Type.Literal('HEADCOUNT_UNREADABLE'),
  ]),
  /** Lines of the file that it has to do with. */
  lines: Type.Optional(Type.Array(Type.Integer())),
  text: Type.Optional(Type.String({ description: 'What was written' })),
})
export type UnitLineReason = Static<typeof UnitLineReason>

export const UnitImportCounts = Type.Object({
  new: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  missing: Type.Integer({ description: 'Open units that the file does not name; nothing happens to them' }),
  refused: Type.Integer(),
})
export type UnitImportCounts = Static<typeof UnitImportCounts>
