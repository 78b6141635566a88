import { type Static, Type } from 'typebox'

/** What an organizer may rank by, in the order in which it is offered. */
export const rankingKeyNames = [
  'score',
  'predictionGap',
  'durationMs',
  'durationAboveFloorMs',
  'submittedAtMs',
  'firstEnteredAtMs',
  'registeredAtMs',
  'attemptsUsed',
  'fullMarkAttempts',
  'older',
  'younger',
] as const
export type RankingKey = (typeof rankingKeyNames)[number]

export const RankingKeyName = Type.Enum([...rankingKeyNames])

/** Of several attempts, or of several rounds, which value a key takes. */
export const foldNames = ['counting', 'best', 'first', 'last', 'sum', 'mean'] as const
export type Fold = (typeof foldNames)[number]

export const RankingRule = Type.Object(
  {
    key: Type.Enum([...rankingKeyNames]),
    over: Type.Optional(
      Type.Enum([...foldNames], {
        description:
          'Over attempts, or over rounds where a whole contest is ranked. Left out: what usually goes with the way attempts count. "counting": of the attempt that counts',
      }),
    ),
  },
  { additionalProperties: false },
)
export type RankingRule = Static<typeof RankingRule>

export const RankingRules = Type.Array(RankingRule, { minItems: 1, maxItems: rankingKeyNames.length, description: 'In this order; no key twice' })

/** Entries equal in every key stand on one place, or the earlier registered one stands above. */
export const Places = Type.Enum(['shared', 'unique'])
export type Places = Static<typeof Places>
