import { type LookRules, lookRulesOf } from './looks.ts'
import { writeNumber } from './number-formats.ts'
import { child, childrenOf, type OfficeElement, settingOf } from './office-xml.ts'
import type { Styles } from './styles.ts'

type Level = {
  start: number
  format: string
  text: string
  restartsAfter: number | undefined
  isLegal: boolean
  style: string | undefined
  look: LookRules
}
type List = { abstract: string; overrides: Map<number, { start?: number; level?: Level }> }
export type ListLabel = { text: string; look: LookRules; format: string }

const levels = 9

export type Numbering = ReturnType<typeof readNumbering>

/** Counts as Word does: the numbers that a reader sees before paragraphs and no file holds. */
export function readNumbering(part: OfficeElement | undefined, styles: Styles) {
  const abstracts = new Map<string, { levels: Map<number, Level>; styleLink: string | undefined }>()
  for (const abstract of childrenOf(part, 'w:abstractNum'))
    abstracts.set(abstract.attributes['w:abstractNumId'] ?? '', {
      levels: new Map(childrenOf(abstract, 'w:lvl').map((level) => [Number(level.attributes['w:ilvl']) || 0, levelOf(level)])),
      styleLink: settingOf(abstract, 'w:numStyleLink'),
    })
  const lists = new Map<string, List>()
  for (const list of childrenOf(part, 'w:num'))
    lists.set(list.attributes['w:numId'] ?? '', { abstract: settingOf(list, 'w:abstractNumId') ?? '', overrides: overridesOf(list) })

  // lists made from one abstract list go on counting where another one stopped, unless they say where to start
  const counters = new Map<string, (number | undefined)[]>()
  const started = new Set<string>()

  function abstractOf(list: List, depth = 0): string {
    const link = abstracts.get(list.abstract)?.styleLink
    const linked = link === undefined ? undefined : lists.get(styles.listOf(link) ?? '')
    return linked && depth < 5 ? abstractOf(linked, depth + 1) : list.abstract
  }

  return {
    /** The label of the next paragraph of a list; nothing when it has none. */
    next(listId: string, level: number | undefined, styleIds: readonly string[]): ListLabel | undefined {
      const list = lists.get(listId)
      if (!list) return undefined
      const abstractId = abstractOf(list)
      const abstract = abstracts.get(abstractId)
      const at = Math.min(level ?? levelOfStyle(abstract?.levels, styleIds) ?? 0, levels - 1)
      const levelAt = (index: number) => list.overrides.get(index)?.level ?? abstract?.levels.get(index)
      const own = levelAt(at)
      if (!own) return undefined
      const counts = counters.get(abstractId) ?? new Array<number | undefined>(levels).fill(undefined)
      counters.set(abstractId, counts)
      const override = list.overrides.get(at)?.start
      const isFirst = override !== undefined && !started.has(`${listId} ${at}`)
      started.add(`${listId} ${at}`)
      counts[at] = isFirst ? override : counts[at] === undefined ? own.start : counts[at] + 1
      for (let deeper = at + 1; deeper < levels; deeper += 1) {
        const restarts = levelAt(deeper)?.restartsAfter
        if (restarts === undefined || (restarts > 0 && at < restarts)) counts[deeper] = undefined
      }
      const text = own.text.replace(/%([1-9])/g, (_mark, number: string) => {
        const index = Number(number) - 1
        const counted = levelAt(index)
        return counted ? writeNumber(counts[index] ?? counted.start, own.isLegal ? 'decimal' : counted.format) : ''
      })
      return own.format === 'none' && text.trim() === '' ? undefined : { text, look: own.look, format: own.format }
    },
  }
}

function overridesOf(list: OfficeElement): List['overrides'] {
  const overrides: List['overrides'] = new Map()
  for (const override of childrenOf(list, 'w:lvlOverride')) {
    const [start, level] = [settingOf(override, 'w:startOverride'), child(override, 'w:lvl')]
    overrides.set(Number(override.attributes['w:ilvl']) || 0, {
      ...(start === undefined ? {} : { start: Number(start) || 0 }),
      ...(level ? { level: levelOf(level) } : {}),
    })
  }
  return overrides
}

function levelOf(level: OfficeElement): Level {
  const restart = settingOf(level, 'w:lvlRestart')
  return {
    start: Number(settingOf(level, 'w:start') ?? 1) || 0,
    format: settingOf(level, 'w:numFmt') ?? 'decimal',
    text: settingOf(level, 'w:lvlText') ?? '',
    restartsAfter: restart === undefined ? undefined : Number(restart),
    isLegal: child(level, 'w:isLgl') !== undefined,
    style: settingOf(level, 'w:pStyle'),
    look: lookRulesOf(child(level, 'w:rPr')),
  }
}

function levelOfStyle(known: ReadonlyMap<number, Level> | undefined, styleIds: readonly string[]): number | undefined {
  for (const id of styleIds) for (const [index, { style }] of known ?? []) if (style === id) return index
  return undefined
}
