import { keyInForce } from '../../../question-bank/amended-key.ts'
import { gradeAttempt, maxScoreOfAttempt, paperOf, readLog } from '../attempts/attempt-scoring.ts'
import type { AttemptsStore } from '../attempts/attempts-store.ts'
import type { ContestsService, PaperMaterial } from '../contests/contests-service.ts'
import { type Candidate, listOf, proposePrizes, reachOf } from '../prizes/propose-prizes.ts'
import { foldAttempts, foldRounds } from '../standings/fold-attempts.ts'
import { placeByOf, rulesInForce } from '../standings/ranking.ts'
import { wholeContest } from '../standings/whole-contest.ts'
import type { Compared, ImpactRow, ImpactStanding, ImpactStep, KeptImpact, KeyImpactsStore, RoundOfImpact, SatAttempt } from './key-impacts-store.ts'

type Dependencies = {
  store: KeyImpactsStore
  attempts: Pick<AttemptsStore, 'findAll' | 'logs'>
  contests: Pick<ContestsService, 'byId' | 'round' | 'material' | 'checkKeys'>
  whoCannotWin(contestId: number): Promise<string[]>
}
type Running = { signal: AbortSignal; progress(done: number, total: number): void }

type Piece = { next: ImpactStep; standings: ImpactStanding[]; isLast: boolean }

const peopleAtOnce = 200
const shownFirst = 50

