import { type Static, type TSchema, Type } from 'typebox'
import { ActionId, Language, PlainText, RoundId, Timestamp, UnitId } from './primitives.ts'

const closed = { additionalProperties: false } as const
const Nullable = <Of extends TSchema>(schema: Of) => Type.Union([schema, Type.Null()])

/** A day in Vietnam, as in 2025-07-01. */
export const Day = Type.String({ format: 'date', description: 'A day in Asia/Ho_Chi_Minh' })
const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Of the unit as it was read: 409 if somebody was faster' })
const UnitName = PlainText({ minLength: 1, maxLength: 200 })
const UnitCode = PlainText({ minLength: 1, maxLength: 40, description: 'Letters, digits and . _ / -; no other unit has it, for ever' })
const Headcount = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })

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
const said = Type.Optional(Type.String())
const ContactShown = Type.Object({ name: said, phone: said, email: said, address: said })

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

// ── reading the tree

export const DayQuery = Type.Object({ day: Type.Optional(Day) })
export const UnitParams = Type.Object({ unitId: UnitId })
const Share = Type.Integer({ minimum: 0, maximum: 1_000, description: 'Thousandths of what was earned before' })

export const StaffUnit = Type.Object({
  id: UnitId,
  code: Type.String(),
  name: Type.String(),
  parentId: Nullable(UnitId),
  isOpen: Type.Boolean(),
  version: Version,
  childCount: Type.Integer({ description: 'Open units directly below' }),
  headcount: Nullable(Headcount),
})
export type StaffUnit = Static<typeof StaffUnit>

export const StaffUnitsQuery = Type.Object({
  day: Type.Optional(Day),
  parent: Type.Optional(UnitId),
  search: Type.Optional(PlainText({ minLength: 1, maxLength: 80 })),
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'How many of the list were read before' })),
})
export type StaffUnitsQuery = Static<typeof StaffUnitsQuery>
export const StaffUnitList = Type.Object({ day: Day, levelName: Nullable(Type.String()), units: Type.Array(StaffUnit), total: Type.Integer() })
export type StaffUnitList = Static<typeof StaffUnitList>

const From = Nullable(Day)
const Planned = Type.Boolean({ description: 'Its day has not come' })
export const UnitCard = Type.Object({
  id: UnitId,
  code: Type.String(),
  name: Type.String(),
  version: Version,
  isOpen: Type.Boolean(),
  trail: Type.Array(Type.Object({ id: UnitId, name: Type.String() }), { description: 'Units above, top first' }),
  headcount: Nullable(Type.Object({ headcount: Headcount, on: From })),
  contact: Nullable(ContactShown),
  ownLook: Type.Object({ logoDigest: Nullable(Type.String()), colours: Nullable(UnitColours), levelNames: Nullable(Type.Array(Type.String())) }),
  look: Type.Object(
    { logoDigest: Nullable(Type.String()), colours: Nullable(UnitColours), levelName: Nullable(Type.String()) },
    { description: 'Own or inherited from the nearest unit above that has it' },
  ),
  aliases: Type.Array(Type.String()),
  history: Type.Object(
    {
      lives: Type.Array(Type.Object({ from: From, isOpen: Type.Boolean(), isPlanned: Planned })),
      names: Type.Array(Type.Object({ from: From, name: Type.String(), isPlanned: Planned })),
      parents: Type.Array(Type.Object({ from: From, parentId: Nullable(UnitId), parentName: Nullable(Type.String()), isPlanned: Planned })),
      headcounts: Type.Array(Type.Object({ from: From, headcount: Headcount, isPlanned: Planned })),
      successors: Type.Array(Type.Object({ from: From, unitId: UnitId, name: Type.String(), shareThousandths: Share, isPlanned: Planned })),
      predecessors: Type.Array(Type.Object({ from: From, unitId: UnitId, name: Type.String(), shareThousandths: Share, isPlanned: Planned })),
    },
    { description: 'Oldest first; a day of null: from the beginning' },
  ),
})
export type UnitCard = Static<typeof UnitCard>

