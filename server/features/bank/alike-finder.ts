import type { ImportedItem } from '../../../question-bank/imported-item.ts'
import type { AlikeRevisions } from '../../../question-bank/papers/alike-on-papers.ts'
import { plainTextOf } from '../../../question-bank/rich-text/plain-text.ts'
import { type Comparable, comparableOf, compareQuestions, type Signature } from '../../../question-bank/similarity.ts'
import { compareInWorker } from '../../../question-bank/worker/compare-in-worker.ts'
import type { AlikeOne } from '../../contract/bank.ts'
import { type AlikePairsStore, tellingBands } from './alike-pairs-store.ts'
import type { ImportsStore } from './imports-store.ts'
import type { QuestionsStore } from './questions-store.ts'

const atOnce = 50
const mostShown = 5
/** A preview shows five of them. */
const limits = { same: 5, near: 15 }
const longestStem = 300
/** As many as a file may hold: what takes a few seconds in a thread of its own. */
const mostCompared = 20_000

type Dependencies = { imports: ImportsStore; questions: QuestionsStore; pairs: Pick<AlikePairsStore, 'candidates' | 'commonBands'> }

/** Warns of questions that say the same, or nearly: in a file that is imported, and in the bank. */
export function createAlikeFinder({ imports, questions, pairs }: Dependencies) {
  return {
    /** Items with each other and with the bank, piece by piece. */
    async compareItems(importId: string, items: readonly ImportedItem[]): Promise<void> {
      const drafts = items.flatMap((item, position) => (item.state === 'refused' ? [] : [{ position, question: item.question }]))
      if (drafts.length === 0) return
      const compared = await compareInWorker(drafts)
      const stemAt = (position: number) => {
        const item = items[position]
        return item === undefined || item.state === 'refused' ? '' : shortStem(item.question.content.stem)
      }
      const common = compared.length > atOnce ? await pairs.commonBands() : new Set<number>()
      for (let start = 0; start < compared.length; start += atOnce) {
        const piece = compared.slice(start, start + atOnce)
        const inBank = await alikeInBank(piece, common)
        const noted = piece.flatMap(({ position, alike }) => {
          const inFile = alike.map((one): AlikeOne => ({ ...one, stem: stemAt(one.position) }))
          const all = [...(inBank.get(position) ?? []), ...inFile].sort((a, b) => b.likeness - a.likeness).slice(0, mostShown)
          return all.length === 0 ? [] : [{ position, alike: all }]
        })
        await imports.noteAlike(importId, noted, start + piece.length)
      }
    },

    /** Pairs among these revisions, for whoever means to show several of them together. */
    async amongRevisions(revisionIds: readonly string[]): Promise<(AlikeRevisions & { questions: { questionId: string; stem: string }[] })[]> {
      const found = await questions.revisions(revisionIds.slice(0, mostCompared))
      const compared = await compareInWorker(found.map((question, position) => ({ position, question })))
      return compared.flatMap(({ position, alike }) =>
        alike.map(({ position: other, ...likeness }) => {
          const pair = [other, position].map((index) => found[index] as (typeof found)[number])
          return {
            ...likeness,
            revisionIds: pair.map(({ revisionId }) => revisionId) as [string, string],
            questions: pair.map(({ questionId, content }) => ({ questionId, stem: shortStem(content.stem) })),
          }
        }),
      )
    },
  }

  async function alikeInBank(
    signed: readonly { position: number; signature: Signature }[],
    common: ReadonlySet<number>,
  ): Promise<Map<number, AlikeOne[]>> {
    const found = new Map<number, AlikeOne[]>()
    const byPosition = new Map(signed.map(({ position, signature }) => [position, signature]))
    const wanted = signed.map(({ position, signature: { same, bands } }) => ({ place: position, id: null, same, bands: tellingBands(bands, common) }))
    const known = new Map<string, Comparable>()
    for (const { place: position, id, content, key } of await pairs.candidates(wanted, limits)) {
      const mine = byPosition.get(position)
      const theirs = known.get(id) ?? comparableOf({ content, key })
      known.set(id, theirs)
      const likeness = mine && compareQuestions(mine, theirs)
      if (likeness) found.set(position, [...(found.get(position) ?? []), { ...likeness, questionId: id, stem: shortStem(content.stem) }])
    }
    return found
  }
}
export type AlikeFinder = ReturnType<typeof createAlikeFinder>

function shortStem(stem: string): string {
  const plain = plainTextOf(stem)
  return plain.length > longestStem ? `${plain.slice(0, longestStem - 1)}…` : plain
}
