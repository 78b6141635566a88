import { type Static, Type } from 'typebox'
import { PlainText, UnitId } from './primitives.ts'
import { Places, RankingRules } from './ranking.ts'

const strict = { additionalProperties: false }
const Nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const Day = Type.String({ format: 'date', description: 'A day in Asia/Ho_Chi_Minh' })
const Age = Type.Integer({ minimum: 7, maximum: 120 })

/** Which of one person's attempts makes the result of the round. */
export const CountingAttempt = Type.Enum(['best', 'first', 'last', 'sum', 'mean'])
export type CountingAttempt = Static<typeof CountingAttempt>

/** free: back and forth; forward-only: what was left behind cannot be changed; one-by-one: the next question is sent when the one before is left. */
export const Navigation = Type.Enum(['free', 'forward-only', 'one-by-one'])
export type Navigation = Static<typeof Navigation>

/** When people see how they did, and how much of it: answers include the score, explanations include both. */
export const Reveal = Type.Object(
  {
    when: Type.Enum(['never', 'after-attempt', 'after-round', 'after-publication']),
    shows: Type.Enum(['score', 'answers', 'explanations']),
  },
  strict,
)
export type Reveal = Static<typeof Reveal>

/** Who may start; every condition that is given has to hold. */
export const Eligibility = Type.Object(
  {
    /** Ages are those of this day; without it, of the day the round opens. */
    ageOn: Type.Optional(Day),
    minimumAge: Type.Optional(Age),
    maximumAge: Type.Optional(Age),
    /** These units and all below them. */
    unitIds: Type.Optional(Type.Array(UnitId, { minItems: 1, maxItems: 1_000, uniqueItems: true })),
    occupations: Type.Optional(Type.Array(PlainText({ minLength: 1, maxLength: 120 }), { minItems: 1, maxItems: 100, uniqueItems: true })),
    /** Only who stands on the contest's list of entitled people. */
    isForMembers: Type.Optional(Type.Boolean()),
  },
  strict,
)
export type Eligibility = Static<typeof Eligibility>

/** A number that is guessed and used only to break ties. The bank's question of the type prediction asks for it. */
export const Prediction = Type.Object(
  {
    asks: Type.Enum(['entrants', 'all-correct', 'all-correct-percentage', 'free'], {
      description: 'What is guessed. free: a number that the organizer enters before the results are sealed',
    }),
    counts: Type.Enum(['people', 'entries'], { description: 'Whether a person with several attempts is one or several' }),
    countsVoided: Type.Boolean({ description: 'Whether voided attempts belong to what is counted' }),
    attempt: Type.Enum(['counting', 'first', 'last'], { description: 'Whose attempt made the guess that counts' }),
  },
  strict,
)
export type Prediction = Static<typeof Prediction>

/** Every rule of one round but what its papers are drawn from. Frozen once the round is open. */
export const RoundRules = Type.Object(
  {
    durationSeconds: Type.Integer({ minimum: 10, maximum: 86_400 }),
    graceSeconds: Type.Integer({ minimum: 0, maximum: 300, description: 'Answers received this long after the deadline still count' }),
    attemptsAllowed: Nullable(Type.Integer({ minimum: 1, maximum: 1_000 })),
    pauseSeconds: Type.Integer({ minimum: 0, maximum: 2_592_000, description: 'Between the end of an attempt and the start of the next' }),
    counts: CountingAttempt,
    navigation: Navigation,
    /** Added for a question that was answered and earned nothing. */
    wrongThousandths: Type.Integer({ minimum: -100_000_000, maximum: 0 }),
    /** Added for a question that was left open. */
    blankThousandths: Type.Integer({ minimum: -100_000_000, maximum: 0 }),
    ranking: RankingRules,
    places: Places,
    reveal: Reveal,
    eligibility: Eligibility,
    prediction: Nullable(Prediction),
    /** How many took part, while the round runs: a running total that anyone can read would spoil a prediction. */
    publicCounts: Type.Enum(['shown', 'hidden']),
    /** Never counts in the contest's result, its prizes and its units' race. */
    isPractice: Type.Boolean(),
  },
  strict,
)
export type RoundRules = Static<typeof RoundRules>
