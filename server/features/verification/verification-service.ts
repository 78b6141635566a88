import type { TransactionSql } from 'postgres'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import type { CodeRequest, CodeSent, TypedCode } from '../../contract/verification.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import type { Ids } from '../../ids.ts'
import type { Outbox } from '../../mail/outbox.ts'
import type { Secrets } from '../../secrets.ts'
import { canonicalEmail, canonicalPhone } from '../contestants/person-rules.ts'
import type { Limits, VerificationStore } from './verification-store.ts'

export type Channel = 'email' | 'gateway'

const lifeMinutes = 10
const mostTries = 5
const codeLimits: Limits = { pauseSeconds: 60, perAddressAndHour: 5, perContestAndHour: 20_000 }

type Contest = { id: number; title: string }
type Dependencies = {
  store: VerificationStore
  outboxes: Record<Channel, Outbox>
  secrets: Pick<Secrets, 'codeHmac'>
  ids: Ids
  clock: Clock
}

/** The spelling in which an address is proven and looked up. */
const canonicalAddress: Record<Channel, (written: string) => string> = { email: canonicalEmail, gateway: canonicalPhone }

/** One-time codes: six digits, ten minutes, five tries, few to an address, and no word about who is known here. */
export function createVerificationService({ store, outboxes, secrets, ids, clock }: Dependencies) {
  const addressHmac = (contestId: number, channel: Channel, address: string) => secrets.codeHmac('address', contestId, channel, address)
  const codeHmac = (contestId: number, id: string, digits: string) => secrets.codeHmac('digits', contestId, id, digits)

  return {
    isAvailable: (channel: Channel) => outboxes[channel].isConfigured,

    async send(contest: Contest, channel: Channel, request: CodeRequest, language: Language): Promise<CodeSent> {
      const address = canonicalAddress[channel](request.address)
      const known = addressHmac(contest.id, channel, address)
      const replayed = await store.byAction(contest.id, request.actionId)
      if (replayed && !replayed.addressHmac.equals(known)) throw new Problem('ACTION_ID_REUSED')
      if (replayed) return sent(replayed)
      if (!outboxes[channel].isConfigured) throw new Problem('CODES_NOT_AVAILABLE')

      const nowMs = clock.now()
      const id = ids.uuid(nowMs)
      const digits = ids.digits(6)
      const code = {
        contestId: contest.id,
        id,
        actionId: request.actionId,
        addressHmac: known,
        codeHmac: codeHmac(contest.id, id, digits),
        createdAt: new Date(nowMs),
        expiresAt: new Date(nowMs + lifeMinutes * 60_000),
      }
      const { subject, text } = textsIn(language).oneTimeCode({ contest: contest.title, digits, minutes: lifeMinutes })
      const post = (transaction: TransactionSql) =>
        outboxes[channel].post(transaction, { kind: 'one-time-code', to: address, subject, text, expiresAt: code.expiresAt })
      const added = await store.add(code, codeLimits, post)
      const first = added === 'replayed' ? await store.byAction(contest.id, request.actionId) : undefined
      if (first) return sent(first)
      if (added !== 'added' && added !== 'replayed') throw new Problem(added, { retryAfterSeconds: codeLimits.pauseSeconds })
      return sent(code)
    },

    /** Throws unless the code is the one that went to this address. The action that used it up may come again. */
    async prove(contestId: number, channel: Channel, address: string, { codeId, digits }: TypedCode, actionId: string): Promise<void> {
      const isProven = await store.use({
        contestId,
        id: codeId,
        addressHmac: addressHmac(contestId, channel, address),
        codeHmac: codeHmac(contestId, codeId, digits),
        actionId,
        now: new Date(clock.now()),
        mostTries,
      })
      if (!isProven) throw new Problem('CODE_REFUSED')
    },

    /** What the code was for was refused for another reason: it is good for another try, of which there are not many. */
    giveBack: (contestId: number, codeId: string, actionId: string) => store.giveBack(contestId, codeId, actionId),

    tidy: () => store.forgetBefore(new Date(clock.now() - 24 * 3_600_000)),
  }

  function sent({ id, createdAt, expiresAt }: { id: string; createdAt: Date; expiresAt: Date }): CodeSent {
    return { codeId: id, expiresAt: expiresAt.toISOString(), nextAt: new Date(createdAt.getTime() + codeLimits.pauseSeconds * 1_000).toISOString() }
  }
}
export type VerificationService = ReturnType<typeof createVerificationService>
