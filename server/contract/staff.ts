import { type Static, Type } from 'typebox'
import { ActionName, RoleName } from './access.ts'
import { BoardRow } from './boards.ts'
import { PublicRound } from './contests.ts'
import { PlainText, Slug, Timestamp } from './primitives.ts'

export const LoginRequest = Type.Object(
  {
    username: PlainText({ minLength: 1, maxLength: 254, description: 'User name or e-mail' }),
    password: PlainText({ minLength: 1, maxLength: 200 }),
    code: Type.Optional(
      PlainText({ minLength: 1, maxLength: 40, description: 'Of the authenticator, or a recovery code; ignored where there is no second factor' }),
    ),
  },
  { additionalProperties: false },
)
export type LoginRequest = Static<typeof LoginRequest>

/** The path of a unit are the ids from the top of the tree to it; null: over everything. */
const SessionGrant = Type.Object({ role: RoleName, path: Type.Union([Type.String(), Type.Null()]) })

export const StaffSession = Type.Object({
  account: Type.Object({ id: Type.Integer(), username: Type.String(), displayName: Type.String(), grants: Type.Array(SessionGrant) }),
  /** What the account may do, and in which subtrees; what is not listed is refused. */
  may: Type.Array(Type.Object({ action: ActionName, paths: Type.Array(Type.Union([Type.String(), Type.Null()])) })),
  hasSecondFactor: Type.Boolean(),
  /** A role asks for a second factor that is not there yet: until it is, everything but the account's own settings is refused. */
  needsSecondFactor: Type.Boolean(),
  /** Wrong tries before this log-in. */
  failedTries: Type.Optional(Type.Integer()),
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
