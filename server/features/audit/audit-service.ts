import type { Clock } from '../../clock.ts'
import type { AuditPage, AuditQuery, AuditVerification } from '../../contract/audit.ts'
import { type Actor, pathsWhere } from '../access/can.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import type { AuditChainStore } from './audit-chain-store.ts'
import type { AuditKeys } from './audit-keys.ts'
import type { AuditLogStore } from './audit-log-store.ts'
import { verifyReading } from './verify-reading.ts'

type Dependencies = { log: AuditLogStore; chain: AuditChainStore; keys: AuditKeys; contests: Pick<ContestsService, 'bySlug'>; clock: Clock }

const usualLimit = 50

/** Reading the log, within the subtrees over which the reader may. */
export function createAuditService({ log, chain, keys, contests, clock }: Dependencies) {
  return {
    async page(actor: Actor, { contest, subject, limit = usualLimit, ...query }: AuditQuery): Promise<AuditPage> {
      const paths = pathsWhere(actor, 'audit.read')
      const within = paths.includes(null) ? undefined : paths.filter((path) => path !== null)
      const contestId = contest === undefined ? undefined : (await contests.bySlug(contest)).id
      const entries = await log.page({ ...query, within, contestId, subject: subject === undefined ? undefined : partsOf(subject), limit })
      return { entries, next: entries.length === limit ? (entries.at(-1)?.seq ?? null) : null }
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
