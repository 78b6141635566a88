import { type Static, Type } from 'typebox'
import { ActionName, RoleName } from './access.ts'
import { Language, PlainText, Timestamp, UnitId } from './primitives.ts'

const Id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
const Nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const Strict = { additionalProperties: false }

export const AccountParams = Type.Object({ accountId: Id })
export const GrantParams = Type.Object({ accountId: Id, grantId: Id })
export const SessionParams = Type.Object({ sessionId: Id })
export const KeyParams = Type.Object({ keyId: Id })
export const RoleParams = Type.Object({ role: RoleName })
export const AccountsQuery = Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })) })

/** Why an act was done: it stands in the audit log. */
export const ActReason = Type.Object({ reason: PlainText({ minLength: 1, maxLength: 500 }) }, Strict)
export type ActReason = Static<typeof ActReason>

const GrantEntry = Type.Object({
  id: Id,
  role: RoleName,
  unitId: Nullable(UnitId),
  unitName: Nullable(Type.String()),
})
const NewGrantFields = { role: RoleName, unitId: Nullable(UnitId) }
export const NewGrant = Type.Object({ ...NewGrantFields, reason: PlainText({ minLength: 1, maxLength: 500 }) }, Strict)
export type NewGrant = Static<typeof NewGrant>

export const AccountView = Type.Object({
  id: Id,
  username: Type.String(),
  email: Nullable(Type.String()),
  displayName: Type.String(),
  language: Language,
  state: Type.Enum(['invited', 'active', 'disabled']),
  hasSecondFactor: Type.Boolean(),
  createdAt: Timestamp,
  lastSeenAt: Nullable(Timestamp),
  grants: Type.Array(GrantEntry, { description: 'Only those in the subtrees of whoever asks' }),
})
export type AccountView = Static<typeof AccountView>
export const AccountList = Type.Object({ accounts: Type.Array(AccountView), next: Nullable(Id) })
export type AccountList = Static<typeof AccountList>

export const NewAccount = Type.Object(
  {
    username: PlainText({ minLength: 3, maxLength: 60 }),
    displayName: PlainText({ minLength: 1, maxLength: 120 }),
    email: Type.Optional(PlainText({ minLength: 3, maxLength: 254 })),
    language: Type.Optional(Language),
    grants: Type.Array(Type.Object(NewGrantFields, Strict), { minItems: 1, maxItems: 20 }),
  },
  Strict,
)
export type NewAccount = Static<typeof NewAccount>

export const AccountChange = Type.Object(
  {
    displayName: Type.Optional(PlainText({ minLength: 1, maxLength: 120 })),
    email: Type.Optional(Nullable(PlainText({ minLength: 3, maxLength: 254 }))),
    language: Type.Optional(Language),
    reason: PlainText({ minLength: 1, maxLength: 500 }),
  },
  Strict,
)
export type AccountChange = Static<typeof AccountChange>

/** How the one-time link reaches its person: sent, or shown to whoever made it, to be handed over. */
export const OneTimeLink = Type.Object({ sentTo: Nullable(Type.String()), link: Nullable(Type.String()), expiresAt: Timestamp })
export type OneTimeLink = Static<typeof OneTimeLink>
export const CreatedAccount = Type.Object({ account: AccountView, invitation: OneTimeLink })
export type CreatedAccount = Static<typeof CreatedAccount>
export const LinkRequest = Type.Object(
  {
    reason: PlainText({ minLength: 1, maxLength: 500 }),
    dropSecondFactor: Type.Optional(Type.Boolean({ description: 'For whoever lost the telephone and the recovery codes' })),
  },
  Strict,
)
export type LinkRequest = Static<typeof LinkRequest>

const LinkToken = Type.String({ pattern: '^[A-Za-z0-9_-]{20,64}$' })
const NewPassword = PlainText({ minLength: 1, maxLength: 200 })
export const LinkLook = Type.Object({ token: LinkToken }, Strict)
export const LinkOwner = Type.Object({
  username: Type.String(),
  displayName: Type.String(),
  kind: Type.Enum(['invitation', 'reset']),
  expiresAt: Timestamp,
  shortestPassword: Type.Integer(),
})
export type LinkOwner = Static<typeof LinkOwner>
export const PasswordByLink = Type.Object({ token: LinkToken, password: NewPassword }, Strict)
export const PasswordChange = Type.Object({ currentPassword: NewPassword, newPassword: NewPassword }, Strict)
export type PasswordChange = Static<typeof PasswordChange>

export const SessionView = Type.Object({
  id: Id,
  createdAt: Timestamp,
  lastSeenAt: Timestamp,
  expiresAt: Timestamp,
  address: Nullable(Type.String()),
  userAgent: Nullable(Type.String()),
  isCurrent: Type.Boolean(),
})
export const SessionList = Type.Object({ sessions: Type.Array(SessionView) })
export type SessionList = Static<typeof SessionList>

export const PasswordProof = Type.Object({ password: NewPassword }, Strict)
export const SecondFactorOffer = Type.Object({
  secret: Type.String({ description: 'Base 32, for typing' }),
  uri: Type.String({ description: 'otpauth://, for a QR code' }),
})
export type SecondFactorOffer = Static<typeof SecondFactorOffer>
export const SecondFactorCode = Type.Object({ code: Type.String({ pattern: '^[0-9]{6}$' }) }, Strict)
export const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) })
export type RecoveryCodes = Static<typeof RecoveryCodes>

export const RoleRules = Type.Object({ rules: Type.Array(Type.Object({ role: RoleName, needsSecondFactor: Type.Boolean() })) })
export type RoleRules = Static<typeof RoleRules>
export const RoleRuleChange = Type.Object({ needsSecondFactor: Type.Boolean(), reason: PlainText({ minLength: 1, maxLength: 500 }) }, Strict)
export type RoleRuleChange = Static<typeof RoleRuleChange>

export const ApiKeyView = Type.Object({
  id: Id,
  name: Type.String(),
  actions: Type.Array(ActionName),
  unitId: Nullable(UnitId),
  unitName: Nullable(Type.String()),
  createdAt: Timestamp,
  expiresAt: Timestamp,
  lastUsedAt: Nullable(Timestamp),
  revokedAt: Nullable(Timestamp),
})
export type ApiKeyView = Static<typeof ApiKeyView>
export const ApiKeyList = Type.Object({ keys: Type.Array(ApiKeyView) })
export type ApiKeyList = Static<typeof ApiKeyList>
export const NewApiKey = Type.Object(
  {
    name: PlainText({ minLength: 1, maxLength: 120 }),
    actions: Type.Array(ActionName, { minItems: 1, maxItems: 50, uniqueItems: true }),
    unitId: Nullable(UnitId),
    expiresInDays: Type.Integer({ minimum: 1, maximum: 730 }),
  },
  Strict,
)
export type NewApiKey = Static<typeof NewApiKey>
export const CreatedApiKey = Type.Object({ key: ApiKeyView, secret: Type.String({ description: 'Shown this once' }) })
export type CreatedApiKey = Static<typeof CreatedApiKey>
