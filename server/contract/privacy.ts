import { type Static, Type } from 'typebox'
import { ConsentGiver, ConsentPurpose, ConsentRecord, Guardian } from './consents.ts'
import { AttemptLine } from './contestants.ts'
import { PlainText, Slug, Timestamp, UnitId } from './primitives.ts'
import { FormAnswers } from './registration-form.ts'
import { TypedCode } from './verification.ts'

const strict = { additionalProperties: false }

export const PublicName = Type.Union([Type.Literal('full'), Type.Literal('masked'), Type.Literal('hidden')], {
  description: 'How public boards name the person; in full only with consent',
})
export type PublicName = Static<typeof PublicName>

/** What is kept of a person, readable. */
export const PersonCard = Type.Object({
  fullName: Type.Optional(Type.String()),
  birthDate: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
  idNumber: Type.Optional(Type.String()),
  fields: Type.Optional(Type.Record(Type.String(), Type.String())),
  guardian: Type.Optional(Type.Object({ fullName: Type.String(), relation: Type.String(), phone: Type.String() })),
  publicName: PublicName,
  unitId: UnitId,
  unitName: Type.String(),
  registeredAt: Timestamp,
})
export type PersonCard = Static<typeof PersonCard>

export const GivenConsent = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  purpose: ConsentPurpose,
  text: Type.String({ description: 'Exactly the text that was agreed to' }),
  textEn: Type.Optional(Type.String({ description: 'The same version in English' })),
  required: Type.Boolean(),
  by: Type.Union([Type.Literal('self'), Type.Literal('guardian')]),
  givenAt: Timestamp,
  withdrawnAt: Type.Union([Timestamp, Type.Null()]),
})
export type GivenConsent = Static<typeof GivenConsent>

/** What may still be agreed to, and who would. */
export const OpenConsent = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  purpose: Type.Optional(ConsentPurpose),
  text: Type.String(),
  textEn: Type.Optional(Type.String()),
  required: Type.Boolean(),
  by: ConsentGiver,
})
export type OpenConsent = Static<typeof OpenConsent>

/** Everything the service knows of the person who asks. */
export const MyData = Type.Object({
  person: PersonCard,
  consents: Type.Array(GivenConsent),
  openConsents: Type.Array(OpenConsent, {
    description: 'Texts in force that were not agreed to in these words: left open, taken back, or of a newer version',
  }),
  canCorrect: Type.Boolean({ description: 'Until the last round closes' }),
  isRunning: Type.Boolean({ description: 'While it is, erasing is withdrawing from the contest' }),
  erasedBy: Type.Union([Timestamp, Type.Null()], { description: 'When everything here is erased by itself' }),
})
export type MyData = Static<typeof MyData>

const PastState = Type.Object({ at: Timestamp, by: Type.String(), before: Type.Record(Type.String(), Type.Unknown()) })
export const MyExport = Type.Object({
  contest: Type.Object({ title: Type.String(), organizer: Type.String() }),
  exportedAt: Timestamp,
  ...MyData.properties,
  consentHistory: Type.Array(ConsentRecord),
  corrections: Type.Array(PastState),
  attempts: Type.Array(AttemptLine),
})
export type MyExport = Static<typeof MyExport>

const correctable = {
  ...FormAnswers,
  unitId: Type.Optional(UnitId),
  guardian: Type.Optional(Guardian),
  guardianConsents: Type.Optional(
    Type.Array(Type.Object({ id: Type.String({ maxLength: 40 }), version: Type.Integer({ minimum: 1, maximum: 10_000 }) }, strict), {
      maxItems: 20,
      description: 'What the guardian agrees to, once the corrected birth date is that of a child',
    }),
  ),
}
/** Only what changes, of what the form asks for; an empty custom field is emptied. */
export const Correction = Type.Object(
  {
    ...correctable,
    publicName: Type.Optional(PublicName),
    /** Where the contest verifies addresses: the code that went to the new one. */
    code: Type.Optional(TypedCode),
  },
  strict,
)
export type Correction = Static<typeof Correction>

const Reason = PlainText({ minLength: 3, maxLength: 500, description: 'Stays in the audit log' })
export const StaffCorrection = Type.Object({ ...correctable, reason: Reason }, strict)
export type StaffCorrection = Static<typeof StaffCorrection>
export const WithReason = Type.Object({ reason: Reason }, strict)