export const UnitActName = Type.Enum([
  'unit.create',
  'unit.rename',
  'unit.move',
  'unit.merge',
  'unit.split',
  'unit.close',
  'unit.reopen',
  'unit.headcount',
  'unit.describe',
  'unit.import',
])
export type UnitActName = Static<typeof UnitActName>
export const UnitActLine = Type.Object({
  number: Type.Integer(),
  kind: UnitActName,
  effectiveOn: Day,
  at: Timestamp,
  unitId: Nullable(UnitId),
  subject: Type.Unknown(),
  state: Type.Union([Type.Literal('in-force'), Type.Literal('planned'), Type.Literal('called-off')]),
})
export type UnitActLine = Static<typeof UnitActLine>
export const UnitActsQuery = Type.Object({
  unit: Type.Optional(UnitId),
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
  planned: Type.Optional(Type.Boolean({ description: 'Only what is still to come' })),
})
export type UnitActsQuery = Static<typeof UnitActsQuery>
export const UnitActList = Type.Object({ acts: Type.Array(UnitActLine, { description: 'Latest first' }), next: Nullable(Type.Integer()) })
export type UnitActList = Static<typeof UnitActList>
export const UnitActParams = Type.Object({ number: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) })

// ── acts

const act = { actionId: ActionId, effectiveOn: Type.Optional(Day), reason: Type.Optional(PlainText({ maxLength: 500 })) }
const seen = { version: Version }
const SeenUnit = Type.Object({ id: UnitId, version: Version }, closed)
export type SeenUnit = Static<typeof SeenUnit>
const ParentId = Type.Union([UnitId, Type.Null()], { description: 'Null: at the top' })
const NewUnitOf = Type.Object({ code: UnitCode, name: UnitName, parentId: ParentId }, closed)
export type NewUnitOf = Static<typeof NewUnitOf>

export const UnitCreation = Type.Object({ ...act, code: UnitCode, name: UnitName, parentId: ParentId, headcount: Type.Optional(Headcount) }, closed)
export type UnitCreation = Static<typeof UnitCreation>
export const UnitRenaming = Type.Object({ ...act, ...seen, name: UnitName }, closed)
export type UnitRenaming = Static<typeof UnitRenaming>
export const UnitMove = Type.Object({ ...act, ...seen, parentId: ParentId }, closed)
export type UnitMove = Static<typeof UnitMove>
export const UnitClosing = Type.Object(
  {
    ...act,
    ...seen,
    withUnitsBelow: Type.Optional(Type.Boolean({ description: 'Everything below closes too; without it a unit with open units below is refused' })),
  },
  closed,
)
export type UnitClosing = Static<typeof UnitClosing>
export const UnitReopening = Type.Object({ ...act, ...seen }, closed)
export type UnitReopening = Static<typeof UnitReopening>
export const UnitHeadcount = Type.Object({ ...act, ...seen, headcount: Headcount }, closed)
export type UnitHeadcount = Static<typeof UnitHeadcount>
export const UnitMerge = Type.Object(
  {
    ...act,
    units: Type.Array(SeenUnit, { minItems: 1, maxItems: 200, description: 'These end' }),
    into: Type.Union([SeenUnit, NewUnitOf], { description: 'This one goes on, or begins' }),
  },
  closed,
)
export type UnitMerge = Static<typeof UnitMerge>
export const UnitMergePreviewed = Type.Object({ units: UnitMerge.properties.units, into: UnitMerge.properties.into }, closed)
export const UnitSplit = Type.Object(
  {
    ...act,
    ...seen,
    into: Type.Array(Type.Object({ unit: Type.Union([SeenUnit, NewUnitOf]), shareThousandths: Share }, closed), {
      minItems: 2,
      maxItems: 50,
      description: 'Shares make 1000 together; 1000 and zeros name one main successor',
    }),
    unitsBelow: Type.Optional(
      Type.Array(Type.Object({ id: UnitId, to: Type.Integer({ minimum: 0, maximum: 49, description: 'Position in `into`' }) }, closed), {
        maxItems: 5_000,
        description: 'Units that are not named go to the largest share',
      }),
    ),
  },
  closed,
)
export type UnitSplit = Static<typeof UnitSplit>
export const UnitDescription = Type.Object(
  {
    actionId: ActionId,
    ...seen,
    contact: Type.Optional(Nullable(UnitContact)),
    colours: Type.Optional(Nullable(UnitColours)),
    levelNames: Type.Optional(Nullable(Type.Array(PlainText({ minLength: 1, maxLength: 60 }), { minItems: 1, maxItems: 12 }))),
    aliases: Type.Optional(Type.Array(UnitName, { maxItems: 30, description: 'All of them' })),
  },
  closed,
)
export type UnitDescription = Static<typeof UnitDescription>
export const UnitLogoQuery = Type.Object({ version: Version, actionId: ActionId })
export const UnitLogoParams = Type.Object({ digest: Type.String({ pattern: '^[0-9a-f]{64}$' }) })

export const ProvincesStart = Type.Object({ actionId: ActionId, parentId: ParentId }, closed)
export type ProvincesStart = Static<typeof ProvincesStart>

