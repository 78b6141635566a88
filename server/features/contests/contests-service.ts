import { type KeyAmendment, keyInForce } from '../../../question-bank/amended-key.ts'
import type { GradingMaterial } from '../../../question-bank/grading.ts'
import { questionCountOf } from '../../../question-bank/paper.ts'
import type { Clock } from '../../clock.ts'
import type { ContestPage, PublicRound } from '../../contract/contests.ts'
import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import { rememberEach } from '../../remember.ts'
import { usualForm } from '../contestants/registration-form.ts'
import { blocksInForce, rulesText } from '../rules-text/rules-text.ts'
import { toldContestOf } from '../rules-text/told-contest-of.ts'
import { contestPhase, isDraft, registrationPhase } from './contest-phase.ts'
import type { ContestRow, ContestsStore, RevisionRow, RoundRow } from './contests-store.ts'
import { type Revealed, revealedNow } from './revealed-now.ts'
import { isFrozenWhileOpen, roundPhase } from './round-phase.ts'
import { type RoundSettings, rulesOf } from './round-settings.ts'

export type LoadedContest = ContestRow & { rounds: RoundRow[] }
/** What papers of one version of a round are made from and graded with. */
export type PaperMaterial = {
  settings: RoundSettings
  revisions: ReadonlyMap<string, RevisionRow & GradingMaterial>
  /** The highest amendment of these revisions: what a score made with them is marked with. */
  keyNumber: number
}

type Dependencies = {
  store: ContestsStore
  /** What a unit is called now: rules may name units. */
  unitName(unitId: number): Promise<string>
  clock: Clock
}

/** Everything published sits in memory until a notice, or the check of versions, says that it changed. */
export function createContestsService({ store, unitName, clock }: Dependencies) {
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
  const published = rememberEach(async (name: string): Promise<PaperMaterial> => {
    const [contestId = 0, roundId = 0, version = 0] = name.split(' ').map(Number)
    const settings = await store.settingsOf(contestId, roundId, version)
    if (!settings) throw new Problem('ROUND_NOT_FOUND')
    const ids = [...new Set(settings.blueprint.pools.flatMap((pool) => pool.revisionIds))]
    return { settings, revisions: new Map((await store.revisions(ids)).map((revision) => [revision.id, revision])), keyNumber: 0 }
  })
  // apart from what never changes, so that an amendment costs a small reading and not all texts anew
  const materials = rememberEach(async (name: string): Promise<PaperMaterial> => {
    const material = await published.get(name)
    const [contestId = 0, roundId = 0] = name.split(' ').map(Number)
    const round = (await byId(contestId)).rounds.find(({ id }) => id === roundId)
    return amended(underRulesInForce(material, round), await store.amendments([...material.revisions.keys()]))
  })
  let keyNumber: number | undefined
  let fingerprints = new Map<string, string>()

  /** After this, material holds every amendment that was there when it was called. */
  async function checkKeys(): Promise<void> {
    const now = await store.latestAmendment()
    if (now === keyNumber) return
    materials.forgetAll()
    keyNumber = now
  }

  /** For everybody outside: until its announcement a contest is not there. */
  async function shown(slug: string): Promise<LoadedContest> {
    const contest = await bySlug.get(slug)
    if (isDraft(contest, clock.now())) throw new Problem('CONTEST_NOT_FOUND')
    return contest
  }

  // a page is asked for by everybody, its rules change with the contest
  const texts = new WeakMap<LoadedContest, Partial<Record<Language, Promise<string[]>>>>()
  function rulesIn(contest: LoadedContest, language: Language): Promise<string[]> {
    const known = texts.get(contest) ?? {}
    texts.set(contest, known)
    known[language] ??= toldContestOf(contest, unitName).then((told) => rulesText(blocksInForce(contest), told, language))
    return known[language]
  }

  async function pageOf(contest: LoadedContest, language: Language): Promise<ContestPage> {
    const { slug, title, organizer, summary, consents, unitLevels } = contest
    const nowMs = clock.now()
    return {
      slug,
      title,
      organizer,
      summary,
      phase: contestPhase(contest, nowMs),
      registration: registrationPhase(contest, nowMs),
      rules: await rulesIn(contest, language),
      consents,
      unitLevels,
      registrationForm: contest.registrationForm ?? usualForm,
      rounds: contest.rounds.map((round) => presentRound(round, contest, nowMs)),
      serverNow: isoOf(nowMs),
    }
  }

  const byId = async (contestId: number) => bySlug.get(await slugById.get(contestId))

  return {
    bySlug: (slug: string) => bySlug.get(slug),
    byId,
    async round(contestId: number, roundId: number): Promise<RoundRow> {
      const round = (await byId(contestId)).rounds.find((candidate) => candidate.id === roundId)
      if (!round) throw new Problem('ROUND_NOT_FOUND')
      return round
    },
    /** What this round shows now to somebody whose attempt is over. */
    async revealed(contestId: number, roundId: number): Promise<Revealed> {
      const contest = await byId(contestId)
      const round = contest.rounds.find(({ id }) => id === roundId)
      return round ? revealedNow(round, contest, clock.now()) : 'nothing'
    },
    /** Published versions never change, so their material is kept for good; the keys in force only until somebody says otherwise. */
    material: (contestId: number, roundId: number, version: number) => materials.get(`${contestId} ${roundId} ${version}`),
    async all(): Promise<LoadedContest[]> {
      return Promise.all((await store.slugs()).map((slug) => bySlug.get(slug)))
    },
    forget(slug: string): void {
      bySlug.forget(slug)
      materials.forgetAll()
    },
    checkKeys,
    /** Catches the notice that never came. */
    async checkVersions(): Promise<void> {
      const now = await store.fingerprints()
      const changed = bySlug.names().filter((slug) => now.get(slug) !== fingerprints.get(slug))
      for (const slug of changed) bySlug.forget(slug)
      if (changed.length > 0) materials.forgetAll()
      fingerprints = now
      await checkKeys()
    },
    shown,
    page: async (slug: string, language: Language): Promise<ContestPage> => pageOf(await shown(slug), language),
    /** For staff, who may look before the announcement. */
    preview: async (slug: string, language: Language): Promise<ContestPage> => pageOf(await bySlug.get(slug), language),
  }
}
export type ContestsService = ReturnType<typeof createContestsService>

