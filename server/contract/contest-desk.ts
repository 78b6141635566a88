import { type Static, Type } from 'typebox'
import { AuthorBlueprint } from './blueprints.ts'
import { ContestRules } from './contest-rules.ts'
import { ContestPhase, RoundPhase } from './contests.ts'
import { ActionId, PlainText, RoundId, Slug, Timestamp, UnitId } from './primitives.ts'
import { RoundRules } from './round-rules.ts'
import { RulesBlocks } from './rules-text.ts'

const strict = { additionalProperties: false }
const Nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const Day = Type.String({ format: 'date', description: 'A day in Asia/Ho_Chi_Minh' })
const Version = Type.Integer({ minimum: 1, description: 'Of what the organizer saw; refused when somebody changed it meanwhile' })
const Title = PlainText({ minLength: 1, maxLength: 200 })
const Reason = PlainText({ minLength: 10, maxLength: 1_000, description: 'Stays in the audit log' })

const origins = Type.Array(Type.String({ pattern: '^https?://[a-z0-9.-]+(?::[0-9]{1,5})?$' }), { maxItems: 100, uniqueItems: true })
const described = {
  title: Title,
  organizer: PlainText({ minLength: 1, maxLength: 300 }),
  summary: PlainText({ minLength: 1, maxLength: 2_000 }),
  unitLevels: Type.Array(PlainText({ minLength: 1, maxLength: 80 }), {
    minItems: 1,
    maxItems: 20,
    description: 'Names of the levels of the unit tree, top first',
  }),
  allowedOrigins: origins,
}

/** When a round runs. */
const roundTimes = { title: Title, opensAt: Timestamp, closesAt: Timestamp, freezesAt: Nullable(Timestamp) }
/** Asked for at the start; kept as a keyed digest and never shown again. null takes it away. */
const AccessCode = Type.Optional(Nullable(PlainText({ minLength: 4, maxLength: 64 })))

export const RoundDraft = Type.Object({ ...roundTimes, rules: RoundRules, accessCode: AccessCode }, strict)
export type RoundDraft = Static<typeof RoundDraft>

export const SettingsMatter = Type.Object({
  at: Type.String({ description: 'A path into the settings' }),
  code: Type.String(),
  text: Type.String(),
})
export type SettingsMatter = Static<typeof SettingsMatter>

export const DeskRound = Type.Object({
  id: RoundId,
  ...roundTimes,
  version: Type.Integer(),
  phase: RoundPhase,
  areRulesFrozen: Type.Boolean({ description: 'The round was opened: only an official act changes it' }),
  rules: RoundRules,
  hasAccessCode: Type.Boolean(),
  paper: Nullable(
    Type.Object({
      questionCount: Type.Integer(),
      maxScoreThousandths: Type.Integer(),
      shuffleQuestions: Type.Boolean(),
      shuffleOptions: Type.Boolean(),
    }),
  ),
  noticeNumber: Type.Integer(),
})
export type DeskRound = Static<typeof DeskRound>

/** Everything that was set, as the organizer sees it. */
export const ContestDesk = Type.Object({
  slug: Slug,
  ...described,
  unitId: Nullable(UnitId),
  version: Type.Integer(),
  phase: ContestPhase,
  areRulesFrozen: Type.Boolean({ description: 'A round that counts was opened: only an official act changes the rules of the contest' }),
  reviewEndsAt: Nullable(Timestamp),
  settings: ContestRules,
  rulesBlocks: RulesBlocks,
  rounds: Type.Array(DeskRound),
  warnings: Type.Array(SettingsMatter, { description: 'What is saved all the same, and probably not meant' }),
})
export type ContestDesk = Static<typeof ContestDesk>

