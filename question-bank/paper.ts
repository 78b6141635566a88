import type { QuestionContent } from './question.ts'
import { createSeededRandom, shuffledStart } from './seeded-random.ts'
import { shuffleAround } from './shuffle-around.ts'
import { authorsOrder, type Orders } from './types/question-type.ts'
import { questionTypeOf } from './types/question-types.ts'

/** How a paper is drawn: from each pool of pinned revisions, so many questions at so many points. */
export type Blueprint = { pools: readonly Pool[]; shuffleQuestions: boolean; shuffleOptions: boolean }
export type Pool = { id: string; draw: number; pointsThousandths: number; revisionIds: readonly string[] }

/** One question of one paper: which revision, and in which order each of its lists is shown. */
export type PaperQuestion = { revisionId: string; pointsThousandths: number; orders: Orders }
export type Paper = readonly PaperQuestion[]

export type PaperSource = {
  /** Secret of the contestant; whoever knows it knows every paper. */
  seed: Uint8Array
  roundId: number
  /** 1 is the first. */
  attemptNo: number
  blueprint: Blueprint
  contentOf(revisionId: string): QuestionContent
}

/**
 * Attempt k takes the k-th slice of this person's own permutation of each pool, so that nobody meets a question again
 * while the pool lasts, and no history is needed. Nothing is stored: the same inputs give the same paper, for ever.
 */
export function drawPaper({ seed, roundId, attemptNo, blueprint, contentOf }: PaperSource): Paper {
  const drawn = drawQuestions({ seed, roundId, attemptNo, blueprint })
  const order = blueprint.shuffleQuestions
    ? shuffledStart(drawn.length, drawn.length, createSeededRandom(seed, `questions ${roundId} ${attemptNo}`))
    : drawn.keys()
  const optionRandom = createSeededRandom(seed, `options ${roundId} ${attemptNo}`)
  const paper: PaperQuestion[] = []
  for (const from of order) {
    const { revisionId, pointsThousandths } = drawn[from] as (typeof drawn)[number]
    const content = contentOf(revisionId)
    const lists = questionTypeOf(content).shuffledLists(content)
    paper.push({
      revisionId,
      pointsThousandths,
      orders: blueprint.shuffleOptions ? lists.map(({ size, locked }) => shuffleAround(size, locked, optionRandom)) : authorsOrder(lists),
    })
  }
  return paper
}

type Drawn = { revisionId: string; pointsThousandths: number }

/** The questions of a paper, pool after pool, before anything is shuffled. */
export function drawQuestions({ seed, roundId, attemptNo, blueprint }: Omit<PaperSource, 'contentOf'>): Drawn[] {
  const drawn: Drawn[] = []
  for (const pool of blueprint.pools) drawFromPool(drawn, pool, seed, roundId, attemptNo)
  return drawn
}

export function questionCountOf(blueprint: Blueprint): number {
  return blueprint.pools.reduce((sum, pool) => sum + pool.draw, 0)
}

export function maxScoreOf(blueprint: Blueprint): number {
  return blueprint.pools.reduce((sum, pool) => sum + pool.draw * pool.pointsThousandths, 0)
}

/**
 * Slices go on round the permutation: the one that reaches its end goes on at its beginning, so it shows what is left unseen before
 * anything again, and no question comes an n-th time before all came n-1 times. Where a slice ends as the permutation ends, the next
 * one begins a new permutation: then questions come again, in other company.
 */
function drawFromPool(drawn: Drawn[], pool: Pool, seed: Uint8Array, roundId: number, attemptNo: number): void {
  const { revisionIds, pointsThousandths } = pool
  const size = revisionIds.length
  const draw = Math.min(pool.draw, size)
  const slices = size / commonDivisor(size, draw)
  const lap = Math.floor((attemptNo - 1) / slices)
  const start = (((attemptNo - 1) % slices) * draw) % size
  const order = shuffledStart(size, start + draw, createSeededRandom(seed, `pool ${roundId} ${pool.id} ${lap}`))
  for (let place = start; place < start + draw; place += 1)
    drawn.push({ revisionId: revisionIds[order[place % size] as number] as string, pointsThousandths })
}

function commonDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b]
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller]
  return larger
}