/** Works out what an amendment would change before anybody decides on it: nothing that counts is written. Killed anywhere, it goes on where it was. */
export function createKeyImpactMaker({ store, attempts, contests, whoCannotWin }: Dependencies) {
  /** The same material, as if the amendment were in force. */
  function amended(material: PaperMaterial, { revisionId, change }: ImpactRow): PaperMaterial {
    const revision = material.revisions.get(revisionId)
    if (!revision) return material
    const inForce = keyInForce(revision.key, [{ number: 1, change }], 1)
    return { ...material, revisions: new Map(material.revisions).set(revisionId, { ...revision, inForce }) }
  }

  /** Attempts of these people whose score would be another one, with it and what the paper would be worth. */
  async function regrade(impact: ImpactRow, { contestId, roundId }: RoundOfImpact, sat: readonly SatAttempt[]) {
    const ids = sat.map(({ id }) => id)
    const [rows, logs] = await Promise.all([attempts.findAll(contestId, ids), attempts.logs(contestId, ids)])
    const changed = new Map<string, { delta: number; most: number }>()
    for (const attempt of rows) {
      const material = await contests.material(contestId, roundId, attempt.roundVersion)
      if (!paperOf(attempt, material).some(({ revisionId }) => revisionId === impact.revisionId)) continue
      const then = amended(material, impact)
      const taps = readLog(logs.get(attempt.id))
      const delta = gradeAttempt(attempt, taps, then).scoreThousandths - gradeAttempt(attempt, taps, material).scoreThousandths
      const most = maxScoreOfAttempt(attempt, then)
      if (delta !== 0 || most !== maxScoreOfAttempt(attempt, material)) changed.set(attempt.id, { delta, most })
    }
    return changed
  }

  async function pieceOfRound(impact: ImpactRow, round: RoundOfImpact, step: ImpactStep): Promise<Piece> {
    const sat = await store.sat(round, step.after, peopleAtOnce)
    const changed = await regrade(impact, round, sat)
    const { settings } = await contests.round(round.contestId, round.roundId)
    const truth = await store.truth(round)
    const standings: ImpactStanding[] = []
    for (const [contestantId, own] of Map.groupBy(sat, (one) => one.contestantId)) {
      if (!own.some(({ id }) => changed.has(id))) continue
      const then = own.map((one) => {
        const { delta = 0, most = one.mostThousandths } = changed.get(one.id) ?? {}
        return { ...one, scoreThousandths: one.scoreThousandths + delta, mostThousandths: most }
      })
      const folded = foldAttempts(settings, then, own[0] as SatAttempt, truth)
      const placeBy = placeByOf(rulesInForce(settings.ranking, settings.places), folded)
      standings.push({ contestantId, placeBy, standing: { ...folded, roundId: round.roundId, opensAtMs: 0 } })
    }
    const deltas = { ...step.deltas }
    for (const { delta } of changed.values()) deltas[delta] = (deltas[delta] ?? 0) + 1
    const next: ImpactStep = {
      ...step,
      after: sat.at(-1)?.contestantId ?? step.after,
      attempts: step.attempts + sat.length,
      changed: step.changed + [...changed.values()].filter(({ delta }) => delta !== 0).length,
      deltas,
    }
    return { next, standings, isLast: sat.length === 0 }
  }

  /** The result over all rounds, of whoever would stand elsewhere in one of them. */
  async function pieceOfContest(impact: ImpactRow, { contestId }: RoundOfImpact, step: ImpactStep): Promise<Piece> {
    const { cumulative } = (await contests.byId(contestId)).settings
    const people = cumulative === null ? [] : await store.inRounds(impact, contestId, step.after, peopleAtOnce)
    const standings = people.flatMap(({ contestantId, rounds, ...person }): ImpactStanding[] => {
      if (cumulative === null || rounds.length === 0) return []
      const folded = foldRounds(cumulative, rounds, person)
      return [{ contestantId, placeBy: placeByOf(rulesInForce(cumulative.ranking, cumulative.places), folded), standing: null }]
    })
    const next = { ...step, after: people.at(-1)?.contestantId ?? step.after, changed: step.changed + standings.length }
    return { next, standings, isLast: people.length === 0 }
  }

  async function conclude(impact: ImpactRow, round: RoundOfImpact, step: ImpactStep): Promise<KeptImpact> {
    const { contestId, roundId } = round
    const contest = await contests.byId(contestId)
    const { settings } = contest
    const barred = new Set(await whoCannotWin(contestId))
    const refused = new Set<string>()
    const isOfRound = ({ for: wanted }: (typeof settings.prizes)[number]) =>
      wanted.kind === 'person' && (wanted.roundId ?? wholeContest) === roundId && wanted.ageGroupId === undefined
    const prizes = settings.prizes.filter(isOfRound)
    const { moved, rows } = await store.compare(impact, round, Math.max(shownFirst, reachOf({ prizes, barred, refused })))
    const proposed = (pick: (row: Compared) => number) => {
      const list = rows.map((row): Candidate => ({ id: row.contestantId, place: pick(row) })).sort((a, b) => a.place - b.place)
      return proposePrizes({ prizes, onePrizeEach: settings.onePrizeEach, barred, refused, settled: new Map(), candidatesFor: () => list })
    }
    const [before, after] = [proposed(({ place }) => place), proposed(({ placeThen }) => placeThen)]
    const idsOf = (award: (typeof before)[number] | undefined) => [...(award?.winners ?? []), ...(award?.tie?.candidates ?? [])].map(({ id }) => id)
    return {
      slug: contest.slug,
      roundId,
      title: contest.rounds.find(({ id }) => id === roundId)?.title ?? '',
      attempts: step.attempts,
      changed: step.changed,
      deltas: Object.entries(step.deltas)
        .map(([thousandths, count]) => ({ thousandths: Number(thousandths), attempts: count }))
        .sort((a, b) => a.thousandths - b.thousandths),
      peopleMoved: moved,
      first: rows.filter(({ place, placeThen }) => Math.min(place, placeThen) <= shownFirst),
      prizes: prizes
        .map(({ id, title }, index) => ({ prizeId: id, title, winners: idsOf(before[index]), winnersThen: idsOf(after[index]) }))
        .filter(({ winners, winnersThen }) => winners.toSorted().join() !== winnersThen.toSorted().join()),
      prizesLeftOut: [...new Set(settings.prizes.filter((prize) => !isOfRound(prize)).map((prize) => `${prize.id} (${listOf(prize).trim()})`))],
    }
  }

  async function make(impact: ImpactRow, { signal, progress }: Running): Promise<void> {
    await contests.checkKeys()
    const rounds = await store.rounds(impact.revisionId)
    const total = rounds.reduce((sum, { attempts: count }) => sum + count, 0)
    const fresh = { after: '', attempts: 0, changed: 0, deltas: {} }
    let step: ImpactStep = { place: 0, rounds: [], ...fresh, ...impact.step }
    let done = impact.done
    while (step.place < rounds.length) {
      signal.throwIfAborted()
      const round = rounds[step.place] as RoundOfImpact
      const piece = round.roundId === wholeContest ? pieceOfContest : pieceOfRound
      const { next, standings, isLast } = await piece(impact, round, step)
      done += next.attempts - step.attempts
      step = isLast ? { ...fresh, place: step.place + 1, rounds: [...step.rounds, await conclude(impact, round, next)] } : next
      await store.keep(impact, round, standings, step, done, total)
      progress(done, total)
    }
    await store.finish(impact, step.rounds)
  }

  return {
    async run(running: Running): Promise<void> {
      for (const impact of await store.waiting()) await make(impact, running)
    },
  }
}
