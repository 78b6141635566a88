import { compareQuestions, type Likeness, type Signature } from './similarity.ts'

export type Alike<Id> = Likeness & { id: Id }

// thousands of questions from one template share their bands; beyond this many candidates the nearest are surely among those seen
const mostCompared = 2_000
const mostShown = 20

/** Finds who is like whom among very many questions without comparing all with all. The same questions in the same order: the same answers. */
export function createSimilarityIndex<Id>() {
  const known: { id: Id; signature: Signature }[] = []
  const bySame = new Map<string, number[]>()
  const byBand = new Map<number, number[]>()

  return {
    add(id: Id, signature: Signature): void {
      const place = known.push({ id, signature }) - 1
      put(bySame, signature.same, place)
      for (const band of signature.bands) put(byBand, band, place)
    },
    /** Known questions that are the same as this one or near it, the likest first. */
    find(signature: Signature): Alike<Id>[] {
      const candidates = new Set(bySame.get(signature.same))
      for (const band of signature.bands) {
        for (const place of byBand.get(band) ?? []) {
          if (candidates.size >= mostCompared) break
          candidates.add(place)
        }
      }
      const alike: (Alike<Id> & { place: number })[] = []
      for (const place of candidates) {
        const { id, signature: other } = known[place] as (typeof known)[number]
        const found = compareQuestions(signature, other)
        if (found) alike.push({ ...found, id, place })
      }
      alike.sort((a, b) => b.likeness - a.likeness || a.place - b.place)
      return alike.slice(0, mostShown).map(({ place: _place, ...one }) => one)
    },
  }
}

export type AlikePair<Id> = Likeness & { ids: readonly [earlier: Id, later: Id] }

/** Every pair among these questions, each once. */
export function findAlikePairs<Id>(questions: Iterable<{ id: Id; signature: Signature }>): AlikePair<Id>[] {
  const index = createSimilarityIndex<Id>()
  const pairs: AlikePair<Id>[] = []
  for (const { id, signature } of questions) {
    for (const { id: earlier, ...found } of index.find(signature)) pairs.push({ ...found, ids: [earlier, id] })
    index.add(id, signature)
  }
  return pairs
}

function put<Key>(lists: Map<Key, number[]>, key: Key, place: number): void {
  const list = lists.get(key)
  if (list) list.push(place)
  else lists.set(key, [place])
}
