import { type Static, Type } from 'typebox'
import { ActionId, PlainText, Slug, Timestamp, UnitId } from './primitives.ts'

const strict = { additionalProperties: false }

export const PortalId = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
export const PortalParams = Type.Object({ portalId: PortalId })
export const PortalSecretParams = Type.Object({ portalId: PortalId, keyId: Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' }) })

export const PortalCode = Type.String({ pattern: '^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$', description: 'The issuer that its tickets name' })
const Origin = Type.String({
  pattern: '^https?://[a-z0-9.-]+(?::[0-9]{1,5})?$',
  maxLength: 200,
  description: 'Scheme and host, nothing behind: https://tinhdoan.vn',
})
const Origins = Type.Array(Origin, { minItems: 1, maxItems: 20, uniqueItems: true })
const JwksUrl = Type.Union([Type.String({ pattern: '^https?://', maxLength: 500 }), Type.Null()])
const Logo = Type.Union([Type.String({ pattern: '^[0-9a-f]{64}$' }), Type.Null()])

export const NewPortal = Type.Object(
  {
    code: PortalCode,
    name: PlainText({ minLength: 1, maxLength: 200 }),
    unitId: Type.Union([UnitId, Type.Null()]),
    origins: Origins,
    jwksUrl: Type.Optional(JwksUrl),
    logo: Type.Optional(Logo),
  },
  strict,
)
export type NewPortal = Static<typeof NewPortal>

export const PortalChange = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: 'Of the portal as it was seen: a change made meanwhile is not overwritten' }),
    name: Type.Optional(PlainText({ minLength: 1, maxLength: 200 })),
    origins: Type.Optional(Origins),
    jwksUrl: Type.Optional(JwksUrl),
    logo: Type.Optional(Logo),
    isEnabled: Type.Optional(Type.Boolean()),
  },
  strict,
)
export type PortalChange = Static<typeof PortalChange>

export const PortalView = Type.Object({
  id: PortalId,
  code: Type.String(),
  name: Type.String(),
  unitId: Type.Union([UnitId, Type.Null()]),
  origins: Type.Array(Type.String()),
  jwksUrl: Type.Union([Type.String(), Type.Null()]),
  logo: Type.Union([Type.String(), Type.Null()]),
  isEnabled: Type.Boolean(),
  version: Type.Integer(),
  secrets: Type.Array(Type.Object({ keyId: Type.String(), createdAt: Timestamp, isRevoked: Type.Boolean() })),
  contests: Type.Array(Slug),
})
export type PortalView = Static<typeof PortalView>
export const PortalList = Type.Object({ portals: Type.Array(PortalView) })

export const NewPortalSecret = Type.Object({
  keyId: Type.String(),
  secret: Type.String({ description: 'Shown this once: for HS256, with keyId as the kid of the ticket' }),
})

export const JwksTest = Type.Object({ keys: Type.Array(Type.Object({ keyId: Type.String(), algorithm: Type.String() })) })

export const ContestPortals = Type.Object({ portalIds: Type.Array(PortalId, { maxItems: 200, uniqueItems: true }) }, strict)
export type ContestPortals = Static<typeof ContestPortals>

/** What a portal says of somebody it has logged in: a JWT of two minutes, for one use. */
export const TicketRequest = Type.Object(
  { actionId: ActionId, ticket: Type.String({ minLength: 20, maxLength: 4_096, pattern: '^[\\x21-\\x7e]+$' }) },
  strict,
)
export type TicketRequest = Static<typeof TicketRequest>