export const MergePreview = Type.Object({
  units: Type.Array(
    Type.Object({
      id: UnitId,
      name: Type.String(),
      version: Version,
      unitsBelow: Type.Integer({ description: 'The whole subtree' }),
      headcount: Nullable(Headcount),
      members: Type.Integer({ description: 'People on lists of contests' }),
      contestants: Type.Integer(),
      results: Type.Integer(),
    }),
  ),
  into: Type.Object({ id: Nullable(UnitId), name: Type.String() }),
  movedUnits: Type.Integer({ description: 'Units directly below that get a new unit above' }),
  sameNames: Type.Array(Type.String(), { description: 'Names that would stand twice below the one that goes on' }),
  plannedActs: Type.Integer({ description: 'Acts still to come on units that end' }),
})
export type MergePreview = Static<typeof MergePreview>

// ── turn-out

export const TurnoutQuery = Type.Object({
  day: Type.Optional(Day),
  under: Type.Optional(UnitId),
  round: Type.Optional(RoundId),
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
})
export type TurnoutQuery = Static<typeof TurnoutQuery>
export const TurnoutRow = Type.Object({
  unitId: UnitId,
  name: Type.String({ description: 'As it was called that day' }),
  childCount: Type.Integer(),
  registered: Type.Integer(),
  entrants: Type.Integer({ description: 'People with a counted attempt, in the unit and everywhere below' }),
  entrantsOfItsOwn: Type.Integer({ description: 'Of these, those that belong to none of the units below' }),
  headcount: Nullable(Headcount),
  rateThousandths: Nullable(Type.Integer({ description: 'Entrants per thousand members; null where the headcount is not known' })),
})
export type TurnoutRow = Static<typeof TurnoutRow>
export const TurnoutReport = Type.Object({
  day: Type.String({ description: 'The tree of this day' }),
  under: Nullable(TurnoutRow),
  units: Type.Array(TurnoutRow, { description: 'Most entrants first' }),
  total: Type.Integer(),
  isShared: Type.Boolean({ description: 'A unit was split by shares: what it earned before is divided as declared, an estimate' }),
  outside: Nullable(
    Type.Object(
      { registered: Type.Integer(), entrants: Type.Integer() },
      { description: 'Belongs to no unit of that day; null for whoever sees only a branch' },
    ),
  ),
})
export type TurnoutReport = Static<typeof TurnoutReport>

// ── files of units

export const UnitLineState = Type.Union([
  Type.Literal('new'),
  Type.Literal('changed'),
  Type.Literal('same'),
  Type.Literal('missing'),
  Type.Literal('refused'),
])
export type UnitLineState = Static<typeof UnitLineState>
export const UnitImportParams = Type.Object({ importId: Type.String({ format: 'uuid' }) })
export const UnitImportStatus = Type.Object({
  importId: Type.String(),
  fileName: Type.String(),
  state: Type.Union([Type.Literal('previewed'), Type.Literal('confirmed')]),
  counts: UnitImportCounts,
})
export type UnitImportStatus = Static<typeof UnitImportStatus>
export const UnitImportLinesQuery = Type.Object({
  state: Type.Optional(UnitLineState),
  after: Type.Optional(Type.Integer({ minimum: -1, maximum: 2_147_483_647 })),
  lang: Type.Optional(Language),
})
export type UnitImportLinesQuery = Static<typeof UnitImportLinesQuery>
export const UnitImportLine = Type.Object({
  position: Type.Integer(),
  line: Nullable(Type.Integer({ description: 'In the file; null: a unit that the file does not name' })),
  state: UnitLineState,
  code: Type.String(),
  name: Type.String(),
  parentCode: Nullable(Type.String()),
  headcount: Nullable(Headcount),
  changes: Type.Array(Type.Union([Type.Literal('name'), Type.Literal('parent'), Type.Literal('headcount')])),
  reasons: Type.Array(
    Type.Object({ code: UnitLineReason.properties.code, lines: Type.Optional(Type.Array(Type.Integer())), sentence: Type.String() }),
  ),
})
export type UnitImportLine = Static<typeof UnitImportLine>
export const UnitImportLines = Type.Object({ lines: Type.Array(UnitImportLine), next: Nullable(Type.Integer()) })
export type UnitImportLines = Static<typeof UnitImportLines>
export const UnitImportConfirmation = Type.Object({ actionId: ActionId }, closed)
export const UnitExportQuery = Type.Object({ format: Type.Union([Type.Literal('xlsx'), Type.Literal('csv')]), day: Type.Optional(Day) })
export type UnitExportQuery = Static<typeof UnitExportQuery>
