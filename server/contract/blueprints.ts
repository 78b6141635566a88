import { type Static, Type } from 'typebox'
import { AlikeOne } from './bank.ts'
import { ActionId, PlainText, RoundId, Slug } from './primitives.ts'
import { Level, QuestionTypeName } from './questions.ts'

/** Which questions: all conditions that are given have to hold. */
export const QuestionChoice = Type.Object(
  {
    topic: Type.Optional(
      Type.Array(PlainText({ minLength: 1, maxLength: 200 }), {
        minItems: 1,
        maxItems: 10,
        description: 'From the root down; topics below it belong to it',
      }),
    ),
    levels: Type.Optional(Type.Array(Level, { minItems: 1, maxItems: 4, description: 'Any of these' })),
    tags: Type.Optional(Type.Array(PlainText({ minLength: 1, maxLength: 80 }), { minItems: 1, maxItems: 20, description: 'All of these' })),
    types: Type.Optional(
      Type.Array(QuestionTypeName, {
        minItems: 1,
        maxItems: 11,
        description: 'Any of these; essays and predictions are drawn only where they are named here or listed as questions',
      }),
    ),
    questionIds: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 20_000, description: 'A fixed list' })),
  },
  { additionalProperties: false },
)
export type QuestionChoice = Static<typeof QuestionChoice>

const cell = {
  id: Type.String({ pattern: '^[a-z0-9-]{1,40}$', description: 'Stays the same when the cell is edited: the papers of a round are drawn by it' }),
  pointsThousandths: Type.Integer({ minimum: 0, maximum: 100_000_000, description: 'For each question' }),
}
export const BlueprintCell = Type.Union([
  Type.Object(
    { ...cell, draw: Type.Integer({ minimum: 1, maximum: 500, description: 'How many a paper draws' }), from: QuestionChoice },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      ...cell,
      oneFromEach: Type.Array(QuestionChoice, { minItems: 1, maxItems: 500, description: 'Sub-pools: a paper draws one question from each' }),
    },
    { additionalProperties: false },
  ),
])
export type BlueprintCell = Static<typeof BlueprintCell>

/** Ma trận đề, as its author thinks of it: how many questions of what, and what they are worth. */
export const AuthorBlueprint = Type.Object(
  {
    cells: Type.Array(BlueprintCell, { minItems: 1, maxItems: 100 }),
    shuffleQuestions: Type.Boolean(),
    shuffleOptions: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type AuthorBlueprint = Static<typeof AuthorBlueprint>

export const RoundParams = Type.Object({ slug: Slug, roundId: RoundId })

export const BlueprintSaving = Type.Object(
  {
    actionId: ActionId,
    version: Type.Integer({ minimum: 1, description: 'Of the settings that the author saw; refused when somebody changed them meanwhile' }),
    blueprint: AuthorBlueprint,
  },
  { additionalProperties: false },
)
export type BlueprintSaving = Static<typeof BlueprintSaving>

/** Two questions of which one paper may show both. */
export const AlikeInBlueprint = Type.Object({
  grade: AlikeOne.properties.grade,
  likeness: AlikeOne.properties.likeness,
  parted: AlikeOne.properties.parted,
  keysDisagree: AlikeOne.properties.keysDisagree,
  questions: Type.Array(Type.Object({ poolId: Type.String(), questionId: Type.String(), stem: Type.String() }), { minItems: 2, maxItems: 2 }),
})
export type AlikeInBlueprint = Static<typeof AlikeInBlueprint>

/** What a blueprint comes to with the questions that are in the bank now. */
export const FilledBlueprint = Type.Object({
  questionCount: Type.Integer(),
  maxScoreThousandths: Type.Integer(),
  attemptsWithoutRepeat: Type.Integer({ description: 'So many papers of one person have no question in common' }),
  pools: Type.Array(Type.Object({ id: Type.String(), draw: Type.Integer(), size: Type.Integer() })),
  alikeCount: Type.Integer({ description: 'Pairs that say the same or nearly, and may stand on one paper; a warning, never a refusal' }),
  alike: Type.Array(AlikeInBlueprint, {
    maxItems: 50,
    description: 'The likest of them. Put such a pair into one sub-pool, so that a paper draws one of the two',
  }),
})
export type FilledBlueprint = Static<typeof FilledBlueprint>

export const SavedBlueprint = Type.Intersect([
  FilledBlueprint,
  Type.Object({
    version: Type.Integer(),
    blueprint: Type.Union([AuthorBlueprint, Type.Null()], { description: 'null: the round was made with pools of its own' }),
  }),
])
export type SavedBlueprint = Static<typeof SavedBlueprint>
