import type { UnitLineReason, UnitLineState } from '../../contract/units.ts'
import type { UnitLine } from './read-units-table.ts'

/** A unit as it is before the file is taken over. */
export type KnownUnit = { code: string; name: string; parentCode: string | null; isOpen: boolean; headcount: number | null }
export type ComparedLine = {
  line: number | null
  state: UnitLineState
  code: string
  name: string
  parentCode: string | null
  headcount: number | null
  changes: ('name' | 'parent' | 'headcount')[]
  reasons: UnitLineReason[]
}

/**
 * What a file would make of the tree, line by line. The order of lines does not matter. What cannot be is refused with its reason and
 * with the lines that it has to do with; the rest can still be taken over.
 */
export function compareLines(written: readonly UnitLine[], known: ReadonlyMap<string, KnownUnit>): ComparedLine[] {
  const spelled = spelling(written, known)
  const lines = written.map((line): UnitLine => ({ ...line, code: spelled(line.code), parentCode: line.parentCode && spelled(line.parentCode) }))
  const reasonsOf = new Map(lines.map((line) => [line, [...line.reasons]]))
  const refuse = (line: UnitLine, why: UnitLineReason) => void reasonsOf.get(line)?.push(why)
  const isRefused = (line: UnitLine) => (reasonsOf.get(line)?.length ?? 0) > 0

  const sameCode = Map.groupBy(
    lines.filter(({ code }) => code !== ''),
    ({ code }) => code,
  )
  for (const same of sameCode.values())
    if (same.length > 1)
      for (const line of same) refuse(line, { code: 'CODE_DOUBLED', lines: same.filter((one) => one !== line).map((one) => one.line) })
  for (const line of lines)
    if (known.get(line.code)?.isOpen === false) refuse(line, { code: 'CODE_OF_CLOSED_UNIT', text: known.get(line.code)?.name ?? '' })

  const byCode = new Map([...sameCode].flatMap(([code, [line, ...others]]) => (line && others.length === 0 ? [[code, line] as const] : [])))
  const parentOf = (line: UnitLine) => (line.parentCode === undefined ? (known.get(line.code)?.parentCode ?? null) : line.parentCode)

  /** A line whose parent will not be there cannot be taken over either, nor one below that. */
  function refuseWithoutParent(): boolean {
    let hasRefused = false
    for (const line of lines) {
      const parentCode = parentOf(line)
      if (parentCode === null || isRefused(line)) continue
      const above = byCode.get(parentCode)
      const there = known.get(parentCode)
      if (there?.isOpen || (above && !isRefused(above))) continue
      hasRefused = true
      const named = sameCode.get(parentCode)
      if (named) refuse(line, { code: 'PARENT_REFUSED', lines: named.map((one) => one.line), text: parentCode })
      else refuse(line, { code: there ? 'PARENT_CLOSED' : 'PARENT_NOT_FOUND', text: parentCode })
    }
    return hasRefused
  }

  /** In the tree as it would be: lines that are not refused, and everything else where it is. */
  function refuseCycles(): boolean {
    const next = (code: string): string | null => {
      const line = byCode.get(code)
      return line && !isRefused(line) ? parentOf(line) : (known.get(code)?.parentCode ?? null)
    }
    const done = new Set<string>()
    let hasRefused = false
    for (const line of lines) {
      const path: string[] = []
      const onPath = new Set<string>()
      let at: string | null = isRefused(line) ? null : line.code
      while (at !== null && !done.has(at) && !onPath.has(at)) {
        path.push(at)
        onPath.add(at)
        at = next(at)
      }
      if (at !== null && onPath.has(at)) {
        const ring = path.slice(path.indexOf(at))
        const looped = ring.flatMap((code) => byCode.get(code) ?? [])
        const numbers = looped.map((one) => one.line).sort((a, b) => a - b)
        for (const one of looped)
          if (!isRefused(one)) refuse(one, { code: 'PARENT_CYCLE', lines: numbers, text: looped.length < ring.length ? told(ring, one.code) : '' })
        hasRefused = true
      }
      for (const code of path) done.add(code)
    }
    return hasRefused
  }
  // what is refused stays where it was, and that may break what looked sound with it
  while (refuseWithoutParent() || refuseCycles());

  const compared = lines.map((line): ComparedLine => {
    const { code, name, headcount } = line
    const parentCode = parentOf(line)
    const reasons = reasonsOf.get(line) ?? []
    const before = known.get(code)
    const changes: ComparedLine['changes'] = before
      ? [
          ...(before.name === name ? [] : (['name'] as const)),
          ...(before.parentCode === parentCode ? [] : (['parent'] as const)),
          ...(headcount === undefined || before.headcount === headcount ? [] : (['headcount'] as const)),
        ]
      : []
    const state = reasons.length > 0 ? 'refused' : before ? (changes.length > 0 ? 'changed' : 'same') : 'new'
    return { line: line.line, state, code, name, parentCode, headcount: headcount ?? null, changes: state === 'changed' ? changes : [], reasons }
  })
  const missing = [...known.values()]
    .filter(({ code, isOpen }) => isOpen && !sameCode.has(code))
    .map(
      ({ code, name, parentCode, headcount }): ComparedLine => ({
        line: null,
        state: 'missing',
        code,
        name,
        parentCode,
        headcount,
        changes: [],
        reasons: [],
      }),
    )
  return [...compared, ...missing]
}

const mostTold = 12

/** A circle that goes through units which the file does not name, each followed by the one above it. */
function told(ring: readonly string[], from: string): string {
  const at = ring.indexOf(from)
  const codes = [...ring.slice(at), ...ring.slice(0, at)]
  return [...codes.slice(0, mostTold), ...(codes.length > mostTold ? ['…'] : []), from].join(' → ')
}

/** Codes are one whether typed in capitals or not: as they stand in the tree, else as the file writes them first. */
function spelling(lines: readonly UnitLine[], known: ReadonlyMap<string, KnownUnit>): (code: string) => string {
  const spellings = new Map<string, string>()
  for (const code of [...known.keys(), ...lines.map((line) => line.code)])
    if (!spellings.has(code.toLowerCase())) spellings.set(code.toLowerCase(), code)
  return (code) => (known.has(code) ? code : (spellings.get(code.toLowerCase()) ?? code))
}
