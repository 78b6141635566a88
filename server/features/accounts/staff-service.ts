import type { Clock } from '../../clock.ts'
import { type Role, roles } from '../../contract/access.ts'
import type {
  AccountChange,
  AccountList,
  AccountView,
  CreatedAccount,
  LinkRequest,
  NewAccount,
  NewGrant,
  OneTimeLink,
  RoleRuleChange,
  RoleRules,
  SessionList,
} from '../../contract/accounts.ts'
import { Problem } from '../../contract/errors.ts'
import { isCheckViolation, isUniqueViolation } from '../../database/database-errors.ts'
import { type Actor, can, canGrant, canManage, pathsWhere, type Subject, type UnitPath } from '../access/can.ts'
import type { ActBy } from '../audit/act.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { AccountSteps, HeldAccount } from './account-steps.ts'
import { foldLogin, isEmail, isUsername } from './login-names.ts'
import { presentSessions } from './own-account-service.ts'
import type { PasswordLinksService } from './password-links-service.ts'
import type { Done, StaffStore } from './staff-store.ts'

const pageSize = 200

type Dependencies = { store: StaffStore; links: PasswordLinksService; units: UnitsService; clock: Clock }
/** Who does it, for the decision and for the audit log. */
type Doer = { actor: Actor; by: ActBy }

