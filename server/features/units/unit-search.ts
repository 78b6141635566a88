import { foldVietnamese } from '../../../question-bank/fold-vietnamese.ts'

export type SearchName = { id: number; name: string; isFormer: boolean }
export type FoundUnit = { id: number; formerName?: string }

/** "Xã An Bình" is looked for as "an binh". */
const kinds = /^(?:thanh pho|thi tran|thi xa|dac khu|tinh|quan|huyen|phuong|xa|tp) /
/** Typing ahead asks for the same beginnings again and again. */
const mostKept = 5_000
const mostLooked = 4_000
const shortestMiddle = 3

/**
 * Finds units by their names. Nothing is scanned where an index can answer: whole names and their beginnings lie in one sorted list,
 * beginnings of words in another. Best first: the whole name, its beginning, its words together, its words in any order, the middle of one.
 */
export function createUnitSearch(names: readonly SearchName[]) {
  const folded = names.map(({ name }) => foldName(name))
  // a name that is in force stands before an old one that reads alike
  const heads = folded
    .flatMap((name, at) => {
      const bare = name.replace(kinds, '')
      return bare === name
        ? [{ key: name, at }]
        : [
            { key: name, at },
            { key: bare, at },
          ]
    })
    .sort((a, b) => compareText(a.key, b.key) || Number(names[a.at]?.isFormer) - Number(names[b.at]?.isFormer) || a.at - b.at)
  const postings = new Map<string, number[]>()
  folded.forEach((name, at) => {
    for (const word of new Set(name.split(' '))) {
      const places = postings.get(word)
      if (places) places.push(at)
      else postings.set(word, [at])
    }
  })
  const words = [...postings.keys()].sort(compareText)
  const kept = new Map<string, readonly FoundUnit[]>()

  function find(wanted: string, limit: number): FoundUnit[] {
    const found = new Map<number, FoundUnit>()
    const take = (at: number) => {
      const { id, name, isFormer } = names[at] as SearchName
      if (found.size < limit && !found.has(id)) found.set(id, isFormer ? { id, formerName: name } : { id })
    }
    for (let at = firstFrom(heads.length, (index) => (heads[index]?.key ?? '') >= wanted); found.size < limit && at < heads.length; at += 1) {
      const head = heads[at]
      if (!head?.key.startsWith(wanted)) break
      take(head.at)
    }
    if (found.size < limit) for (const at of withWords(wanted.split(' '), wanted)) take(at)
    if (found.size === 0 && wanted.length >= shortestMiddle)
      folded.some((name, at) => {
        if (name.includes(wanted)) take(at)
        return found.size === limit
      })
    return [...found.values()]
  }

  /** Names in which each word begins some word; those that hold the words together come first. */
  function withWords(asked: readonly string[], wanted: string): number[] {
    const placesOf = asked.map((word) => {
      const from = firstFrom(words.length, (index) => (words[index] ?? '') >= word)
      const matching: number[][] = []
      for (let at = from; words[at]?.startsWith(word); at += 1) matching.push(postings.get(words[at] ?? '') ?? [])
      return { word, matching, count: matching.reduce((sum, places) => sum + places.length, 0) }
    })
    const rarest = placesOf.reduce((least, one) => (one.count < least.count ? one : least))
    const others = asked.filter((word) => word !== rarest.word).map((word) => ` ${word}`)
    const [together, apart]: [number[], number[]] = [[], []]
    let looked = 0
    for (const places of rarest.matching)
      for (const at of places) {
        looked += 1
        if (looked > mostLooked) return [...together, ...apart]
        const name = ` ${folded[at]}`
        if (others.every((word) => name.includes(word))) (name.includes(` ${wanted}`) ? together : apart).push(at)
      }
    return [...together, ...apart]
  }

  return (text: string, limit: number): readonly FoundUnit[] => {
    const wanted = foldName(text)
    if (wanted === '') return []
    const name = `${limit} ${wanted}`
    const known = kept.get(name)
    if (known) return known
    const found = find(wanted, limit)
    if (kept.size >= mostKept) kept.clear()
    kept.set(name, found)
    return found
  }
}

/** Letters and digits alone, one space between words: "TP. Hồ Chí Minh" is "tp ho chi minh". */
export function foldName(name: string): string {
  return foldVietnamese(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** In the order of their code units: faster than any order for people, and folded names need no other. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The first index from which on it holds; all indexes before do not. */
function firstFrom(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