export const ContestLine = Type.Object({
  slug: Slug,
  title: Type.String(),
  organizer: Type.String(),
  unitId: Nullable(UnitId),
  phase: ContestPhase,
  version: Type.Integer(),
  rounds: Type.Integer(),
  firstOpensAt: Nullable(Timestamp),
  lastClosesAt: Nullable(Timestamp),
})
export const ContestLines = Type.Object({ contests: Type.Array(ContestLine) })
export type ContestLines = Static<typeof ContestLines>

const TemplateChoice = Type.Object(
  { id: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }), firstDay: Day },
  { ...strict, description: 'Its rounds begin on or after this day' },
)
export const NewContestRequest = Type.Object(
  {
    actionId: ActionId,
    slug: Slug,
    title: Title,
    organizer: described.organizer,
    summary: described.summary,
    unitId: Nullable(UnitId),
    template: Type.Optional(TemplateChoice),
  },
  strict,
)
export type NewContestRequest = Static<typeof NewContestRequest>

export const ContestChange = Type.Object(
  {
    actionId: ActionId,
    version: Version,
    title: Type.Optional(described.title),
    organizer: Type.Optional(described.organizer),
    summary: Type.Optional(described.summary),
    unitLevels: Type.Optional(described.unitLevels),
    allowedOrigins: Type.Optional(described.allowedOrigins),
    unitId: Type.Optional(Nullable(UnitId)),
    settings: Type.Optional(ContestRules),
    rulesBlocks: Type.Optional(RulesBlocks),
    reason: Type.Optional(Reason),
  },
  strict,
)
export type ContestChange = Static<typeof ContestChange>

export const RoundsAddition = Type.Object(
  { actionId: ActionId, version: Version, rounds: Type.Array(RoundDraft, { minItems: 1, maxItems: 60 }), copyBlueprintOf: Type.Optional(RoundId) },
  strict,
)
export type RoundsAddition = Static<typeof RoundsAddition>

export const RoundCopy = Type.Object({ actionId: ActionId, version: Version, ...roundTimes, accessCode: AccessCode }, strict)
export type RoundCopy = Static<typeof RoundCopy>

export const RoundChange = Type.Object(
  {
    actionId: ActionId,
    version: Version,
    title: Type.Optional(Title),
    opensAt: Type.Optional(Timestamp),
    closesAt: Type.Optional(Timestamp),
    freezesAt: Type.Optional(Nullable(Timestamp)),
    rules: Type.Optional(RoundRules),
    accessCode: AccessCode,
  },
  strict,
)
export type RoundChange = Static<typeof RoundChange>

export const RoundRemoval = Type.Object({ actionId: ActionId, version: Version }, strict)
export type RoundRemoval = Static<typeof RoundRemoval>
export const RoundOrder = Type.Object(
  {
    actionId: ActionId,
    version: Version,
    roundIds: Type.Array(RoundId, { minItems: 1, maxItems: 200, uniqueItems: true, description: 'All of them' }),
  },
  strict,
)
export type RoundOrder = Static<typeof RoundOrder>

