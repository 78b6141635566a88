import { hash } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { type Blueprint, maxScoreOf, questionCountOf } from '../../../question-bank/paper.ts'
import { type AlikeRevisions, alikeOnPapers } from '../../../question-bank/papers/alike-on-papers.ts'
import type { AvailableRevisions } from '../../../question-bank/papers/available-revision.ts'
import { blueprintFaults } from '../../../question-bank/papers/demands.ts'
import { fillBlueprint } from '../../../question-bank/papers/fill-blueprint.ts'
import type { Clock } from '../../clock.ts'
import type { AuthorBlueprint, BlueprintSaving, FilledBlueprint, SavedBlueprint } from '../../contract/blueprints.ts'
import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import type { BlueprintsStore } from './blueprints-store.ts'
import type { ContestsService } from './contests-service.ts'
import type { AlikeWarnings, RoundSettings } from './round-settings.ts'

type Dependencies = {
  store: BlueprintsStore
  contests: Pick<ContestsService, 'bySlug' | 'forget'>
  available: AvailableRevisions
  /** Keeps these revisions drawable until the transaction ends; names those that no longer are. */
  holdApproved(transaction: TransactionSql, revisionIds: readonly string[]): Promise<readonly string[]>
  /** Pairs among these revisions that say the same or nearly, each with its questions in short. */
  alikeAmong(revisionIds: readonly string[]): Promise<(AlikeRevisions & { questions: readonly { questionId: string; stem: string }[] })[]>
  /** Tells the other processes that something published in a contest changed. */
  announce(slug: string): void
  clock: Clock
}

const mostAlikeShown = 50

