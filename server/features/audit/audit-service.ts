import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { AuditPage, AuditPersonal, AuditQuery, AuditVerification } from '../../contract/audit.ts'
import { Problem } from '../../contract/errors.ts'
import type { PersonVault } from '../../person-vault.ts'
import { type Actor, pathsWhere, requireCan } from '../access/can.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { ActBy } from './act.ts'
import type { AuditChainStore } from './audit-chain-store.ts'
import type { AuditKeys } from './audit-keys.ts'
import type { AuditLogStore } from './audit-log-store.ts'
import { verifyReading } from './verify-reading.ts'

type Dependencies = {
  log: AuditLogStore
  chain: AuditChainStore
  keys: AuditKeys
  contests: Pick<ContestsService, 'bySlug'>
  vault: PersonVault
  clock: Clock
}

const usualLimit = 50

/** Reading the log, within the subtrees over which the reader may. */
export function createAuditService({ log, chain, keys, contests, vault, clock }: Dependencies) {
  const withinOf = (actor: Actor) => {
    const paths = pathsWhere(actor, 'audit.read')
    return paths.includes(null) ? undefined : paths.filter((path) => path !== null)
  }
  return {
    async page(actor: Actor, { contest, subject, limit = usualLimit, ...query }: AuditQuery): Promise<AuditPage> {
      const contestId = contest === undefined ? undefined : (await contests.bySlug(contest)).id
      const entries = await log.page({
        ...query,
        within: withinOf(actor),
        contestId,
        subject: subject === undefined ? undefined : partsOf(subject),
        limit,
      })
      return { entries, next: entries.length === limit ? (entries.at(-1)?.seq ?? null) : null }
    },
    /** What an entry says of a person, for who may also read about people there; the look is itself an entry. */
    async personal(actor: Actor, seq: number, by: ActBy): Promise<AuditPersonal> {
      const entry = await log.sealed(seq, withinOf(actor))
      if (!entry) throw new Problem('NOT_FOUND')
      const { contestId, contestantId, unitId, unitPath, contestPath, keyId, wrapped, personal, digest } = entry
      requireCan(actor, 'people.read', [contestPath, ...(unitId === null ? [] : [unitPath])])
      await log.record(by, [{ act: 'audit.look', subject: { seq, contestantId }, contestId, ...(unitId === null ? {} : { unitId }) }])
      if (keyId === null || wrapped === null) return { contestantId, personal: null }
      const person = { contestId, contestantId }
      const plain = vault.open(person, vault.unwrap(person, { keyId, wrapped }), 'audit', personal)
      // sealed bytes of another entry of the same person would open too: the chain says which ones belong here
      if (createHash('sha256').update(plain).digest('hex') !== digest) throw new Problem('INTERNAL')
      return { contestantId, personal: (JSON.parse(plain.toString('utf8')) as { says: unknown }).says }
    },
    verification: (): Promise<AuditVerification> => log.verification(),
    /** Begins one unless one runs, and does not wait for its end: a long log takes a while. */
    async verify(): Promise<{ state: AuditVerification; done: Promise<void> }> {
      const begun = await log.beginVerification(new Date(clock.now()))
      const run = async () => log.endVerification(new Date(clock.now()), await chain.read((reading) => verifyReading(reading, keys)))
      return { state: await log.verification(), done: begun ? run() : Promise.resolve() }
    },
  }
}
export type AuditService = ReturnType<typeof createAuditService>

function partsOf(subject: string): { name: string; value: string } {
  const colon = subject.indexOf(':')
  return { name: subject.slice(0, colon), value: subject.slice(colon + 1) }
}
