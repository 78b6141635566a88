import type { Clock } from '../../clock.ts'
import type { ApiKeyList, ApiKeyView, CreatedApiKey, NewApiKey } from '../../contract/accounts.ts'
import { Problem } from '../../contract/errors.ts'
import type { Ids } from '../../ids.ts'
import { type Actor, can, type Subject } from '../access/can.ts'
import { keyActions } from '../access/key-actions.ts'
import type { ActBy } from '../audit/act.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { StaffMember } from './accounts-service.ts'
import type { ApiKeyRow, ApiKeysStore } from './api-keys-store.ts'
import { hashOf } from './one-time-secrets.ts'

/** By which scanners for leaked secrets, and the guard, know one. */
const keyPrefix = 'hk_'
const dayMs = 24 * 3_600_000

type Dependencies = { store: ApiKeysStore; units: UnitsService; ids: Ids; clock: Clock }

/** Keys by which portals and other systems use the API of the staff, each for some actions in one subtree. */
export function createApiKeysService({ store, units, ids, clock }: Dependencies) {
  async function find(keyId: number): Promise<ApiKeyRow> {
    const key = await store.find(keyId)
    if (!key) throw new Problem('KEY_NOT_FOUND')
    return key
  }
  return {
    subjectOf: async (keyId: number): Promise<Subject> => [(await find(keyId)).path],
    async list(actor: Actor): Promise<ApiKeyList> {
      return { keys: (await store.list()).filter(({ path }) => can(actor, 'key.write', [path])).map(present) }
    },
    /** Nobody gives a key more than they have themselves. */
    async create(actor: Actor, by: ActBy, { name, actions, unitId, expiresInDays }: NewApiKey): Promise<CreatedApiKey> {
      const path = unitId === null ? null : await units.pathOf(unitId)
      if (!can(actor, 'key.write', [path])) throw new Problem('UNIT_NOT_FOUND')
      if (!actions.every((action) => keyActions.includes(action) && can(actor, action, [path]))) throw new Problem('FORBIDDEN')
      const secret = `${keyPrefix}${ids.secret(32).toString('base64url')}`
      const createdAt = new Date(clock.now())
      const expiresAt = new Date(createdAt.getTime() + expiresInDays * dayMs)
      const id = await store.add(by, { name, actions, unitId, createdAt, expiresAt, secretHash: hashOf(secret), createdBy: actor.id })
      return { key: present(await find(id)), secret }
    },
    async revoke(actor: Actor, by: ActBy, keyId: number, reason: string): Promise<ApiKeyView> {
      await store.revoke(by, keyId, { now: new Date(clock.now()), revokedBy: actor.id, reason })
      return present(await find(keyId))
    },
    /** Who speaks with this key. */
    async whoHas(secret: string): Promise<StaffMember> {
      const key = await store.findInForce(hashOf(secret), new Date(clock.now()))
      if (!key) throw new Problem('TOKEN_INVALID')
      const { id, name, actions, path } = key
      const none = { sessionId: 0, hasSecondFactor: false, needsSecondFactor: false }
      return { kind: 'api-key', id, name, username: name, displayName: name, grants: [{ actions, path }], ...none }
    },
  }
}
export type ApiKeysService = ReturnType<typeof createApiKeysService>

function present({ path: _path, createdAt, expiresAt, lastUsedAt, revokedAt, ...key }: ApiKeyRow): ApiKeyView {
  return {
    ...key,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }
}