/** An author's blueprint is turned into pinned pools when it is saved, and only then: papers never ask what the bank holds today. */
export function createBlueprintsService({ store, contests, available, holdApproved, alikeAmong, announce, clock }: Dependencies) {
  async function fill(blueprint: AuthorBlueprint, language: Language): Promise<{ blueprint: Blueprint; attemptsWithoutRepeat: number }> {
    const { blueprintFaults: faultWords, blueprintLack } = textsIn(language)
    const faults = blueprintFaults(blueprint.cells)
    if (faults.length > 0)
      throw new Problem('BLUEPRINT_REFUSED', { errors: faults.map(({ cell, fault }) => ({ at: placeOf(cell), reason: faultWords[fault] })) })
    const filling = fillBlueprint(blueprint, await available.all())
    if (filling.isFilled) return filling
    const cellOf = new Map(blueprint.cells.map(({ id }, index) => [id, index]))
    throw new Problem('BLUEPRINT_NOT_FILLED', {
      errors: filling.lacks.map((lack) => ({
        at: `${placeOf(cellOf.get(lack.cellId))}${lack.subPool === undefined ? '' : `/oneFromEach/${lack.subPool}`}`,
        reason: blueprintLack(lack),
      })),
    })
  }

  async function warningsOf(blueprint: Blueprint): Promise<AlikeWarnings> {
    const found = await alikeAmong(blueprint.pools.flatMap(({ revisionIds }) => revisionIds))
    const shortOf = new Map(found.flatMap(({ revisionIds, questions }) => revisionIds.map((id, index) => [id, questions[index]] as const)))
    const pairs = alikeOnPapers(blueprint, found)
    const alike = pairs.slice(0, mostAlikeShown).map(({ revisionIds, poolIds, grade, likeness, parted, keysDisagree }) => ({
      grade,
      likeness,
      ...(parted === undefined ? {} : { parted }),
      keysDisagree,
      questions: revisionIds.map((id, index) => ({ poolId: poolIds[index] ?? '', questionId: '', stem: '', ...shortOf.get(id) })),
    }))
    return { alikeCount: pairs.length, alike }
  }

  async function roundOf(slug: string, roundId: number) {
    const { id: contestId } = await contests.bySlug(slug)
    const round = await store.find(contestId, roundId)
    if (!round) throw new Problem('ROUND_NOT_FOUND')
    return { contestId, ...round }
  }

  return {
    async view(slug: string, roundId: number): Promise<SavedBlueprint> {
      const { version, settings } = await roundOf(slug, roundId)
      return presentSaved(version, settings)
    },
    /** What it would come to, or what it lacks; nothing is saved. */
    async check(blueprint: AuthorBlueprint, language: Language): Promise<FilledBlueprint> {
      const filled = await fill(blueprint, language)
      return presentFilled(filled.blueprint, filled.attemptsWithoutRepeat, await warningsOf(filled.blueprint))
    },
    async save(slug: string, roundId: number, { actionId, version, blueprint }: BlueprintSaving, language: Language): Promise<SavedBlueprint> {
      const round = await roundOf(slug, roundId)
      const digest = hash('sha256', JSON.stringify({ version, blueprint }))
      const before = replayed(round, actionId, digest)
      if (before) return before
      const filled = await fill(blueprint, language)
      const { contestId } = round
      const write = {
        contestId,
        roundId,
        version,
        nowMs: clock.now(),
        blueprint: filled.blueprint,
        authored: {
          actionId,
          digest,
          blueprint,
          attemptsWithoutRepeat: filled.attemptsWithoutRepeat,
          warnings: await warningsOf(filled.blueprint),
        },
      }
      const pinned = filled.blueprint.pools.flatMap(({ revisionIds }) => revisionIds)
      const saved = await store.save(write, (transaction) => holdApproved(transaction, pinned))
      if (saved.withdrawn.length > 0) throw new Problem('BANK_CHANGED')
      if (saved.version === undefined) return explain(await roundOf(slug, roundId), actionId, digest)
      contests.forget(slug)
      announce(slug)
      return presentSaved(saved.version, { ...round.settings, blueprint: write.blueprint, authored: write.authored })
    },
  }

  /** Nothing was written: the same request was faster, the round has opened, or another author was first. */
  function explain(round: SavedRound & { opensAt: Date }, actionId: string, digest: string): SavedBlueprint {
    const first = replayed(round, actionId, digest)
    if (first) return first
    throw new Problem(round.opensAt.getTime() <= clock.now() ? 'ROUND_ALREADY_OPEN' : 'ROUND_CHANGED')
  }
}
export type BlueprintsService = ReturnType<typeof createBlueprintsService>

type SavedRound = { version: number; settings: RoundSettings }

/** A repeat of an action gets its first answer; the same id for something else is refused. */
function replayed({ version, settings }: SavedRound, actionId: string, digest: string): SavedBlueprint | undefined {
  if (settings.authored?.actionId !== actionId) return undefined
  if (settings.authored.digest !== digest) throw new Problem('ACTION_ID_REUSED')
  return presentSaved(version, settings)
}

function placeOf(cell: number | undefined): string {
  return cell === undefined ? '/blueprint/cells' : `/blueprint/cells/${cell}`
}

const noWarnings: AlikeWarnings = { alikeCount: 0, alike: [] }

function presentFilled(blueprint: Blueprint, attemptsWithoutRepeat: number, warnings = noWarnings): FilledBlueprint {
  return {
    questionCount: questionCountOf(blueprint),
    maxScoreThousandths: maxScoreOf(blueprint),
    attemptsWithoutRepeat,
    pools: blueprint.pools.map(({ id, draw, revisionIds }) => ({ id, draw, size: revisionIds.length })),
    ...warnings,
  }
}

function presentSaved(version: number, { blueprint, authored }: RoundSettings): SavedBlueprint {
  // a round begins without questions
  const lasting =
    blueprint.pools.length === 0 ? 0 : Math.min(...blueprint.pools.map(({ draw, revisionIds }) => Math.floor(revisionIds.length / draw)))
  return {
    ...presentFilled(blueprint, authored?.attemptsWithoutRepeat ?? lasting, authored?.warnings),
    version,
    blueprint: authored?.blueprint ?? null,
  }
}
