import { type Static, Type } from 'typebox'
import { AttemptState, EssaysWaiting } from './contestants.ts'
import { OwnPlace } from './own-places.ts'
import { ActionId, AnswerText, DeviceLabel, PlainText, RoundId, Timestamp } from './primitives.ts'
import { PublicQuestion } from './questions.ts'

export const StartParams = Type.Object({ roundId: RoundId })
export const AttemptParams = Type.Object({ attemptId: Type.String({ format: 'uuid' }) })

export const StartRequest = Type.Object(
  {
    actionId: ActionId,
    device: DeviceLabel,
    accessCode: Type.Optional(PlainText({ minLength: 1, maxLength: 60, description: 'Where the round asks for one' })),
  },
  { additionalProperties: false },
)
export type StartRequest = Static<typeof StartRequest>

/** What the clock of the device shows when it asks; measured, never trusted. */
export const ClockReading = Type.Object({
  'x-hoithi-clock': Type.Optional(Type.Number({ minimum: 0, maximum: 10_000_000_000_000, description: 'Milliseconds since 1970' })),
})

export const SavedAnswer = Type.Object({
  question: Type.Integer({ description: 'Displayed position, 0 is the first' }),
  answer: Type.String({ description: 'For single choice: the displayed position of the option, as digits' }),
})
export type SavedAnswer = Static<typeof SavedAnswer>

export const AttemptClock = Type.Object({
  state: AttemptState,
  deadlineAt: Timestamp,
  noticeNumber: Type.Integer({ description: 'Grows with each official notice of the round' }),
  serverNow: Timestamp,
  skewMs: Type.Optional(Type.Integer({ description: 'How far the clock that asked is ahead; only where it said what it shows' })),
})
export type AttemptClock = Static<typeof AttemptClock>

/** Only where the round lets nobody go back. */
export const Forward = Type.Object({
  navigation: Type.Enum(['forward-only', 'one-by-one']),
  reached: Type.Integer({ description: 'The furthest question; answers to those before it are refused' }),
  questionCount: Type.Integer({ description: 'Of the whole paper' }),
})
export type Forward = Static<typeof Forward>

export const NextRequest = Type.Object(
  { from: Type.Integer({ minimum: 0, maximum: 499, description: 'The question that is left behind; asked twice, it is left once' }) },
  { additionalProperties: false },
)
export type NextRequest = Static<typeof NextRequest>

export const NextReply = Type.Object({
  reached: Type.Integer(),
  questions: Type.Array(PublicQuestion, { description: 'One by one: those after the one that was left, up to the one that is reached' }),
  deadlineAt: Timestamp,
  noticeNumber: Type.Integer(),
  serverNow: Timestamp,
})
export type NextReply = Static<typeof NextReply>

/** A start and a resume answer alike: the whole paper and what is saved so far. */
export const AttemptView = Type.Object({
  attemptId: Type.String(),
  attemptToken: Type.String({ description: 'Bearer token bound to this attempt' }),
  roundId: RoundId,
  attemptNo: Type.Integer(),
  state: AttemptState,
  startedAt: Timestamp,
  deadlineAt: Timestamp,
  noticeNumber: Type.Integer(),
  serverNow: Timestamp,
  questions: Type.Array(PublicQuestion, { description: 'One by one: only those that were reached' }),
  answers: Type.Array(SavedAnswer),
  forward: Type.Optional(Forward),
})
export type AttemptView = Static<typeof AttemptView>

export const Tap = Type.Object(
  {
    id: ActionId,
    seq: Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Counts up on this device, within this attempt' }),
    question: Type.Integer({ minimum: 0, maximum: 499 }),
    answer: AnswerText({ maxLength: 2_000 }),
  },
  { additionalProperties: false },
)
export type Tap = Static<typeof Tap>

export const SaveRequest = Type.Object({ device: DeviceLabel, taps: Type.Array(Tap, { minItems: 1, maxItems: 50 }) }, { additionalProperties: false })
export type SaveRequest = Static<typeof SaveRequest>

export const TapOutcome = Type.Union([
  Type.Literal('saved'),
  Type.Literal('ATTEMPT_CLOSED'),
  Type.Literal('DEADLINE_PASSED'),
  Type.Literal('QUESTION_NOT_IN_PAPER'),
  Type.Literal('QUESTION_LEFT_BEHIND'),
  Type.Literal('QUESTION_NOT_REACHED'),
  Type.Literal('TOO_MANY_ANSWERS'),
  Type.Literal('ACTION_ID_REUSED'),
])
export type TapOutcome = Static<typeof TapOutcome>

