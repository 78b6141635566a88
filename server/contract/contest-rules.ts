import { type Static, Type } from 'typebox'
import { PlainText, RoundId, Timestamp } from './primitives.ts'
import { Places, RankingRules } from './ranking.ts'

const strict = { additionalProperties: false }
const Nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const Title = PlainText({ minLength: 1, maxLength: 200 })
const LocalId = Type.String({ pattern: '^[a-z0-9-]{1,40}$', description: 'Stays the same when its line is edited' })

/** How rounds make one result of the contest. */
export const Cumulative = Type.Object(
  {
    counts: Type.Enum(['sum', 'mean'], { description: 'Over the rounds that count' }),
    /** null: every round; else so many of a person's rounds, the highest scores first. */
    bestRounds: Nullable(Type.Integer({ minimum: 1, maximum: 200 })),
    ranking: RankingRules,
    places: Places,
  },
  strict,
)
export type Cumulative = Static<typeof Cumulative>

/** Boards apart by age. */
export const AgeGroups = Type.Object(
  {
    on: Type.String({ format: 'date', description: 'Ages are those of this day' }),
    groups: Type.Array(
      Type.Object(
        {
          id: LocalId,
          title: Title,
          titleEn: Type.Optional(Title),
          from: Nullable(Type.Integer({ minimum: 0, maximum: 150 })),
          to: Nullable(Type.Integer({ minimum: 0, maximum: 150, description: 'Inclusive' })),
        },
        strict,
      ),
      { minItems: 1, maxItems: 20 },
    ),
  },
  strict,
)
export type AgeGroups = Static<typeof AgeGroups>

/** Units of one depth of the tree against each other. */
export const UnitRace = Type.Object(
  {
    id: LocalId,
    title: Title,
    titleEn: Type.Optional(Title),
    depth: Type.Integer({ minimum: 0, maximum: 20, description: '0 is the top of the tree' }),
    by: Type.Enum(['entrants', 'entries', 'rate', 'mean', 'median', 'total'], {
      description: 'rate: entrants per head; mean, median, total: of the scores of its best people',
    }),
    /** Of so many of its best people; null: of all. */
    bestPeople: Nullable(Type.Integer({ minimum: 1, maximum: 100_000 })),
    /** A unit with fewer entrants is listed without a place: a mean of two people says nothing. */
    leastEntrants: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    /** By headcount, each ranked apart; empty: all together. */
    sizeClasses: Type.Array(
      Type.Object(
        {
          id: LocalId,
          title: Title,
          titleEn: Type.Optional(Title),
          from: Type.Integer({ minimum: 0 }),
          to: Nullable(Type.Integer({ minimum: 0, description: 'Inclusive' })),
        },
        strict,
      ),
      { maxItems: 20 },
    ),
  },
  strict,
)
export type UnitRace = Static<typeof UnitRace>

/** One line of the table of prizes. Higher lines are higher prizes: a person who keeps only one keeps the highest. */
export const Prize = Type.Object(
  {
    id: LocalId,
    title: Title,
    titleEn: Type.Optional(Title),
    worth: Type.Optional(PlainText({ minLength: 1, maxLength: 200 })),
    count: Type.Integer({ minimum: 1, maximum: 10_000 }),
    /** A person by a board; a unit by a race; the person with the most attempts. */
    for: Type.Union([
      Type.Object({ kind: Type.Literal('person'), roundId: Nullable(RoundId), ageGroupId: Type.Optional(LocalId) }, strict),
      Type.Object({ kind: Type.Literal('unit'), raceId: LocalId, sizeClassId: Type.Optional(LocalId) }, strict),
      Type.Object({ kind: Type.Literal('most-entries'), roundId: Nullable(RoundId) }, strict),
    ]),
  },
  strict,
)
export type Prize = Static<typeof Prize>

/** Every rule of a contest beyond its rounds. Frozen once its first round that counts is open. */
export const ContestRules = Type.Object(
  {
    /** Until then nobody outside sees it; null: a draft. */
    announcedAt: Nullable(Timestamp),
    /** null: from the announcement, or until the last round closes. */
    registrationOpensAt: Nullable(Timestamp),
    registrationClosesAt: Nullable(Timestamp),
    /** Complaints are taken so long after the last round closes; then results may be sealed. */
    reviewHours: Type.Integer({ minimum: 0, maximum: 8_760 }),
    /** null: each round stands alone. */
    cumulative: Nullable(Cumulative),
    ageGroups: Nullable(AgeGroups),
    unitRaces: Type.Array(UnitRace, { maxItems: 20 }),
    prizes: Type.Array(Prize, { maxItems: 100, description: 'The highest first' }),
    onePrizeEach: Type.Boolean(),
    /** How far support may help one attempt without asking. */
    supportLimits: Type.Object(
      { mostMinutes: Type.Integer({ minimum: 0, maximum: 1_440 }), mostTimes: Type.Integer({ minimum: 0, maximum: 100 }) },
      strict,
    ),
  },
  strict,
)
export type ContestRules = Static<typeof ContestRules>
