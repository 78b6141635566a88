import type { Block } from './block.ts'
import type { FoundKey } from './found-key.ts'
import type { ListedKey } from './raw-question.ts'
import { enter, type Section } from './sections.ts'

/** Keeps the keys that lists name, each with the names its list bears and the run of numbers it stands in. */
export function gatherKeys() {
  const keys: ListedKey[] = []
  const blockNames = new Map<string, number>()
  let [section, block, isNamedAnew] = [[] as Section, 0, false]
  let [areWordsOver, isHeaded] = [false, false]
  let last: ListedKey | undefined

  const blockOf = (names: Section): number => {
    const said = `${block} ${JSON.stringify(names)}`
    if (!blockNames.has(said)) blockNames.set(said, -1 - blockNames.size)
    return blockNames.get(said) as number
  }
  return {
    keys,
    add(found: readonly FoundKey[], { place, era }: { place: string; era: number }): void {
      for (const { names, ...key } of found) {
        const previous = keys.at(-1)
        if (previous && key.statement === undefined && key.number <= previous.number && key.number === 1) block += 1
        if (areWordsOver || previous?.block !== block) isHeaded = areWordsOver
        areWordsOver = false
        // a table with the keys of several papers names the paper of each
        const whose = names ? { section: enter(section, names, false), block: blockOf(names) } : { section, block }
        last = { ...key, place, ...whose, era, isHeaded, explanation: [] }
        keys.push(last)
        isNamedAnew = false
      }
    },
    /** A heading over keys: `isWhole` where it begins a list of its own. */
    name(names: Section, isWhole: boolean): void {
      const isAgain = isNamedAnew
      if (names.length === 0 && (isAgain || !isWhole)) return
      section = enter(isWhole && !isAgain && names.length === 0 ? [] : section, names, isAgain)
      isNamedAnew = names.length > 0
      block += 1
      last = undefined
    },
    begin(): void {
      last = undefined
    },
    /** What follows a key explains it. */
    explain(text: Block): void {
      last?.explanation.push(text)
    },
    /** Words that name nothing we know stand over what follows. */
    passWords(): void {
      areWordsOver = true
    },
  }
}
