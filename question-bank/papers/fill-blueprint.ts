import { hash } from 'node:crypto'
import type { AuthorBlueprint } from '../../server/contract/blueprints.ts'
import type { Blueprint, Pool } from '../paper.ts'
import type { AvailableRevision } from './available-revision.ts'
import { kindOf } from './choose-questions.ts'
import { type Demand, demandsOf } from './demands.ts'
import { type Shares, type Supply, shareOut } from './share-out.ts'

/** What a cell of a blueprint cannot be given. */
export type Lack = {
  cellId: string
  /** Which of its sub-pools, from 0; absent where the cell has none. */
  subPool?: number
  wanted: number
  /** Questions that fit, whoever else wants them. */
  fitting: number
  missing: number
  /** Other cells that need the same questions. */
  rivals: string[]
}
export type BlueprintFilling = { isFilled: true; blueprint: Blueprint; attemptsWithoutRepeat: number } | { isFilled: false; lacks: Lack[] }

/** A random draw numbers its pool with 16 bits. */
const mostInPool = 65_535

/**
 * Turns what an author means into pools of pinned revisions. No question stands in two pools, so that nobody meets one twice on a
 * paper, nor again in a later attempt while the pools last; where cells overlap, questions are shared out so that the pool that
 * lasts shortest lasts as long as it can. A function of its inputs, whatever order the questions come in.
 */
export function fillBlueprint(
  { cells, shuffleQuestions, shuffleOptions }: AuthorBlueprint,
  available: readonly AvailableRevision[],
): BlueprintFilling {
  const demands = demandsOf(cells)
  const kinds = kindsOf(demands, available)
  const supplies = kinds.map(({ takers, revisionIds }): Supply => ({ takers, count: revisionIds.length }))
  const once = shareOut(
    supplies,
    demands.map(({ draw }) => draw),
  )
  if (once.missing.some((missing) => missing > 0)) return { isFilled: false, lacks: lacksOf(demands, supplies, once) }

  const { shares, times } = lastingShares(demands, supplies)
  const pools = demands.map(({ poolId, draw, pointsThousandths }): Pool => ({ id: poolId, draw, pointsThousandths, revisionIds: [] }))
  const given: string[][] = pools.map(() => [])
  for (const [index, { takers, revisionIds }] of kinds.entries()) {
    let from = 0
    for (const [taker, share] of restShared(takers, revisionIds.length, shares[index] as ReadonlyMap<number, number>, demands, given)) {
      given[taker]?.push(...revisionIds.slice(from, from + share))
      from += share
    }
  }
  return {
    isFilled: true,
    blueprint: {
      pools: pools.map((pool, index) => ({ ...pool, revisionIds: (given[index] as string[]).slice(0, mostInPool).sort() })),
      shuffleQuestions,
      shuffleOptions,
    },
    attemptsWithoutRepeat: times,
  }
}

type Kind = { takers: number[]; revisionIds: string[] }

/** Questions that the same cells want are alike; those that nobody wants are left out. */
function kindsOf(demands: readonly Demand[], available: readonly AvailableRevision[]): Kind[] {
  // two revisions of one question are one question: the one named last is meant
  const byQuestion = new Map(available.map((revision) => [revision.questionId, revision]))
  const takersOf = takersAmong(demands)
  const kinds = new Map<string, Kind>()
  for (const revision of byQuestion.values()) {
    const takers = takersOf(revision)
    if (takers.length === 0) continue
    const name = takers.join()
    const kind = kinds.get(name)
    if (kind) kind.revisionIds.push(revision.revisionId)
    else kinds.set(name, { takers, revisionIds: [revision.revisionId] })
  }
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { takers, revisionIds }]) => ({ takers, revisionIds: mixed(revisionIds) }))
}

/** A bank of many thousands has few topics, levels and tags: each combination is looked at once. */
function takersAmong(demands: readonly Demand[]): (revision: AvailableRevision) => number[] {
  const fitting = new Map<string, number[]>()
  return (revision) => {
    const { questionId, topic, level, tags, type } = revision
    const name = [type, level ?? '', ...topic, '', ...tags].join('\n')
    let known = fitting.get(name)
    if (!known) {
      const kind = kindOf(revision)
      known = demands.flatMap(({ chooser }, index) => (chooser.fits(kind) ? [index] : []))
      fitting.set(name, known)
    }
    return known.filter((index) => demands[index]?.chooser.listed?.has(questionId) ?? true)
  }
}

/** Ids grow with time: two cells that share a topic shall not get the older and the newer half of it. */
function mixed(revisionIds: readonly string[]): string[] {
  return revisionIds
    .map((id) => ({ id, place: hash('sha256', id) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ id }) => id)
}

/** The most attempts that all pools together can give without a repeat, and shares that allow them. */
function lastingShares(demands: readonly Demand[], supplies: readonly Supply[]): { shares: Shares; times: number } {
  const attempt = (times: number) =>
    shareOut(
      supplies,
      demands.map(({ draw }) => draw * times),
    )
  let best = { shares: attempt(1).shares, times: 1 }
  const total = supplies.reduce((sum, { count }) => sum + count, 0)
  let tooMany = Math.floor(total / demands.reduce((sum, { draw }) => sum + draw, 0)) + 1
  while (tooMany - best.times > 1) {
    const times = Math.floor((tooMany + best.times) / 2)
    const { shares, missing } = attempt(times)
    if (missing.every((one) => one === 0)) best = { shares, times }
    else tooMany = times
  }
  return best
}

/** Whatever is over goes, one by one, to the pool that is smallest beside its draw: a larger pool shows each question to fewer people. */
function restShared(
  takers: readonly number[],
  count: number,
  share: ReadonlyMap<number, number>,
  demands: readonly Demand[],
  given: readonly string[][],
): Map<number, number> {
  const result = new Map(takers.map((taker) => [taker, share.get(taker) ?? 0]))
  let rest = count - [...result.values()].reduce((sum, one) => sum + one, 0)
  const [only] = takers
  if (takers.length === 1 && only !== undefined) return result.set(only, count)
  const size = (taker: number) => (given[taker]?.length ?? 0) + (result.get(taker) as number)
  for (; rest > 0; rest -= 1) {
    const neediest = takers.reduce((a, b) => (size(b) * (demands[a] as Demand).draw < size(a) * (demands[b] as Demand).draw ? b : a))
    result.set(neediest, (result.get(neediest) as number) + 1)
  }
  return result
}

function lacksOf(demands: readonly Demand[], supplies: readonly Supply[], { missing, rivals }: ReturnType<typeof shareOut>): Lack[] {
  return demands.flatMap(({ cellId, subPool, draw }, index) => {
    if (missing[index] === 0) return []
    const fitting = supplies.reduce((sum, { takers, count }) => sum + (takers.includes(index) ? count : 0), 0)
    const cells = (rivals.get(index) ?? []).filter((rival) => rival !== index).map((rival) => (demands[rival] as Demand).cellId)
    return [
      {
        cellId,
        ...(subPool === undefined ? {} : { subPool }),
        wanted: draw,
        fitting,
        missing: missing[index] as number,
        rivals: [...new Set(cells)].filter((rival) => rival !== cellId),
      },
    ]
  })
}
