import type { JWTVerifyGetKey } from 'jose'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { TicketRequest } from '../../contract/portals.ts'
import { OutgoingRefused } from '../../outgoing/outgoing-check.ts'
import type { Sealer } from '../../sealing.ts'
import type { Vouched } from '../contestants/contestants-service.ts'
import { ownerOfSecret } from './portals-service.ts'
import type { PortalsStore, SigningPortal } from './portals-store.ts'
import { type PublishedKeys, PublishedKeysError } from './published-keys.ts'
import { type Claimed, readClaims, refused, type Ticket, verifyTicket } from './ticket-rules.ts'

type Dependencies = { store: PortalsStore; publishedKeys: PublishedKeys; sealer: Sealer; clock: Clock; publicOrigin: string }

export function createTicketsService({ store, publishedKeys, sealer, clock, publicOrigin }: Dependencies) {
  function keyFor(portal: SigningPortal, { kind, keyId }: Claimed): Uint8Array | JWTVerifyGetKey {
    if (kind === 'published') {
      if (portal.jwksUrl === null) throw refused('alg', 'the portal publishes no keys')
      return publishedKeys.keysAt(portal.jwksUrl)
    }
    // a portal with one secret need not name it
    const secret =
      portal.secrets.find((one) => one.keyId === keyId) ?? (keyId === undefined && portal.secrets.length === 1 ? portal.secrets[0] : undefined)
    if (!secret) throw refused('kid', 'is no key of this portal')
    // as the portal's administrator got it to see: its letters are the key
    return sealer.open(ownerOfSecret(portal.id, secret.keyId), secret.sealed)
  }

  return {
    /** Checks a ticket and uses it up. The same action may come again: it lost its answer on the way. */
    async accept(contest: { id: number; slug: string }, { actionId, ticket: written }: TicketRequest): Promise<Vouched> {
      const claimed = readClaims(written)
      const portal = await store.signing(contest.id, claimed.issuer)
      if (!portal) throw refused('iss', 'is no portal of this contest')
      const ticket: Ticket = await verifyTicket(written, keyFor(portal, claimed), { claimed, audience: publicOrigin, nowMs: clock.now() }).catch(
        (error: unknown) => {
          if (error instanceof OutgoingRefused || error instanceof PublishedKeysError) throw new Problem('TICKET_KEYS_AWAY')
          throw error
        },
      )
      if (ticket.contest !== undefined && ticket.contest !== contest.slug) throw refused('contest', 'is another one')
      if (!(await store.use(portal.id, ticket.id, actionId, ticket.expiresAt))) throw new Problem('TICKET_USED')
      return { portalId: portal.id, subject: ticket.subject, name: ticket.name, unitCode: ticket.unitCode, birthDate: ticket.birthDate }
    },
    /** Marks of tickets that are too old to come again anyway. */
    tidy: () => store.forgetUsedBefore(new Date(clock.now() - 60_000)),
  }
}
export type TicketsService = ReturnType<typeof createTicketsService>
