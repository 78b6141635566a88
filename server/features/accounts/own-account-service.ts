import type { Clock } from '../../clock.ts'
import type { PasswordChange, RecoveryCodes, SecondFactorOffer, SessionList } from '../../contract/accounts.ts'
import { Problem } from '../../contract/errors.ts'
import type { Ids } from '../../ids.ts'
import type { Sealer } from '../../sealing.ts'
import type { ActBy } from '../audit/act.ts'
import type { AccountSteps, HeldAccount } from './account-steps.ts'
import { factorOwner, type LoginFrom, type StaffMember, sessionHours } from './accounts-service.ts'
import type { LoginThrottle } from './login-throttle.ts'
import { grouped, hashOf } from './one-time-secrets.ts'
import type { PasswordHashing } from './password-hashing.ts'
import { faultOf, lengthOf, shortestAlone } from './password-rules.ts'
import type { Done, StaffStore } from './staff-store.ts'
import { base32Of, otpauthUri, stepOf } from './totp.ts'

const recoveryCodeCount = 10
/** Eighty bits. */
const recoveryCodeLength = 16

type Dependencies = { store: StaffStore; throttle: LoginThrottle; hashing: PasswordHashing; sealer: Sealer; ids: Ids; clock: Clock }
type Asking = { member: StaffMember; by: ActBy; address: string }

/** What people change about their own account: password, second factor, sessions. */
export function createOwnAccountService({ store, throttle, hashing, sealer, ids, clock }: Dependencies) {
  const now = () => new Date(clock.now())

  /** Whoever found an open browser must not guess the password in it any faster than at the door. */
  async function prove({ member, address }: Asking, password: string): Promise<void> {
    const trier = { name: member.username, address, device: `session of ${member.id}` }
    await throttle.before(trier)
    const account = await store.find(member.id)
    if (!(await hashing.matches(account?.passwordHash, password))) throw new Problem('PASSWORD_WRONG')
    await throttle.afterRight(trier)
  }

  async function alterOwn<Result>(
    { member, by }: Asking,
    work: (account: HeldAccount, steps: AccountSteps) => Promise<Done<Result>>,
  ): Promise<Result> {
    const result = await store.alter(by, member.id, work)
    if (result === undefined) throw new Problem('LOGIN_REQUIRED')
    return result
  }

  async function newRecoveryCodes(steps: AccountSteps): Promise<RecoveryCodes> {
    const codes = Array.from({ length: recoveryCodeCount }, () => ids.code(recoveryCodeLength))
    await steps.putRecoveryCodes(codes.map(hashOf))
    return { recoveryCodes: codes.map(grouped) }
  }

  return {
    /** Ends every session of the account; whoever asks goes on in a new one. */
    async changePassword(
      asking: Asking,
      { currentPassword, newPassword }: PasswordChange,
      from: LoginFrom,
    ): Promise<{ sessionSecret: string; expiresAt: Date }> {
      await prove(asking, currentPassword)
      const account = await store.find(asking.member.id)
      if (!account) throw new Problem('LOGIN_REQUIRED')
      const fault = await faultOf({ password: newPassword, hasSecondFactor: account.hasSecondFactor, account })
      if (fault) throw new Problem(fault)
      const passwordHash = await hashing.hash(newPassword)
      const sessionSecret = ids.secret(32).toString('base64url')
      const expiresAt = new Date(clock.now() + sessionHours * 3_600_000)
      await alterOwn(asking, async ({ id }, steps) => {
        await steps.setPassword(passwordHash, now())
        await steps.endSessions()
        await steps.dropLink()
        await steps.openSession({
          secretHash: hashOf(sessionSecret),
          now: now(),
          expiresAt,
          address: from.address,
          userAgent: from.userAgent.slice(0, 300),
        })
        return { result: true, acts: [{ act: 'password.set', subject: { accountId: id }, after: { how: 'by its owner' } }] }
      })
      return { sessionSecret, expiresAt }
    },
    async offerSecondFactor(asking: Asking, password: string, issuer: string): Promise<SecondFactorOffer> {
      await prove(asking, password)
      const secret = ids.secret(20)
      return alterOwn(asking, async ({ id, username, hasSecondFactor }, steps) => {
        if (hasSecondFactor) throw new Problem('SECOND_FACTOR_ON')
        await steps.offerSecondFactor(sealer.seal(factorOwner(id), secret))
        return { result: { secret: base32Of(secret), uri: otpauthUri({ issuer, username, secret }) }, acts: [] }
      })
    },
    /** The first code shows that the authenticator has the secret; from now on it is asked for. */
    async confirmSecondFactor(asking: Asking, code: string): Promise<RecoveryCodes> {
      await throttle.before({ name: asking.member.username, address: asking.address, device: `code of ${asking.member.id}` })
      return alterOwn(asking, async ({ id, hasSecondFactor }, steps) => {
        if (hasSecondFactor) throw new Problem('SECOND_FACTOR_ON')
        const offered = await steps.offeredSecret()
        if (!offered) throw new Problem('SECOND_FACTOR_OFF')
        const step = stepOf(sealer.open(factorOwner(id), offered), code, clock.now())
        if (step === undefined) throw new Problem('CODE_WRONG')
        await steps.confirmSecondFactor(step, now())
        return { result: await newRecoveryCodes(steps), acts: [{ act: 'second-factor.add', subject: { accountId: id } }] }
      })
    },
    /** A password that was long enough beside a second factor may be too short without it. */
    async removeSecondFactor(asking: Asking, password: string): Promise<void> {
      await prove(asking, password)
      if (lengthOf(password) < shortestAlone) throw new Problem('PASSWORD_TOO_SHORT')
      const rules = await store.rolesWithRule()
      await alterOwn(asking, async ({ id, hasSecondFactor, grants }, steps) => {
        if (!hasSecondFactor) throw new Problem('SECOND_FACTOR_OFF')
        if (grants.some(({ role }) => rules.includes(role))) throw new Problem('SECOND_FACTOR_REQUIRED')
        await steps.dropSecondFactor()
        return { result: true, acts: [{ act: 'second-factor.remove', subject: { accountId: id }, after: { how: 'by its owner' } }] }
      })
    },
    async renewRecoveryCodes(asking: Asking, password: string): Promise<RecoveryCodes> {
      await prove(asking, password)
      return alterOwn(asking, async ({ id, hasSecondFactor }, steps) => {
        if (!hasSecondFactor) throw new Problem('SECOND_FACTOR_OFF')
        return { result: await newRecoveryCodes(steps), acts: [{ act: 'recovery-codes.renew', subject: { accountId: id } }] }
      })
    },
    sessions: async (member: StaffMember): Promise<SessionList> => presentSessions(await store.sessionsOf(member.id, now()), member.sessionId),
    async endSession(member: StaffMember, sessionId: number): Promise<void> {
      if (!(await store.endSession(member.id, sessionId))) throw new Problem('SESSION_NOT_FOUND')
    },
  }
}
export type OwnAccountService = ReturnType<typeof createOwnAccountService>

export function presentSessions(rows: Awaited<ReturnType<StaffStore['sessionsOf']>>, currentId: number | null): SessionList {
  return {
    sessions: rows.map(({ createdAt, lastSeenAt, expiresAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      isCurrent: row.id === currentId,
    })),
  }
}
