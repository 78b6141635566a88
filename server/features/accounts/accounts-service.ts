import type { Clock } from '../../clock.ts'
import { actions, type Role } from '../../contract/access.ts'
import { Problem } from '../../contract/errors.ts'
import type { StaffSession } from '../../contract/staff.ts'
import { isUniqueViolation } from '../../database/database-errors.ts'
import type { Ids } from '../../ids.ts'
import type { Sealer } from '../../sealing.ts'
import { type Actor, pathsWhere } from '../access/can.ts'
import type { ActBy } from '../audit/act.ts'
import type { AccountRow, AccountsStore, GrantRow, SecondFactorRow, SessionOwner } from './accounts-store.ts'
import type { KnownDevices } from './known-devices.ts'
import { foldLogin } from './login-names.ts'
import type { LoginThrottle } from './login-throttle.ts'
import { hashOf, readRecoveryCode } from './one-time-secrets.ts'
import type { PasswordHashing } from './password-hashing.ts'
import { stepOf } from './totp.ts'

/** Who asks on a route of the staff: somebody who is logged in, or a key of another system. */
export type StaffMember = Actor & {
  username: string
  displayName: string
  /** 0 for a key. */
  sessionId: number
  hasSecondFactor: boolean
  needsSecondFactor: boolean
}
export type Login = { username: string; password: string; code?: string | undefined }
export type LoginFrom = { address: string; userAgent: string; deviceMark: string; sessionSecret: string }
export type OpenedSession = { session: StaffSession; sessionSecret: string; expiresAt: Date; deviceMark: string }

export const sessionHours = 12

type Dependencies = {
  store: AccountsStore
  throttle: LoginThrottle
  devices: KnownDevices
  hashing: PasswordHashing
  /** Of second factors. */
  sealer: Sealer
  renewSeals(): Promise<unknown>
  ids: Ids
  clock: Clock
}

export function createAccountsService({ store, throttle, devices, hashing, sealer, renewSeals, ids, clock }: Dependencies) {
  const now = () => new Date(clock.now())
  // an account without a second factor is checked against this, so that it takes as long
  const decoySecret = ids.secret(20)

  /** The code of the authenticator or a recovery code, used up if the password was right too. */
  async function spendCode(
    account: (AccountRow & SecondFactorRow) | undefined,
    typed: string | undefined,
    isPasswordRight: boolean,
  ): Promise<boolean> {
    if (typed === undefined) return false
    const secret = account?.factorSecret ? sealer.open(factorOwner(account.id), account.factorSecret) : decoySecret
    const step = stepOf(secret, typed.replace(/\s/g, ''), clock.now()) ?? -1
    const recoveryHash = hashOf(readRecoveryCode(typed) ?? '')
    return store.spendCode(account?.id ?? 0, { step, recoveryHash, isAllowed: isPasswordRight && Boolean(account?.factorSecret) }, now())
  }

  async function whoHas(sessionSecret: string): Promise<StaffMember> {
    const owner = sessionSecret === '' ? undefined : await store.findBySession(hashOf(sessionSecret), now())
    if (!owner) throw new Problem('LOGIN_REQUIRED')
    return memberOf(owner)
  }

  return {
    /**
     * One answer for whatever was wrong: name, password, a code that is missing, wrong or used. An unknown name, a disabled account and
     * a wrong password cost the same statements and one hash.
     */
    async logIn({ username, password, code }: Login, from: LoginFrom): Promise<OpenedSession> {
      const name = foldLogin(username)
      const account = await store.findByLogin(name)
      const device = devices.deviceOf(account?.id ?? 0, from.deviceMark)
      const trier = { name, address: from.address, device }
      await throttle.before(trier)
      const isPasswordRight = await hashing.matches(account?.disabledAt ? null : account?.passwordHash, password)
      const isCodeSpent = await spendCode(account, code, isPasswordRight)
      if (!account || !isPasswordRight || (account.factorSecret && !isCodeSpent)) throw new Problem('LOGIN_FAILED')
      const failedTries = await throttle.afterRight(trier)
      // always a new secret: one that somebody planted in the browser before is worth nothing
      const sessionSecret = ids.secret(32).toString('base64url')
      const expiresAt = new Date(clock.now() + sessionHours * 3_600_000)
      await store.openSession({
        secretHash: hashOf(sessionSecret),
        accountId: account.id,
        now: now(),
        expiresAt,
        address: from.address,
        userAgent: from.userAgent.slice(0, 300),
        replaces: hashOf(from.sessionSecret),
      })
      const session = { ...sessionOf(await whoHas(sessionSecret)), failedTries }
      return { session, sessionSecret, expiresAt, deviceMark: devices.markFor(account.id) }
    },
    whoHas,
    sessionOf,
    logOut: (sessionSecret: string) => store.endSession(hashOf(sessionSecret)),
    async tidy(): Promise<void> {
      await store.dropEnded(now())
      await renewSeals()
    },
    /** The first owner of a new installation, with a password made at random. Undefined when there is anybody already. */
    async createFirstOwner(): Promise<{ username: string; password: string } | undefined> {
      if (!(await store.isEmpty())) return undefined
      const login = { username: 'quantri', password: ids.code(16) }
      const passwordHash = await hashing.hash(login.password)
      try {
        await store.add(theService(clock), {
          username: login.username,
          displayName: 'Quản trị',
          passwordHash,
          grants: [{ role: 'owner', unitId: null }],
        })
      } catch (error) {
        // of several processes that start at once on an empty database one is the first; it tells its password
        if (isUniqueViolation(error, 'accounts_username_unique')) return undefined
        throw error
      }
      return login
    },
    /** With a password and without an invitation: for the operator's commands. Rules of passwords are the caller's. */
    async create(
      account: { username: string; displayName: string; password: string; role: Role; unitId?: number },
      by = theService(clock),
    ): Promise<number> {
      const { username, displayName, password, role, unitId = null } = account
      return store.add(by, { username: foldLogin(username), displayName, passwordHash: await hashing.hash(password), grants: [{ role, unitId }] })
    },
  }
}
export type AccountsService = ReturnType<typeof createAccountsService>

/** What a sealed second factor belongs to: moved to another account it does not open. */
export function factorOwner(accountId: number): string {
  return `account ${accountId}`
}

function theService(clock: Clock): ActBy {
  return { kind: 'service', id: null, name: 'hoithi', from: null, requestId: null, atMs: clock.now() }
}

function memberOf({ id, username, displayName, grants, sessionId, hasSecondFactor, needsSecondFactor }: SessionOwner): StaffMember {
  return { kind: 'staff', id, name: username, username, displayName, grants, sessionId, hasSecondFactor, needsSecondFactor }
}

function sessionOf(member: StaffMember): StaffSession {
  const { id, username, displayName, hasSecondFactor, needsSecondFactor } = member
  const may = actions.flatMap((action) => {
    const paths = [...new Set(pathsWhere(member, action))]
    return paths.length === 0 ? [] : [{ action, paths }]
  })
  return { account: { id, username, displayName, grants: member.grants as GrantRow[] }, may, hasSecondFactor, needsSecondFactor }
}
