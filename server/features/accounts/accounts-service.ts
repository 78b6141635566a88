import { createHash } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import { isUniqueViolation } from '../../database/database-errors.ts'
import type { Ids } from '../../ids.ts'
import { remember } from '../../remember.ts'
import type { AccountRow, AccountsStore } from './accounts-store.ts'

export type StaffMember = { id: number; username: string; displayName: string; role: string }

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
      return { member: memberOf(account), sessionSecret, expiresAt }
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
        await store.add({ username: login.username, displayName: 'Quản trị', role: 'owner', passwordHash })
      } catch (error) {
        // of several processes that start at once on an empty database one is the first; it tells its password
        if (isUniqueViolation(error, 'accounts_username_unique')) return undefined
        throw error
      }
      return login
    },
    async create(account: { username: string; displayName: string; role: string; password: string }): Promise<number> {
      const passwordHash = await hash(account.password.normalize('NFC'), hashing)
      return store.add({ username: account.username, displayName: account.displayName, role: account.role, passwordHash })
    },
  }
}
export type AccountsService = ReturnType<typeof createAccountsService>

function hashOf(sessionSecret: string): Buffer {
  return createHash('sha256').update(sessionSecret).digest()
}

function memberOf({ id, username, displayName, role }: AccountRow): StaffMember {
  return { id, username, displayName, role }
}
