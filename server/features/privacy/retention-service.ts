import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { ErasureCertificate, PrivacyChange, PrivacySettings, PrivacyView } from '../../contract/privacy.ts'
import type { ActBy } from '../audit/act.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import { erasesAt, settledAtMs } from './retention-clock.ts'
import type { RetentionStore } from './retention-store.ts'

const peopleAtOnce = 500

type Dependencies = { store: RetentionStore; contests: ContestsService; announce(slug: string): void; clock: Clock }

/** The clock that erases by itself when the purpose of a contest's personal data ends. */
export function createRetentionService({ store, contests, announce, clock }: Dependencies) {
  const theClock = (): ActBy => ({ kind: 'service', id: null, name: 'retention', from: null, requestId: null, atMs: clock.now() })

  async function certify(contest: LoadedContest, { eraseAt, rule }: { eraseAt: string; rule: string }, fromMs: number): Promise<void> {
    await store.certify(contest.id, new Date(fromMs), theClock(), ({ people, erasedBefore }) => {
      const { id: contestId, title, organizer } = contest
      const content: ErasureCertificate['content'] = {
        contestId,
        title,
        organizer,
        rule,
        dueAt: eraseAt,
        finishedAt: new Date(clock.now()).toISOString(),
        people,
        erasedBefore,
      }
      return { content, hash: hashOf(content) }
    })
  }

  return {
    /** Safe on many processes at once, and after being cut short at any point: each piece is one transaction. */
    async run(): Promise<void> {
      for (const contest of await contests.all()) {
        const { retention, idNumber } = contest.privacy
        if (idNumber && Date.parse(idNumber.until) <= clock.now()) await store.forgetIdNumbers(contest.id, theClock())
        const erases = erasesAt(contest)
        if (!retention || !erases || erases.fromMs > clock.now()) continue
        if (await store.isDone(contest.id, retention.eraseAt)) continue
        while ((await store.eraseSome(contest.id, new Date(clock.now()), peopleAtOnce, theClock())) > 0);
        await certify(contest, retention, erases.fromMs)
      }
    },

    async view(slug: string): Promise<PrivacyView> {
      const contest = await contests.bySlug(slug)
      const rows = await store.certificates(contest.id)
      const erases = erasesAt(contest)
      return {
        settings: contest.privacy,
        erasure: erases && {
          waitsForPublication: contest.publishedAt === null,
          atLatest: new Date(contest.publishedAt ? erases.fromMs : erases.atLatestMs).toISOString(),
        },
        certificates: rows.map(({ number, issuedAt, content, hash }) => ({
          number,
          issuedAt: issuedAt.toISOString(),
          content,
          hash: hash.toString('hex'),
        })),
      }
    },

    /** What is not spoken of stays as it is: nobody puts an end to the clock by declaring something else. */
    async declare(slug: string, { reason, ...change }: PrivacyChange, by: ActBy): Promise<void> {
      const contest = await contests.bySlug(slug)
      const settings = declared(contest.privacy, change)
      const past = [change.retention?.eraseAt, change.idNumber?.until].some((end) => end !== undefined && Date.parse(end) <= clock.now())
      if (past) throw new Problem('RETENTION_REFUSED')
      if (settings.retention && Date.parse(settings.retention.eraseAt) < settledAtMs(contest)) throw new Problem('RETENTION_REFUSED')
      await store.declare(contest.id, settings, contest.privacy, reason, by)
      contests.forget(slug)
      announce(slug)
    },
  }
}
function declared(before: PrivacySettings, { retention, idNumber }: Omit<PrivacyChange, 'reason'>): PrivacySettings {
  const after = { retention: retention === undefined ? before.retention : retention, idNumber: idNumber === undefined ? before.idNumber : idNumber }
  return { ...(after.retention ? { retention: after.retention } : {}), ...(after.idNumber ? { idNumber: after.idNumber } : {}) }
}

export type RetentionService = ReturnType<typeof createRetentionService>

/** Over the content as it is written: names in the order of their alphabet, so that it can be computed anew from the certificate. */
export function hashOf(content: Record<string, unknown>): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1)))))
    .digest()
}
