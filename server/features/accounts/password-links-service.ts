import type { Clock } from '../../clock.ts'
import type { LinkOwner, OneTimeLink } from '../../contract/accounts.ts'
import { Problem } from '../../contract/errors.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import type { Ids } from '../../ids.ts'
import type { Outbox } from '../../mail/outbox.ts'
import type { ActBy } from '../audit/act.ts'
import type { AccountSteps, HeldAccount, LinkKind } from './account-steps.ts'
import { hashOf } from './one-time-secrets.ts'
import type { PasswordHashing } from './password-hashing.ts'
import { faultOf, shortestAlone, shortestWithSecondFactor } from './password-rules.ts'
import type { StaffStore } from './staff-store.ts'

const hoursOf: Record<LinkKind, number> = { invitation: 7 * 24, reset: 24 }

type Dependencies = { store: StaffStore; mails: Outbox; hashing: PasswordHashing; ids: Ids; clock: Clock; publicOrigin: string }
type LinkFor = Pick<HeldAccount, 'username' | 'displayName' | 'email' | 'language' | 'passwordHash'>

/** One-time links by which people set their password, first or anew. */
export function createPasswordLinksService({ store, mails, hashing, ids, clock, publicOrigin }: Dependencies) {
  const now = () => new Date(clock.now())

  async function ownerOf(token: string): Promise<HeldAccount & { kind: LinkKind; expiresAt: Date }> {
    const link = await store.findByLink(hashOf(token), now())
    const account = link && (await store.find(link.accountId))
    if (!link || !account) throw new Problem('LINK_NOT_VALID')
    return { ...account, kind: link.kind, expiresAt: link.expiresAt }
  }

  return {
    /**
     * A link for an account that the transaction holds. Where mails can be sent and there is an address it goes there and nowhere else; otherwise
     * it is shown to whoever asked, to be handed over. The token stands behind the #, so no server and no log ever sees it.
     */
    async make(steps: AccountSteps, account: LinkFor, createdBy: number | null): Promise<OneTimeLink> {
      const kind: LinkKind = account.passwordHash === null ? 'invitation' : 'reset'
      const token = ids.secret(32).toString('base64url')
      const expiresAt = new Date(clock.now() + hoursOf[kind] * 3_600_000)
      await steps.putLink({ tokenHash: hashOf(token), kind, now: now(), expiresAt, createdBy })
      const link = `${publicOrigin}/console/password#${token}`
      if (!mails.isConfigured || account.email === null) return { sentTo: null, link, expiresAt: expiresAt.toISOString() }
      const { subject, text } = textsIn(account.language).staffMails[kind]({ ...account, link, hours: hoursOf[kind] })
      await mails.post(steps.transaction, { kind, to: account.email, subject, text, expiresAt })
      return { sentTo: account.email, link: null, expiresAt: expiresAt.toISOString() }
    },
    /** Whose link it is, for the page on which the password is set. */
    async look(token: string): Promise<LinkOwner> {
      const { username, displayName, kind, expiresAt, hasSecondFactor } = await ownerOf(token)
      const shortestPassword = hasSecondFactor ? shortestWithSecondFactor : shortestAlone
      return { username, displayName, kind, expiresAt: expiresAt.toISOString(), shortestPassword }
    },
    /** Sets the password and ends every session: whoever had the old one is out. */
    async follow(token: string, password: string, from: Pick<ActBy, 'from' | 'requestId'>): Promise<void> {
      const account = await ownerOf(token)
      const fault = await faultOf({ password, hasSecondFactor: account.hasSecondFactor, account })
      if (fault) throw new Problem(fault)
      const passwordHash = await hashing.hash(password)
      const by: ActBy = { kind: 'staff', id: String(account.id), name: account.username, ...from, atMs: clock.now() }
      const isDone = await store.alter(by, account.id, async ({ id, disabledAt }, steps) => {
        if (disabledAt !== null || !(await store.spendLink(steps.transaction, hashOf(token), now()))) throw new Problem('LINK_NOT_VALID')
        await steps.setPassword(passwordHash, now())
        await steps.endSessions()
        return { result: true, acts: [{ act: 'password.set', subject: { accountId: id }, after: { how: account.kind } }] }
      })
      if (!isDone) throw new Problem('LINK_NOT_VALID')
    },
  }
}
export type PasswordLinksService = ReturnType<typeof createPasswordLinksService>
