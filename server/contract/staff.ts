import { type Static, Type } from 'typebox'
import { BoardRow } from './boards.ts'
import { PublicRound } from './contests.ts'
import { ReportedItem } from './import-report.ts'
import { ActionId, PlainText, Slug, Timestamp } from './primitives.ts'
import { Level } from './questions.ts'

export const LoginRequest = Type.Object(
  { username: PlainText({ minLength: 1, maxLength: 120 }), password: PlainText({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)
export type LoginRequest = Static<typeof LoginRequest>

export const StaffSession = Type.Object({
  account: Type.Object({ id: Type.Integer(), username: Type.String(), displayName: Type.String(), role: Type.String() }),
})
export type StaffSession = Static<typeof StaffSession>

export const StaffContest = Type.Object({
  slug: Slug,
  title: Type.String(),
  registered: Type.Integer(),
  rounds: Type.Array(
    Type.Intersect([
      PublicRound,
      Type.Object({ started: Type.Integer(), closed: Type.Integer(), running: Type.Integer(), frozenSince: Type.Union([Timestamp, Type.Null()]) }),
    ]),
  ),
})
export type StaffContest = Static<typeof StaffContest>

export const StaffOverview = Type.Object({
  contests: Type.Array(StaffContest),
  /** Set after an outage: the sweeper waits so that officials may extend. */
  closingHeldUntil: Type.Union([Timestamp, Type.Null()]),
})
export type StaffOverview = Static<typeof StaffOverview>

export const ImportPreview = Type.Object({
  importId: Type.String(),
  fileName: Type.String(),
  state: Type.Union([Type.Literal('previewed'), Type.Literal('confirmed')]),
  counts: Type.Object({ good: Type.Integer(), doubtful: Type.Integer(), refused: Type.Integer() }),
  items: Type.Array(ReportedItem),
})
export type ImportPreview = Static<typeof ImportPreview>

export const ImportParams = Type.Object({ importId: Type.String({ format: 'uuid' }) })

export const ImportConfirmation = Type.Object(
  {
    actionId: ActionId,
    drop: Type.Optional(Type.Array(PlainText({ maxLength: 120 }), { maxItems: 20_000, description: 'Places of good items to leave out' })),
  },
  { additionalProperties: false },
)
export type ImportConfirmation = Static<typeof ImportConfirmation>

export const ImportResult = Type.Object({ importId: Type.String(), stored: Type.Integer() })
export type ImportResult = Static<typeof ImportResult>

export const BankQuestion = Type.Object({
  id: Type.String(),
  topic: Type.String(),
  level: Type.Union([Level, Type.Null()]),
  stem: Type.String(),
  options: Type.Array(Type.String()),
  correct: ReportedItem.properties.correct,
  explanation: Type.Optional(Type.String()),
  source: Type.Optional(Type.String()),
})
export type BankQuestion = Static<typeof BankQuestion>

export const BankQuery = Type.Object({
  after: Type.Optional(Type.String({ format: 'uuid' })),
  search: Type.Optional(PlainText({ minLength: 1, maxLength: 80 })),
})
export const BankPage = Type.Object({ total: Type.Integer(), questions: Type.Array(BankQuestion), next: Type.Union([Type.String(), Type.Null()]) })
export type BankPage = Static<typeof BankPage>

/** One open line for review. The machine argues, a person decides. */
export const Finding = Type.Object({
  id: Type.String(),
  kind: Type.Union([Type.Literal('too-fast'), Type.Literal('shared-device'), Type.Literal('equal-wrong-answers')]),
  openedAt: Timestamp,
  roundTitle: Type.String(),
  attempts: Type.Array(
    Type.Object({
      attemptId: Type.String(),
      name: Type.String(),
      unitName: Type.String(),
      scoreThousandths: Type.Integer(),
      durationMs: Type.Integer(),
      startedAt: Timestamp,
      endedAt: Timestamp,
    }),
  ),
  evidence: Type.Array(Type.Object({ label: Type.String(), value: Type.String() })),
})
export type Finding = Static<typeof Finding>
export const FindingList = Type.Object({ findings: Type.Array(Finding) })
export type FindingList = Static<typeof FindingList>

export const OfficialRow = Type.Intersect([BoardRow, Type.Object({ fullName: Type.String() })])
