import { type Static, Type } from 'typebox'
import { ConsentPurpose } from './consents.ts'
import { RoundId, Slug, Timestamp, UnitId } from './primitives.ts'
import { ShownForm } from './registration-form.ts'
import { Navigation } from './round-rules.ts'

export const ContestParams = Type.Object({ slug: Slug })

export const RoundPhase = Type.Union([Type.Literal('upcoming'), Type.Literal('open'), Type.Literal('closed')])
export type RoundPhase = Static<typeof RoundPhase>

/** In this order; what an official did stands above the clock. */
export const ContestPhase = Type.Enum([
  'draft',
  'announced',
  'registering',
  'running',
  'frozen',
  'closed',
  'under-review',
  'sealed',
  'published',
  'archived',
])
export type ContestPhase = Static<typeof ContestPhase>

export const PublicRound = Type.Object({
  id: RoundId,
  title: Type.String(),
  phase: RoundPhase,
  opensAt: Timestamp,
  closesAt: Timestamp,
  durationSeconds: Type.Integer(),
  questionCount: Type.Integer(),
  attemptsAllowed: Type.Union([Type.Integer(), Type.Null()], { description: 'null: as many as one likes' }),
  revealsScore: Type.Boolean(),
  isFrozen: Type.Boolean({ description: 'Open, while its public board stands still' }),
  isPractice: Type.Boolean(),
  needsAccessCode: Type.Boolean(),
  navigation: Navigation,
  noticeNumber: Type.Integer({ description: 'Of the last official notice; 0: there is none' }),
})
export type PublicRound = Static<typeof PublicRound>

export const ConsentText = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  /** Absent where a contest has but one consent: to take part. */
  purpose: Type.Optional(ConsentPurpose),
  text: Type.String(),
  textEn: Type.Optional(Type.String()),
  required: Type.Boolean(),
})
export type ConsentText = Static<typeof ConsentText>

export const ContestPage = Type.Object({
  slug: Slug,
  title: Type.String(),
  organizer: Type.String(),
  summary: Type.String(),
  phase: ContestPhase,
  registration: Type.Enum(['upcoming', 'open', 'closed']),
  rules: Type.Array(Type.String(), { description: 'Paragraphs of the public rules, in order' }),
  rounds: Type.Array(PublicRound),
  consents: Type.Array(ConsentText),
  unitLevels: Type.Array(Type.String(), { description: 'Names of the levels of the unit tree, top first' }),
  registrationForm: ShownForm,
  serverNow: Timestamp,
})
export type ContestPage = Static<typeof ContestPage>

export const UnitsQuery = Type.Object({
  parent: Type.Optional(UnitId),
  search: Type.Optional(Type.String({ minLength: 1, maxLength: 80, format: 'plain-text' })),
})

export const PublicUnit = Type.Object({
  id: UnitId,
  name: Type.String(),
  level: Type.Integer({ description: 'Depth in the tree, 0 is the top' }),
  hasChildren: Type.Boolean(),
  trail: Type.Array(Type.String(), { description: 'Names of the units above, top first' }),
  formerName: Type.Optional(Type.String({ description: 'The old or other name by which it was found' })),
})
export type PublicUnit = Static<typeof PublicUnit>

export const UnitList = Type.Object({
  units: Type.Array(PublicUnit),
  levelName: Type.Optional(Type.String({ description: 'What the level of these units is called' })),
  isCut: Type.Optional(Type.Boolean({ description: 'There are more than are listed: search by name' })),
})
export type UnitList = Static<typeof UnitList>
