import type { TransactionSql } from 'postgres'
import type { AuditPrivateKey, SignedHead } from '../../audit-verifier/signed-head.ts'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { RankingRule } from '../../contract/ranking.ts'
import type { Ids } from '../../ids.ts'
import type { BundleHeader, Edition, RaceLine } from '../../results-verifier/bundle-format.ts'
import type { ContestsService, PaperMaterial } from '../contests/contests-service.ts'
import { ageGroupsOf } from '../prizes/age-groups.ts'
import { rulesInForce } from '../standings/ranking.ts'
import { wholeContest } from '../standings/whole-contest.ts'
import {
  attemptLines,
  boardLines,
  createUnitNames,
  type Editions,
  type PersonFacts,
  personLine,
  questionLines,
  type TreeOfSeal,
} from './bundle-lines.ts'
import { createBundleWriter, type WrittenBundle } from './bundle-writer.ts'
import { truthOf } from './prediction-truth.ts'
import { pseudonymOf } from './pseudonym.ts'
import type { KeyNumber, SealSource, SealSources, SourceAttempt, SourceRound, SourceUnit } from './seal-source.ts'
import { createSealedLists } from './sealed-lists.ts'
import type { SealedRaceRow, SealedResultStore, SealedRules } from './sealed-result-store.ts'
import { keptBack, pinned, sealedRules, withoutAuthor } from './sealed-rules.ts'
import type { SealsStore } from './seals-store.ts'

/** What people decided about prizes so far, by ids of contestants and units. */
export type PrizeDecisions = { refusedPeople: string[]; refusedUnits: number[] }
/** Units against each other, counted from the same view of the database as everything that is sealed. */
export type RaceOf = (contestId: number, raceId: string, transaction: TransactionSql) => Promise<SealedRaceRow[]>

type Dependencies = {
  sources: SealSources
  store: Pick<SealsStore, 'keepPiece' | 'keepPlaces'> & Pick<SealedResultStore, 'keepRace'>
  contests: Pick<ContestsService, 'byId' | 'material' | 'checkKeys'>
  whoCannotWin(contestId: number): Promise<string[]>
  decisionsOf(contestId: number): Promise<PrizeDecisions>
  raceOf: RaceOf
  treeNow(): Promise<TreeOfSeal>
  /** The end of the audit log at this moment, signed. */
  signHead(): Promise<SignedHead | undefined>
  key: AuditPrivateKey
  ids: Pick<Ids, 'secret'>
  clock: Clock
}

type Order = {
  contestId: number
  number: number
  reason: string
  secret: Buffer
  signal: AbortSignal
  progress(done: number, total: number): void
}
export type MadeBundles = { manifests: Record<Edition, WrittenBundle>; rules: SealedRules }
const editions = ['full', 'public'] as const satisfies readonly Edition[]

