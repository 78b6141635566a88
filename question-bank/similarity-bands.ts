/**
 * Blocking: questions that share a band are worth comparing, all others are not. MinHash over the words, `rows` hashes to a band:
 * of pairs that share 60 % of their words 19 in 20 meet in some band, of pairs that share a tenth one in 400.
 * The numbers are stored beside questions: the constants below may never change without making all of them anew.
 */
const rows = 4

/** So many signed 32-bit numbers that tell nothing but whether two bags of words are alike. `kind` keeps bands of unlike things apart. */
export function bandsOf(words: readonly string[], bandCount: number, kind: number): number[] {
  if (words.length === 0) return []
  const hashes = countedHashes(words)
  const bands: number[] = []
  for (let band = 0; band < bandCount; band += 1) {
    let name = mix(kind * 1_000 + band)
    for (let row = 0; row < rows; row += 1) {
      const salt = mix(kind * 100_000 + band * rows + row + 1)
      let least = 0xffff_ffff
      for (let index = 0; index < hashes.length; index += 1) {
        const hash = mix((hashes[index] as number) ^ salt) >>> 0
        if (hash < least) least = hash
      }
      name = mix(name ^ least)
    }
    bands.push(name)
  }
  return bands
}

/** A word that stands twice counts as two: "word" and "word again". */
function countedHashes(words: readonly string[]): Int32Array {
  const seen = new Map<string, number>()
  return Int32Array.from(words, (word) => {
    const times = seen.get(word) ?? 0
    seen.set(word, times + 1)
    return mix(hashOf(word) + times)
  })
}

/** FNV-1a. */
function hashOf(word: string): number {
  let hash = 0x811c_9dc5
  for (let index = 0; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), 0x0100_0193)
  return hash
}

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the result. */
function mix(value: number): number {
  let hash = (value + 0x9e37_79b9) | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return hash ^ (hash >>> 16)
}
