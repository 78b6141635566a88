import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import { contestFaults } from './contest-faults.ts'
import type { DeskContest } from './desk-store.ts'
import { inWords, judged } from './present-desk.ts'
import type { Fault } from './settings-fault.ts'

/** What a change makes wrong is refused; what was wrong before, and is not made worse, stands in nobody's way. */
export function refuseNewFaults(before: DeskContest, after: DeskContest, language: Language): void {
  const known = new Set(contestFaults(judged(before)).map(({ at, code }) => `${at} ${code}`))
  const faults = contestFaults(judged(after)).filter(({ at, code, isWarning }) => !isWarning && !known.has(`${at} ${code}`))
  if (faults.length > 0) refuse(faults, language)
}

export function refuse(faults: readonly Fault[], language: Language): never {
  throw new Problem('SETTINGS_REFUSED', { errors: inWords(faults, language).map(({ at, text }) => ({ at, reason: text })) })
}

/** What a change makes questionable that was not before. */
export function newWarnings(before: DeskContest, after: DeskContest): Fault[] {
  const known = new Set(contestFaults(judged(before)).map(({ at, code }) => `${at} ${code}`))
  return contestFaults(judged(after)).filter(({ at, code, isWarning }) => isWarning && !known.has(`${at} ${code}`))
}

type Fields = { before: Record<string, unknown>; after: Record<string, unknown> }

/** Only what differs, each by its path: the log is read by people. */
export function changedFields(before: object, after: object): Fields {
  const fields: Fields = { before: {}, after: {} }
  collect(before, after, '', fields)
  return fields
}

function collect(before: object, after: object, path: string, fields: Fields): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [(before as Record<string, unknown>)[name], (after as Record<string, unknown>)[name]]
    if (written(was) === written(is)) continue
    const here = path === '' ? name : `${path}.${name}`
    if (isRecord(was) && isRecord(is)) collect(was, is, here, fields)
    else {
      fields.before[here] = was ?? null
      fields.after[here] = is ?? null
    }
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

/** The same text for the same value, in whatever order its fields stand: PostgreSQL gives them back in its own. */
function written(value: unknown): string | undefined {
  return JSON.stringify(value, (_name, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}