export function createBundleMaker(dependencies: Dependencies) {
  const { sources, store, contests, whoCannotWin, decisionsOf, raceOf, treeNow, signHead, key, ids, clock } = dependencies

  /** For each version that was sat by, what its papers are made of and graded with. */
  async function materialsOf(contestId: number, rounds: readonly SourceRound[]): Promise<Map<string, PaperMaterial>> {
    await contests.checkKeys()
    const materials = new Map<string, PaperMaterial>()
    for (const { roundId, version } of rounds) materials.set(`${roundId} ${version}`, await contests.material(contestId, roundId, version))
    return materials
  }

  async function write(source: SealSource, order: Order, materials: ReadonlyMap<string, PaperMaterial>, rounds: readonly SourceRound[]) {
    const { contestId, number, reason, secret } = order
    const contest = await contests.byId(contestId)
    const { version, settings } = await source.contest()
    const keyNumber = Math.max(0, ...[...materials.values()].map((material) => material.keyNumber))
    const header: Omit<BundleHeader, 'edition'> = {
      hoithi: 'results',
      version: 1,
      contest: { slug: contest.slug, title: contest.title, organizer: contest.organizer },
      sealNumber: number,
      reason,
      madeAt: new Date(clock.now()).toISOString(),
      keyNumber,
    }
    const writers = editions.map((edition) => ({
      edition,
      writer: createBundleWriter({ ...header, edition }, (piece, bytes) => store.keepPiece(order, edition, piece, bytes)),
    }))
    const both = async <Line extends object>(kind: string, lines: Editions<Line>) => {
      for (const { edition, writer } of writers) await writer.line(kind, lines[edition])
    }
    const same = (kind: string, line: object) => both(kind, { full: line, public: line })

    try {
      for (const { writer } of writers) await writer.begin()
      await same('contest', { version, settings })
      for (const { settings: ofRound, ...round } of rounds) await same('rounds', { ...round, settings: withoutAuthor(ofRound) })
      await writeQuestions(source, rounds, keyNumber, both)
      const found = await source.units()
      const units = createUnitNames(found, await treeNow())
      for (const told of units.lines())
        for (const { edition, writer } of writers) {
          const line = told[edition]
          if (line) await writer.line('units', line)
        }
      const facts = await factsOf(source, rounds, settings)
      const barred = new Set((await whoCannotWin(contestId)).map((id) => pseudonymOf(secret, id)))
      const decided = await decisions(contestId, secret, found)
      const lists = createSealedLists(settings, { barred, ...decided })
      await writePeople(source, order, { rounds, materials, units, facts, barred, lists, both })
      await writeBoards(source, order, { rounds, settings, units, facts, lists, both })
      const races = await racesOf(source, order, settings.unitRaces, found)
      for (const race of races) await both('races', race)
      await same('prizes', lists.propose(races.map((race) => race.public)))
      const head = (await signHead()) ?? null
      const written = await Promise.all(writers.map(({ writer }) => writer.finish(head, key)))
      return { manifests: { full: written[0], public: written[1] } as Record<Edition, WrittenBundle>, rules: sealedRules(settings, rounds) }
    } catch (error) {
      for (const { writer } of writers) writer.abandon()
      throw error
    }
  }

  async function writeQuestions(
    source: SealSource,
    rounds: readonly SourceRound[],
    keyNumber: number,
    both: (kind: string, lines: Editions<object>) => Promise<void>,
  ): Promise<void> {
    const kept = keptBack(rounds)
    for (const revision of await source.revisions([...new Set(rounds.flatMap(pinned))], keyNumber))
      await both('questions', questionLines(revision, ids.secret(16).toString('hex'), !kept.has(revision.id)))
  }

  async function decisions(contestId: number, secret: Buffer, units: readonly SourceUnit[]) {
    const { refusedPeople, refusedUnits } = await decisionsOf(contestId)
    const codes = new Map(units.map(({ id, code }) => [id, code]))
    const named = (people: readonly string[], unitIds: readonly number[]) => [
      ...people.map((id) => pseudonymOf(secret, id)),
      ...unitIds.map((id) => codes.get(id) ?? ''),
    ]
    return {
      refused: new Set(named(refusedPeople, refusedUnits)),
      // ties of this seal are settled once it is made
      settled: new Map<string, readonly string[]>(),
    }
  }

  async function racesOf(
    source: SealSource,
    order: Order,
    races: readonly { id: string }[],
    units: readonly SourceUnit[],
  ): Promise<Editions<RaceLine>[]> {
    const codes = new Map(units.map(({ id, code }) => [id, code]))
    const lines: Editions<RaceLine>[] = []
    for (const { id: raceId } of races) {
      const rows = await source.within((transaction) => raceOf(order.contestId, raceId, transaction))
      await store.keepRace(order, raceId, rows)
      for (const { unitId, sizeClassId, place, ...figures } of rows) {
        const line = { raceId, sizeClassId, unit: codes.get(unitId) ?? '', place }
        lines.push({ full: { ...line, figures }, public: line })
      }
    }
    return lines
  }

  type Writing = {
    rounds: readonly SourceRound[]
    units: ReturnType<typeof createUnitNames>
    facts: PersonFacts
    lists: ReturnType<typeof createSealedLists>
    both(kind: string, lines: Editions<object>): Promise<void>
  }

  async function writePeople(
    source: SealSource,
    { secret, signal, progress }: Order,
    {
      rounds,
      materials,
      units,
      facts,
      barred,
      lists,
      both,
    }: Writing & { materials: ReadonlyMap<string, PaperMaterial>; barred: ReadonlySet<string> },
  ): Promise<void> {
    const roundIds = [...new Set(rounds.map(({ roundId }) => roundId))]
    const practice = new Set(rounds.filter(({ isInForce, settings }) => isInForce && settings.isPractice).map(({ roundId }) => roundId))
    const materialOf = ({ roundId, version }: SourceAttempt) => materials.get(`${roundId} ${version}`) as PaperMaterial
    const kept = keptBack(rounds)
    const open = new Set(rounds.filter((round) => !pinned(round).some((id) => kept.has(id))).map(({ roundId, version }) => `${roundId} ${version}`))
    const isOpen = ({ roundId, version }: SourceAttempt) => open.has(`${roundId} ${version}`)
    let done = 0
    for await (const people of source.people(secret)) {
      signal.throwIfAborted()
      const attempts = await source.attemptsOf(
        roundIds,
        people.map(({ id }) => id),
      )
      const logs = await source.logsOf(attempts.map(({ id }) => id))
      const byPerson = Map.groupBy(attempts, ({ contestantId }) => contestantId)
      for (const person of people) {
        const own = byPerson.get(person.id) ?? []
        const lines = own.map((attempt) => attemptLines(attempt, { units, materialOf, isOpen, log: logs.get(attempt.id), seed: person.seed }))
        for (const [roundId, ofRound] of Map.groupBy(own, (attempt) => attempt.roundId)) {
          const counted = ofRound.filter(({ state, keyNumber }) => state !== 'voided' && keyNumber !== null).length
          lists.entry(roundId, practice.has(roundId), person.person, counted)
        }
        const told = (edition: Edition) =>
          personLine(
            person,
            barred.has(person.person),
            facts,
            lines.map((line) => line[edition]),
          )
        await both('people', { full: told('full'), public: told('public') })
      }
      done += people.length
      progress(done, 0)
    }
  }

  async function writeBoards(
    source: SealSource,
    order: Order,
    { rounds, settings, units, facts, lists, both }: Writing & { settings: Awaited<ReturnType<SealSource['contest']>>['settings'] },
  ): Promise<void> {
    const boards: { roundId: number; rules: readonly RankingRule[] }[] = rounds
      .filter(({ isInForce }) => isInForce)
      .map(({ roundId, settings: { ranking, places } }) => ({ roundId, rules: rulesInForce(ranking, places) }))
    if (settings.cumulative) boards.push({ roundId: wholeContest, rules: rulesInForce(settings.cumulative.ranking, settings.cumulative.places) })
    for (const { roundId, rules } of boards) {
      let [count, place, before] = [0, 0, '']
      for await (const rows of source.board(roundId, order.secret)) {
        order.signal.throwIfAborted()
        const places: Parameters<SealsStore['keepPlaces']>[2][number][] = []
        for (const row of rows) {
          count += 1
          if (row.placeBy !== before) place = count
          before = row.placeBy
          places.push({ ...row, place })
          lists.place(roundId, { id: row.person, place }, row.bornDay)
          await both('boards', boardLines(roundId, place, row, rules, facts, units))
        }
        await store.keepPlaces(order, roundId, places)
      }
    }
  }

  return {
    make: (order: Order): Promise<MadeBundles> =>
      sources.at(order.contestId, async (source) => {
        const rounds = await source.rounds()
        const materials = await materialsOf(order.contestId, rounds)
        await refuseUnready(source, rounds, keyNumbersOf(materials))
        return write(source, order, materials, rounds)
      }),
    /** What stands against a seal at this moment. */
    async unready(contestId: number) {
      const rounds = await sources.at(contestId, (source) => source.rounds())
      return sources.unready(contestId, keyNumbersOf(await materialsOf(contestId, rounds)))
    },
  }
}
export type BundleMaker = ReturnType<typeof createBundleMaker>

