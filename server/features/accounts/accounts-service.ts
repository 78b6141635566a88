import { createHash } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Clock } from '../../clock.ts'
import type { Role } from '../../contract/access.ts'
import { Problem } from '../../contract/errors.ts'
import { isUniqueViolation } from '../../database/database-errors.ts'
import type { Ids } from '../../ids.ts'
import { remember } from '../../remember.ts'
import type { Actor } from '../access/can.ts'
import type { AccountRow, AccountsStore, GrantRow } from './accounts-store.ts'

/** Somebody of the staff who is logged in, with what they may do. */
export type StaffMember = Omit<Actor, 'grants'> & { kind: 'staff'; username: string; displayName: string; grants: GrantRow[] }

const sessionHours = 12
/** OWASP's floor for argon2id on small machines: 19 MiB, two passes. */
const hashing = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function createAccountsService({ store, ids, clock }: { store: AccountsStore; ids: Ids; clock: Clock }) {
  // an unknown name is checked against this, so that it takes as long as a wrong password
  const decoy = remember(() => hash(ids.code(20), hashing))

  return {
    async logIn(username: string, password: string): Promise<{ member: StaffMember; sessionSecret: string; expiresAt: Date }> {
      const account = await store.findByUsername(username.normalize('NFC').trim().toLowerCase())
      const isRight = await verify(account?.passwordHash ?? (await decoy.get()), password.normalize('NFC'))
      if (!account || !isRight) throw new Problem('LOGIN_FAILED')
      const sessionSecret = ids.secret(32).toString('base64url')
      const expiresAt = new Date(clock.now() + sessionHours * 3_600_000)
      await store.openSession(hashOf(sessionSecret), account.id, expiresAt)
      return { member: memberOf({ ...account, grants: await store.grantsOf(account.id) }), sessionSecret, expiresAt }
    },
    async whoHas(sessionSecret: string): Promise<StaffMember> {
      const account = sessionSecret === '' ? undefined : await store.findBySession(hashOf(sessionSecret), new Date(clock.now()))
      if (!account) throw new Problem('LOGIN_REQUIRED')
      return memberOf(account)
    },
    logOut: (sessionSecret: string) => store.endSession(hashOf(sessionSecret)),
    /** The first owner of a new installation, with a password made at random. Undefined when there is anybody already. */
    async createFirstOwner(): Promise<{ username: string; password: string } | undefined> {
      if (!(await store.isEmpty())) return undefined
      const login = { username: 'quantri', password: ids.code(16) }
      const passwordHash = await hash(login.password, hashing)
      try {
        await store.add({ username: login.username, displayName: 'Quản trị', passwordHash, grants: [{ role: 'owner', unitId: null }] })
      } catch (error) {
        // of several processes that start at once on an empty database one is the first; it tells its password
        if (isUniqueViolation(error, 'accounts_username_unique')) return undefined
        throw error
      }
      return login
    },
    async create(account: { username: string; displayName: string; password: string; role: Role; unitId?: number }): Promise<number> {
      const { username, displayName, password, role, unitId = null } = account
      return store.add({ username, displayName, passwordHash: await hash(password.normalize('NFC'), hashing), grants: [{ role, unitId }] })
    },
  }
}
export type AccountsService = ReturnType<typeof createAccountsService>

function hashOf(sessionSecret: string): Buffer {
  return createHash('sha256').update(sessionSecret).digest()
}

function memberOf({ id, username, displayName, grants }: AccountRow & { grants: GrantRow[] }): StaffMember {
  return { kind: 'staff', id, name: username, username, displayName, grants }
}