/** One receipt per tap, in the order sent. 200 when at least one tap stands; else the first refusal as a problem. */
export const SaveReply = Type.Object({
  receipts: Type.Array(
    Type.Object({
      id: Type.String(),
      outcome: TapOutcome,
      tap: Type.Optional(Type.Integer({ description: 'Number of the tap in the answer log of the attempt' })),
    }),
  ),
  deadlineAt: Timestamp,
  noticeNumber: Type.Integer(),
  serverNow: Timestamp,
})
export type SaveReply = Static<typeof SaveReply>

export const SubmitRequest = Type.Object({ actionId: ActionId }, { additionalProperties: false })
export type SubmitRequest = Static<typeof SubmitRequest>

export const Receipt = Type.Object({
  attemptId: Type.String(),
  code: Type.String({ description: 'Short code that the entrant keeps and support can look up' }),
  state: AttemptState,
  closedAt: Timestamp,
  answeredCount: Type.Integer(),
  digest: Type.String({ description: 'SHA-256 of the accepted answers, in the order of the log' }),
  scoreThousandths: Type.Optional(Type.Integer({ description: 'Only where the round reveals it' })),
  essaysWaiting: Type.Optional(EssaysWaiting),
  keyId: Type.Optional(Type.String({ description: 'Which of the public keys proves the signature' })),
  signature: Type.Optional(Type.String({ description: 'Ed25519, in hexadecimal, over code, attempt, time and digest' })),
})
export type Receipt = Static<typeof Receipt>

export const ResultNeighbour = Type.Object({
  place: Type.Integer(),
  name: Type.String({ description: 'Masked' }),
  unitName: Type.String(),
  scoreThousandths: Type.Integer(),
  durationMs: Type.Integer(),
  isMe: Type.Boolean(),
})
export type ResultNeighbour = Static<typeof ResultNeighbour>

export const ResultView = Type.Object({
  receipt: Receipt,
  maxScoreThousandths: Type.Integer(),
  correctCount: Type.Optional(Type.Integer({ description: 'Only where the round reveals it' })),
  questionCount: Type.Integer(),
  durationMs: Type.Integer(),
  isCounting: Type.Boolean({ description: 'Whether this attempt is the one that stands on the board' }),
  place: Type.Union([Type.Integer(), Type.Null()], { description: 'On the public board; null while the board does not show this attempt' }),
  entrants: Type.Union([Type.Integer(), Type.Null()]),
  neighbours: Type.Array(ResultNeighbour),
  why: Type.Optional(OwnPlace),
  reveals: Type.Optional(Type.Enum(['answers', 'explanations'], { description: 'What the review of the paper shows now; absent: nothing yet' })),
})
export type ResultView = Static<typeof ResultView>

/** The receipt as a text to copy and keep: whoever has the public key can prove it without asking anybody. */
export const KeptReceipt = Type.Object({ receipt: Receipt, text: Type.String() })
export type KeptReceipt = Static<typeof KeptReceipt>

export const ReceiptKeys = Type.Object({
  keys: Type.Array(Type.Object({ keyId: Type.String(), publicKey: Type.String({ description: 'ed25519:…, the present one first' }) })),
})
export type ReceiptKeys = Static<typeof ReceiptKeys>

/** One question as it stood on the paper, with what was answered and what would have been right. */
export const ReviewedQuestion = Type.Object({
  question: PublicQuestion,
  answer: Type.Union([Type.String(), Type.Null()], { description: 'As it was sent, in displayed positions; null: left open' }),
  right: Type.Array(Type.String(), { description: 'Each of them is right, written as an answer would be; none where people mark it' }),
  explanation: Type.Optional(Type.String()),
  pointsThousandths: Type.Integer(),
  earnedThousandths: Type.Union([Type.Integer(), Type.Null()], { description: 'null: people mark it, or nobody does' }),
  isVoided: Type.Boolean({ description: 'Counts for everybody, or for nobody' }),
})
export const AttemptReview = Type.Object({
  attemptId: Type.String(),
  reveals: Type.Enum(['answers', 'explanations']),
  scoreThousandths: Type.Integer(),
  questions: Type.Array(ReviewedQuestion),
})
export type AttemptReview = Static<typeof AttemptReview>