function keyNumbersOf(materials: ReadonlyMap<string, PaperMaterial>): KeyNumber[] {
  return [...materials].map(([name, { keyNumber }]) => {
    const [roundId = 0, version = 0] = name.split(' ').map(Number)
    return { roundId, version, keyNumber }
  })
}

/** The same moment that is sealed has to be ready, whatever was so when the seal was asked for. */
async function refuseUnready(source: SealSource, rounds: readonly SourceRound[], keyNumbers: readonly KeyNumber[]): Promise<void> {
  const unready = await source.unready(keyNumbers)
  if (Object.values(unready).some((count) => count > 0)) throw new Problem('SEAL_NOT_READY')
  for (const { roundId, isInForce, settings, truth, entered } of rounds) {
    const { prediction } = settings
    if (!isInForce || !prediction) continue
    if (truthOf(prediction, await source.tally(roundId, prediction.countsVoided), entered) !== truth) throw new Problem('SEAL_NOT_READY')
  }
}

async function factsOf(
  source: SealSource,
  rounds: readonly SourceRound[],
  { cumulative, ageGroups }: Awaited<ReturnType<SealSource['contest']>>['settings'],
): Promise<PersonFacts> {
  const rules = [...rounds.filter(({ isInForce }) => isInForce).map(({ settings }) => settings), ...(cumulative ? [cumulative] : [])]
  const keysInForce = new Set(rules.flatMap(({ ranking, places }) => rulesInForce(ranking, places).map(({ key }) => key)))
  const days = keysInForce.has('older') || keysInForce.has('younger') ? await source.bornDays() : []
  const numbers = new Map(days.map((day, index) => [day, index + 1]))
  return {
    needsRegistration: keysInForce.has('registeredAtMs'),
    bornNumberOf: (day) => (day === null ? undefined : numbers.get(day)),
    agesOf: (day) => ageGroupsOf(day, ageGroups),
  }
}
