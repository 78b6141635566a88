import { type Static, Type } from 'typebox'
import { PlainText } from './primitives.ts'

const strict = { additionalProperties: false }

/** What an organizer can ask for. Whatever is not on the form is not taken either: only data that the purpose needs. */
export const fieldNames = ['fullName', 'birthDate', 'phone', 'email', 'gender', 'occupation', 'unit', 'unitText', 'idNumber'] as const
export type FieldName = (typeof fieldNames)[number]

/** What tells one person from another: once on each contest. */
export const identityKinds = ['phone', 'email', 'idNumber', 'portal'] as const
export type IdentityKind = (typeof identityKinds)[number]

export const genders = ['female', 'male', 'other'] as const

const FormField = Type.Object({ name: Type.Enum([...fieldNames]), isRequired: Type.Boolean() }, strict)

const CustomBase = {
  key: Type.String({ pattern: '^[a-z][a-z0-9_]{0,29}$' }),
  label: PlainText({ minLength: 1, maxLength: 200 }),
  labelEn: Type.Optional(PlainText({ minLength: 1, maxLength: 200 })),
  isRequired: Type.Boolean(),
}
const Limit = Type.Number({ minimum: -1e12, maximum: 1e12 })
/** A question of the organizer's own. No patterns: what people type is checked by kinds that everybody understands. */
export const CustomField = Type.Union([
  Type.Object({ ...CustomBase, kind: Type.Literal('text'), maxLength: Type.Integer({ minimum: 1, maximum: 500 }) }, strict),
  Type.Object({ ...CustomBase, kind: Type.Literal('number'), min: Type.Optional(Limit), max: Type.Optional(Limit) }, strict),
  Type.Object({ ...CustomBase, kind: Type.Literal('date') }, strict),
  Type.Object(
    {
      ...CustomBase,
      kind: Type.Literal('choice'),
      options: Type.Array(PlainText({ minLength: 1, maxLength: 200 }), { minItems: 2, maxItems: 100, uniqueItems: true }),
    },
    strict,
  ),
])
export type CustomField = Static<typeof CustomField>

export const RegistrationForm = Type.Object(
  {
    identity: Type.Enum([...identityKinds]),
    /** In the order in which they are asked. */
    fields: Type.Array(FormField, { minItems: 1, maxItems: fieldNames.length }),
    custom: Type.Array(CustomField, { maxItems: 20 }),
    /** A list to choose the occupation from; without it the occupation is typed. */
    occupations: Type.Optional(Type.Array(PlainText({ minLength: 1, maxLength: 120 }), { minItems: 2, maxItems: 100, uniqueItems: true })),
    /** A one-time code to the e-mail address, or through the operator's gateway to the phone, before somebody counts as registered. */
    verification: Type.Enum(['none', 'email', 'gateway']),
    /** Only who is on the list of entitled people, or came through a portal of the contest. */
    isForMembers: Type.Optional(Type.Boolean()),
    /** A contest that one unit holds takes people of that unit and below; with this, of all units. */
    takesAllUnits: Type.Optional(Type.Boolean()),
  },
  strict,
)
export type RegistrationForm = Static<typeof RegistrationForm>

/** The form as it is shown: one shape for every kind of question, and nothing to be checked any more. */
export const ShownForm = Type.Object({
  identity: Type.Enum([...identityKinds]),
  fields: Type.Array(Type.Object({ name: Type.Enum([...fieldNames]), isRequired: Type.Boolean() })),
  custom: Type.Array(
    Type.Object({
      key: Type.String(),
      label: Type.String(),
      labelEn: Type.Optional(Type.String()),
      isRequired: Type.Boolean(),
      kind: Type.Enum(['text', 'number', 'date', 'choice']),
      maxLength: Type.Optional(Type.Integer()),
      min: Type.Optional(Type.Number()),
      max: Type.Optional(Type.Number()),
      options: Type.Optional(Type.Array(Type.String())),
    }),
  ),
  occupations: Type.Optional(Type.Array(Type.String())),
  verification: Type.Enum(['none', 'email', 'gateway']),
  isForMembers: Type.Optional(Type.Boolean()),
  takesAllUnits: Type.Optional(Type.Boolean()),
})

/** What a person wrote on the form. Which of it must be there, and may be, the contest's form says. */
export const FormAnswers = {
  fullName: Type.Optional(PlainText({ minLength: 2, maxLength: 120 })),
  birthDate: Type.Optional(Type.String({ format: 'date' })),
  phone: Type.Optional(PlainText({ minLength: 8, maxLength: 20 })),
  email: Type.Optional(PlainText({ minLength: 3, maxLength: 254 })),
  gender: Type.Optional(Type.Enum([...genders])),
  occupation: Type.Optional(PlainText({ minLength: 1, maxLength: 120 })),
  unitText: Type.Optional(PlainText({ minLength: 1, maxLength: 200 })),
  idNumber: Type.Optional(PlainText({ minLength: 9, maxLength: 20 })),
  custom: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,29}$' }), PlainText({ maxLength: 500 }), { maxProperties: 20 })),
}
const AnswersObject = Type.Object(FormAnswers)
export type FormAnswers = Static<typeof AnswersObject>
