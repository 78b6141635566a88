import { hash } from 'node:crypto'
import type { AuthorBlueprint } from '../../server/contract/blueprints.ts'
import type { Blueprint, Pool } from '../paper.ts'
import type { AvailableRevision } from './available-revision.ts'
import { kindOf } from './choose-questions.ts'
import { type Demand, demandsOf } from './demands.ts'
import { type Supply, shareOut, shareOutAll } from './share-out.ts'

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
 * lasts shortest lasts as long as it can, then the one that lasts second shortest, and so on. A function of its inputs, whatever order
 * the questions come in.
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

  const shares = shareOutAll(
    supplies,
    demands.map(({ draw }) => draw),
  )
  const given: string[][] = demands.map(() => [])
  for (const [index, { takers, revisionIds }] of kinds.entries()) {
    let from = 0
    for (const taker of takers) {
      const share = shares[index]?.get(taker) ?? 0
      given[taker]?.push(...revisionIds.slice(from, from + share))
      from += share
    }
  }
  const pools = demands.map(({ poolId, draw, pointsThousandths }, index): Pool => {
    const revisionIds = (given[index] as string[]).slice(0, mostInPool).sort()
    return { id: poolId, draw, pointsThousandths, revisionIds }
  })
  return {
    isFilled: true,
    blueprint: { pools, shuffleQuestions, shuffleOptions },
    attemptsWithoutRepeat: Math.min(...pools.map(({ draw, revisionIds }) => Math.floor(revisionIds.length / draw))),
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
