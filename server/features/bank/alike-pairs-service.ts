import { type Comparable, comparableOf, compareQuestions } from '../../../question-bank/similarity.ts'
import type { DuplicatesPage, DuplicatesQuery } from '../../contract/bank.ts'
import { type AlikePairsStore, type Candidate, type FoundPair, HeldElsewhereError, type PairPlace, type ToCompare } from './alike-pairs-store.ts'
import { presentQuestion } from './question-rows.ts'
import type { QuestionsStore } from './questions-store.ts'

const pageSize = 50
/** Compared between two breaths of the process: a few milliseconds. */
const pieceSize = 50
/** After so many pieces of a long run the bank may have become another one. */
const piecesPerSample = 400
/** Beyond these a question is surely among the ones shown: a hundred copies of one text are a group, whoever is paired with whom. */
const limits = { same: 20, near: 30 }

type Dependencies = { store: AlikePairsStore; questions: Pick<QuestionsStore, 'byIds'>; isBusy(): boolean }

/** All pairs of the bank that say the same, or nearly: found piece by piece beside requests, kept, and shown page by page. */
export function createAlikePairsService({ store, questions, isBusy }: Dependencies) {
  return {
    /** A job. Answers of participants go first: while writes wait it does nothing. */
    async run(): Promise<void> {
      try {
        let common: ReadonlySet<number> = new Set()
        for (let pieces = 0; !isBusy(); pieces += 1) {
          // many are waiting: it pays to know what many have in common
          if (pieces % piecesPerSample === 1) common = await store.commonBands()
          if ((await store.comparePiece(pieceSize, limits, common, pairsAmong)) === 0) return
        }
      } catch (error) {
        if (!(error instanceof HeldElsewhereError)) throw error
      }
    },

    async page({ after, grade, keysDisagree }: DuplicatesQuery): Promise<DuplicatesPage> {
      const [found, waiting] = await Promise.all([store.page({ grade, keysDisagree }, placeOf(after), pageSize), store.waiting()])
      const rows = await questions.byIds([...new Set(found.flatMap(({ olderId, newerId }) => [olderId, newerId]))])
      const byId = new Map(rows.map((row) => [row.id, presentQuestion(row)]))
      const pairs = found.flatMap(({ olderId, newerId, likeness, parted, keysDisagree: disagree }) => {
        const [older, newer] = [byId.get(olderId), byId.get(newerId)]
        // taken away since
        if (!older || !newer) return []
        const gradeOf = likeness === 1_000 ? ('same' as const) : ('near' as const)
        return [{ grade: gradeOf, likeness, ...(parted && { parted }), keysDisagree: disagree, questions: [older, newer] }]
      })
      const last = found.length === pageSize ? found.at(-1) : undefined
      return { pairs, next: last ? `${last.likeness}.${last.newerId}.${last.olderId}` : null, waiting }
    },
  }
}
export type AlikePairsService = ReturnType<typeof createAlikePairsService>

function pairsAmong(asked: readonly ToCompare[], candidates: readonly Candidate[]): FoundPair[] {
  const known = new Map<string, Comparable>()
  const comparable = (one: Candidate | ToCompare) => {
    const made = known.get(one.id) ?? comparableOf(one)
    known.set(one.id, made)
    return made
  }
  return candidates.flatMap((candidate) => {
    const question = asked[candidate.place]
    const found = question && compareQuestions(comparable(question), comparable(candidate))
    if (!found) return []
    const [olderId, newerId] = question.id < candidate.id ? [question.id, candidate.id] : [candidate.id, question.id]
    return [{ olderId, newerId, likeness: found.likeness, parted: found.parted ?? null, keysDisagree: found.keysDisagree }]
  })
}

function placeOf(after: string | undefined): PairPlace | undefined {
  const [likeness, newerId, olderId] = after?.split('.') ?? []
  return newerId && olderId ? { likeness: Number(likeness), newerId, olderId } : undefined
}
