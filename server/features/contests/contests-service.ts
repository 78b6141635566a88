import { questionCountOf } from '../../../question-bank/paper.ts'
import type { Clock } from '../../clock.ts'
import type { ContestPage, PublicRound } from '../../contract/contests.ts'
import { Problem } from '../../contract/errors.ts'
import { rememberEach } from '../../remember.ts'
import type { ContestRow, ContestsStore, RevisionRow, RoundRow } from './contests-store.ts'
import { roundPhase } from './round-phase.ts'
import type { RoundSettings } from './round-settings.ts'

export type LoadedContest = ContestRow & { rounds: RoundRow[] }
/** What papers of one version of a round are made from. */
export type PaperMaterial = { settings: RoundSettings; revisions: ReadonlyMap<string, RevisionRow> }

/** Everything published sits in memory until a notice, or the check of versions, says that it changed. */
export function createContestsService({ store, clock }: { store: ContestsStore; clock: Clock }) {
  const bySlug = rememberEach(async (slug: string): Promise<LoadedContest> => {
    const contest = await store.findBySlug(slug)
    if (!contest) throw new Problem('CONTEST_NOT_FOUND')
    return { ...contest, rounds: await store.roundsOf(contest.id) }
  })
  const slugById = rememberEach(async (contestId: number) => {
    const slug = await store.findSlugById(contestId)
    if (slug === undefined) throw new Problem('CONTEST_NOT_FOUND')
    return slug
  })
  const materials = rememberEach(async (name: string): Promise<PaperMaterial> => {
    const [contestId = 0, roundId = 0, version = 0] = name.split(' ').map(Number)
    const settings = await store.settingsOf(contestId, roundId, version)
    if (!settings) throw new Problem('ROUND_NOT_FOUND')
    const ids = [...new Set(settings.blueprint.pools.flatMap((pool) => pool.revisionIds))]
    return { settings, revisions: new Map((await store.revisions(ids)).map((revision) => [revision.id, revision])) }
  })
  let fingerprints = new Map<string, string>()

  const byId = async (contestId: number) => bySlug.get(await slugById.get(contestId))

  return {
    bySlug: (slug: string) => bySlug.get(slug),
    byId,
    async round(contestId: number, roundId: number): Promise<RoundRow> {
      const round = (await byId(contestId)).rounds.find((candidate) => candidate.id === roundId)
      if (!round) throw new Problem('ROUND_NOT_FOUND')
      return round
    },
    /** Published versions never change, so material is kept for good. */
    material: (contestId: number, roundId: number, version: number) => materials.get(`${contestId} ${roundId} ${version}`),
    async all(): Promise<LoadedContest[]> {
      return Promise.all((await store.slugs()).map((slug) => bySlug.get(slug)))
    },
    forget: (slug: string) => bySlug.forget(slug),
    /** Catches the notice that never came. */
    async checkVersions(): Promise<void> {
      const now = await store.fingerprints()
      for (const slug of bySlug.names()) if (now.get(slug) !== fingerprints.get(slug)) bySlug.forget(slug)
      fingerprints = now
    },
    async page(slug: string): Promise<ContestPage> {
      const contest = await bySlug.get(slug)
      const { title, organizer, summary, rules, consents, unitLevels } = contest
      return {
        slug,
        title,
        organizer,
        summary,
        rules,
        consents,
        unitLevels,
        rounds: contest.rounds.map((round) => presentRound(round, clock.now())),
        serverNow: isoOf(clock.now()),
      }
    },
  }
}
export type ContestsService = ReturnType<typeof createContestsService>

export function presentRound(round: RoundRow, nowMs: number): PublicRound {
  return {
    id: round.id,
    title: round.title,
    phase: roundPhase(round, nowMs),
    opensAt: round.opensAt.toISOString(),
    closesAt: round.closesAt.toISOString(),
    durationSeconds: round.settings.durationSeconds,
    questionCount: questionCountOf(round.settings.blueprint),
    attemptsAllowed: round.settings.attemptsAllowed,
    revealsScore: round.settings.reveal === 'score-after-attempt',
  }
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
