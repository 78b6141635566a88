import { type Static, Type } from 'typebox'
import { PlainText, RoundId, Slug, Timestamp } from './primitives.ts'

const strict = { additionalProperties: false }
const Maybe = <Of extends Parameters<typeof Type.Union>[0][number]>(of: Of) => Type.Union([of, Type.Null()])
const SealNumber = Type.Integer({ minimum: 1, maximum: 32_767 })
const Reason = PlainText({ minLength: 3, maxLength: 2_000 })

export const SealParams = Type.Object({ slug: Slug, sealNumber: SealNumber })
export const SealRequest = Type.Object(
  {
    actionId: Type.String({ format: 'uuid' }),
    reason: Type.Optional(Reason),
  },
  { ...strict, description: 'A seal after the first needs a reason' },
)
export type SealRequest = Static<typeof SealRequest>

const EditionFile = Type.Object({ bytes: Type.Integer(), sha256: Type.String({ description: 'Of the manifest that the signature covers' }) })
export const SealView = Type.Object({
  number: SealNumber,
  state: Type.Enum(['waiting', 'sealed', 'failed']),
  reason: Type.String(),
  askedAt: Timestamp,
  sealedAt: Maybe(Timestamp),
  /** The number of the seal that took its place: whatever was made from this one is superseded. */
  supersededBy: Maybe(SealNumber),
  problem: Maybe(Type.String({ description: 'A code: what stood against it' })),
  step: Type.Enum(['waiting', 'standings', 'bundle', 'done']),
  keyId: Maybe(Type.String()),
  publicKey: Maybe(Type.String()),
  full: Maybe(EditionFile),
  public: Maybe(EditionFile),
})
export type SealView = Static<typeof SealView>
export const SealList = Type.Object({
  seals: Type.Array(SealView, { description: 'The newest first' }),
  /** From this moment on results may be sealed; null: the contest has no round. */
  reviewEndsAt: Maybe(Timestamp),
})
export type SealList = Static<typeof SealList>

/** What the public may know of sealed results, once they are published. */
export const PublishedSeal = Type.Object({
  number: SealNumber,
  sealedAt: Timestamp,
  reason: Type.String(),
  supersededBy: Maybe(SealNumber),
  keyId: Type.String(),
  publicKey: Type.String(),
  manifestSha256: Type.String(),
})
export const PublishedSeals = Type.Object({ seals: Type.Array(PublishedSeal) })
export type PublishedSeals = Static<typeof PublishedSeals>

export const TruthParams = Type.Object({ slug: Slug, roundId: RoundId })
export const TruthEntry = Type.Object(
  {
    thousandths: Type.Integer({ minimum: -10_000_000_000_000, maximum: 10_000_000_000_000, description: 'The number, times a thousand' }),
    reason: Reason,
  },
  strict,
)
export type TruthEntry = Static<typeof TruthEntry>
export const TruthPreview = Type.Object({
  asks: Type.String(),
  /** In force on the boards; null: not yet, boards rank by the other keys. */
  inForce: Maybe(Type.Integer()),
  /** What it would be if the results were sealed now; null: the organizer has entered no number. */
  now: Maybe(Type.Integer()),
  entered: Maybe(Type.Integer()),
  /** The first places as they would be, by name of the place now. */
  first: Type.Array(
    Type.Object({
      contestantId: Type.String({ format: 'uuid' }),
      name: Type.String(),
      place: Type.Integer({ description: 'With that truth' }),
      placeNow: Maybe(Type.Integer()),
      prediction: Maybe(Type.Integer()),
      gap: Maybe(Type.Integer()),
    }),
  ),
  /** False: which of several attempts counts may follow from the truth too; then only the seal says. */
  isExact: Type.Boolean(),
})
export type TruthPreview = Static<typeof TruthPreview>