/** Said by the person, so that no stray request erases anybody. */
export const ErasureRequest = Type.Object({ isUnderstood: Type.Literal(true) }, strict)
const Agreement = Type.Object(
  { id: Type.String({ maxLength: 40 }), version: Type.Integer({ minimum: 1, maximum: 10_000 }), by: ConsentGiver },
  strict,
)
export type Agreement = Static<typeof Agreement>
export const Agreements = Type.Object({ consents: Type.Array(Agreement, { minItems: 1, maxItems: 40 }) }, strict)
export const Withdrawal = Type.Object({ consentId: Type.String({ maxLength: 40 }) }, strict)

export const PersonParams = Type.Object({ slug: Slug, contestantId: Type.String({ format: 'uuid' }) })
/** Names by whole words in any order; the rest exactly. One of them. */
export const PeopleQuery = Type.Object(
  {
    name: Type.Optional(PlainText({ minLength: 1, maxLength: 120 })),
    phone: Type.Optional(PlainText({ minLength: 8, maxLength: 20 })),
    email: Type.Optional(PlainText({ minLength: 3, maxLength: 254 })),
    idNumber: Type.Optional(PlainText({ minLength: 9, maxLength: 20 })),
  },
  strict,
)
export type PeopleQuery = Static<typeof PeopleQuery>

export const FoundPeople = Type.Object({
  people: Type.Array(Type.Object({ contestantId: Type.String(), fullName: Type.String(), unitName: Type.String(), registeredAt: Timestamp })),
  hasMore: Type.Boolean({ description: 'More people are found than are shown: more words narrow it down' }),
})
export type FoundPeople = Static<typeof FoundPeople>

export const PersonFile = Type.Object({
  contestantId: Type.String(),
  person: Type.Union([PersonCard, Type.Null()], { description: 'Null once erased' }),
  erasedAt: Type.Union([Timestamp, Type.Null()]),
  consents: Type.Array(GivenConsent),
  timeline: Type.Array(
    Type.Object({ at: Timestamp, what: Type.String(), attemptId: Type.Optional(Type.String()), by: Type.Optional(Type.String()) }),
  ),
})
export type PersonFile = Static<typeof PersonFile>
/** To the person's own address, by mail or through the gateway; without it support passes the code on. */
export const RejoinCodeRequest = Type.Object({ reason: Reason, send: Type.Optional(Type.Enum(['email', 'gateway'])) }, strict)
export type RejoinCodeRequest = Static<typeof RejoinCodeRequest>
/** The code before is void. A code that was sent is not shown to anybody else. */
export const NewRejoinCode = Type.Object({
  isSent: Type.Boolean(),
  rejoinCode: Type.Optional(Type.String({ description: 'Shown once' })),
  link: Type.Optional(Type.String({ description: 'The page of the contest with the code in the fragment, to be sent to the person' })),
})
export type NewRejoinCode = Static<typeof NewRejoinCode>

const Retention = Type.Object({ eraseAt: Timestamp, rule: PlainText({ minLength: 3, maxLength: 300 }) }, strict)
const IdNumberPurpose = Type.Object({ purpose: PlainText({ minLength: 3, maxLength: 300 }), until: Timestamp }, strict)
export const PrivacySettings = Type.Object({ retention: Type.Optional(Retention), idNumber: Type.Optional(IdNumberPurpose) }, strict)
export type PrivacySettings = Static<typeof PrivacySettings>

/** What is left out stays as it is; null takes it away. */
export const PrivacyChange = Type.Object(
  {
    retention: Type.Optional(Type.Union([Retention, Type.Null()])),
    idNumber: Type.Optional(Type.Union([IdNumberPurpose, Type.Null()])),
    reason: Type.Optional(Reason),
  },
  strict,
)
export type PrivacyChange = Static<typeof PrivacyChange>

export const ErasureCertificate = Type.Object({
  number: Type.Integer(),
  issuedAt: Timestamp,
  content: Type.Object({
    contestId: Type.Integer(),
    title: Type.String(),
    organizer: Type.String(),
    rule: Type.String(),
    dueAt: Timestamp,
    finishedAt: Timestamp,
    people: Type.Integer({ description: 'Erased by the clock' }),
    erasedBefore: Type.Integer({ description: 'Erased earlier, at their own wish or by staff' }),
  }),
  hash: Type.String({ description: 'SHA-256 of the content as written; the same stands in the audit log' }),
})
export type ErasureCertificate = Static<typeof ErasureCertificate>
const Erasure = Type.Object({
  waitsForPublication: Type.Boolean({ description: 'Identities stay reserved and winners can be reached until the results are published' }),
  atLatest: Timestamp,
})
export const PrivacyView = Type.Object({
  settings: PrivacySettings,
  erasure: Type.Union([Erasure, Type.Null()], { description: 'When the clock erases; null: nothing is declared' }),
  certificates: Type.Array(ErasureCertificate),
})
export type PrivacyView = Static<typeof PrivacyView>
