import type { Clock } from '../../clock.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import type { Outbox } from '../../mail/outbox.ts'
import type { AccountsStore } from './accounts-store.ts'
import type { LoginFailuresStore } from './login-failures-store.ts'
import type { LoginThrottle } from './login-throttle.ts'

const noticedFrom = 10
const dayMs = 24 * 3_600_000

type Dependencies = { store: AccountsStore; failures: LoginFailuresStore; throttle: LoginThrottle; mails: Outbox; clock: Clock; publicOrigin: string }

/**
 * Tells people that somebody tries their account, at most once a day. A job and not a part of the log-in: there it would take
 * longer for accounts that exist.
 */
export function createLoginNotices({ store, failures, throttle, mails, clock, publicOrigin }: Dependencies) {
  return {
    async run(): Promise<void> {
      const now = new Date(clock.now())
      const yesterday = new Date(now.getTime() - dayMs)
      await failures.dropOld(yesterday)
      const tried = await failures.takeUnnoticed(noticedFrom, yesterday, now)
      if (tried.length === 0 || !mails.isConfigured) return
      const triesOf = new Map(tried.map(({ who, failures: count }) => [who.toString('hex'), count]))
      // names that were tried are only there as keyed hashes, so those of all accounts are made to compare
      for (const { username, email, displayName, language } of await store.reachable()) {
        const tries = Math.max(...[username, email].map((name) => triesOf.get(throttle.nameOf(name).toString('hex')) ?? 0))
        if (tries === 0) continue
        const { subject, text } = textsIn(language).staffMails.manyTries({ displayName, username, tries, console: `${publicOrigin}/console/` })
        const expiresAt = new Date(now.getTime() + dayMs)
        await store.begin((transaction) => mails.post(transaction, { kind: 'many-tries', to: email, subject, text, expiresAt }))
      }
    },
  }
}
