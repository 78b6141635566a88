import { Problem } from '../../contract/errors.ts'
import type { NewPortal, PortalChange, PortalView } from '../../contract/portals.ts'
import type { Ids } from '../../ids.ts'
import { type OutgoingCheck, OutgoingRefused } from '../../outgoing/outgoing-check.ts'
import { refuseUncallable } from '../../outgoing/refuse-uncallable.ts'
import type { Sealer } from '../../sealing.ts'
import { type Actor, can, pathsWhere, requireCan, type Subject } from '../access/can.ts'
import type { ActBy } from '../audit/act.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { PortalRow, PortalsStore } from './portals-store.ts'
import { type PublishedKeys, PublishedKeysError } from './published-keys.ts'

/** RFC 7518 asks for at least as many bits as the hash has. */
const secretBytes = 32

type Dependencies = {
  store: PortalsStore
  units: UnitsService
  contests: ContestsService
  publishedKeys: PublishedKeys
  checkOutgoing: OutgoingCheck
  sealer: Sealer
  ids: Ids
  /** Tells every process that this contest may be framed by others now. */
  announce(slug: string): void
}

export const ownerOfSecret = (portalId: number, keyId: string) => `portal ${portalId} ${keyId}`

export function createPortalsService({ store, units, contests, publishedKeys, checkOutgoing, sealer, ids, announce }: Dependencies) {
  const subjectOf = async (unitId: number | null): Promise<Subject> => [unitId === null ? null : await units.pathOf(unitId)]

  async function known(id: number): Promise<PortalRow> {
    const portal = await store.find(id)
    if (!portal) throw new Problem('PORTAL_NOT_FOUND')
    return portal
  }
  function changed(portal: Pick<PortalRow, 'contests'>): void {
    for (const slug of portal.contests) {
      contests.forget(slug)
      announce(slug)
    }
  }

  return {
    async subjectOf(id: number): Promise<Subject> {
      return [(await known(id)).unitPath]
    },
    async list(actor: Actor): Promise<{ portals: PortalView[] }> {
      const all = await store.all()
      return { portals: all.filter((portal) => can(actor, 'portal.read', [portal.unitPath])).map(view) }
    },
    async one(id: number): Promise<PortalView> {
      return view(await known(id))
    },
    async create(actor: Actor, by: ActBy, portal: NewPortal): Promise<PortalView> {
      requireCan(actor, 'portal.write', await subjectOf(portal.unitId), 'UNIT_NOT_FOUND')
      await refuseUncallable(checkOutgoing, 'jwksUrl', portal.jwksUrl)
      const id = await store.add(by, portal)
      if (id === undefined) throw new Problem('PORTAL_CODE_TAKEN')
      return view(await known(id))
    },
    async change(by: ActBy, id: number, change: PortalChange): Promise<PortalView> {
      const before = await known(id)
      await refuseUncallable(checkOutgoing, 'jwksUrl', change.jwksUrl)
      if (!(await store.change(by, before, change))) throw new Problem('PORTAL_CHANGED')
      if (before.jwksUrl !== null && change.jwksUrl !== undefined) publishedKeys.forget(before.jwksUrl)
      changed(before)
      return view(await known(id))
    },
    /** The one time that it is shown. */
    async addSecret(by: ActBy, id: number): Promise<{ keyId: string; secret: string }> {
      await known(id)
      const keyId = ids.code(10)
      const secret = ids.secret(secretBytes).toString('base64url')
      await store.addSecret(by, id, keyId, sealer.seal(ownerOfSecret(id, keyId), secret))
      return { keyId, secret }
    },
    async revokeSecret(by: ActBy, id: number, keyId: string): Promise<PortalView> {
      if (!(await store.revokeSecret(by, id, keyId))) throw new Problem('PORTAL_SECRET_NOT_FOUND')
      return view(await known(id))
    },
    /** Fetches the published keys now and tells what came. */
    async tryKeys(id: number): Promise<{ keys: { keyId: string; algorithm: string }[] }> {
      const { jwksUrl } = await known(id)
      if (jwksUrl === null) throw new Problem('PORTAL_KEYS_NOT_READ', { errors: [{ at: 'jwksUrl', reason: 'is not set' }] })
      try {
        return { keys: await publishedKeys.tryOut(jwksUrl) }
      } catch (error) {
        if (error instanceof OutgoingRefused || error instanceof PublishedKeysError)
          throw new Problem('PORTAL_KEYS_NOT_READ', { errors: [{ at: 'jwksUrl', reason: error.message }] })
        throw error
      }
    },
    async ofContest(actor: Actor, slug: string): Promise<{ portalIds: number[] }> {
      return { portalIds: await store.ofContest((await contests.bySlug(slug)).id, pathsWhere(actor, 'portal.read')) }
    },
    /** Of the portals that the actor may see exactly these; what others have linked is not theirs to drop, nor told. */
    async setForContest(actor: Actor, by: ActBy, slug: string, portalIds: readonly number[]): Promise<{ portalIds: number[] }> {
      const contest = await contests.bySlug(slug)
      const within = pathsWhere(actor, 'portal.read')
      if (!(await store.setForContest(by, contest.id, portalIds, within))) throw new Problem('PORTAL_NOT_FOUND')
      changed({ contests: [slug] })
      return { portalIds: await store.ofContest(contest.id, within) }
    },
  }
}
export type PortalsService = ReturnType<typeof createPortalsService>

function view({ unitPath: _path, ...portal }: PortalRow): PortalView {
  return { ...portal, secrets: portal.secrets.map((secret) => ({ ...secret, createdAt: new Date(secret.createdAt).toISOString() })) }
}