/** Accounts of others: who may be let in, with which roles, and who is shut out. */
export function createStaffService({ store, links, units, clock }: Dependencies) {
  const now = () => new Date(clock.now())

  /** Where a role would hold. A unit outside looks like one that is not there. */
  async function requireGrantable(actor: Actor, role: Role, unitId: number | null): Promise<void> {
    const path: UnitPath = unitId === null ? null : await units.pathOf(unitId)
    if (canGrant(actor, role, path)) return
    const isInside = path === null || actor.grants.some((grant) => grant.path === null || path === grant.path || path.startsWith(`${grant.path}.`))
    throw new Problem(isInside ? 'FORBIDDEN' : 'UNIT_NOT_FOUND')
  }

  /** Only who could have given every role of an account may change it: its password is the key to all of them. */
  async function manage<Result>(
    { actor, by }: Doer,
    accountId: number,
    work: (account: HeldAccount, steps: AccountSteps) => Promise<Done<Result>>,
  ): Promise<Result> {
    const result = await translated(() =>
      store.alter(by, accountId, async (account, steps) => {
        if (!canManage(actor, account.grants)) throw new Problem('FORBIDDEN')
        return work(account, steps)
      }),
    )
    if (result === undefined) throw new Problem('ACCOUNT_NOT_FOUND')
    return result
  }

  async function view(actor: Actor, accountId: number): Promise<AccountView> {
    const account = await store.find(accountId)
    if (!account) throw new Problem('ACCOUNT_NOT_FOUND')
    return present(actor, account)
  }

  async function setDisabled(doer: Doer, accountId: number, isDisabled: boolean, reason: string): Promise<AccountView> {
    await manage(doer, accountId, async ({ disabledAt }, steps) => {
      if ((disabledAt !== null) === isDisabled) return { result: true, acts: [] }
      await steps.disable(isDisabled ? now() : null)
      await steps.endSessions()
      await steps.dropLink()
      return { result: true, acts: [{ act: isDisabled ? 'account.disable' : 'account.enable', subject: { accountId }, reason }] }
    })
    return view(doer.actor, accountId)
  }

  return {
    async subjectOf(accountId: number): Promise<Subject> {
      const paths = await store.pathsOf(accountId)
      if (!paths) throw new Problem('ACCOUNT_NOT_FOUND')
      return paths
    },
    async list(actor: Actor, after: number): Promise<AccountList> {
      const rows = await store.list(pathsWhere(actor, 'account.read'), after, pageSize + 1)
      const page = rows.slice(0, pageSize)
      return { accounts: page.map((account) => present(actor, account)), next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null }
    },
    one: view,
    async create({ actor, by }: Doer, { displayName, language = 'vi', grants, ...names }: NewAccount): Promise<CreatedAccount> {
      const username = foldLogin(names.username)
      if (!isUsername(username)) throw new Problem('ACCOUNT_NAME_INVALID')
      const email = names.email === undefined ? null : readEmail(names.email)
      for (const { role, unitId } of grants) await requireGrantable(actor, role, unitId)
      const account = { username, email, displayName: tidied(displayName), language, passwordHash: null, grants }
      let invitation: OneTimeLink | undefined
      const id = await translated(() =>
        store.add(by, account, actor.id, async (steps) => {
          invitation = await links.make(steps, account, actor.id)
        }),
      )
      return { account: await view(actor, id), invitation: invitation as OneTimeLink }
    },
    async change(doer: Doer, accountId: number, { reason, ...change }: AccountChange): Promise<AccountView> {
      await manage(doer, accountId, async (account, steps) => {
        const displayName = change.displayName === undefined ? account.displayName : tidied(change.displayName)
        const email = change.email === undefined ? account.email : change.email === null ? null : readEmail(change.email)
        const language = change.language ?? account.language
        await steps.change({ displayName, email, language })
        // a link that went to the old address is no longer this person's
        if (email !== account.email) await steps.dropLink()
        const changed = { displayName: displayName !== account.displayName, email: email !== account.email, language: language !== account.language }
        const fields = Object.entries(changed).flatMap(([field, isChanged]) => (isChanged ? [field] : []))
        return { result: true, acts: fields.length === 0 ? [] : [{ act: 'account.change', subject: { accountId }, after: { fields }, reason }] }
      })
      return view(doer.actor, accountId)
    },
    disable: (doer: Doer, accountId: number, reason: string) => setDisabled(doer, accountId, true, reason),
    enable: (doer: Doer, accountId: number, reason: string) => setDisabled(doer, accountId, false, reason),
    /** An invitation anew, or a way back in for who forgot the password or lost the second factor. */
    link: (doer: Doer, accountId: number, { reason, dropSecondFactor = false }: LinkRequest): Promise<OneTimeLink> =>
      manage(doer, accountId, async (account, steps) => {
        if (account.disabledAt !== null) throw new Problem('FORBIDDEN')
        const result = await links.make(steps, account, doer.actor.id)
        const isDropped = dropSecondFactor && account.hasSecondFactor
        if (isDropped) {
          await steps.dropSecondFactor()
          await steps.endSessions()
        }
        const subject = { accountId }
        return {
          result,
          acts: [
            { act: 'account.link' as const, subject, after: { isSent: result.sentTo !== null }, reason },
            ...(isDropped ? [{ act: 'second-factor.remove' as const, subject, after: { how: 'by another' }, reason }] : []),
          ],
        }
      }),
    async addGrant(doer: Doer, accountId: number, { role, unitId, reason }: NewGrant): Promise<AccountView> {
      await requireGrantable(doer.actor, role, unitId)
      const isDone = await translated(() =>
        store.alter(doer.by, accountId, async (_account, steps) => {
          const grantId = await steps.addGrant(role, unitId, doer.actor.id)
          if (grantId === undefined) throw new Problem('GRANT_EXISTS')
          return { result: true, acts: [{ act: 'grant.add', subject: { accountId, grantId }, after: { role, unitId }, reason }] }
        }),
      )
      if (!isDone) throw new Problem('ACCOUNT_NOT_FOUND')
      return view(doer.actor, accountId)
    },
    /** The last owner cannot be removed: PostgreSQL refuses, also when two owners remove each other at once. */
    async removeGrant({ actor, by }: Doer, accountId: number, grantId: number, reason: string): Promise<void> {
      const isDone = await translated(() =>
        store.alter(by, accountId, async ({ grants }, steps) => {
          const grant = grants.find(({ id, path }) => id === grantId && can(actor, 'account.read', [path]))
          if (!grant) throw new Problem('GRANT_NOT_FOUND')
          if (!canGrant(actor, grant.role, grant.path)) throw new Problem('FORBIDDEN')
          await steps.removeGrant(grantId)
          const before = { role: grant.role, unitId: grant.unitId }
          return { result: true, acts: [{ act: 'grant.remove', subject: { accountId, grantId }, before, reason }] }
        }),
      )
      if (!isDone) throw new Problem('ACCOUNT_NOT_FOUND')
    },
    sessions: async (accountId: number): Promise<SessionList> => presentSessions(await store.sessionsOf(accountId, now()), null),
    endSessions: (doer: Doer, accountId: number, reason: string): Promise<boolean> =>
      manage(doer, accountId, async (_account, steps) => {
        const ended = await steps.endSessions()
        return { result: true, acts: ended === 0 ? [] : [{ act: 'account.sessions-end', subject: { accountId }, after: { ended }, reason }] }
      }),
    async roleRules(): Promise<RoleRules> {
      const strict = await store.rolesWithRule()
      return { rules: roles.map((role) => ({ role, needsSecondFactor: strict.includes(role) })) }
    },
    /** What a role asks of its holders is for owners to say, not for whoever may give it. */
    async changeRoleRule(actor: Actor, by: ActBy, role: Role, { needsSecondFactor, reason }: RoleRuleChange): Promise<void> {
      if (!canGrant(actor, 'owner', null)) throw new Problem('FORBIDDEN')
      await store.changeRule(by, { role, needsSecondFactor, reason, now: now() })
    },
  }
}
export type StaffService = ReturnType<typeof createStaffService>

/** An account of several branches shows each branch only its own. */
function present(actor: Actor, account: HeldAccount): AccountView {
  const { id, username, email, displayName, language, passwordHash, disabledAt, hasSecondFactor, createdAt, lastSeenAt, grants } = account
  return {
    id,
    username,
    email,
    displayName,
    language,
    state: disabledAt !== null ? 'disabled' : passwordHash === null ? 'invited' : 'active',
    hasSecondFactor,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    grants: grants.filter(({ path }) => can(actor, 'account.read', [path])).map(({ path: _path, ...grant }) => grant),
  }
}

async function translated<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error, 'accounts_username_unique') || isUniqueViolation(error, 'accounts_email_unique'))
      throw new Problem('ACCOUNT_NAME_TAKEN')
    if (isCheckViolation(error, 'an_owner_remains')) throw new Problem('LAST_OWNER')
    throw error
  }
}

function readEmail(typed: string): string {
  const email = foldLogin(typed)
  if (!isEmail(email)) throw new Problem('EMAIL_INVALID')
  return email
}

function tidied(name: string): string {
  const plain = name.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (plain === '') throw new Problem('BAD_REQUEST', { errors: [{ at: '/displayName', reason: 'a person needs a name' }] })
  return plain
}