/** A paper stays what it was drawn from; what is ruled about it is what is in force now, also after an official change. */
function underRulesInForce(material: PaperMaterial, round: RoundRow | undefined): PaperMaterial {
  if (!round) return material
  const { blueprint, authored } = material.settings
  return { ...material, settings: { ...rulesOf(round.settings), blueprint, ...(authored ? { authored } : {}) } }
}

/** Numbers are given one after the other, so whatever could be read is complete up to the highest of them. */
function amended(material: PaperMaterial, amendments: readonly (KeyAmendment & { revisionId: string })[]): PaperMaterial {
  if (amendments.length === 0) return material
  const revisions = new Map(material.revisions)
  for (const [id, ofRevision] of Map.groupBy(amendments, ({ revisionId }) => revisionId)) {
    const revision = revisions.get(id)
    if (revision) revisions.set(id, { ...revision, inForce: keyInForce(revision.key, ofRevision, Number.MAX_SAFE_INTEGER) })
  }
  return { ...material, revisions, keyNumber: Math.max(...amendments.map(({ number }) => number)) }
}

export function presentRound(round: RoundRow, contest: Pick<LoadedContest, 'publishedAt'>, nowMs: number): PublicRound {
  return {
    id: round.id,
    title: round.title,
    phase: roundPhase(round, nowMs),
    opensAt: round.opensAt.toISOString(),
    closesAt: round.closesAt.toISOString(),
    durationSeconds: round.settings.durationSeconds,
    questionCount: questionCountOf(round.settings.blueprint),
    attemptsAllowed: round.settings.attemptsAllowed,
    isFrozen: isFrozenWhileOpen(round, nowMs),
    isPractice: round.settings.isPractice,
    needsAccessCode: round.hasAccessCode,
    navigation: round.settings.navigation,
    noticeNumber: round.noticeNumber,
    // before it opens as well: people are told beforehand that they will see it
    revealsScore: round.settings.reveal.when === 'after-attempt' || revealedNow(round, contest, nowMs) !== 'nothing',
  }
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
