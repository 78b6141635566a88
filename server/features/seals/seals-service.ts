import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { PublishedSeals, SealList, SealRequest, SealView } from '../../contract/seals.ts'
import type { JobSender } from '../../jobs/job-sender.ts'
import type { Edition } from '../../results-verifier/bundle-format.ts'
import type { ActBy } from '../audit/act.ts'
import { reviewEndsAtMs } from '../contests/contest-phase.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import type { BundleMaker } from './bundle-maker.ts'
import type { SealRow, SealsStore } from './seals-store.ts'
import type { TruthStore } from './truth-store.ts'

type Dependencies = {
  store: SealsStore
  truths: Pick<TruthStore, 'truths'>
  bundles: Pick<BundleMaker, 'unready'>
  contests: Pick<ContestsService, 'bySlug'>
  jobs: Pick<JobSender, 'sendIn'>
  clock: Clock
}

/** Results that officials seal: numbered, signed, and what everything else is made from. */
export function createSealsService({ store, truths, bundles, contests, jobs, clock }: Dependencies) {
  async function refuseEarly(contest: LoadedContest): Promise<void> {
    const endsAtMs = reviewEndsAtMs(contest)
    if (endsAtMs === null || clock.now() < endsAtMs) throw new Problem('SEAL_TOO_EARLY')
    for (const { id: roundId, settings } of contest.rounds) {
      const isAsked = settings.prediction?.asks === 'free'
      if (isAsked && (await truths.truths({ contestId: contest.id, roundId })).entered === null) throw new Problem('TRUTH_MISSING')
    }
    const unready = Object.entries(await bundles.unready(contest.id)).filter(([, count]) => count > 0)
    if (unready.length > 0) throw new Problem('SEAL_NOT_READY', { errors: unready.map(([at, count]) => ({ at, reason: String(count) })) })
  }

  async function file(seal: SealRow | undefined, edition: Edition, slug: string) {
    if (seal?.state !== 'sealed') throw new Problem('SEAL_NOT_FOUND')
    return { pieces: store.pieces(seal, edition), fileName: `${slug}-${seal.number}-${edition}.tar.gz` }
  }

  return {
    async list(slug: string): Promise<SealList> {
      const contest = await contests.bySlug(slug)
      const rows = await store.list(contest.id)
      const endsAtMs = reviewEndsAtMs(contest)
      return {
        seals: rows.map((row) => view(row, supersededBy(rows, row))),
        reviewEndsAt: endsAtMs === null ? null : new Date(endsAtMs).toISOString(),
      }
    },
    /** Begins the work and comes back; whatever stands against it now is told at once. */
    async ask(by: ActBy, slug: string, request: SealRequest): Promise<SealView> {
      const contest = await contests.bySlug(slug)
      const rows = await store.list(contest.id)
      const reason = (request.reason ?? '').normalize('NFC').trim()
      const known = rows.find(({ actionId }) => actionId === request.actionId)
      if (known) {
        if (known.reason !== reason) throw new Problem('ACTION_ID_REUSED')
        return view(known, supersededBy(rows, known))
      }
      if (rows.some(({ state }) => state === 'waiting')) throw new Problem('SEAL_AT_WORK')
      const number = rows.filter(({ state }) => state === 'sealed').length + 1
      if (number > 1 && reason === '') throw new Problem('SEAL_NEEDS_REASON')
      await refuseEarly(contest)
      const seal = { contestId: contest.id, number, reason, actionId: request.actionId }
      if (!(await store.ask(by, seal, (transaction) => jobs.sendIn(transaction, 'seal')))) throw new Problem('SEAL_AT_WORK')
      const row = await store.find(seal)
      if (!row) throw new Error('a seal was asked for and is not there')
      return view(row, null)
    },
    async file(slug: string, number: number, edition: Edition) {
      const { id: contestId } = await contests.bySlug(slug)
      return file(await store.find({ contestId, number }), edition, slug)
    },

    /** For everybody, once an official has published the results. */
    async published(slug: string): Promise<PublishedSeals> {
      const { id } = await contests.bySlug(slug)
      if (!(await store.isPublished(id))) return { seals: [] }
      const rows = await store.list(id)
      return {
        seals: rows.flatMap(({ number, sealedAt, reason, manifests }) => {
          if (!sealedAt || !manifests) return []
          const { keyId, publicKey, manifestSha256 } = manifests.public
          return [{ number, sealedAt: sealedAt.toISOString(), reason, supersededBy: newestOf(rows, number), keyId, publicKey, manifestSha256 }]
        }),
      }
    },
    async publishedFile(slug: string, number: number) {
      const { id: contestId } = await contests.bySlug(slug)
      if (!(await store.isPublished(contestId))) throw new Problem('SEAL_NOT_FOUND')
      return file(await store.find({ contestId, number }), 'public', slug)
    },
  }
}
export type SealsService = ReturnType<typeof createSealsService>

function newestOf(rows: readonly SealRow[], number: number): number | null {
  const newest = Math.max(0, ...rows.filter(({ state }) => state === 'sealed').map((row) => row.number))
  return newest > number ? newest : null
}

function supersededBy(rows: readonly SealRow[], { state, number }: SealRow): number | null {
  return state === 'sealed' ? newestOf(rows, number) : null
}

const steps = { truth: 'standings', refold: 'standings', bundle: 'bundle' } as const

function view({ number, state, reason, askedAt, sealedAt, problem, step, manifests }: SealRow, superseded: number | null): SealView {
  const fileOf = (edition: Edition) => (manifests ? { bytes: manifests[edition].bytes, sha256: manifests[edition].manifestSha256 } : null)
  return {
    number,
    state,
    reason,
    askedAt: askedAt.toISOString(),
    sealedAt: sealedAt?.toISOString() ?? null,
    supersededBy: superseded,
    problem,
    step: state === 'sealed' ? 'done' : 'kind' in step ? steps[step.kind] : 'waiting',
    keyId: manifests?.full.keyId ?? null,
    publicKey: manifests?.full.publicKey ?? null,
    full: fileOf('full'),
    public: fileOf('public'),
  }
}