const TimeOfDay = Type.String({ pattern: '^(?:[01][0-9]|2[0-3]):[0-5][0-9]$', description: 'In Asia/Ho_Chi_Minh, as in 09:00' })
const WeekTime = Type.Object({ weekday: Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday' }), time: TimeOfDay }, strict)
export const RecurringRounds = Type.Object(
  {
    firstDay: Day,
    opens: WeekTime,
    closes: WeekTime,
    everyWeeks: Type.Integer({ minimum: 1, maximum: 12 }),
    count: Type.Integer({ minimum: 1, maximum: 60 }),
    title: Type.String({ minLength: 1, maxLength: 190, format: 'plain-text', description: '{n} becomes the number of the round: "Tuần {n}"' }),
    freezeHoursBeforeClose: Type.Optional(Type.Integer({ minimum: 0, maximum: 720 })),
  },
  strict,
)
export type RecurringRounds = Static<typeof RecurringRounds>
export const PlannedRounds = Type.Object({ rounds: Type.Array(Type.Object(roundTimes)) })
export type PlannedRounds = Static<typeof PlannedRounds>

export const ContestCloning = Type.Object(
  {
    actionId: ActionId,
    slug: Slug,
    title: Title,
    firstDay: Type.String({ format: 'date', description: 'On which its first round opens; all times move by whole days' }),
  },
  strict,
)
export type ContestCloning = Static<typeof ContestCloning>

export const ContestTemplate = Type.Object({
  id: Type.String(),
  title: Type.String(),
  about: Type.String(),
  settings: ContestRules,
  rounds: Type.Array(Type.Object({ ...roundTimes, rules: RoundRules })),
  blueprint: Nullable(AuthorBlueprint),
})
export type ContestTemplate = Static<typeof ContestTemplate>
export const TemplatesQuery = Type.Object({ firstDay: Day, lang: Type.Optional(Type.Enum(['vi', 'en'])) })
export const ContestTemplates = Type.Object({ templates: Type.Array(ContestTemplate) })

/** What may be changed about a round that was opened, and why. */
const officialChange = {
  version: Version,
  title: Type.Optional(Title),
  opensAt: Type.Optional(Timestamp),
  closesAt: Type.Optional(Timestamp),
  freezesAt: Type.Optional(Nullable(Timestamp)),
  rules: Type.Optional(RoundRules),
  appliesTo: Type.Enum(['running-too', 'later-starts'], {
    description: 'Whose deadline follows a longer duration or a later close. No deadline that somebody was shown becomes earlier',
  }),
}
export const OfficialChange = Type.Object(officialChange, strict)
export type OfficialChange = Static<typeof OfficialChange>

export const ChangeImpact = Type.Object({
  token: Type.String({ description: 'Shows that this impact was seen; refused when the state has moved on' }),
  differences: Type.Array(Type.Object({ field: Type.String(), before: Type.Unknown(), after: Type.Unknown() })),
  attempts: Type.Object({ started: Type.Integer(), running: Type.Integer() }),
  deadlinesMoved: Type.Integer({ description: 'Running attempts whose deadline would become later' }),
  recomputes: Type.Array(Type.Enum(['scores', 'standings']), { description: 'What is computed anew from the answers that were given' }),
  warnings: Type.Array(SettingsMatter),
})
export type ChangeImpact = Static<typeof ChangeImpact>

/** What every official act has beside the change. */
const decided = {
  actionId: ActionId,
  token: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  reason: Reason,
  notice: Type.Object(
    { text: PlainText({ minLength: 5, maxLength: 1_000 }), textEn: Type.Optional(PlainText({ minLength: 5, maxLength: 1_000 })) },
    { ...strict, description: 'What participants read' },
  ),
}
export const OfficialAct = Type.Object({ ...officialChange, ...decided }, strict)
export type OfficialAct = Static<typeof OfficialAct>

/** Rules of the contest itself, once a round that counts was opened. */
const rulesChange = { version: Version, settings: ContestRules }
export const ContestRulesChange = Type.Object(rulesChange, strict)
export type ContestRulesChange = Static<typeof ContestRulesChange>

export const ContestRulesImpact = Type.Object({
  token: ChangeImpact.properties.token,
  differences: ChangeImpact.properties.differences,
  entrants: Type.Integer({ description: 'People who stand on boards of the contest' }),
  recomputes: Type.Array(Type.Enum(['standings', 'age-boards', 'races', 'prizes']), {
    description: 'What follows anew from the answers that were given',
  }),
  isSealed: Type.Boolean({ description: 'Results were sealed by the rules before: they stay what they are until they are sealed again' }),
  toldIn: Type.Array(RoundId, { description: 'Whose participants get the notice' }),
  warnings: ChangeImpact.properties.warnings,
})
export type ContestRulesImpact = Static<typeof ContestRulesImpact>

export const ContestRulesAct = Type.Object({ ...rulesChange, ...decided }, strict)
export type ContestRulesAct = Static<typeof ContestRulesAct>
